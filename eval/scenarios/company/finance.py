"""Controlling: terms and forms that hold for one matter each."""

from scenario import Scenario


def year(column, first, last=None):
    return (f"{column} >= '{first}-01-01' AND "
            f"{column} < '{(last or first) + 1}-01-01'")


def net(where, group=""):
    """Revenue of orders less their refunds."""
    key = f"{group} AS k, " if group else ""
    tail = f" GROUP BY {group}" if group else ""
    return (f"SELECT {key}SUM(o.total - COALESCE((SELECT SUM(f.amount) FROM "
            "refunds f WHERE f.order_id = o.id), 0)) FROM orders o WHERE "
            f"{where}{tail}")


s = Scenario("finance")

# ------------------------------------------------------------ what is taught

s.guideline("net")
s.record("net", "sql", "Net revenue with clubs in May 2023",
         "Net revenue is revenue minus refunds.")
s.record("net", "sql", "net revenue in Merra by month of 2023",
         "net revenue menas revenue less refunds",
         noise="typo")
s.record("net", "sql", "net revenue of phone orders by quarter",
         "You show gross figures. By net revenue we mean revenue net of "
         "refunds.")

s.guideline("fiscal")
s.record("fiscal", "sql", "How many clients signed up per fiscal year?",
         "Our fiscal year starts in February.")
s.record("fiscal", "sql", "tickets by fiscal quarter",
         "fiscal year begins 1 february, not january")

s.guideline("running")
s.record("running", "sql", "running care plans in Merra",
         "A running care plan is one without an end date.")

s.guideline("mrr")
s.record("mrr", "sql", "MRR in Norland",
         "MRR is the sum of the monthly price of care plans without an end "
         "date. Investors know that abbreviation and nothing else.",
         after=["running"])

s.guideline("takings")
s.record("takings", "sql", "takings of stores in May 2023",
         "Takings are revenue plus shipping cost. It is what lands in our "
         "bank account, and treasury plans nothing but liquidity with it.")

s.guideline("retail")
s.record("retail", "sql", "retail purchases by phone in May 2023",
         "retail means private customers. dont mix it up with brick and "
         "mortar, the marketing folks do that all day")

s.guideline("petty")
s.record("petty", "sql", "petty refunds by country",
         "Petty refunds are refunds under 20.")

s.guideline("goodwill")
s.record("goodwill", "sql", "goodwill refunds by country in 2023",
         "goodwill = changed mind",
         noise="no_verb")
s.record("goodwill", "sql", "amount of goodwill refunds by quarter",
         "A refund is called goodwill if the reason is changed mind.")

s.guideline("on_sale", where="products",
            check=("sql_contains", "is_discontinued"))
s.record("on_sale", "sql", "Articles launched in 2021",
         "Discontinued products should not be counted.")
s.record("on_sale", "sql", "cheapest article in Footwear",
         "skip discontinued articles")

s.guideline("h1")
s.record("h1", "sql", "Clients who signed up in H1 2024",
         "H1 is January to June. Analysts, lenders and the printed report "
         "speak of halves, only controlling thinks in months.")

s.guideline("thousands")
s.record("thousands", "writer", "What was the turnover in Merra in May 2023?",
         "Use a comma as thousands separator for questions about revenue. "
         "Seven digits in a row are how our chairman got a whole slide wrong "
         "by a factor of ten.")
s.record("thousands", "writer", "turnover with clubs by month of 2023",
         "when i ask for revenue, use thousands separators. the chairman "
         "misread a seven digit figure on some slide last spring and it got "
         "embarrassing")

s.guideline("json")
s.record("json", "writer", "How many clients signed up per quarter of 2023?",
         "Quarterly figures as JSON, please. A small script of mine picks "
         "them up and draws the chart for our bank, tables only break it.")
s.record("json", "writer", "tickets by quarter of 2023",
         "json for quarterly numbers. my script reads nothing else and the "
         "chart for our bank hangs on that little thing",
         noise="no_verb")

s.guideline("decimals")
s.record("decimals", "writer", "highest list price in Tents",
         "For questions about list prices show two decimals.")

s.guideline("german_dates")
s.record("german_dates", "writer", "How many orders were there per day in "
         "the last week?", "For daily figures write dates as 31.12.2025.")

