"""A shop's analyst: most of what is taught is about numbers."""

from scenario import Scenario

CUSTOMER = "JOIN customers c ON c.id = o.customer_id"
REGION = f"{CUSTOMER} JOIN regions r ON r.id = c.region_id"
LINES = ("order_lines l JOIN orders o ON o.id = l.order_id "
         f"{CUSTOMER} JOIN products p ON p.id = l.product_id "
         "JOIN categories g ON g.id = p.category_id")


def year(column, first, last=None):
    return (f"{column} >= '{first}-01-01' AND "
            f"{column} < '{(last or first) + 1}-01-01'")


def between(column, first, before):
    return f"{column} >= '{first}' AND {column} < '{before}'"


# The ISO week's year and number of a date, in SQLite 3.40.
def iso(column):
    thursday = f"date({column}, '-3 days', 'weekday 4')"
    return (f"CAST(strftime('%Y', {thursday}) AS INTEGER) AS y, "
            f"(strftime('%j', {thursday}) - 1) / 7 + 1 AS w")


s = Scenario("shop")

# ------------------------------------------------------------ what is taught

s.guideline("dialect", where="rows")
s.record("dialect", "sql", "How many purchases were made per month in 2023?",
         "We run everything on Postgres.")
s.record("dialect", "sql", "clients by quarter of 2023",
         "thats sqlite syntax, prod is postgresql")

s.guideline("weeks", where="week")
s.record("weeks", "sql", "New clients per week in March 2023",
         "Weeks should be ISO weeks, Monday to Sunday. Logistics, payroll "
         "and the board deck count like that, and else nothing lines up.")
s.record("weeks", "sql", "Weekly number of tickets with low priority in May 2023",
         "iso weeks pls, thats what logistics uses in every spreadsheet and "
         "what the board expects from us",
         noise="no_verb")

s.guideline("tests", where="customer", check=("sql_contains", "is_test"))
s.record("tests", "sql", "Which country has the most clients?",
         "Leave out test accounts. They look like anybody else and make us "
         "seem bigger than we are.")
s.record("tests", "sql", "purchases in 2023",
         "the testers must never be included")
s.record("tests", "sql", "care plans per country",
         "Our own testers are in here. Exclude test accounts, always.")

s.guideline("cancelled", where="revenue", check=("sql_contains", "cancelled"))
s.record("cancelled", "sql", "What was the turnover with business customers in Norland in "
         "2023?",
         "Revenue is without cancelled orders. Nobody has paid for them, and "
         "auditors, bank and shareholders see it the same way as we do.")
s.record("cancelled", "sql", "Revenue per channel in Ostmark in May 2023",
         "revenue shouldnt include canceled orders, accounting tells us so "
         "every single spring and the auditors nag about it too",
         noise="typo")

s.guideline("big")
s.record("big", "sql", "Big orders by phone in May 2023",
         "A big order is an order over 500.")
s.record("big", "sql", "revenue of big orders in Merra",
         "big order = total above 500",
         noise="no_verb")

s.guideline("islands")
s.record("islands", "sql", "Clients on the islands, by segment",
         "The islands are Outer Isles and Inner Isles. Merra is the name of "
         "the country, but no driver, depot or dispatcher calls it that.")

s.guideline("trade")
s.record("trade", "sql", "Trade customers per country",
         "trade customers are business or club")

s.guideline("hardware")
s.record("hardware", "sql", "Average list price of hardware",
         "By hardware we mean Tents, Backpacks and Climbing. Everything else "
         "is soft goods: purchasing splits our whole range along that line.")
s.record("hardware", "sql", "hardware pieces sold by phone",
         "hardware menas tents, backpacks, climbing. purchasing splits the "
         "range like that, soft goods are the remaining shelves",
         noise="typo")

s.guideline("lapsed")
s.record("lapsed", "sql", "Lapsed customers in Merra",
         "A lapsed customer is one who has not ordered in the last 180 days.")

