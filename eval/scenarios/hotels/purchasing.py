"""Purchasing in Porto. English is their third language."""

from scenario import Scenario

from .figures import Figure

s = Scenario("hotels_purchasing")
s.NOW = "2025-10-01T09:00:00Z"

s.guideline("real_orders", where="po")
s.guideline("spend", where="spend")
s.guideline("late", where="late")
s.guideline("blocked", where="sup maysup")
s.guideline("terms_page", where="terms",
            check=[("sources_include", "payment_terms.md"),
                   ("sources_exclude", "payment_terms_2022")])
s.guideline("food", where="food")
s.guideline("thousands", where="spend")
s.guideline("supplier_short", where="rules termslen",
            check=("max_words", 35), checked="rules")

s.record("real_orders", "sql", "How many purchase orders made Kestrel Praia?",
         "Is not right number. The draft is not order, and the cancelled is "
         "also not order, please to count without them.")
s.record("real_orders", "sql", "Purchase orders to supplier Adega Douro, how many?",
         "You must take away the orders that was cancelled or is only a draft, "
         "nobody did send them. Thanks, Rui")
s.record("spend", "sql", "What is our spend with White Fold Linen?",
         "Spend by us means always the net amount plus the freight, because we "
         "pay the both.")
s.record("late", "sql", "How many late orders from Burren Beef?",
         "Late is when the goods arrived after the day which the supplier has "
         "promised, not when it is still open.")
s.record("blocked", "sql", "List the suppliers in Netherlands",
         "With the blocked suppliers we do not work more. In the supplier "
         "lists and counts I want not to see them.")
s.record("terms_page", "retriever", "How much days have we for pay a supplier?",
         "For the payment conditions of suppliers please look always in the "
         "payment_terms.md, the one from 2022 is finished.")
s.record("food", "sql", "How many food suppliers are in Ireland?",
         "Food is five categories for us: fish, meat, dairy, bakery and "
         "produce. Drinks is not food.")
s.record("thousands", "writer", "Spend for furniture in 2024?",
         "When you say the spend, write please in thousand with one number "
         "behind the point, like 12.4 k, so my boss can read. Only the "
         "spend, a single order stays exact.")
s.record("supplier_short", "writer", "What must do the supplier with pallets?",
         "Too much English for me! For the rules of suppliers (delivery, "
         "complaint, laundry) make the answer not longer than 35 words.")

REAL = "o.status NOT IN ('draft', 'cancelled')"
FOOD = "s.category IN ('fish', 'meat', 'dairy', 'bakery', 'produce')"
JOIN = "FROM purchase_orders o JOIN suppliers s USING (supplier_id) WHERE "


def rows(sql, about="completeness"):
    return ("rows_equal_sql", sql, about)


def spend(where, *about):
    sql = f"SELECT SUM(o.amount_net + o.freight) {JOIN} {REAL} AND {where}"
    about = ["real_orders", "spend", *about]
    return [("answer_matches", Figure(sql), about),
            ("answer_matches", Figure(sql, "k"), [*about, "thousands"])]


s.ask("po", [rows(f"SELECT COUNT(*) {JOIN} {REAL} AND ordered_on LIKE "
                  "'2025%'", "real_orders")],
      "How many purchase orders we have made in 2025?",
      "number of purchase orders ordered in 2025")
s.ask("po", [rows("SELECT h.hotel_name, COUNT(*) FROM purchase_orders o JOIN "
                  f"hotels h USING (hotel_id) WHERE {REAL} GROUP BY "
                  "h.hotel_name", "real_orders")],
      "Purchase orders by hotel")
s.ask("po spend", spend("o.ordered_on LIKE '2024%'"),
      "What was our spend for the orders ordered in 2024?",
      "total spend, ordered in the year 2024")
s.ask("po spend", spend("o.hotel_id = 7"),
      "What is the spend of Kestrel Alto?", "spend of the hotel Kestrel Alto")
