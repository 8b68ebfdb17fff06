"""Customer service: Brendan (angry), Kasia (not a native speaker), Noor."""

from ..values import NOW, Day, Scenario

s = Scenario("service")
s.NOW = NOW

s.guideline("c_dup", "complaint", ("sql_contains", "duplicate"))
s.guideline("c_open", "open")
s.guideline("c_clock", "clock")
s.guideline("c_damage", "damage")
s.guideline("c_damage_only", "damage")
s.guideline("c_refund", "refund", ("sql_contains", "closed"))
s.guideline("c_returns", "return", ("sources_exclude", "returns-faq-old"))
s.guideline("c_claims", "claim", ("sources_include", "claims-handbook"))
s.guideline("c_steps", "howto", ("format", "bullets"))
s.guideline("c_dates", "date")

s.record("c_dup", "sql", "How many complaints did we get in total?",
         "No!! Duplicates are NOT complaints. How often do we have to say it. State duplicate is out of every complaint figure.")
s.record("c_open", "sql", "How many complaints are open?",
         "Open complaint is for us only with state new or in_work. Please not to look on closed_at, it is not always filled.")
s.record("c_clock", "sql", "complaints opened on 14 July 2025",
         "The log server stands in New York and writes its own time. You must add 5 hours to opened_at before you say which day or month it was!")
s.record("c_damage", "sql", "How many damage complaints were there in 2024?",
         "Damage complaints are reason damaged and also reason wet, both we count together.")
s.record("c_damage_only", "sql", "damage complaints in August 2025?",
         "Since the new insurance, wet is not damage any more. Only the reason damaged is damage now, please forget the old counting.",
         supersedes=("c_damage",))
s.record("c_refund", "sql", "What did we refund in 2025?",
         "Where does this number come from? Money is only refunded once the case has the state closed. Anything else in refund_eur is a wish of the shop, don't sum that up!")
s.record("c_returns", "retriever", "How long can a shop send goods back?",
         "That's from the old FAQ, it is wrong since years and shops shout at ME for it. Returns: only returns.md!")
s.record("c_claims", "retriever", "Within how many days must a shop report transport damage?",
         "For damage claims is valid the claims handbook, not the complaints page. In the complaints page stands old things about damage.")
s.record("c_steps", "writer", "How do I open a damage claim?",
         "When I ask how to do something, I need it as a list with bullet points, one step in one line. I read it to the shop by the phone.")
s.record("c_dates", "writer", "When was the last complaint of severity 5 opened?",
         "Nobody here reads 2025-08-03, is it March or August? Please to write dates like 3 August 2025.")
s.record("c_returns", "retriever", "What is the restocking fee?",
         "Noor from claims: the page returns-faq-old is from the old web shop, please never use it for questions about returns.")

ROWS, C, K = "rows_equal_sql", "c_dup", "c_clock"
N = "FROM complaint_log WHERE state<>'duplicate'"

s.ask("complaint", [(ROWS, f"SELECT COUNT(*) {N} AND severity>=4", C)],
      "How many complaints have severity 4 or 5?")
s.ask("complaint", [(ROWS, f"SELECT reason, COUNT(*) {N} GROUP BY reason", C)],
      "Complaints by reason")
s.ask("complaint", [(ROWS, f"SELECT c.Name, COUNT(*) FROM complaint_log k JOIN Shipment s ON s.ShipmentId=k.shipment_id JOIN Carrier c USING(CarrierId) WHERE k.state<>'duplicate' GROUP BY c.Name ORDER BY 2 DESC LIMIT 3", C)],
      "Which three carriers have the most complaints?", "top 3 carriers by number of complaints")
s.ask("open complaint -c_dup", [(ROWS, "SELECT handled_by, COUNT(*) FROM complaint_log WHERE state IN ('new','in_work') GROUP BY handled_by", "c_open")],
      "open complaints per handler", "How many open complaints has each handler (handled_by)?")
s.ask("open complaint -c_dup", [(ROWS, "SELECT id FROM complaint_log WHERE state IN ('new','in_work') AND severity=5", "c_open")],
      "List the ids of the open complaints with severity 5")
s.ask("clock complaint", [(ROWS, f"SELECT COUNT(*) {N} AND datetime(opened_at,'+5 hours') LIKE '2023-05%'", [C, K])],
      "How many complaints were opened in May 2023?")
