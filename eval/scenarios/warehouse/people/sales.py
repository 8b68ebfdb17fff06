"""Siobhan Daly and her key account people: brisk, often two wishes at once."""

from ..values import NOW, Scenario

s = Scenario("sales")
s.NOW = NOW

s.guideline("s_active", "shop", [("sql_contains", "ClosedOn"), ("sql_contains", "IsInternal")])
s.guideline("s_key", "key", ("sql_contains", "PriceGroup"))
s.guideline("s_cancel", "order", ("sql_contains", "cancelled"))
s.guideline("s_free", "sold", ("sql_contains", "IsFree"))
s.guideline("s_month", "month")
s.guideline("s_top5", "top")
s.guideline("s_top10", "top")
s.guideline("s_price", "rules", [("sources_exclude", "archive/"), ("max_words", "25")])
s.guideline("s_json", "crm", ("format", "json"))

s.record("s_active", "sql", "How many customers do we have?",
         "Shops that have closed (ClosedOn filled) don't count as customers, and our own outlets don't either, that's IsInternal.")
s.record("s_key", "sql", "Who are our key accounts?",
         "Key accounts are the shops in PriceGroup A, nothing to do with the channel.")
s.record("s_cancel", "sql", "How many orders did we get in 2024?",
         "Cancelled orders never count, and neither do their lines.")
s.record("s_free", "sql", "How many pieces did we sell of LT-1050?",
         "Free samples are in there! Lines with IsFree = 1 aren't sold, so keep them out whenever I ask what we've sold.")
s.record("s_month", "sql", "orders per month in 2023",
         "Month by month I want it newest first and the month as 2023-07, not just a number.")
s.record("s_top5", "sql", "Top customers by number of orders",
         "Just five for a top list please, unless I give a number myself.")
s.record("s_top10", "sql", "top articles by pieces sold",
         "Five was too few after all, make top lists ten from now on; my own number still wins.",
         supersedes=("s_top5",))
s.record("s_price", ["retriever", "writer"], "What discount does price group B get?",
         "Price rules: don't take anything from the archive, and 25 words are plenty, I'm usually on the phone with the shop.")
s.record("s_json", ["sql", "writer"], "List the shops in Galway for the CRM",
         "For the CRM I need JSON so I can paste it in, and put the city next to the name.")

ROWS = "rows_equal_sql"
OK = "ClosedOn IS NULL AND IsInternal=0"
LINES = ("FROM OrderLine l JOIN CustOrder o USING(OrderId) JOIN Article a USING(ArticleId) "
         "JOIN Customer c USING(CustomerId) WHERE o.Status<>'cancelled' AND l.IsFree=0")

s.ask("shop", [(ROWS, f"SELECT Country, COUNT(*) FROM Customer WHERE {OK} GROUP BY Country", "s_active")],
      "How many customers do we have in each country?")
s.ask("shop", [(ROWS, f"SELECT COUNT(*) FROM Customer WHERE {OK} AND SignedOn LIKE '2024%'", "s_active")],
      "Number of customers signed in 2024")
s.ask("shop key", [(ROWS, f"SELECT COUNT(*) FROM Customer WHERE {OK} AND PriceGroup='A'", ["s_active", "s_key"])],
      "How many key accounts do we have?")
s.ask("shop key", [(ROWS, f"SELECT City, COUNT(*) FROM Customer WHERE {OK} AND PriceGroup='A' GROUP BY City", ["s_active", "s_key"])],
      "Key accounts by city")
s.ask("key order", [("sql_contains", "CustOrder")],
      "How many orders did key accounts place in 2025?", "orders of key accounts, 2025", may=("s_active",))
s.ask("order", [(ROWS, "SELECT Whs, COUNT(*) FROM CustOrder WHERE Status<>'cancelled' GROUP BY Whs", "s_cancel")],
      "Number of orders by Whs")
s.ask("order", [(ROWS, "SELECT COUNT(*) FROM CustOrder WHERE Status<>'cancelled' AND RushFlag=1 AND OrderedOn LIKE '2024%'", "s_cancel")],
      "How many rush orders were there in 2024?")
s.ask("order month", [(ROWS, "SELECT strftime('%Y-%m',OrderedOn), COUNT(*) FROM CustOrder WHERE Status<>'cancelled' AND OrderedOn LIKE '2025%' GROUP BY 1 ORDER BY 1 DESC", ["s_cancel", "s_month"])],
      "Orders placed in 2025, month by month", "How many orders were placed per month in 2025?")
s.ask("month shop", [(ROWS, f"SELECT strftime('%Y-%m',SignedOn), COUNT(*) FROM Customer WHERE {OK} AND SignedOn LIKE '2023%' GROUP BY 1 ORDER BY 1 DESC", ["s_month", "s_active"])],
      "Customers signed per month in 2023")
