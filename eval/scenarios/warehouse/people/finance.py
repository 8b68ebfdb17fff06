"""Mrs Oduya, controller: polite, long, with reasons. And Tom, her assistant."""

from ..values import NOW, Number, Scenario

s = Scenario("finance")
s.NOW = NOW

s.guideline("f_fy", "fy")
s.guideline("f_net", "turnover", ("sql_contains", "DiscPct"))
s.guideline("f_clean", "turnover", [("sql_contains", "IsInternal"), ("sql_contains", "cancelled")])
s.guideline("f_invdate", "dated", ("sql_contains", "InvoicedOn"))
s.guideline("f_overdue", "overdue", ("sql_contains", "PaidOn"))
s.guideline("f_freight", "freight")
s.guideline("f_freight_k", "freight")
s.guideline("f_archive", "page", ("sources_exclude", "archive/"), checked="old")
s.guideline("f_cite", "page")

s.record("f_fy", "sql", "What was the turnover in fiscal year 2023, please?",
         "Thank you, but I'm afraid this is the calendar year. Our fiscal year starts on 1 April and carries the number of the year in which it starts, because the company was founded in a spring: fiscal year 2023 runs from April 2023 to the end of March 2024.")
s.record("f_net", "sql", "Could you tell me the turnover of the customer Bramble Gifts?",
         "That is kind, however the discount has been forgotten here. Turnover for us always means Qty times UnitPrice less DiscPct per cent of the order lines; anything else will not match the ledger.")
s.record("f_clean", "sql", "May I have our turnover by channel?",
         "I would be grateful if cancelled orders and our own outlets (IsInternal is 1 for these customers) were left out whenever turnover is asked for, since the auditors objected to both last year.")
s.record("f_invdate", "sql", "Would you kindly show the turnover of June 2024?",
         "Please note that turnover belongs to the period of the invoice, that is InvoicedOn, and not to the day on which the shop ordered. Otherwise we would recognise income too early.")
s.record("f_overdue", "sql", "Which invoices are overdue at present?",
         "Nearly right. For our purposes an order is overdue when PaidOn is empty and DueOn lies more than 14 days in the past, because bank transfers from abroad take their time; cancelled orders are never overdue.")
s.record("f_freight", "writer", "What was the freight cost of Celtic Haul in total?",
         "Might I ask you to give freight costs in whole euros? The cents only distract the board.")
s.record("f_freight_k", "writer", "And the total freight cost for shipments delivered in 2023?",
         "The board has changed its mind, I apologise. From now on freight costs are to be stated in thousands of euros with one decimal, please, no longer in full euros.",
         supersedes=("f_freight",))
s.record("f_archive", "retriever", "How many days do shops have to pay an invoice?",
         "This was taken from a page in the archive folder, I believe. May I ask that nothing in there is ever used again; those texts are kept for the tax office only.")
s.record("f_cite", "writer", "How much is a paper invoice?",
         "Very helpful. When an answer comes from our pages, would you be so good as to put the file name of the page at the end, such as invoicing.md, so that I can forward it with a reference?")
s.record("f_fy", "sql", "turnover in the second fiscal quarter of 2024?",
         "Tom here, for Mrs Oduya: fiscal quarters please. FY is April to March, so Q1 is Apr-Jun, Q4 is Jan-Mar of the next calendar year.", after=("f_fy",))

ROWS = "rows_equal_sql"
T = "turnover dated"
FROM = ("FROM OrderLine l JOIN CustOrder o USING(OrderId) JOIN Customer c USING(CustomerId) "
        "JOIN Article a USING(ArticleId) WHERE o.Status<>'cancelled' AND c.IsInternal=0")
NET = "SUM(l.Qty*l.UnitPrice*(1-l.DiscPct/100.0))"
FY24 = "o.InvoicedOn BETWEEN '2024-04-01' AND '2025-03-31'"
FY23 = "o.InvoicedOn BETWEEN '2023-04-01' AND '2024-03-31'"
NCI = ["f_net", "f_clean", "f_invdate"]
ALL = NCI + ["f_fy"]
LATE = "PaidOn IS NULL AND DueOn<'2025-09-17' AND Status<>'cancelled'"

s.ask(T + " fy", [(ROWS, f"SELECT {NET} {FROM} AND {FY24}", ALL)],
      "What was our turnover in fiscal year 2024?", "turnover FY2024, please")
s.ask(T + " fy", [(ROWS, f"SELECT {NET} {FROM} AND o.InvoicedOn BETWEEN '2024-07-01' AND '2024-09-30'", ALL)],
      "Could you give me the turnover of the second quarter of fiscal year 2024?", "Turnover FY2024 Q2")
s.ask(T + " fy", [(ROWS, f"SELECT c.Channel, {NET} {FROM} AND {FY23} GROUP BY c.Channel", ALL)],
      "Please show turnover by channel for fiscal year 2023", "FY 2023 turnover, per channel")