s.ask("po spend food", spend(f"{FOOD} AND o.ordered_on LIKE '2025%'", "food"),
      "What is the food spend of what was ordered in 2025?")
s.ask("po spend maysup", [rows(
    f"SELECT s.supplier_name {JOIN} {REAL} AND o.ordered_on LIKE '2025%' "
    "GROUP BY s.supplier_name ORDER BY SUM(o.amount_net + o.freight) DESC "
    "LIMIT 5", ["real_orders", "spend"])],
      "Top 5 suppliers by spend, ordered in 2025",
      "Which 5 suppliers have the most spend for what we ordered in 2025?")
s.ask("po", [rows("SELECT MAX(o.amount_net) FROM purchase_orders o WHERE "
                  f"{REAL}", "real_orders")],
      "What is the biggest net amount of one purchase order?")
s.ask("po late", [rows(f"SELECT COUNT(*) {JOIN} o.delivered_on > "
                       "o.promised_on", "late")],
      "How many orders came late?", "number of late orders")
s.ask("po late maysup", [rows(
    f"SELECT s.supplier_name, COUNT(*) {JOIN} o.delivered_on > o.promised_on "
    "AND o.ordered_on LIKE '2025%' GROUP BY s.supplier_name", "late")],
      "Late orders by supplier, only what was ordered in 2025")
s.ask("sup food", [rows("SELECT s.supplier_name FROM suppliers s WHERE "
                        f"{FOOD} AND s.is_blocked = 0", ["food", "blocked"])],
      "Which food suppliers do we have?", "list me the suppliers for food")
s.ask("sup", [rows("SELECT country, COUNT(*) FROM suppliers WHERE is_blocked "
                   "= 0 GROUP BY country", "blocked")],
      "How many suppliers in each country?", "suppliers by country")
s.ask("terms termslen", [("answer_contains", "30", "terms_page")],
      "After how many days do we pay the suppliers?",
      "term of payment for suppliers")
s.ask("terms termslen", [("answer_matches", "2 ?(%|per)", "terms_page")],
      "How big is the cash discount of suppliers?")
s.ask("rules", [("answer_matches", "\\b6\\b|06[:.]00")],
      "From when until when may suppliers deliver?")
s.ask("rules", [("answer_matches", "\\b5 ?(%|per|pct)|five per")],
      "What is the penalty for late deliveries?",
      "penalty when the supplier delivers late")
s.ask("rules", [("answer_contains", "48")],
      "In how many hours must we report defects to the supplier?",
      "deadline to complain about goods")
s.ask("rules", [("answer_contains", "Tuesday"), ("answer_contains", "Friday")],
      "On which days the laundry partner picks up the linen?",
      "pick-up days of the dirty linen")

# Nothing applies to what follows.
s.ask("", [rows("SELECT COUNT(*) FROM purchase_orders WHERE status = "
                "'draft'")],
      "How many purchase orders have the status draft?",
      "number of purchase orders that are draft")
s.ask("", [rows("SELECT supplier_name FROM suppliers WHERE is_blocked = 1")],
      "Which suppliers are blocked?", "names of the blocked suppliers")
s.ask("", [rows("SELECT COUNT(*) FROM invoices WHERE paid_on > due_on")],
      "How many invoices were paid after the due date?",
      "number of invoices paid later than due")
s.ask("", [("answer_matches", "\\b25\\b")],
      "What costs a late check-out?", "price for the late check-out")
s.ask("", [("answer_contains", "19")],
      "What is the price of breakfast for adults?")
s.ask("", [rows("SELECT COUNT(*) FROM bookings WHERE status = 'no_show'")],
      "How many bookings were no-show?", "number of no-show bookings")
s.ask("", [rows("SELECT COUNT(*) FROM guests WHERE club_level = 'platinum'")],
      "How many guests have platinum?", "number of platinum guests")
