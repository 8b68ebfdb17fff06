"""The front desk, several people in a hurry. Lower case, typos."""

from scenario import Scenario

from .figures import NO_AM_PM, NUMBERED

s = Scenario("hotels_front_desk")
s.NOW = "2025-10-01T09:00:00Z"

s.guideline("no_archive", where="pg",
            check=("sources_exclude", "archive/"), checked="archived")
s.guideline("cancel_page", where="cancel",
            check=[("sources_include", "guest_info/cancellation.md"),
                   ("sources_exclude", "group_terms")])
s.guideline("short_guest", where="guest mayguest", check=("max_words", 30),
            checked="guest")
s.guideline("clock24", where="time", check=("answer_matches", NO_AM_PM))
s.guideline("steps", where="steps maysteps",
            check=("answer_matches", NUMBERED), checked="steps")
s.guideline("no_test", where="guests names")
s.guideline("vip", where="vip")
s.guideline("arrivals", where="arr")
s.guideline("persons", where="persons")

s.record("no_archive", "retriever", "can a guest bring a dog to the room?",
         "thats the old page!! dont take anythng from the archive folders, "
         "those rules are dead", noise="typo")
s.record("no_archive", "retriever", "how high is the garage?",
         "Answer comes out of an archived page again. Archived = no longer "
         "valid, only use the current ones. /Sven")
s.record("cancel_page", "retriever",
         "how long before arrival can a booking be cancelled for free",
         "for normal guests take the page cancellation.md pls, the group terms "
         "r only for 10 rooms and more", noise="lower")
s.record("short_guest", "writer", "where do guests of kestrel station park?",
         "way to long, the guest is standing in frnt of me. guest stuff like "
         "breakfast parking pool wifi: 30 words tops", noise="typo")
s.record("clock24", "writer", "when can children use the pool",
         "we use the 24 hour clock here, 18:00 and not 6 pm", noise="lower")
s.record("steps", "writer", "what do i do with something found in a room",
         "if somebody has to DO something (fire, lost key, found things) i "
         "want numbered steps, 1. 2. 3., not a block of text", noise="lower")
s.record("no_test", "sql", "how many guests do we have",
         "mr test and co arent guests. leave the test guests out when we ask "
         "about guests", noise="lower")
s.record("no_test", "sql", "guests who joined in 2025, per country",
         "There are records made for testing the system in there (is_test). "
         "Please never count those as guests, it makes our lists wrong. /Orla")
s.record("vip", "sql", "which vip guests do we have from germany?",
         "vip = gold or platinum in the club, silver is not vip",
         noise="no_verb")
s.record("arrivals", "sql", "how many arrivals do we have today",
         "nope u counted cancelled ones, they dont come. arrivals r only the "
         "confirmed bookings", noise="lower")
s.record("persons", "sql", "how many persons are in house now (checked in)?",
         "kids are persons too :) adults plus children", noise="lower")


def rows(sql, about="completeness"):
    return ("rows_equal_sql", sql, about)


# Pages.
s.ask("pg archived mayguest", [("answer_contains", "22", "no_archive")],
      "what is the fee for a dog per night?", "dog fee")
s.ask("pg archived maysteps", [("answer_contains", "90", "no_archive")],
      "how many days do we keep lost property?")
s.ask("pg archived guest", [("answer_contains", "14", "no_archive")],
      "what does parking cost per night")
s.ask("pg guest time", [("answer_matches", "11[:.]30")],
      "when is breakfast on sundays?")
s.ask("pg guest", [("answer_contains", "KestrelGuest")],
      "whats the name of the wifi network?", "how do guests connect to the wifi")
s.ask("pg guest time", [("answer_matches", "\\b9 ?p|21[:.]00"),
                        ("answer_contains", "21:00", "clock24")],
      "when does the pool close?", "opening hours of the pool")
s.ask("pg steps", [("answer_contains", "112")],
      "the fire alarm rings, what do i do?",
      "what to do when the fire alarm goes off")