s.ask(T + " fy", [(ROWS, f"SELECT c.Name, {NET} {FROM} AND {FY24} GROUP BY c.CustomerId ORDER BY 2 DESC LIMIT 5", ALL)],
      "Which five customers had the highest turnover in fiscal year 2024?", "top 5 customers by turnover in FY2024, with amount")
s.ask(T, [(ROWS, f"SELECT {NET} {FROM} AND o.InvoicedOn LIKE '2025-03%'", NCI)],
      "Would you tell me the turnover of March 2025?", "turnover in 03/2025")
s.ask(T, [(ROWS, f"SELECT {NET} {FROM} AND o.InvoicedOn LIKE '2024-10%' AND a.Grp='textile'", NCI)],
      "What turnover did the group textile bring in October 2024?")
s.ask("turnover", [(ROWS, f"SELECT c.Country, {NET} {FROM} GROUP BY c.Country", ["f_net", "f_clean"])],
      "I should like to see the turnover by country over all years.", may=("f_invdate",))
s.ask("fy", [(ROWS, "SELECT COUNT(*) FROM CustOrder WHERE OrderedOn BETWEEN '2024-04-01' AND '2025-03-31'", "f_fy")],
      "How many orders were placed in fiscal year 2024?", "number of orders with OrderedOn in FY2024")
s.ask("overdue", [(ROWS, f"SELECT COUNT(*) FROM CustOrder WHERE {LATE}", "f_overdue")],
      "How many orders are overdue?", "number of overdue orders today")
s.ask("overdue", [(ROWS, f"SELECT OrderId FROM CustOrder o JOIN Customer c USING(CustomerId) WHERE {LATE} AND c.Country='UK'", "f_overdue")],
      "Please list the order numbers that are overdue for customers in the UK")
s.ask("freight", [
    ("answer_matches", Number("SELECT SUM(FreightCost) FROM Shipment s JOIN Carrier c USING(CarrierId) WHERE c.Name='NorLink'"), "f_freight"),
    ("answer_matches", Number("SELECT SUM(FreightCost) FROM Shipment s JOIN Carrier c USING(CarrierId) WHERE c.Name='NorLink'", 1, 1000), "f_freight_k"),
    ("sql_contains", "FreightCost")],
      "What freight cost has NorLink caused in total?", "Total freight cost for the carrier NorLink")
s.ask("freight", [
    ("answer_matches", Number("SELECT SUM(FreightCost) FROM Shipment WHERE DeliveredOn LIKE '2024%'"), "f_freight"),
    ("answer_matches", Number("SELECT SUM(FreightCost) FROM Shipment WHERE DeliveredOn LIKE '2024%'", 1, 1000), "f_freight_k"),
    ("sql_contains", "FreightCost")],
      "What is the sum of freight costs for shipments delivered in 2024?")
s.ask("page old", [("answer_matches", r"\b12\b", "f_archive"), ("sources_include", "payment-terms"), ("answer_contains", "payment-terms.md", "f_cite")],
      "What does a payment reminder cost?", "cost of each reminder")
s.ask("page old", [("answer_contains", "60", "f_archive"), ("sources_include", "payment-terms"), ("answer_contains", "payment-terms.md", "f_cite")],
      "After how many days past due is a shop put on credit hold?")
s.ask("page old", [("answer_contains", "250", "f_archive"), ("sources_include", "price-rules"), ("answer_contains", "price-rules.md", "f_cite")],
      "What is the minimum order, please?")
s.ask("page", [("answer_matches", r"\b(7|seven)\b"), ("sources_include", "invoicing"), ("answer_contains", "invoicing.md", "f_cite")],
      "How long are invoice copies kept?")
# Nothing of the above.
s.ask("", [(ROWS, "SELECT Country, COUNT(*) FROM Customer GROUP BY Country")],
      "How many customers are there per country?", "customer count by country, please")
s.ask("", [(ROWS, "SELECT Status, COUNT(*) FROM CustOrder GROUP BY Status")],
      "Number of orders by status", "May I see how many orders are in each status?")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Customer WHERE IsInternal=1")],
      "How many customers have IsInternal set to 1?", "Number of customers that are marked as internal")
s.ask("", [(ROWS, "SELECT Name, CreditLimit FROM Customer WHERE CreditLimit>=12000")],
      "Which customers have a credit limit of at least 12000?", "List the customers whose credit limit is 12000 or more")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM CustOrder WHERE RushFlag=1 AND OrderedOn LIKE '2024%'")],
      "How many rush orders were placed in the calendar year 2024?")
s.ask("", [(ROWS, "SELECT MAX(UnitPrice) FROM Article")],
      "What is the highest unit price of an article?")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM OrderLine WHERE DiscPct=15")],
      "How many order lines carry a discount of 15 per cent?", "number of order lines with DiscPct 15")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Customer WHERE CreditLimit IS NULL")],
      "How many customers have no credit limit?")
