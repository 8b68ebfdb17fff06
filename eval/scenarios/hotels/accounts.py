"""Accounts. Cross, and seldom content with one wish in a sentence."""

from scenario import Scenario

from .figures import EUR

s = Scenario("hotels_accounts")
s.NOW = "2025-10-01T09:00:00Z"

s.guideline("turnover", where="turnover")
s.guideline("fiscal", where="fiscal")
s.guideline("overdue_30", where="overdue")
s.guideline("overdue_now", where="overdue")
s.guideline("eur", where="money",
            check=[("answer_matches", EUR), ("answer_excludes", "€")])
s.guideline("minutes", where="pg", check=("sources_exclude", "minutes/"),
            checked="talked")
s.guideline("city_tax", where="citytax",
            check=[("sources_include", "city_tax_2025"),
                   ("sources_exclude", "city_tax.txt")])
s.guideline("export_json", where="export", check=("format", "json"))

s.record("turnover", "sql", "Turnover in calendar year 2023?",
         "No no no. Turnover is NET, without VAT and city tax, and for heaven's "
         "sake leave the deposits out, a deposit is not turnover.")
s.record("fiscal", "sql", "How many invoices did we issue in financial year 2024?",
         "Our financial year is NOT the calendar year! It starts on 1 November "
         "and is called after the year in which it ends, so FY 2024 is November "
         "2023 to October 2024.")
s.record("overdue_30", "sql", "How many invoices of the kind stay are overdue?",
         "Overdue is when it is not paid and the due date is more than 30 days "
         "ago. I can't chase people after one day.")
s.record("overdue_now", "sql", "Which overdue invoice has the oldest due date?",
         "The auditors had a go at us, so scrap the 30 days: unpaid and due "
         "date before today, that is overdue, full stop.",
         supersedes=("overdue_30",))
s.record("eur", "writer", "What is the total VAT on all event invoices?",
         "A bare number, great. 12 what, apples? Put EUR behind every amount "
         "of money, and don't you dare use the € sign, our ledger chokes on it.")
s.record("minutes", "retriever", "How much does a company pay at the second reminder?",
         "You are quoting the minutes of a meeting!! What managers babble in "
         "meetings is no rule, keep your hands off the minutes folder.")
s.record("minutes", "retriever", "How high may petty cash be?",
         "Minutes only show what was talked about. I need what was decided, so "
         "never take an answer from there. (Ruud, controlling)")
s.record("city_tax", "retriever", "Who has to pay city tax in Utrecht?",
         "There are two city tax pages and of course you took the stale one. "
         "city_tax_2025 is right, the txt file is history.")
s.record("export_json", "writer", "Export the number of rooms by room type",
         "When I say export I want JSON that I can load, and not a single word "
         "around it.")


def rows(sql, about="completeness"):
    return ("rows_equal_sql", sql, about)


NET = "SELECT SUM(net_amount) FROM invoices WHERE kind <> 'deposit' AND "

s.ask("turnover money", [rows(NET + "issued_on LIKE '2024%'", "turnover")],
      "What was our turnover in calendar year 2024?",
      "turnover, January to December 2024")
s.ask("turnover money", [rows(
    "SELECT h.hotel_name, SUM(i.net_amount) FROM invoices i JOIN bookings "
    "USING (booking_id) JOIN rooms USING (room_id) JOIN hotels h USING "
    "(hotel_id) WHERE i.kind <> 'deposit' GROUP BY h.hotel_name",
    "turnover")],
      "Turnover by hotel")
s.ask("turnover fiscal money", [rows(
    NET + "issued_on BETWEEN '2023-11-01' AND '2024-10-31'",
    ["turnover", "fiscal"])],
      "Turnover in financial year 2024?",
      "What turnover did we make in FY 2024?")
s.ask("fiscal", [rows("SELECT COUNT(*) FROM invoices WHERE issued_on BETWEEN "
                      "'2024-11-01' AND '2025-10-31'", "fiscal")],
      "How many invoices were issued in financial year 2025?",
      "number of invoices issued in FY 2025")