s.ask("clock complaint", [(ROWS, f"SELECT COUNT(*) {N} AND datetime(opened_at,'+5 hours') LIKE '2023%' GROUP BY strftime('%m', datetime(opened_at,'+5 hours'))", [C, K])],
      "Complaints opened per month in 2023", "Give me the monthly complaints of 2023 (by opening)", may=("c_dates",))
s.ask("clock complaint damage", [
    (ROWS, f"SELECT COUNT(*) {N} AND reason IN ('damaged','wet') AND datetime(opened_at,'+5 hours') LIKE '2025%'", [C, "c_damage"]),
    (ROWS, f"SELECT COUNT(*) {N} AND reason='damaged' AND datetime(opened_at,'+5 hours') LIKE '2025%'", [C, "c_damage_only"])],
      "How many damage complaints were opened in 2025?")
s.ask("complaint damage", [
    (ROWS, f"SELECT state, COUNT(*) {N} AND reason IN ('damaged','wet') GROUP BY state", [C, "c_damage"]),
    (ROWS, f"SELECT state, COUNT(*) {N} AND reason='damaged' GROUP BY state", [C, "c_damage_only"])],
      "Damage complaints by state")
s.ask("refund", [(ROWS, "SELECT SUM(refund_eur) FROM complaint_log WHERE state='closed' AND reason='wrong_item'", "c_refund")],
      "How much did we refund for reason wrong_item?", "sum of refunds for wrong_item", may=(C,))
s.ask("refund", [(ROWS, "SELECT severity, SUM(refund_eur) FROM complaint_log WHERE state='closed' GROUP BY severity", "c_refund")],
      "Refunds by severity, in sum", may=(C,))
s.ask("return", [("sources_include", "returns"), ("answer_matches", r"\b(10|ten)\b", "c_returns")],
      "When does a shop get the credit for returned goods?")
s.ask("return howto", [("sources_include", "returns"), ("answer_contains", "RMA", "c_returns")],
      "How does a shop return something?", "How to do a return, step for step?")
s.ask("claim", [("answer_contains", "150", "c_claims")],
      "Up to which amount may customer service decide damage claims?", "damage claims: what amount can we decide ourselves")
s.ask("howto", [("sources_include", "webshop-help")],
      "How do I upload an order in the web shop?")
s.ask("claim", [("answer_matches", r"\b(6|six)\b")],
      "Hidden damage of transport: in how many days must the shop report it?")
s.ask("howto", [("sources_include", "new-shop")],
      "How does one become a shop customer?")
s.ask("date", [("answer_matches", Day("SELECT MAX(SignedOn) FROM Customer"), "c_dates")],
      "When was the newest customer signed?", "On which day did we sign the last customer?")
s.ask("date", [("answer_matches", Day("SELECT MIN(OrderedOn) FROM CustOrder WHERE RushFlag=1"), "c_dates")],
      "When was the first rush order placed?")
# Nothing of the above.
s.ask("", [("answer_matches", r"17[:.]30|5[:.]30"), ("sources_include", "opening-hours")],
      "Until what time does customer service answer the phone?", "customer service phone, until when in the evening")
s.ask("", [("answer_contains", "500"), ("sources_include", "webshop-help")],
      "How many lines may an upload file have?", "max lines of an order upload")
s.ask("", [("answer_contains", "0134"), ("sources_include", "opening-hours")],
      "What is the phone number of customer service?")
s.ask("", [("answer_matches", r"\b(2|two)\b"), ("sources_include", "dangerous-goods")],
      "How often are people trained for dangerous goods?")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM Shipment WHERE IsReturn=1")],
      "How many shipments are flagged as return?", "shipments with IsReturn 1, how many")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM CustOrder WHERE Status='open'")],
      "How many orders have the status open?", "orders in status open, count")
s.ask("", [(ROWS, "SELECT COUNT(*) FROM CustOrder WHERE Status='closed' AND Whs='CRK'")],
      "How many orders of Whs CRK have status closed?")
s.ask("", [(ROWS, "SELECT Channel, COUNT(*) FROM Customer GROUP BY Channel")],
      "Customers by channel", "How many customers are in each channel?")
s.ask("", [(ROWS, "SELECT Mode, COUNT(*) FROM Carrier GROUP BY Mode")],
      "How many carriers are there in each mode?")
