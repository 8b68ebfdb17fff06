"""The support desk: tickets, returns, shipping, and people who change their
minds."""

from scenario import Scenario

s = Scenario("support")


def year(column, first):
    return f"{column} >= '{first}-01-01' AND {column} < '{first + 1}-01-01'"


def iso(column):
    thursday = f"date({column}, '-3 days', 'weekday 4')"
    return (f"CAST(strftime('%Y', {thursday}) AS INTEGER) AS y, "
            f"(strftime('%j', {thursday}) - 1) / 7 + 1 AS w")


# ------------------------------------------------------------ what is taught

s.guideline("sunday", where="week")
s.record("sunday", "sql", "Purchases by phone per week in May 2023",
         "A week begins on Sunday. Our rota, the telephone system and the "
         "dashboard upstairs all begin there, so keep it aligned.")
s.guideline("iso", where="week")
s.record("iso", "sql", "Weekly pieces sold in Tents",
         "Use ISO weeks from now on. The rota and the dashboard upstairs "
         "have moved, management wanted one calendar throughout the company.",
         after=["sunday"], supersedes=["sunday"])
s.record("iso", "sql", "revenue with clubs week by week in May 2023",
         "we switched to iso weeks. rota, telephone system, dashboard, "
         "everything moved over the summer, whoever still disagrees is late",
         after=["sunday"], supersedes=["sunday"])

s.guideline("open")
s.record("open", "sql", "open tickets in Merra",
         "An open ticket is a ticket without a closed date.")
s.record("open", "sql", "open tickets by customer segment",
         "open ticket = no closed date",
         noise="no_verb")

s.guideline("closing")
s.record("closing", "sql", "Tickets on warranty in May 2023",
         "For tickets use the closed date, not the opened date. Bonus, "
         "staffing and capacity are all planned by what got finished.")
s.record("closing", "sql", "low tickets in Ostmark in 2023",
         "tickets by closed_date pls. bonus and staffing depend on what got "
         "finished, nobody plans capacity by what came in",
         noise="no_verb")

s.guideline("urgent")
s.record("urgent", "sql", "urgent tickets of clubs in May 2023",
         "Urgent means high priority. Callers, hotline and management all "
         "shout that word, nobody says the other thing aloud.")
s.record("urgent", "sql", "urgent tickets by topic",
         "urgent = priority high. its what callers shout, and the hotline "
         "writes it on every sticky note since forever",
         noise="no_verb")

s.guideline("rma")
s.record("rma", "sql", "RMAs of clubs in May 2023",
         "RMAs are returned orders. That abbreviation is printed on our "
         "labels, and warehouse, carrier and hotline use no other word.")
s.record("rma", "sql", "revenue of RMAs by country",
         "rma = returned orders. printed on each label like that, warehouse "
         "and carrier dont know another word for it",
         noise="no_verb")

s.guideline("remote")
s.record("remote", "sql", "Clients in remote regions by segment",
         "The remote regions are High Valleys, Outer Isles and Inner Isles.")

s.guideline("backlog")
s.record("backlog", "sql", "How big is the backlog?",
         "The backlog is all tickets without a closed date. Management "
         "stares at that one figure each Monday morning.")

s.guideline("helpers")
s.record("helpers", "sql", "How many helpers do we have?",
         "helpers are employees in Support. thats what the rota and the "
         "door sign upstairs call us since the very beginning")

# An exception: one measure only.
s.guideline("charged")
s.record("charged", "sql", "Average shipping cost with clubs",
         "Leave out cancelled orders, but only for shipping cost.")

s.guideline("five", where="list")
s.record("five", "sql", "Which products were returned the most?",
         "When I ask for products, never show more than five rows.")
s.guideline("ten", where="list")
s.record("ten", "sql", "cheapest products in Tents",
         "five rows are not enough, at most 10 rows",
         after=["five"], supersedes=["five"])