s.ask("pg steps", [("answer_contains", "lock system")],
      "guest has lost the key card, what now",
      "what do we do about a lost key card?")
s.ask("pg archived cancel mayguest", [("answer_contains", "48", "no_archive")],
      "until when can a guest cancel a booking at the flexible rate?",
      "free cancellation for the flexible rate")
s.ask("pg mayguest", [("sources_include", "group_terms"), ("answer_contains", "30")],
      "until when can a group of 12 rooms cancel free of charge?",
      "free cancellation by groups")

# Rows.
s.ask("guests", [rows("SELECT COUNT(*) FROM guests WHERE is_test = 0 AND "
                      "country = 'Ireland'", "no_test")],
      "how many guests come from ireland?", "number of irish guests")
s.ask("guests", [rows("SELECT country, COUNT(*) FROM guests WHERE is_test = 0 "
                      "GROUP BY country", "no_test")],
      "guests per country")
s.ask("guests vip", [rows(
    "SELECT COUNT(*) FROM guests WHERE is_test = 0 AND club_level IN ('gold', "
    "'platinum')", "vip")],
      "how many vip guests do we have?", "number of vips")
s.ask("guests vip", [rows(
    "SELECT full_name FROM guests WHERE is_test = 0 AND club_level IN ('gold',"
    " 'platinum') AND country = 'Portugal'", "vip")],
      "names of the vip guests from portugal")
s.ask("arr", [rows("SELECT COUNT(*) FROM bookings WHERE check_in = "
                   "'2025-10-02' AND status = 'confirmed'", "arrivals")],
      "how many arrivals tomorrow?", "number of arrivals on 2 october 2025")
s.ask("arr", [rows(
    "SELECT h.hotel_name, COUNT(*) FROM bookings b JOIN rooms r USING "
    "(room_id) JOIN hotels h USING (hotel_id) WHERE b.check_in = '2025-10-03' "
    "AND b.status = 'confirmed' GROUP BY h.hotel_name", "arrivals")],
      "arrivals on 3 october 2025 per hotel")
s.ask("arr persons", [rows(
    "SELECT SUM(adults + children) FROM bookings WHERE check_in = "
    "'2025-10-03' AND status = 'confirmed'", ["arrivals", "persons"])],
      "how many persons are in the arrivals of 3 october 2025?")
s.ask("persons", [rows(
    "SELECT SUM(adults + children) FROM bookings WHERE status = 'checked_out' "
    "AND check_in BETWEEN '2025-07-01' AND '2025-07-31'", "persons")],
      "how many persons do the checked out bookings with check-in in july 2025 "
      "have?", "persons in checked out bookings, check-in july 2025")

# Nothing applies to what follows.
s.ask("", [rows("SELECT COUNT(*) FROM guests WHERE is_test = 1")],
      "how many test guests are in the system?", "number of test guests")
s.ask("", [rows("SELECT SUM(children) FROM bookings WHERE status = "
                "'checked_out'")],
      "how many children are in checked out bookings",
      "sum of children over the checked out bookings")
s.ask("", [rows("SELECT room_number, floor FROM rooms r JOIN hotels h USING "
                "(hotel_id) WHERE h.hotel_name = 'Kestrel Station' AND "
                "r.room_type = 'suite'")],
      "which suites are there at kestrel station, number and floor",
      "room number and floor of the suites of kestrel station")
s.ask("", [rows("SELECT hotel_name FROM hotels WHERE stars = 5")],
      "which hotels have 5 stars?", "our five star hotels")
s.ask("", [rows("SELECT MAX(size_sqm) FROM rooms")],
      "how big is the largest room in sqm", "size of our biggest room")
s.ask("", [rows("SELECT COUNT(*) FROM bookings WHERE status = 'cancelled' AND "
                "channel = 'portal'")],
      "how many cancelled bookings came from the portal?",
      "cancelled portal bookings, how many")