s.ask("order sold", [(ROWS, f"SELECT a.Grp, SUM(l.Qty) {LINES} GROUP BY a.Grp", ["s_cancel", "s_free"])],
      "How many pieces did we sell per article group?", "Pieces sold by group")
s.ask("order sold", [(ROWS, f"SELECT SUM(l.Qty) {LINES} AND o.OrderedOn LIKE '2024-11%'", ["s_cancel", "s_free"])],
      "How many pieces were sold on orders placed in November 2024?")
s.ask("order sold top", [
    (ROWS, f"SELECT a.Sku, SUM(l.Qty) {LINES} AND a.Grp='textile' GROUP BY a.Sku ORDER BY 2 DESC LIMIT 5", ["s_cancel", "s_free", "s_top5"]),
    (ROWS, f"SELECT a.Sku, SUM(l.Qty) {LINES} AND a.Grp='textile' GROUP BY a.Sku ORDER BY 2 DESC LIMIT 10", ["s_cancel", "s_free", "s_top10"])],
      "Top textile articles by pieces sold, with Sku", "Which Sku in textile sold most pieces? Top list please")
s.ask("order shop top", [
    (ROWS, f"SELECT c.Name, COUNT(*) FROM CustOrder o JOIN Customer c USING(CustomerId) WHERE {OK} AND o.Status<>'cancelled' AND o.OrderedOn LIKE '2025%' GROUP BY c.CustomerId ORDER BY 2 DESC LIMIT 5", ["s_cancel", "s_active", "s_top5"]),
    (ROWS, f"SELECT c.Name, COUNT(*) FROM CustOrder o JOIN Customer c USING(CustomerId) WHERE {OK} AND o.Status<>'cancelled' AND o.OrderedOn LIKE '2025%' GROUP BY c.CustomerId ORDER BY 2 DESC LIMIT 10", ["s_cancel", "s_active", "s_top10"])],
      "Top customers by number of orders placed in 2025")
s.ask("top", [
    (ROWS, "SELECT Name, COUNT(*) FROM Shipment JOIN Carrier USING(CarrierId) GROUP BY Name ORDER BY 2 DESC LIMIT 5", "s_top5"),
    (ROWS, "SELECT Name, COUNT(*) FROM Shipment JOIN Carrier USING(CarrierId) GROUP BY Name ORDER BY 2 DESC LIMIT 10", "s_top10")],
      "top carriers by number of shipments")
s.ask("", [(ROWS, "SELECT Sku, WeightG FROM Article ORDER BY WeightG DESC LIMIT 3")],
      "Top 3 Sku by WeightG", may=("s_top5", "s_top10"))
s.ask("shop crm", [(ROWS, f"SELECT Name, City FROM Customer WHERE {OK} AND Country='FR' AND Channel='online'", ["s_active", "s_json"])],
      "For the CRM: all shops in Country FR with channel online", "CRM list of online shops, Country FR")
s.ask("shop crm key", [(ROWS, f"SELECT Name, City FROM Customer WHERE {OK} AND PriceGroup='A' AND Country='UK'", ["s_active", "s_json", "s_key"])],
      "I need the key accounts in Country UK for the CRM")
s.ask("rules", [("answer_matches", r"\b12\b", "s_price"), ("sources_include", "price-rules")],
      "What discount does price group A get?", "discount for group A according to the price rules?")
s.ask("rules", [("answer_contains", "600", "s_price"), ("sources_include", "price-rules")],
      "From what order value do we deliver carriage paid under the price rules?")
s.ask("rules", [("answer_matches", r"\b(6|six)\b", "s_price"), ("sources_include", "price-rules")],
      "By the price rules, how many weeks ahead do we announce a price increase?", "price rules: notice for an increase, how many weeks")
# Nothing of the above.
s.ask("", [(ROWS, "SELECT Whs, SUM(MinQty) FROM Stock GROUP BY Whs")],
      "Sum of MinQty in the stock by Whs", "What is the total MinQty of the stock in each Whs?")
s.ask("", [(ROWS, "SELECT state, COUNT(*) FROM complaint_log GROUP BY state")],
      "How many complaint log entries are in each state?", "complaint log entries by state")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Article WHERE IsDiscontinued=1")],
      "How many articles are discontinued?", "Number of discontinued articles")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Shipment WHERE Pallets=0")],
      "How many shipments have 0 pallets?", "shipments without any pallet (Pallets = 0), count")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Carrier WHERE IsActive=0")],
      "How many carriers are not active any more?")
s.ask("", [("answer_contains", "45"), ("sources_include", "webshop-help")],
      "For how many minutes is the password link valid?", "password link, valid how long?")
s.ask("", [("answer_contains", "40"), ("sources_include", "new-shop")],
      "What are the samples in the welcome pack worth?", "value of the welcome pack samples")
s.ask("", [("answer_matches", r"1[,. ]?500"), ("sources_include", "picking-and-packing")],
      "Above what value does a second person check an order before it is closed?")