s.guideline("members")
s.record("members", "sql", "members in Merra",
         "Members are customers with a care plan. Marketing prints that word "
         "on plastic cards, vouchers and stickers.")

s.guideline("ticket_table")
s.record("ticket_table", "writer", "Clubs with tickets on payment in 2022",
         "For questions about tickets use a table. The shift leads pin it "
         "to the wall next to the coffee machine, prose looks silly there.")
s.record("ticket_table", "writer", "low tickets on payment by country",
         "when i ask for tickets use a table. it gets pinned on a wall by "
         "the coffee machine, long lines just fall off the sheet")

s.guideline("pieces")
s.record("pieces", "writer", "units sold in Merra by quarter of 2023",
         "For questions about units sold, write pieces after the number. "
         "Otherwise somebody upstairs takes it for money again.")

# Two instructions in one sentence.
s.guideline("returns")
s.record("returns", "writer", "What if labels are missing on something that comes back?",
         "For questions about returns use bullets and leave out the sources. "
         "We paste that straight into chats, where file names look odd.")
s.record("returns", "writer", "are harnesses taken back?",
         "for returns questions bulletpoints and no sources, we paste them "
         "into chats and a file name puzzles everybody there",
         noise="no_verb")

s.guideline("shipping")
s.record("shipping", "writer", "Is there anything on parcels for Tuesday?",
         "For questions about shipping one sentence is enough. Callers are "
         "impatient there and hang up before anybody reaches a second.")
s.record("shipping", "writer", "do we send parcels for free?",
         "when asked about shipping answer in one sentence. callers are "
         "impatient and hang up before we get through a whole paragraph")

s.guideline("ferry")
s.record("ferry", "writer", "When do parcels to the Isles leave?",
         "If someone asks about the Isles, mention that the ferry may be "
         "late. Storms are frequent there and islanders blame us anyway.")

s.guideline("receipt")
s.record("receipt", "writer", "Burns on a jacket, do we pay?",
         "When asked about the warranty, remind people to keep the receipt. "
         "Without one we argue for weeks, and in the end somebody gives in.")
s.record("receipt", "writer", "boots fell apart after a year",
         "for warranty questions always add: please keep the receipt. half "
         "of our arguments with angry callers start because it went missing")

s.guideline("money_back")
s.record("money_back", "writer", "Is shipping paid back where the whole order comes back?",
         "Say money back instead of refund when customers ask about refunds.")

s.guideline("newest")
s.record("newest", "writer", "How many tickets were opened per day in "
         "December 2024?", "For tickets per day put the newest day first.",
         after=["ticket_table"])

s.guideline("old_shipping", where="shipping",
            check=("sources_exclude", "archive/"))
s.record("old_shipping", "retriever", "Was it 75 from which parcels were free?",
         "Do not use archive/shipping_2023.md, it is outdated. Somebody "
         "promised a caller last autumn what stood in there and we paid.")
s.record("old_shipping", "retriever", "before noon, same day?",
         "ignore the shippping page of 2023. we had to pay twice already "
         "because someone promised a caller what it says",
         noise="typo")

s.guideline("loaner")
s.record("loaner", "retriever", "Who gets a loaner?",
         "Loaner means loan item. Every caller, mechanic and colleague says "
         "it that way, only the handbook is more formal.")
s.record("loaner", "retriever", "loaner for a tent?",
         "loaner = loan item. callers and mechanics say nothing else, the "
         "handbook is just stiff about this",
         noise="no_verb")

s.guideline("faults")
s.record("faults", "retriever", "What about faults?",
         "For questions about faults use the warranty page. Callers never "
         "say what our lawyers have written above that text.")

s.guideline("letters")
s.record("letters", "retriever", "How do we write letters?",
         "When asked about letters look into the tone of voice page. New "
         "agents search everywhere else, then copy some template from 2019.")

