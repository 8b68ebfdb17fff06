"""Wiktor, head of purchasing: no native speaker, gives reasons. And Ewa."""

from ..values import NOW, Number, Scenario

s = Scenario("purchasing")
s.NOW = NOW

s.guideline("p_disc", "range", ("sql_contains", "IsDiscontinued"))
s.guideline("p_avail", "avail", ("sql_contains", "ReservedQty"))
s.guideline("p_blocked", "stock", ("sql_contains", "IsBlocked"))
s.guideline("p_short", "short", ("sql_contains", "MinQty"))
s.guideline("p_value", "value", ("sql_contains", "PurchPrice"))
s.guideline("p_soft", "soft", [("sql_contains", "paper"), ("sql_contains", "textile")])
s.guideline("p_eur", "price", checked="unit")
s.guideline("p_table", "list", ("format", "table"), checked="table")
s.guideline("p_draft", "draft", ("sources_exclude", "drafts/"))

s.record("p_disc", "sql", "How many articles do we have?",
         "In our range count only articles with IsDiscontinued 0, because others we do not buy any more. For stock they stay in, we still must sell the rest.", noise="typo")
s.record("p_avail", "sql", "What quantity is available of article TX-1090?",
         "Available is Qty minus ReservedQty. What is reserved is already promised to shop, so I can not plan with it.")
s.record("p_blocked", "sql", "How much stock do we have in garden?",
         "You counted blocked bins also. IsBlocked 1 is broken or waiting for quality check, so never count it in stock.")
s.record("p_short", "sql", "Which articles are short in CRK?",
         "We say article is short in a warehouse when Qty there is lower than MinQty, not when it is zero. Zero is too late.")
s.record("p_value", "sql", "What is the stock value in ATH?",
         "Value of stock must be with purchase price (PurchPrice), not with the sales price, because we have not earned it yet.")
s.record("p_soft", "sql", "How many soft goods are in the range?",
         "Soft goods is for us the groups paper and textile together, they come from same supplier.")
s.record("p_eur", "writer", "What is the purchase price of GA-1005?",
         "Price please always with two decimals and the euro sign, like €4.50. 4.5 looks like an error in my mails.")
s.record("p_table", "writer", "Which articles weigh more than 5 kg? Give sku and weight.",
         "When I ask which articles, answer in a table. In running text I lose the line.")
s.record("p_draft", "retriever", "How often are bins counted?",
         "This is only draft for 2026! Drafts folder is not in force, somebody can still change everything. Please do not take answers from there.")
s.record("p_draft", "retriever", "How many references must a new supplier name?",
         "Ewa: that page is a draft. only pages that are really in force pls, nothing out of drafts", noise="lower")

ROWS, B = "rows_equal_sql", "p_blocked"
J = "FROM Stock s JOIN Article a USING(ArticleId) WHERE s.IsBlocked=0"

s.ask("range", [(ROWS, "SELECT Grp, COUNT(*) FROM Article WHERE IsDiscontinued=0 GROUP BY Grp", "p_disc")],
      "How many articles of our range are in each group?", "Number of articles in the range by group")
s.ask("range list table", [(ROWS, "SELECT Sku, Descr FROM Article WHERE IsDiscontinued=0 AND Grp='toys' AND PackSize=12", "p_disc")],
      "Which articles from toys have a pack size of 12? Please Sku and Descr")
s.ask("range soft", [(ROWS, "SELECT COUNT(*) FROM Article WHERE IsDiscontinued=0 AND Grp IN ('paper','textile') AND PackSize=1", ["p_disc", "p_soft"])],
      "How many soft goods articles in the range have pack size 1?")
s.ask("soft", [(ROWS, "SELECT COUNT(*) FROM OrderLine l JOIN Article a USING(ArticleId) WHERE a.Grp IN ('paper','textile')", "p_soft")],
      "How many order lines are for soft goods?", "Count of order lines with soft goods")
s.ask("soft stock", [(ROWS, f"SELECT SUM(Qty) {J} AND a.Grp IN ('paper','textile')", ["p_soft", B])],
      "How many pieces of soft goods are in stock?")
s.ask("stock", [(ROWS, f"SELECT Whs, SUM(Qty) {J} GROUP BY Whs", B)],
      "Stock quantity by warehouse", "What quantity do we have in stock in each Whs?")
s.ask("stock", [(ROWS, f"SELECT a.Grp, SUM(Qty) {J} GROUP BY a.Grp", B)],
      "How much stock has each article group?")