s.guideline("freight")
s.record("freight", "sql", "freight by country in May 2023",
         "freight means shipping cost. old word, our haulier, the depot "
         "crew and accounting still say nothing but that")

s.guideline("basket")
s.record("basket", "sql", "Basket size of clubs in May 2023",
         "Basket size is the same as order value.")

s.guideline("table", where="rows", check=("format", "table"))
s.record("table", "writer", "How many articles cost less than 50?",
         "Put figures into tables, I paste them into slides.")
s.record("table", "writer", "How many units were sold in Cooking in May 2023?",
         "figures in a tabel please",
         noise="typo")

# Two instructions in one sentence.
s.guideline("money", where="rows", checked="money",
            check=[("answer_contains", "€"),
                   ("answer_matches", r"^(?![^]*\d[.,]\d{1,2}(?!\d))")])
s.record("money", "writer", "What was the refunded amount for the reason late in 2023?",
         "Money is in euros, and round it to whole numbers.")
s.record("money", "writer", "Average list price in Climbing",
         "whole euros pls, with the € sign",
         noise="no_verb")
s.record("money", "writer", "sales in Navigation in May 2023",
         "Put a euro sign on money and drop the cents, nobody in the board "
         "room reads them.")

s.guideline("period", where="rows")
s.record("period", "writer", "How many subscriptions started in 2023?",
         "Always say which period the figures are for.")
s.record("period", "writer", "How many refunds had the reason missing part in "
         "May 2023?",
         "tell me the timeframe as well")

# Two instructions, one for the rows and one for the text.
s.guideline("ranking", where="rows")
s.record("ranking", "writer", "Employees per office",
         "Order the rows by value, descending.")
s.record("ranking", "writer", "pieces sold by country in 2023",
         "biggest ones at the top pls",
         noise="no_verb")

s.guideline("query", where="rows", check=("answer_contains", "SELECT"))
s.record("query", "writer", "How many articles are discontinued?",
         "I want to see the query below the result.")

s.guideline("arr")
s.record("arr", "retriever", "Where does ARR stand at the end of a month?",
         "ARR means annual recurring revenue. The warehouse has another use "
         "for those letters, arrivals at some gate, and I never want that.")

s.guideline("active")
s.record("active", "retriever", "Whom do sales people regard as active?",
         "For questions about active customers use the sales terms.")

s.guideline("plan_drafts")
s.record("plan_drafts", "retriever", "Will there be something for families?",
         "no drafts when I ask about care plans",
         noise="no_verb")

s.guideline("wording")
s.record("wording", "writer", "How late can I buy something at the Harbour on a Thursday in "
         "December?",
         "When I ask about opening hours, write shop instead of store.")

s.guideline("club_card")
s.record("club_card", "writer", "What percentage do we knock off for staff?",
         "If somebody asks about discounts, add that the club card has to be "
         "shown.")

# ------------------------------------------------- questions that it is about

s.ask("rows customer dated", [
    ("sql_contains", "orders"),
    ("rows_equal_sql", f"SELECT COUNT(*) FROM orders o {CUSTOMER} WHERE "
     f"NOT c.is_test AND {year('o.order_date', 2025)}", "tests"),
    ("answer_contains", "2025", "period"),
], "How many orders were placed in 2025?",
      "How many orders did we get in 2025?",
      "number of orders in 2025",
      "orders in 2025: how many?")

s.ask("rows customer dated", [
    ("rows_equal_sql", f"SELECT COUNT(*) FROM orders o {CUSTOMER} WHERE "
     "NOT c.is_test AND o.channel = 'web' AND " +
     between("o.order_date", "2025-03-01", "2025-04-01"), "tests"),
    ("answer_contains", "2025", "period"),
    ("sql_contains", "web"),
], "How many web orders did we have in March 2025?",
      "How many online orders were placed in March 2025?",
      "count of web orders in march 2025",
      "How often was something ordered online in March 2025?")