s.guideline("standby")
s.record("standby", "retriever", "How is standby paid?",
         "standby is the same as duty. engineering and hotline simply never "
         "agreed on one word, so everyone searches in vain")

s.guideline("gdpr")
s.record("gdpr", "retriever", "What does GDPR ask of us?",
         "GDPR means personal data. Lawyers, customers and newspapers write "
         "nothing but those four letters, our handbook avoids them.")

s.guideline("one_repair_page")
s.record("one_repair_page", "retriever", "Do mechanics offer something before they start?",
         "One passage is enough for questions about repairs. The others "
         "only confuse our mechanics, who read on a tiny dusty screen.")

# ------------------------------------------------- questions that it is about

s.ask("rows week", [
    ("rows_equal_sql", f"SELECT {iso('f.refund_date')}, COUNT(*) FROM refunds "
     f"f WHERE {year('f.refund_date', 2025)} GROUP BY 1, 2", "iso"),
], "How many refunds were there per week in 2025?",
      "weekly refunds in 2025",
      "refunds by week in 2025",
      "Refunds for each week of 2025", may=["money_back"])

s.ask("rows week", [
    ("rows_equal_sql", f"SELECT {iso('o.order_date')}, COUNT(*) FROM orders o "
     "WHERE o.order_date >= '2024-12-01' AND o.order_date < '2025-02-01' "
     "GROUP BY 1, 2", "iso"),
], "How many orders were there per week between December 2024 and January "
      "2025?",
      "orders week by week from December 2024 to January 2025",
      "weekly orders between 2024-12-01 and 2025-01-31",
      "Show me the orders for every week from December 2024 to January 2025")

s.ask("rows week", [
    ("rows_equal_sql", f"SELECT {iso('c.signup_date')}, COUNT(*) FROM "
     f"customers c WHERE {year('c.signup_date', 2025)} GROUP BY 1, 2", "iso"),
], "How many customers signed up per week in 2025?",
      "new customers by week in 2025",
      "weekly customers in 2025",
      "Customers for each week of 2025")

s.ask("rows", [
    ("rows_equal_sql", "SELECT t.topic, COUNT(*) FROM support_tickets t WHERE "
     "t.closed_date IS NULL GROUP BY 1", "open"),
    ("format", "table", "ticket_table"),
], "How many open tickets are there per topic?",
      "open tickets by topic",
      "number of open tickets for each topic",
      "Open tickets, grouped by topic", may=["closing"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT t.priority, COUNT(*) FROM support_tickets t "
     "WHERE t.closed_date IS NULL GROUP BY 1", "open"),
    ("format", "table", "ticket_table"),
], "How many open tickets do we have by priority?",
      "open tickets per priority",
      "open tickets for each priority",
      "What number of open tickets is there per priority?",
    may=["closing", "urgent"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM support_tickets t WHERE "
     f"{year('t.closed_date', 2025)}", "closing"),
    ("format", "table", "ticket_table"),
], "How many tickets were there in 2025?",
      "number of tickets in 2025",
      "support tickets 2025",
      "How many support tickets did we handle in 2025?")

s.ask("rows", [
    ("rows_equal_sql", "SELECT strftime('%m', t.closed_date), COUNT(*) FROM "
     f"support_tickets t WHERE {year('t.closed_date', 2025)} GROUP BY 1",
     "closing"),
    ("format", "table", "ticket_table"),
], "How many tickets were there per month in 2025?",
      "monthly tickets in 2025",
      "tickets month by month in 2025",
      "2025 tickets for each month")

s.ask("rows", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM support_tickets t WHERE "
     "t.priority = 'high'", "urgent"),
    ("format", "table", "ticket_table"),
], "How many urgent tickets were there in total?",
      "number of urgent tickets",
      "count all urgent tickets",
      "How many of the tickets are urgent?", may=["closing"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM orders o WHERE o.status = "
     f"'returned' AND {year('o.order_date', 2025)}", "rma"),
], "How many RMAs did we have in 2025?",
      "RMAs in 2025",
      "number of RMAs in 2025",
      "count of RMAs, 2025")