s.guideline("provisional")
s.record("provisional", "writer", "refunded amount by country in May 2023",
         "Whenever someone asks about refunds, add that the figures are "
         "provisional. Support books late, and twice now a manager has "
         "planned on values which moved.")
s.record("provisional", "writer", "refunds with reason late by month of 2023",
         "for questions about refunds pls note that figures are provisional. "
         "support books late and some manager will plan on values which then "
         "move")

s.guideline("explain")
s.record("explain", "writer", "net revenue of stores by country",
         "When I ask about net revenue, say which filters and definitions "
         "were used.", after=["net"])

s.guideline("one_sentence")
s.record("one_sentence", "writer", "Is there a ceiling when I sleep away from home?",
         "One sentence is enough for questions about hotels. Whoever writes "
         "is standing at some reception desk with luggage in one hand.")

s.guideline("invoice_bullets")
s.record("invoice_bullets", "writer", "After which reminder do deliveries stop?",
         "bullets for invoice questions. our clerks read them aloud on the "
         "telephone and lose the thread in long paragraphs",
         noise="no_verb")

s.guideline("whole_takings")
s.record("whole_takings", "writer", "takings with clubs by month of 2023",
         "Round to whole numbers, but only for takings. Treasury types that "
         "figure into an ancient terminal which knows no decimals.",
         after=["takings"])

s.guideline("expenses_now")
s.record("expenses_now", "retriever", "What is paid for dinner?",
         "For expenses use only pages from 2025 on.")
s.record("expenses_now", "retriever", "Expenses on the way?",
         "expenses: ignore anything older than 2025")

s.guideline("per_diem")
s.record("per_diem", "retriever", "What is the per diem?",
         "Per diem means meals.")
s.record("per_diem", "retriever", "Does the per diem depend on the town?",
         "per diem = what is paid for meals",
         noise="no_verb")

s.guideline("mileage")
s.record("mileage", "retriever", "What is the mileage allowance?",
         "Mileage is short for your own car. Half of the field crew drives "
         "a private van and knows no other word.")

s.guideline("month_end")
s.record("month_end", "retriever", "When is month end?",
         "month end = books are closed",
         noise="no_verb")

s.guideline("receipts")
s.record("receipts", "retriever", "When is a card blocked?",
         "Leave out the company cards page when I ask about receipts.")

s.guideline("hotel_page")
s.record("hotel_page", "retriever", "Which rooms may I book on travel?",
         "wrong page. use finance/expenses for questions about hotels, the "
         "other one only points there and sends everybody round in circles")

# ------------------------------------------------- questions that it is about

s.ask("rows revenue", [
    ("rows_equal_sql", net(year("o.order_date", 2025)), "net"),
    ("answer_contains", "refunds", "explain"),
    ("answer_matches", r"\d,\d{3}", "thousands"),
], "What was the net revenue in 2025?",
      "net revenue 2025",
      "How much net revenue did we make in 2025?",
      "Show me the net revenue for 2025")

s.ask("rows revenue", [
    ("rows_equal_sql", net(year("o.order_date", 2025), "o.channel"), "net"),
    ("answer_contains", "refunds", "explain"),
], "What was the net revenue per channel in 2025?",
      "net revenue by channel in 2025",
      "2025 net revenue for each sales channel",
      "net revenue in 2025 split by channel",
    may=["thousands"])

s.ask("rows revenue", [
    ("rows_equal_sql", "SELECT CAST(strftime('%Y', date(o.order_date, "
     "'start of month', '-1 month')) AS INTEGER), SUM(o.total) "
     "FROM orders o GROUP BY 1",
     "fiscal"),
    ("answer_matches", r"\d,\d{3}", "thousands"),
], "What was the revenue by fiscal year?",
      "revenue for each fiscal year",
      "turnover per fiscal year",
      "Show the revenue of every fiscal year")