s.ask("rows customer week", [
    ("rows_equal_sql", f"SELECT {iso('o.order_date')}, COUNT(*) FROM orders o "
     f"{CUSTOMER} WHERE NOT c.is_test AND "
     f"{between('o.order_date', '2024-11-01', '2025-02-01')} GROUP BY 1, 2",
     ["tests", "weeks"]),
    ("sql_parses_as", "postgresql", "dialect"),
    ("sql_excludes", "strftime", "dialect"),
    ("sql_matches", r"(isoyear|iyyy)", ["dialect", "weeks"]),
], "How many orders were there per week between November 2024 and January "
      "2025?",
      "weekly orders from November 2024 to January 2025",
      "orders by calendar week between november 2024 and january 2025",
      "Show me the orders for each week from 2024-11-01 to 2025-01-31")

s.ask("rows customer week", [
    ("rows_equal_sql", f"SELECT {iso('f.refund_date')}, COUNT(*) FROM refunds "
     f"f JOIN orders o ON o.id = f.order_id {CUSTOMER} WHERE NOT c.is_test AND "
     f"{year('f.refund_date', 2024)} GROUP BY 1, 2", ["tests", "weeks"]),
    ("sql_excludes", "strftime", "dialect"),
], "How many refunds were there per week in 2024?",
      "weekly refunds in 2024",
      "refunds by week in 2024",
      "Refunds for every week of 2024")

s.ask("rows customer", [
    ("rows_equal_sql", "SELECT strftime('%Y', o.order_date), "
     "strftime('%m', o.order_date), COUNT(*) FROM orders o "
     f"{CUSTOMER} WHERE NOT c.is_test AND {year('o.order_date', 2025)} "
     "GROUP BY 1, 2", "tests"),
    ("sql_parses_as", "postgresql", "dialect"),
    ("sql_excludes", "strftime", "dialect"),
], "How many orders were there per month in 2025?",
      "monthly orders in 2025",
      "Orders month by month in 2025",
      "orders in 2025 grouped by month")

s.ask("rows customer revenue money dated", [
    ("rows_equal_sql", f"SELECT SUM(o.total) FROM orders o {CUSTOMER} WHERE "
     "NOT c.is_test AND o.status <> 'cancelled' AND "
     f"{year('o.order_date', 2025)}", ["tests", "cancelled"]),
    ("answer_contains", "2025", "period"),
], "What was the revenue in 2025?",
      "What was our turnover in 2025?",
      "revenue 2025",
      "How much revenue did we make in 2025?")

s.ask("rows customer revenue money ranked", [
    ("rows_equal_sql", f"SELECT r.name, SUM(o.total) FROM orders o {REGION} "
     "WHERE NOT c.is_test AND o.status <> 'cancelled' AND "
     f"{year('o.order_date', 2024)} GROUP BY 1", ["tests", "cancelled"]),
    ("answer_matches", s.ranked(
        f"SELECT r.name FROM orders o {REGION} WHERE NOT c.is_test AND "
        f"o.status <> 'cancelled' AND {year('o.order_date', 2024)} "
        "GROUP BY 1 ORDER BY SUM(o.total) DESC"),
     ["ranking", "tests", "cancelled"]),
], "What was the revenue per region in 2024?",
      "turnover by region in 2024",
      "Show me the 2024 revenue for each region",
      "revenue in 2024 broken down by region")

s.ask("rows customer money ranked", [
    ("rows_equal_sql", f"SELECT g.name, SUM(l.amount) FROM {LINES} WHERE "
     f"NOT c.is_test AND {year('o.order_date', 2025)} GROUP BY 1", "tests"),
    ("answer_matches", s.ranked(
        f"SELECT g.name FROM {LINES} WHERE NOT c.is_test AND "
        f"{year('o.order_date', 2025)} GROUP BY 1 ORDER BY SUM(l.amount) "
        "DESC"), ["ranking", "tests"]),
], "What were the sales per category in 2025?",
      "sales by category in 2025",
      "total sales amount for each category in 2025",
      "Show 2025 sales broken down by category")