s.ask("stock avail", [(ROWS, f"SELECT SUM(Qty-ReservedQty) {J} AND a.Grp='lighting'", [B, "p_avail"])],
      "What quantity of lighting is available?")
s.ask("stock avail list", [(ROWS, f"SELECT a.Sku, SUM(Qty-ReservedQty) {J} GROUP BY a.Sku ORDER BY 2 DESC LIMIT 5", [B, "p_avail"])],
      "Which 5 Sku have the largest available quantity over both warehouses?")
s.ask("stock short", [(ROWS, f"SELECT COUNT(*) {J} AND s.Whs='ATH' AND Qty<MinQty", [B, "p_short"])],
      "How many articles are short in the stock of ATH?", "Number of short articles in stock, warehouse ATH")
s.ask("stock short list table", [(ROWS, f"SELECT a.Sku {J} AND s.Whs='CRK' AND a.Grp='kitchen' AND Qty<MinQty", [B, "p_short"])],
      "Which kitchen articles are short in the stock of CRK? Sku is enough")
s.ask("stock value", [(ROWS, f"SELECT SUM(Qty*PurchPrice) {J}", [B, "p_value"])],
      "What is the total value of our stock?", may=("p_eur",))
s.ask("stock value", [(ROWS, f"SELECT a.Grp, SUM(Qty*PurchPrice) {J} GROUP BY a.Grp", [B, "p_value"])],
      "Value of the stock by article group", may=("p_eur",))
s.ask("price", [("sql_contains", "PurchPrice"), ("answer_contains", "€", "p_eur"),
       ("answer_matches", Number("SELECT PurchPrice FROM Article WHERE Sku='PA-1076'", 2), "p_eur")],
      "What is the purchase price of PA-1076?", "PurchPrice of Sku PA-1076?", may=("p_disc",))
s.ask("price", [("answer_contains", "€", "p_eur"),
                ("answer_matches", Number("SELECT UnitPrice FROM Article WHERE Sku='KI-1026'", 2), "p_eur")],
      "What unit price has the article KI-1026?", may=("p_disc",))
s.ask("list table range", [(ROWS, "SELECT Sku, WeightG FROM Article WHERE IsDiscontinued=0 AND Grp='garden' AND WeightG>4000", "p_disc")],
      "Which garden articles are heavier than 4000 g? Sku and WeightG please")
s.ask("draft", [("answer_matches", r"0[.,]5", "p_draft"), ("sources_include", "stock-count")],
      "What difference is tolerated in a stock count?", "Stock count: tolerance in percent?")
s.ask("draft", [("answer_matches", r"\b24\b|two years|2 years", "p_draft"), ("sources_include", "supplier-onboarding")],
      "How often are suppliers audited?", "Every how many months is a supplier audit?")
# Nothing of the above.
s.ask("", [(ROWS, "SELECT Name FROM Carrier WHERE ContractUntil BETWEEN '2025-10-01' AND '2025-12-31'")],
      "Names of the carriers whose contract ends between 1 October and 31 December 2025", "Carriers with ContractUntil in Q4 2025, only the names")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM complaint_log WHERE reason='short_delivery'")],
      "How many rows of the complaint log have reason short_delivery?", "complaint log: count of reason short_delivery")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Customer WHERE PriceGroup='B'")],
      "How many customers are in price group B?", "Count of customers with PriceGroup B")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM CustOrder WHERE RushFlag=1")],
      "How many orders have the rush flag?", "Number of orders with RushFlag 1")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Shipment WHERE DispatchedOn IS NULL")],
      "How many shipments have no dispatch date?")
s.ask("", [("answer_contains", "48"), ("sources_include", "ferry-freight")],
      "How many hours before departure must a trailer be booked on the ferry?", may=("p_draft",))
s.ask("", [("answer_contains", "Padraig"), ("sources_include", "dangerous-goods")],
      "Who is the safety officer for dangerous goods?", may=("p_draft",))
s.ask("", [(ROWS, "SELECT Status, COUNT(*) FROM CustOrder GROUP BY Status")],
      "How many orders in each status?", "Orders by status")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Customer WHERE ClosedOn IS NOT NULL")],
      "How many customers have ClosedOn filled?", "Number of customers with a ClosedOn date")
s.ask("", [(ROWS, "SELECT MAX(Pallets) FROM Shipment")],
      "What is the highest number of pallets on a shipment?")
