"""Doreen, revenue manager. Terse."""

from scenario import Scenario

from .figures import NO_CENTS, Figure

s = Scenario("hotels_revenue")
s.NOW = "2025-10-01T09:00:00Z"

s.guideline("dead_bookings", where="bk")
s.guideline("arrival_date", where="bkdate")
s.guideline("room_nights", where="nights rev")
s.guideline("direct", where="direct")
s.guideline("saturday_weeks", where="week")
s.guideline("franchise_out", where="perhotel")
s.guideline("franchise_in", where="perhotel")
s.guideline("sellable", where="rooms")
s.guideline("room_revenue", where="rev")
s.guideline("no_cents", where="rev", check=("answer_matches", NO_CENTS),
            checked="whole")
s.guideline("hotel_table", where="perhotel", check=("format", "table"))

s.record("dead_bookings", "sql", "How many bookings did Kestrel Quay take?",
         "Wrong. Cancelled and no-show are not bookings to me. Unless I "
         "ask for just those.")
s.record("arrival_date", "sql", "How many bookings in May 2024?",
         "Count by arrival date. Never by the day it was booked.")
s.record("room_nights", "sql", "Room nights by channel",
         "A room night is a night. Check-out minus check-in, added up. "
         "Not one per booking.")
s.record("direct", "sql", "How many direct bookings do we have?",
         "Direct = website or phone. Nothing else.")
s.record("saturday_weeks", "sql", "Arrivals per week in August 2024",
         "Our weeks run Saturday to Friday. Saturday is change-over.")
s.record("franchise_out", "sql", "Number of bookings for each hotel",
         "Figures per hotel without the two franchises, please.")
s.record("franchise_in", "sql", "How many rooms does each hotel have?",
         "New contract signed. Franchises back in when I look at figures "
         "per hotel.", supersedes=("franchise_out",))
s.record("sellable", "sql", "How many rooms are there per room type?",
         "Rooms in service only. What I can't sell isn't a room.")
s.record("room_revenue", "sql", "Room revenue of Kestrel Quay in 2024?",
         "Room revenue is nightly rate times nights. You just added up the "
         "rates.")
s.record("no_cents", "writer", "What room revenue did Kestrel Alto make?",
         "Revenue in whole euros. Cents are noise.")
s.record("hotel_table", "writer", "Bookings with half board, hotel by hotel",
         "Figures per hotel belong in a table.")

LIVE = "b.status NOT IN ('cancelled', 'no_show')"
OF_HOTEL = ("FROM bookings b JOIN rooms r USING (room_id) "
            "JOIN hotels h USING (hotel_id) WHERE ")
NIGHTS = "CAST(julianday(b.check_out) - julianday(b.check_in) AS INTEGER)"


def rows(sql, *about):
    return ("rows_equal_sql", sql,
            about[0] if len(about) == 1 else list(about))


s.ask("bk", [rows(f"SELECT COUNT(*) {OF_HOTEL} {LIVE} "
                  "AND h.hotel_name = 'Kestrel Strand'", "dead_bookings")],
      "How many bookings has Kestrel Strand had altogether?",
      "total number of bookings at Kestrel Strand")
s.ask("bk", [rows(f"SELECT channel, COUNT(*) FROM bookings b WHERE {LIVE} "
                  "GROUP BY channel", "dead_bookings")],
      "Bookings by channel", "How many bookings came in through each channel?")
s.ask("bk bkdate", [rows(
    f"SELECT COUNT(*) FROM bookings b WHERE {LIVE} AND check_in BETWEEN "
    "'2025-03-01' AND '2025-03-31'", "dead_bookings", "arrival_date"),
    ("sql_contains", "check_in", "arrival_date")],
      "How many bookings did we have in March 2025?", "bookings, March 2025")
s.ask("bk bkdate", [rows(
    f"SELECT COUNT(*) FROM bookings b WHERE {LIVE} AND check_in LIKE '2024%' "
    "GROUP BY (CAST(strftime('%m', check_in) AS INTEGER) + 2) / 3",
    "dead_bookings", "arrival_date"),
    ("sql_contains", "check_in", "arrival_date")],
      "Bookings per quarter of 2024")
s.ask("bk nights", [rows(
    f"SELECT SUM({NIGHTS}) {OF_HOTEL} {LIVE} AND "
    "h.hotel_name = 'Kestrel Praia'", "dead_bookings", "room_nights")],
      "How many room nights did Kestrel Praia sell?",
      "room nights sold at Kestrel Praia")
s.ask("bk nights", [rows(
    f"SELECT r.room_type, SUM({NIGHTS}) FROM bookings b JOIN rooms r USING "
    f"(room_id) WHERE {LIVE} GROUP BY r.room_type",
    "dead_bookings", "room_nights")],
      "Room nights by room type")