s.ask("rows", [
    ("rows_equal_sql", "SELECT o.channel, COUNT(*) FROM orders o WHERE "
     f"o.status = 'returned' AND {year('o.order_date', 2025)} GROUP BY 1",
     "rma"),
], "How many RMAs were there per channel in 2025?",
      "RMAs by channel in 2025",
      "RMAs for each sales channel in 2025",
      "2025 RMAs split by channel")

s.ask("rows", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM orders o JOIN customers c ON "
     "c.id = o.customer_id JOIN regions r ON r.id = c.region_id WHERE r.name "
     "IN ('High Valleys', 'Outer Isles', 'Inner Isles') AND "
     f"{year('o.order_date', 2025)}", "remote"),
], "How many orders came from remote regions in 2025?",
      "orders from the remote regions in 2025",
      "number of orders in remote regions in 2025",
      "How many orders in 2025 were from remote regions?")

s.ask("rows", [
    ("rows_equal_sql", "SELECT COUNT(*) FROM support_tickets t WHERE "
     "t.closed_date IS NULL", "backlog"),
], "How large is the backlog?",
      "What is the backlog right now?",
      "count the backlog",
      "How many tickets are in the backlog?",
    may=["closing", "ticket_table", "open"])

s.ask("rows", [
    ("rows_equal_sql", "SELECT e.office, COUNT(*) FROM employees e WHERE "
     "e.department = 'Support' GROUP BY 1", "helpers"),
], "How many helpers are there per office?",
      "helpers by office",
      "number of helpers for each office",
      "Which offices have how many helpers?")

s.ask("rows", [
    ("rows_equal_sql", "SELECT SUM(o.shipping_cost) FROM orders o WHERE "
     f"o.status <> 'cancelled' AND {year('o.order_date', 2025)}", "charged"),
], "What was the total shipping cost in 2025?",
      "shipping cost in 2025",
      "sum of the shipping cost for 2025",
      "How high was the shipping cost in 2025?")

s.ask("rows list", [
    ("rows_equal_sql", "SELECT p.name, SUM(l.quantity) FROM order_lines l "
     "JOIN products p ON p.id = l.product_id JOIN orders o ON o.id = "
     f"l.order_id WHERE {year('o.order_date', 2025)} GROUP BY p.id "
     "ORDER BY 2 DESC LIMIT 10", "ten"),
    ("answer_contains", "pieces", "pieces"),
], "What were the units sold per product in 2025, highest first?",
      "top products by units sold in 2025",
      "Products with the most units sold in 2025",
      "Show the products by units sold in 2025, most first")

s.ask("rows", [
    ("rows_equal_sql", "SELECT SUM(l.quantity) FROM order_lines l JOIN orders "
     f"o ON o.id = l.order_id WHERE {year('o.order_date', 2025)}"),
    ("answer_contains", "pieces", "pieces"),
], "How many units were sold in 2025?",
      "units sold in 2025",
      "total units sold in 2025",
      "What was the number of units sold in 2025?")

s.ask("rows", [
    ("rows_equal_sql", "SELECT r.name, COUNT(*) FROM customers c JOIN regions "
     "r ON r.id = c.region_id WHERE EXISTS (SELECT 1 FROM subscriptions p "
     "WHERE p.customer_id = c.id) GROUP BY 1", "members"),
], "How many members are there per region?",
      "members by region",
      "number of members in each region",
      "Members for every region")

s.ask("rows", [
    ("rows_equal_sql", "SELECT t.closed_date, COUNT(*) FROM support_tickets t "
     "WHERE t.closed_date >= '2025-11-01' AND t.closed_date < '2025-11-15' "
     "GROUP BY 1", "closing"),
    ("answer_matches", "(2025-11-14|14.11.2025)[^]*(2025-11-03|0?3.11.2025)",
     "newest"),
    ("format", "table", "ticket_table"),
], "How many tickets were there per day between 2025-11-01 and 2025-11-14?",
      "tickets by day from 2025-11-01 to 2025-11-14",
      "daily tickets between 2025-11-01 and 2025-11-14",
      "tickets day by day, 2025-11-01 to 2025-11-14")

