"""Fergal, shift lead in dispatch: terse, lower case, typos."""

from ..values import NOW, Number, Scenario

s = Scenario("dispatch")
s.NOW = NOW

s.guideline("d_returns", "ship", ("sql_contains", "IsReturn"))
s.guideline("d_date", "period", ("sql_contains", "DispatchedOn"))
s.guideline("d_late", "late", ("sql_contains", "PromisedOn"))
s.guideline("d_grace", "late", ("sql_contains", "PromisedOn"))
s.guideline("d_north", "house")
s.guideline("d_tonnes", "tonnes")
s.guideline("d_week", "week")
s.guideline("d_carriers", "carriers", ("sql_contains", "IsActive"))
s.guideline("d_norlink", "norlink", ("sources_exclude", "norlink-conditions-2023"))
s.guideline("d_brief", "cond", ("max_words", "30"))

s.record("d_returns", "sql", "How many shipments left Cork in 2024?",
         "returns arent shipments. leave out IsReturn 1", noise="lower")
s.record("d_date", "sql", "shipments in march 2025",
         "wrong date. a shipment counts on the day it left, DispatchedOn. not the promised day")
s.record("d_late", "sql", "How many late shipments had NorLink?",
         "late = DeliveredOn after PromisedOn", noise="no_verb")
s.record("d_grace", "sql", "late shipments in 2025 so far",
         "new deal with the shops. only late if delivered more then 2 days after PromisedOn. forget what i said before",
         supersedes=("d_late",), noise="typo")
s.record("d_north", "sql", "how many pallets did the north house send in 2024",
         "north house is ATH, south house is CRK. its in Whs")
s.record("d_tonnes", "writer", "What weight did we send out in May 2025?",
         "total weight in tonnes pls, one decimal. nobody can read them kilos", noise="lower")
s.record("d_week", "sql", "Shipments dispatched per week in January and February 2025",
         "our week starts sunday. the sunday night trucks belong to the new week")
s.record("d_carriers", "sql", "Which carriers do we have?",
         "we dropped half of these years ago. when i ask what carriers we have only IsActive 1. for shipments and cost its fine, keep the old ones")
s.record("d_norlink", "retriever", "When is the NorLink cut-off in Cork?",
         "thats the old sheet!! for norlink only the 2025 conditions count, never 2023")
s.record("d_brief", "writer", "What does Celtic Haul charge for a tail lift?",
         "too long. carrier conditions in 30 words max, i read this on a forklift", noise="lower")

ROWS, R, D = "rows_equal_sql", "d_returns", "d_date"

s.ask("ship period", [(ROWS, "SELECT COUNT(*) FROM Shipment WHERE IsReturn=0 AND DispatchedOn LIKE '2024%'", [R, D])],
      "How many shipments did we have in 2024?", "number of shipments for 2024")
s.ask("ship period", [(ROWS, "SELECT c.Name, COUNT(*) FROM Shipment s JOIN Carrier c USING(CarrierId) WHERE IsReturn=0 AND DispatchedOn LIKE '2025%' GROUP BY c.Name", [R, D])],
      "Shipments in 2025 per carrier")
s.ask("ship period", [(ROWS, "SELECT COUNT(*) FROM Shipment WHERE IsReturn=0 AND DispatchedOn LIKE '2024%' GROUP BY strftime('%m', DispatchedOn)", [R, D])],
      "shipments by month in 2024")
s.ask("ship period late", [
    (ROWS, "SELECT COUNT(*) FROM Shipment WHERE IsReturn=0 AND DispatchedOn LIKE '2024%' AND DeliveredOn>PromisedOn", [R, D, "d_late"]),
    (ROWS, "SELECT COUNT(*) FROM Shipment WHERE IsReturn=0 AND DispatchedOn LIKE '2024%' AND julianday(DeliveredOn)-julianday(PromisedOn)>2", [R, D, "d_grace"])],
      "How many of the shipments of 2024 were late?")
s.ask("ship late", [
    (ROWS, "SELECT c.Mode, COUNT(*) FROM Shipment s JOIN Carrier c USING(CarrierId) WHERE IsReturn=0 AND DeliveredOn>PromisedOn GROUP BY c.Mode", [R, "d_late"]),
    (ROWS, "SELECT c.Mode, COUNT(*) FROM Shipment s JOIN Carrier c USING(CarrierId) WHERE IsReturn=0 AND julianday(DeliveredOn)-julianday(PromisedOn)>2 GROUP BY c.Mode", [R, "d_grace"])],
      "late shipments by carrier mode", "How many late shipments did each mode of carrier have?")