s.ask("fiscal", [rows(
    "SELECT COUNT(*) FROM purchase_orders WHERE ordered_on BETWEEN "
    "'2023-11-01' AND '2024-10-31'", "fiscal")],
      "How many purchase orders did we place in FY 2024?")
s.ask("fiscal", [rows(
    "SELECT kind, COUNT(*) FROM invoices WHERE issued_on BETWEEN "
    "'2023-11-01' AND '2024-10-31' GROUP BY kind", "fiscal")],
      "Invoices issued in financial year 2024 by kind")
LATE = "FROM invoices WHERE paid_on IS NULL AND due_on < "
s.ask("overdue", [
    rows(f"SELECT COUNT(*) {LATE}'2025-09-01'", "overdue_30"),
    rows(f"SELECT COUNT(*) {LATE}'2025-10-01'", "overdue_now")],
      "How many invoices are overdue?", "number of overdue invoices")
s.ask("overdue", [
    rows(f"SELECT kind, COUNT(*) {LATE}'2025-09-01' GROUP BY kind",
         "overdue_30"),
    rows(f"SELECT kind, COUNT(*) {LATE}'2025-10-01' GROUP BY kind",
         "overdue_now")],
      "Overdue invoices by kind")
s.ask("money", [rows("SELECT SUM(vat_amount) FROM invoices WHERE issued_on "
                     "LIKE '2025%'")],
      "How much VAT was on the invoices issued in 2025?",
      "total VAT amount of the invoices issued in 2025")
s.ask("pg talked money", [("answer_contains", "38", "minutes")],
      "Up to what amount are meals on a trip refunded?",
      "How much do we refund for meals a day?")
s.ask("pg talked money", [("answer_matches", "0[.,]42", "minutes")],
      "What is the mileage allowance for the own car?")
s.ask("pg talked", [("answer_matches", "30 days|thirty days", "minutes")],
      "Within how many days do travel expenses have to be claimed?",
      "Deadline for claiming travel expenses after a trip")
s.ask("pg citytax money", [("answer_matches", "3[.,]20?", "city_tax")],
      "How much is the city tax in Dublin?",
      "city tax per person and night, Dublin")
s.ask("pg citytax", [("answer_contains", "16", "city_tax")],
      "Up to what age are children exempt from the city tax?")
s.ask("pg", [("answer_matches", "5 working|five working")],
      "How fast must a wrong invoice be corrected?")
s.ask("export", [rows("SELECT kind, COUNT(*) FROM invoices GROUP BY kind")],
      "Export the number of invoices by kind",
      "Number of invoices per kind, as an export please")
s.ask("export", [rows("SELECT supplier_name, city FROM suppliers WHERE country"
                      " = 'Portugal'")],
      "Export name and city of the suppliers in Portugal")

# Nothing applies to what follows.
s.ask("", [rows("SELECT COUNT(*) FROM invoices WHERE kind = 'deposit'")],
      "How many deposit invoices are there?", "number of invoices for deposits")
s.ask("", [rows("SELECT COUNT(*) FROM invoices WHERE paid_on IS NULL")],
      "How many invoices are not paid yet?",
      "number of invoices without a payment date")
s.ask("", [rows("SELECT COUNT(*) FROM invoices WHERE kind = 'credit_note' AND "
                "issued_on BETWEEN '2024-01-01' AND '2024-12-31'")],
      "How many credit notes were issued in calendar year 2024?",
      "credit notes issued between 1 January and 31 December 2024, how many?")
s.ask("", [rows("SELECT department, COUNT(*) FROM employees GROUP BY "
                "department")],
      "Number of employee records per department",
      "How many records are there in employees for each department?")
s.ask("", [rows("SELECT room_type, COUNT(*) FROM rooms GROUP BY room_type")],
      "How many rooms of each type do we have?", "rooms per room type")
s.ask("", [rows("SELECT city, COUNT(*) FROM hotels GROUP BY city")],
      "In which cities are our hotels, and how many in each?",
      "Hotels per city")
s.ask("", [rows("SELECT COUNT(*) FROM purchase_orders WHERE status = "
                "'cancelled'")],
      "How many purchase orders were cancelled?",
      "number of cancelled purchase orders")