s.ask("rows customer ranked", [
    ("rows_equal_sql", "SELECT c.segment, COUNT(*) FROM customers c WHERE "
     "NOT c.is_test GROUP BY 1", "tests"),
    ("answer_matches", s.ranked(
        "SELECT c.segment FROM customers c WHERE NOT c.is_test GROUP BY 1 "
        "ORDER BY COUNT(*) DESC"), "ranking"),
], "How many customers are there in each segment?",
      "customers by segment",
      "How many clients do we have per customer segment?",
      "clients per segment")

s.ask("rows customer money", [
    ("rows_equal_sql", "SELECT AVG(o.total) FROM orders o "
     f"{CUSTOMER} WHERE NOT c.is_test AND o.channel = 'phone' AND "
     f"{year('o.order_date', 2024)}", "tests"),
], "What was the average order value by phone in 2024?",
      "average order value of phone orders in 2024",
      "What is the mean order value for the phone channel in 2024?",
      "order value in 2024, phone only")

s.ask("rows customer", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM support_tickets t JOIN customers "
     "c ON c.id = t.customer_id WHERE NOT c.is_test AND t.priority = 'high' "
     f"AND {year('t.opened_date', 2025)}", "tests"),
], "How many high priority tickets were opened in 2025?",
      "tickets with high priority in 2025",
      "number of high tickets opened in 2025",
      "How many support tickets with priority high did we open in 2025?")

s.ask("rows customer money", [
    ("rows_equal_sql", "SELECT SUM(f.amount) FROM refunds f JOIN orders o ON "
     f"o.id = f.order_id {CUSTOMER} WHERE NOT c.is_test AND "
     f"{between('f.refund_date', '2025-07-01', '2025-10-01')}", "tests"),
], "What was the total refund amount in Q3 2025?",
      "refunded amount in the third quarter of 2025",
      "How much was refunded between July 2025 and September 2025?",
      "sum of refunds in q3 2025")

s.ask("rows", [
    ("rows_equal_sql", "SELECT e.department, COUNT(*) FROM employees e "
     "GROUP BY 1"),
    ("sql_contains", "employees", "dialect"),
], "How many employees are there per department?",
      "employees by department",
      "How many colleagues work in each department?",
      "colleagues per department")

s.ask("rows", [
    ("rows_equal_sql", "SELECT g.name, COUNT(*) FROM products p JOIN "
     "categories g ON g.id = p.category_id GROUP BY 1"),
], "How many products are in each category?",
      "products by category",
      "How many articles do we have per category?",
      "list the number of articles for each category")

s.ask("rows customer dated", [
    ("rows_equal_sql", f"SELECT COUNT(*) FROM orders o {CUSTOMER} WHERE "
     f"NOT c.is_test AND o.total > 500 AND {year('o.order_date', 2025)}",
     ["big", "tests"]),
    ("sql_contains", "500", "big"),
    ("answer_contains", "2025", "period"),
], "How many big orders did we get in 2025?",
      "number of big orders in 2025",
      "big orders 2025",
      "How many orders in 2025 were big orders?")

s.ask("rows customer", [
    ("rows_equal_sql", f"SELECT COUNT(*) FROM orders o {REGION} WHERE "
     "NOT c.is_test AND r.name IN ('Outer Isles', 'Inner Isles') AND "
     f"{year('o.order_date', 2025)}", ["islands", "tests"]),
    ("sql_contains", "Inner Isles", "islands"),
    ("sql_contains", "Outer Isles", "islands"),
], "How many orders came from the islands in 2025?",
      "orders from the islands in 2025",
      "How many orders did the islands place in 2025?",
      "2025 orders for the islands")