s.ask("ship late", [
    (ROWS, "SELECT s.ShipmentId FROM Shipment s WHERE IsReturn=0 AND DispatchedOn LIKE '2025-08%' AND DeliveredOn>PromisedOn", [R, "d_late"]),
    (ROWS, "SELECT s.ShipmentId FROM Shipment s WHERE IsReturn=0 AND DispatchedOn LIKE '2025-08%' AND julianday(DeliveredOn)-julianday(PromisedOn)>2", [R, "d_grace"])],
      "list the ids of the late shipments that were dispatched in August 2025", may=(D,))
s.ask("house", [(ROWS, "SELECT SUM(Qty) FROM Stock WHERE Whs='ATH'", "d_north")],
      "What is the total stock quantity in the north house?", "sum of the stock qty, north house")
s.ask("house ship", [(ROWS, "SELECT SUM(Pallets) FROM Shipment WHERE IsReturn=0 AND DispatchedOn LIKE '2025%' AND Whs='ATH'", [R, "d_north"])],
      "pallets on shipments dispatched in 2025 from the north house, total", may=(D,))
s.ask("ship tonnes", [("answer_matches", Number("SELECT SUM(WeightKg) FROM Shipment WHERE IsReturn=0 AND DispatchedOn LIKE '2025-07%'", 1, 1000), [R, "d_tonnes"])],
      "What was the total weight of shipments dispatched in July 2025?", may=(D,))
s.ask("ship tonnes", [("answer_matches", Number("SELECT SUM(WeightKg) FROM Shipment s JOIN Carrier c USING(CarrierId) WHERE IsReturn=0 AND c.Name='NorLink'", 1, 1000), [R, "d_tonnes"])],
      "how much weight in total have all our shipments with NorLink had")
s.ask("ship week", [(ROWS, "SELECT COUNT(*) FROM Shipment WHERE IsReturn=0 AND DispatchedOn BETWEEN '2025-04-01' AND '2025-06-30' GROUP BY date(DispatchedOn,'-6 days','weekday 0')", [R, "d_week"])],
      "shipments dispatched per week from April to June 2025", may=(D,))
s.ask("week", [(ROWS, "SELECT COUNT(*) FROM CustOrder WHERE OrderedOn BETWEEN '2024-09-01' AND '2024-10-31' GROUP BY date(OrderedOn,'-6 days','weekday 0')", "d_week")],
      "How many orders were placed per week in September and October 2024?")
s.ask("carriers", [(ROWS, "SELECT COUNT(*) FROM Carrier WHERE IsActive=1", "d_carriers")],
      "How many carriers do we have?", "number of carriers")
s.ask("carriers", [(ROWS, "SELECT Name FROM Carrier WHERE IsActive=1 AND Mode='pallet'", "d_carriers")],
      "what pallet carriers do we have")
s.ask("norlink cond", [("answer_contains", "700", "d_norlink"), ("sources_include", "norlink")],
      "How heavy may a NorLink pallet be?", "max pallet weight norlink")
s.ask("norlink cond", [("answer_matches", r"6[.,]5", "d_norlink"), ("sources_include", "norlink")],
      "What fuel surcharge does NorLink take?", "norlink fuel surcharge?")
s.ask("cond", [("answer_contains", "31"), ("sources_include", "tern-parcel")],
      "How heavy may a parcel be with Tern Parcel?")
s.ask("cond", [("answer_contains", "Tuesday"), ("sources_include", "ferry-freight")],
      "On which days does Kestrel Lines sail to Dunkirk?")
# Nothing of the above.
s.ask("", [(ROWS, "SELECT COUNT(*) FROM complaint_log WHERE reason='late'")],
      "How many entries in the complaint log have the reason late?", "complaint log, reason late: how many rows")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Customer WHERE Country='NL'")],
      "How many customers are in the country NL?")
s.ask("", [(ROWS, "SELECT Sku FROM Article ORDER BY WeightG DESC LIMIT 1")],
      "Which Sku has the highest weight?", "sku of the heaviest article")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM CustOrder WHERE Status='cancelled'")],
      "how many orders are cancelled", "Number of orders with the status cancelled")
s.ask("", [(ROWS, "SELECT Grp, COUNT(*) FROM Article GROUP BY Grp")],
      "Number of articles per group", "articles by grp")
s.ask("", [("answer_matches", r"\b8\b"), ("sources_include", "forklift")],
      "What is the speed limit for forklifts in the halls?", "how fast may a forklift go inside")
s.ask("", [("answer_contains", "18"), ("sources_include", "picking-and-packing")],
      "What may a packed carton weigh at most?", "max weight of a packed carton")
s.ask("", [("answer_contains", "14"), ("sources_include", "claims-handbook")],
      "How many days is the packaging kept so that the carrier can inspect it?")
s.ask("", [("answer_contains", "450"), ("sources_include", "dangerous-goods")],
      "How many kg of aerosols may be kept in a hall?")