s.ask("bk direct", [rows(
    f"SELECT board, COUNT(*) FROM bookings b WHERE {LIVE} AND channel IN "
    "('website', 'phone') GROUP BY board", "dead_bookings", "direct")],
      "Direct bookings by board")
s.ask("bk direct", [rows(
    f"SELECT COUNT(*) {OF_HOTEL} {LIVE} AND channel IN ('website', 'phone') "
    "AND h.hotel_name = 'Kestrel Alto'", "dead_bookings", "direct")],
      "How many direct bookings does Kestrel Alto have?",
      "Kestrel Alto: number of direct bookings")
s.ask("bk bkdate week", [rows(
    f"SELECT COUNT(*) FROM bookings b WHERE {LIVE} AND check_in BETWEEN "
    "'2025-07-01' AND '2025-07-31' GROUP BY date(check_in, '-6 days', "
    "'weekday 6')", "dead_bookings", "arrival_date", "saturday_weeks")],
      "Bookings per week in July 2025", "weekly bookings for July 2025")
PO = ("SELECT h.hotel_name, COUNT(*) FROM purchase_orders JOIN hotels h USING "
      "(hotel_id) {} GROUP BY h.hotel_name")
s.ask("perhotel", [
    rows(PO.format("WHERE h.is_franchise = 0"), "franchise_out"),
    rows(PO.format(""), "franchise_in")],
      "How many purchase orders has each hotel placed?",
      "Purchase orders per hotel")
VIEW = ("SELECT h.hotel_name, COUNT(*) FROM rooms r JOIN hotels h USING "
        "(hotel_id) WHERE r.room_type = 'double' AND "
        "r.status = 'in_service' {} GROUP BY h.hotel_name")
s.ask("perhotel rooms", [
    rows(VIEW.format("AND h.is_franchise = 0"), "franchise_out", "sellable"),
    rows(VIEW.format(""), "franchise_in", "sellable")],
      "Double rooms by hotel")
s.ask("rooms", [rows("SELECT COUNT(*) FROM rooms WHERE room_type = 'suite' "
                     "AND status = 'in_service'", "sellable")],
      "How many suites do we have?", "number of suites in the whole group")
DUNES = (f"SELECT SUM(b.nightly_rate * {NIGHTS}) {OF_HOTEL} {LIVE} AND "
         "h.hotel_name = 'Kestrel Dunes'")
s.ask("bk rev whole", [
    ("answer_matches", Figure(DUNES, "whole cents"),
     ["dead_bookings", "room_revenue"])],
      "What is the room revenue of Kestrel Dunes?",
      "Room revenue Kestrel Dunes, all years")
s.ask("bk bkdate rev whole", [
    ("answer_matches", Figure(
        f"SELECT SUM(b.nightly_rate * {NIGHTS}) FROM bookings b WHERE {LIVE} "
        "AND check_in LIKE '2025-08%'", "whole cents"),
     ["dead_bookings", "arrival_date", "room_revenue"])],
      "Room revenue in August 2025",
      "How much room revenue did we make in August 2025?")

# Nothing applies to what follows.
s.ask("", [rows(f"SELECT COUNT(*) {OF_HOTEL} b.status = 'cancelled' AND "
                "h.hotel_name = 'Kestrel Quay'", "completeness")],
      "How many bookings were cancelled at Kestrel Quay?",
      "number of cancelled bookings of Kestrel Quay")
s.ask("", [rows("SELECT channel, COUNT(*) FROM bookings WHERE status = "
                "'no_show' GROUP BY channel", "completeness")],
      "No-shows by channel", "How many no-shows came from each channel?")
s.ask("", [rows("SELECT COUNT(*) FROM rooms WHERE status = 'out_of_order'",
                "completeness")],
      "How many rooms are out of order?")
s.ask("", [rows("SELECT hotel_name FROM hotels WHERE is_franchise = 1",
                "completeness")],
      "Which hotels are franchises?", "names of our franchise hotels")
s.ask("", [("answer_contains", "555 0147")],
      "What is the direct line of the reservations office?",
      "phone number of the reservations office")
s.ask("", [("answer_contains", "15")],
      "How many nights does a guest need for gold in the Kestrel Club?",
      "nights needed for the gold level of the Kestrel Club")
s.ask("", [("answer_contains", "9.50")],
      "What does breakfast cost for a child of 8?",
      "price of the breakfast buffet for children from 6 to 12")
s.ask("", [("answer_matches", "10 ?p|22[:.]00")],
      "How late is the pool open in high season?",
      "pool closing time from June to September")