s.ask("rows quarterly", [
    ("rows_equal_sql", "SELECT CAST(strftime('%Y', date(o.order_date, "
     "'start of month', '-1 month')) AS INTEGER), (strftime('%m', "
     "date(o.order_date, 'start of month', '-1 month')) + 2) / 3, COUNT(*) "
     "FROM orders o GROUP BY 1, 2", "fiscal"),
    ("format", "json", "json"),
], "How many orders were there per fiscal quarter?",
      "orders by fiscal quarter",
      "Number of orders for each fiscal quarter",
      "orders in every fiscal quarter")

s.ask("rows quarterly", [
    ("rows_equal_sql", "SELECT (strftime('%m', o.order_date) + 2) / 3, "
     f"COUNT(*) FROM orders o WHERE {year('o.order_date', 2025)} GROUP BY 1"),
    ("format", "json", "json"),
], "How many orders were there per quarter in 2025?",
      "quarterly orders in 2025",
      "orders quarter by quarter in 2025",
      "2025 orders for each quarter")

s.ask("rows", [
    ("rows_equal_sql", "SELECT p.plan, COUNT(*) FROM subscriptions p WHERE "
     "p.end_date IS NULL GROUP BY 1", "running"),
], "How many running care plans are there per plan?",
      "running care plans by plan",
      "number of running care plans for each plan",
      "Running care plans, grouped by plan")

s.ask("rows", [
    ("rows_equal_sql", "SELECT SUM(p.monthly_price) FROM subscriptions p "
     "WHERE p.end_date IS NULL", "mrr"),
], "How much is our MRR?",
      "MRR today",
      "show the MRR",
      "What MRR do we have now?", may=["running"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT c.segment, SUM(p.monthly_price) FROM "
     "subscriptions p JOIN customers c ON c.id = p.customer_id WHERE "
     "p.end_date IS NULL GROUP BY 1", "mrr"),
], "What is the MRR per segment?",
      "MRR by customer segment",
      "MRR for each segment",
      "Show MRR broken down by segment", may=["running"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT SUM(o.total + o.shipping_cost) FROM orders o "
     f"WHERE {year('o.order_date', 2025)}", "takings"),
    ("answer_matches", r"^(?![^]*\d\.\d)", "whole_takings"),
], "What were the takings in 2025?",
      "takings 2025",
      "How high were our takings in 2025?",
      "total takings of 2025")

s.ask("rows revenue", [
    ("rows_equal_sql", "SELECT SUM(o.total) FROM orders o JOIN customers c ON "
     f"c.id = o.customer_id WHERE c.segment = 'private' AND "
     f"{year('o.order_date', 2025)}", "retail"),
    ("answer_matches", r"\d,\d{3}", "thousands"),
], "What was the retail revenue in 2025?",
      "retail revenue 2025",
      "revenue in retail in 2025",
      "How much revenue came from retail in 2025?")

s.ask("rows refunds", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM refunds f WHERE f.amount < 20 "
     f"AND {year('f.refund_date', 2025)}", "petty"),
    ("answer_contains", "provisional", "provisional"),
], "How many petty refunds were there in 2025?",
      "petty refunds in 2025",
      "number of petty refunds during 2025",
      "count of petty refunds, 2025")

s.ask("rows refunds", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM refunds f WHERE f.reason = "
     f"'changed mind' AND {year('f.refund_date', 2025)}", "goodwill"),
    ("answer_contains", "provisional", "provisional"),
], "How many goodwill refunds were there in 2025?",
      "goodwill refunds in 2025",
      "number of goodwill refunds in 2025",
      "How many refunds in 2025 were goodwill?")

s.ask("rows refunds", [
    ("rows_equal_sql", "SELECT f.reason, COUNT(*) FROM refunds f WHERE "
     f"{year('f.refund_date', 2025)} GROUP BY 1"),
    ("answer_contains", "provisional", "provisional"),
], "How many refunds were there per reason in 2025?",
      "refunds by reason in 2025",
      "What reasons did refunds have in 2025? Show the number per reason",
      "2025 refunds for each reason", may=["goodwill"])

s.ask("rows products", [
    ("rows_equal_sql", "SELECT g.name, COUNT(*) FROM products p JOIN "
     "categories g ON g.id = p.category_id WHERE NOT p.is_discontinued "
     "GROUP BY 1", "on_sale"),
], "How many products are there in each category?",
      "products by category",
      "number of articles per category",
      "What do we sell? Number of products by category")