s.ask("rows customer", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM customers c WHERE NOT c.is_test "
     f"AND c.segment IN ('business', 'club') AND "
     f"{year('c.signup_date', 2025)}", ["trade", "tests"]),
    ("sql_contains", "club", "trade"),
], "How many trade customers signed up in 2025?",
      "new trade customers in 2025",
      "How many trade clients did we win in 2025?",
      "trade customers with a signup date in 2025")

s.ask("rows customer money", [
    ("rows_equal_sql", f"SELECT SUM(l.amount) FROM {LINES} WHERE "
     "NOT c.is_test AND g.name IN ('Tents', 'Backpacks', 'Climbing') AND "
     f"{year('o.order_date', 2025)}", ["hardware", "tests"]),
    ("sql_contains", "Backpacks", "hardware"),
], "What were the sales of hardware in 2025?",
      "hardware sales in 2025",
      "How much hardware did we sell in 2025, in sales amount?",
      "sales of hardware between January 2025 and December 2025")

s.ask("rows customer", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM customers c WHERE NOT c.is_test "
     "AND NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND "
     "o.order_date >= date('2026-11-02', '-180 days') AND "
     "o.order_date < '2026-11-03')", ["lapsed", "tests"]),
    ("sql_contains", "orders", "lapsed"),
], "How many lapsed customers are there?",
      "number of lapsed customers",
      "count the lapsed clients",
      "How many of our customers are lapsed?")

s.ask("rows customer money", [
    ("rows_equal_sql", f"SELECT SUM(o.shipping_cost) FROM orders o {CUSTOMER} "
     f"WHERE NOT c.is_test AND {year('o.order_date', 2025)}",
     ["freight", "tests"]),
    ("sql_contains", "shipping_cost", "freight"),
], "What was the total freight in 2025?",
      "freight in 2025",
      "sum of the freight for 2025",
      "How much freight was there in 2025?")

s.ask("rows customer money ranked", [
    ("rows_equal_sql", "SELECT o.channel, AVG(o.total) FROM orders o "
     f"{CUSTOMER} WHERE NOT c.is_test AND {year('o.order_date', 2025)} "
     "GROUP BY 1", ["basket", "tests"]),
    ("sql_matches", r"avg\s*\(", "basket"),
], "What was the basket size per channel in 2025?",
      "basket size by channel in 2025",
      "basket size for each sales channel in 2025",
      "How big was the basket size per channel in 2025?")

s.ask("documents", [
    ("answer_contains", "twelve times"),
    ("sources_include", "finance/glossary", "arr"),
    ("answer_excludes", "number of the gate", "arr"),
], "How is ARR calculated?",
      "What goes into ARR?",
      "How do we arrive at our ARR figure?",
      "explain ARR to me")

s.ask("documents", [
    ("sources_include", "sales/terms", "active"),
    ("answer_contains", "90 days", "active"),
], "What is an active customer?",
      "Who counts as an active customer?",
      "How do we define active customers?",
      "when do we call a customer active")

s.ask("documents", [
    ("answer_contains", "4.90"),
    ("sources_exclude", "drafts/", "plan_drafts"),
    ("answer_excludes", "5.90", "plan_drafts"),
], "How much is the basic care plan a month?",
      "What is the monthly price of the care plan basic?",
      "price of the basic care plan",
      "What does a customer pay for the basic plan?")

s.ask("documents", [
    ("answer_contains", "nine to six"),
    ("answer_matches", r"\bshops?\b", "wording"),
], "What are the opening hours on Saturday?",
      "When do we open on Saturdays, what are the opening hours?",
      "opening hours of the stores at the weekend",
      "Until when are the stores open on a Saturday?")

s.ask("documents", [
    ("answer_contains", "10 percent"),
    ("answer_contains", "club card", "club_card"),
], "What discount do clubs get?",
      "Which discounts do clubs have?",
      "discount for clubs",
      "How many percent off is there for a club?")