s.ask("documents returns", [
    ("answer_contains", "60 days"),
    ("format", "bullets", "returns"),
    ("answer_excludes", ".md", "returns"),
], "Within how many days are returns possible?",
      "returns: how many days do customers have?",
      "How long can customers make returns, unused and with labels?",
      "For how many days can customers send returns back?")

s.ask("documents shipping", [
    ("answer_contains", "two in the afternoon"),
    ("answer_matches", r"^(?![^]*Shipping costs)", "shipping"),
], "Until when do orders leave the same day, shipping?",
      "shipping the same day: placed before when?",
      "When must orders be placed for same day shipping?",
      "Which orders are shipping the same day?")

s.ask("documents shipping", [
    ("answer_contains", "5.90"),
    ("answer_matches", r"^(?![^]*leave the same day)", "shipping"),
], "How much are shipping costs?",
      "shipping costs, and free from what amount?",
      "What are the costs of shipping?",
      "From what amount on is shipping free of costs?")

s.ask("documents shipping", [
    ("answer_contains", "two days more"),
    ("answer_contains", "ferry", "ferry"),
], "How long do parcels to the Outer Isles take?",
      "parcels to the Outer Isles: how many days more?",
      "On which days do parcels leave for the Isles?",
      "When do parcels for the Outer Isles leave?", may=["shipping"])

s.ask("documents", [
    ("answer_contains", "five years"),
    ("answer_contains", "keep the receipt", "receipt"),
], "How long is the warranty on tents?",
      "warranty on backpacks, how many years?",
      "How many years of warranty do tents have?",
      "What warranty do we give on tents and backpacks?")

s.ask("documents", [
    ("answer_contains", "five working days"),
    ("answer_contains", "money back", "money_back"),
    ("answer_excludes", "refund is", "money_back"),
], "Within how many days is a refund paid?",
      "When is a refund paid after the parcel has arrived?",
      "refund: how many working days?",
      "How fast is a customer's refund paid?")

s.ask("documents", [
    ("answer_contains", "loan item", "loaner"),
], "Which plan comes with a loaner?",
      "Does a customer get a loaner during a repair?",
      "loaner meanwhile, with which plan?",
      "Is there a loaner while the repair takes ten days?",
    may=["one_repair_page"])

s.ask("documents", [
    ("sources_include", "support/warranty", "faults"),
], "Which faults are covered?",
      "What do we offer for faults from wear and wrong washing?",
      "faults after two years",
      "Are faults covered for five years?")

s.ask("documents", [
    ("sources_include", "support/tone_of_voice", "letters"),
], "How do we write letters to customers?",
      "What do letters to customers look like?",
      "letters to customers, short sentences?",
      "May letters promise a day?")

s.ask("documents", [
    ("answer_contains", "280", "standby"),
    ("sources_include", "engineering/on_call", "standby"),
], "How much is paid for a week of standby?",
      "standby pay per week",
      "From which day to which day does standby last?",
      "What is a standby week paid with?")

s.ask("documents", [
    ("answer_contains", "30 days", "gdpr"),
    ("sources_include", "security/personal_data", "gdpr"),
], "What does GDPR say on deleting?",
      "GDPR: when is a request to be deleted done?",
      "Within how many days is deleting done under GDPR?",
      "How fast do we delete under GDPR?")

s.ask("documents", [
    ("answer_contains", "ten working days"),
    ("sources_exclude", "care_plans", "one_repair_page"),
], "How long do repairs take?",
      "How many working days do repairs take?",
      "repairs: working days",
      "In how many days are repairs done?")