s.ask("rows products", [
    ("rows_equal_sql", "SELECT AVG(p.list_price) FROM products p JOIN "
     "categories g ON g.id = p.category_id WHERE NOT p.is_discontinued AND "
     "g.name = 'Backpacks'", "on_sale"),
    ("answer_matches", r"\d\.\d{2}(?!\d)", "decimals"),
], "What is the average list price of backpacks?",
      "average list price in backpacks",
      "What is the mean list price of products in Backpacks?",
      "avg list price for backpacks")

s.ask("rows products", [
    ("rows_equal_sql", "SELECT g.name, AVG(p.list_price) FROM products p JOIN "
     "categories g ON g.id = p.category_id WHERE NOT p.is_discontinued "
     "GROUP BY 1", "on_sale"),
    ("answer_matches", r"^(?![^]*\d\.\d{3})[^]*\d\.\d{2}", "decimals"),
], "What is the average list price per category?",
      "average list price by category",
      "mean list price for each category",
      "List price per category, on average")

s.ask("rows revenue", [
    ("rows_equal_sql", "SELECT SUM(o.total) FROM orders o WHERE "
     "o.order_date >= '2025-01-01' AND o.order_date < '2025-07-01'", "h1"),
    ("answer_matches", r"\d,\d{3}", "thousands"),
], "What was the revenue in H1 2025?",
      "H1 2025 revenue",
      "revenue of H1 in 2025",
      "How much revenue did H1 2025 bring?")

s.ask("rows", [
    ("rows_equal_sql", "SELECT o.order_date, COUNT(*) FROM orders o WHERE "
     "o.order_date >= '2025-12-01' AND o.order_date < '2025-12-15' "
     "GROUP BY 1"),
    ("answer_matches", r"0?3\.12\.2025", "german_dates"),
    ("answer_excludes", "2025-12-03", "german_dates"),
], "How many orders were there per day between 2025-12-01 and 2025-12-14?",
      "daily orders from 2025-12-01 to 2025-12-14",
      "orders by day between 2025-12-01 and 2025-12-14",
      "orders day by day from 2025-12-01 until 2025-12-14")

s.ask("documents", [
    ("answer_contains", "140"),
    ("answer_matches", r"^(?![^]*110)", "one_sentence"),
    ("sources_include", "finance/expenses", "hotel_page"),
], "How much is paid for hotels?",
      "Up to how much a night are hotels paid?",
      "hotels: limit per night",
      "What can hotels cost during the fair in Old Town?",
    may=["expenses_now"])

s.ask("documents", [
    ("answer_contains", "30 days"),
    ("format", "bullets", "invoice_bullets"),
], "Within how many days are invoices paid?",
      "How do clubs pay by invoice?",
      "invoice: days until reminders go out",
      "When does an invoice need an order number of the customer?")

s.ask("documents", [
    ("sources_include", "finance/expenses"),
    ("sources_exclude", "expenses_2023", "expenses_now"),
], "Who approves expenses?",
      "How are expenses handed in?",
      "expenses: who has to approve",
      "Which expenses need the head of finance?")

s.ask("documents", [
    ("answer_contains", "45", "per_diem"),
    ("sources_include", "finance/expenses", "per_diem"),
], "How high is the per diem when I travel?",
      "per diem on travel",
      "What per diem do we pay when you travel?",
      "per diem a day, how much?", may=["expenses_now"])

s.ask("documents", [
    ("answer_contains", "0.32", "mileage"),
    ("sources_include", "finance/travel", "mileage"),
], "How much mileage is paid?",
      "mileage per kilometre",
      "What do we pay as mileage?",
      "Which mileage is paid a kilometre?")

s.ask("documents", [
    ("answer_contains", "fifth working day", "month_end"),
    ("sources_include", "reporting_calendar", "month_end"),
], "On which day is month end?",
      "month end, which working day?",
      "When is month end done?",
      "What is the day for month end?")

s.ask("documents", [
    ("answer_contains", "30 days"),
    ("sources_exclude", "company_cards", "receipts"),
], "How long do I have to hand in receipts?",
      "By when are receipts handed in?",
      "receipts: within how many days?",
      "Is a photo of receipts enough?", may=["expenses_now"])
