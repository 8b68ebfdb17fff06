"""Kestrel Hotels, nine houses, all made up: the same rows each time."""

import datetime
import random
import sqlite3

TODAY = datetime.date(2025, 10, 1)

TABLES = """
CREATE TABLE hotels(
  hotel_id INTEGER PRIMARY KEY, hotel_name TEXT NOT NULL, city TEXT NOT NULL,
  country TEXT NOT NULL, stars INTEGER NOT NULL, kind TEXT NOT NULL,
  opened_on DATE NOT NULL, is_franchise INTEGER NOT NULL);
CREATE TABLE rooms(
  room_id INTEGER PRIMARY KEY,
  hotel_id INTEGER NOT NULL REFERENCES hotels(hotel_id),
  room_number TEXT NOT NULL, room_type TEXT NOT NULL, floor INTEGER NOT NULL,
  size_sqm REAL NOT NULL, list_price REAL NOT NULL, status TEXT NOT NULL,
  has_sea_view INTEGER NOT NULL);
CREATE TABLE guests(
  guest_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL,
  country TEXT NOT NULL, email TEXT, club_level TEXT, joined_on DATE NOT NULL,
  is_test INTEGER NOT NULL);
CREATE TABLE bookings(
  booking_id INTEGER PRIMARY KEY,
  guest_id INTEGER NOT NULL REFERENCES guests(guest_id),
  room_id INTEGER NOT NULL REFERENCES rooms(room_id),
  channel TEXT NOT NULL, booked_on DATE NOT NULL, check_in DATE NOT NULL,
  check_out DATE NOT NULL, adults INTEGER NOT NULL, children INTEGER NOT NULL,
  board TEXT NOT NULL, status TEXT NOT NULL, nightly_rate REAL NOT NULL);
CREATE TABLE invoices(
  invoice_id INTEGER PRIMARY KEY,
  booking_id INTEGER NOT NULL REFERENCES bookings(booking_id),
  kind TEXT NOT NULL, issued_on DATE NOT NULL, due_on DATE NOT NULL,
  paid_on DATE, net_amount REAL NOT NULL, vat_amount REAL NOT NULL,
  city_tax REAL NOT NULL);
CREATE TABLE employees(
  employee_id INTEGER PRIMARY KEY, full_name TEXT NOT NULL,
  hotel_id INTEGER REFERENCES hotels(hotel_id), department TEXT NOT NULL,
  contract_type TEXT NOT NULL, hired_on DATE NOT NULL, left_on DATE,
  weekly_hours REAL NOT NULL, hourly_wage REAL NOT NULL);
CREATE TABLE suppliers(
  supplier_id INTEGER PRIMARY KEY, supplier_name TEXT NOT NULL,
  category TEXT NOT NULL, city TEXT NOT NULL, country TEXT NOT NULL,
  rating REAL, is_blocked INTEGER NOT NULL);
CREATE TABLE purchase_orders(
  order_id INTEGER PRIMARY KEY,
  supplier_id INTEGER NOT NULL REFERENCES suppliers(supplier_id),
  hotel_id INTEGER NOT NULL REFERENCES hotels(hotel_id),
  ordered_on DATE NOT NULL, promised_on DATE NOT NULL, delivered_on DATE,
  status TEXT NOT NULL, amount_net REAL NOT NULL, freight REAL NOT NULL);
"""

HOTELS = (
    ("Kestrel Harbour", "Cork", "Ireland", 4, "seaside", "1998-05-02", 0),
    ("Kestrel Quay", "Dublin", "Ireland", 4, "city", "2004-09-15", 0),
    ("Kestrel Station", "Dublin", "Ireland", 3, "city", "2011-03-01", 0),
    ("Kestrel Strand", "Galway", "Ireland", 4, "seaside", "2007-06-10", 0),
    ("Kestrel Canal", "Utrecht", "Netherlands", 3, "city", "2019-04-01", 1),
    ("Kestrel Dunes", "Zandvoort", "Netherlands", 4, "seaside", "2014-05-20", 0),
    ("Kestrel Alto", "Porto", "Portugal", 5, "city", "2017-10-05", 0),
    ("Kestrel Serra", "Guarda", "Portugal", 4, "mountain", "2021-12-01", 1),
    ("Kestrel Praia", "Lagos", "Portugal", 5, "seaside", "2016-04-18", 0))
ROOMS_OF = (24, 30, 26, 22, 18, 24, 20, 14, 22)
PRICE = {"single": 78.5, "double": 112.9, "family": 149.0, "suite": 238.4}
FIRST = ("Aoife Bram Clara Diogo Eva Fergal Greta Hugo Ines Jonas Katja Luis "
         "Maeve Niels Orla Pedro Quinn Rosa Sven Teresa Ursula Victor Wanda "
         "Xavier Yara Zoe").split()
LAST = ("Almeida Byrne Costa Doyle Evers Fahey Gomes Hoekstra Ivers Jansen "
        "Keane Lopes Moran Nunes OBrien Pinto Quist Roche Smit Teixeira "
        "Ullman Visser Walsh Ypma Zwart").split()
SUPPLIERS = (
    ("Atlantic Catch", "fish", "Cork", "Ireland", 4.4, 0),
    ("Peixe do Dia", "fish", "Porto", "Portugal", 4.1, 0),
    ("Noordzee Vis", "fish", "IJmuiden", "Netherlands", None, 1),
    ("Burren Beef", "meat", "Galway", "Ireland", 4.7, 0),
    ("Talho Central", "meat", "Porto", "Portugal", 3.6, 0),
    ("Van Dijk Slagers", "meat", "Utrecht", "Netherlands", 3.9, 0),
    ("Golden Vale Dairy", "dairy", "Cork", "Ireland", 4.2, 0),
    ("Queijaria Serra", "dairy", "Guarda", "Portugal", 4.8, 0),
    ("Polder Zuivel", "dairy", "Gouda", "Netherlands", 3.1, 1),
    ("Crusty Loaf", "bakery", "Dublin", "Ireland", 4.0, 0),
    ("Bakker Smit", "bakery", "Haarlem", "Netherlands", 4.5, 0),
    ("Padaria Luz", "bakery", "Lagos", "Portugal", None, 0),
    ("Green Acre", "produce", "Dublin", "Ireland", 3.8, 0),
    ("Horta Viva", "produce", "Faro", "Portugal", 4.6, 0),
    ("Liffey Drinks", "drinks", "Dublin", "Ireland", 3.9, 0),
    ("Adega Douro", "drinks", "Porto", "Portugal", 4.9, 0),
    ("Dranken Groot", "drinks", "Utrecht", "Netherlands", 2.7, 1),
    ("Spotless Supplies", "cleaning", "Dublin", "Ireland", 4.3, 0),
    ("Limpa Tudo", "cleaning", "Lisbon", "Portugal", 3.4, 0),
    ("Schoon BV", "cleaning", "Amsterdam", "Netherlands", 4.0, 0),
    ("White Fold Linen", "linen", "Cork", "Ireland", 3.7, 0),
    ("Lavandaria Sol", "linen", "Lagos", "Portugal", 4.2, 0),
    ("Wasserij Wit", "linen", "Zandvoort", "Netherlands", None, 0),
    ("Oakline Furniture", "furniture", "Galway", "Ireland", 4.1, 0),
    ("Moveis Porto", "furniture", "Porto", "Portugal", 3.0, 1),
    ("Bitlodge IT", "it", "Dublin", "Ireland", 3.5, 0))


def _days(n):
    return datetime.timedelta(n)


def _between(rng, first, last):
    return first + _days(rng.randint(0, (last - first).days))


def make(path):
    """The database at `path`, which must not be there yet."""
    rng = random.Random(1907)
    database = sqlite3.connect(path)
    database.executescript(TABLES)
    date = datetime.date

    def insert(table, *values):
        marks = ", ".join("?" * len(values))
        values = [str(v) if isinstance(v, date) else v for v in values]
        database.execute(f"INSERT INTO {table} VALUES ({marks})", values)

    def name():
        return f"{rng.choice(FIRST)} {rng.choice(LAST)}"

    for i, row in enumerate(HOTELS, 1):
        insert("hotels", i, *row)

    rooms, room_id = [], 0
    for hotel, count in enumerate(ROOMS_OF, 1):
        for n in range(count):
            room_id += 1
            kind = rng.choices(("single", "double", "family", "suite"),
                               (3, 9, 4, 2))[0]
            price = round(PRICE[kind] * (0.55 + 0.15 * HOTELS[hotel - 1][3])
                          + rng.randint(-8, 8), 2)
            floor = n // 8 + 1
            status = rng.choices(("in_service", "out_of_order", "staff_use"),
                                 (85, 10, 5))[0]
            view = int(HOTELS[hotel - 1][4] == "seaside"
                       and rng.random() < 0.55)
            insert("rooms", room_id, hotel, f"{floor}{n % 8 + 1:02}", kind,
                   floor, round(rng.uniform(14, 30)
                                + (22 if kind == "suite" else 0), 1),
                   price, status, view)
            rooms.append((room_id, price))

    test = set()
    for i in range(1, 321):
        is_test = int(i % 23 == 0)
        if is_test:
            test.add(i)
        full = f"Test Guest {i}" if is_test else name()
        insert("guests", i, full,
               rng.choices(("Ireland", "Netherlands", "Portugal", "Germany",
                            "United Kingdom", "France"),
                           (6, 5, 5, 4, 3, 2))[0],
               None if rng.random() < 0.22 else f"guest{i}@mail.example",
               rng.choices((None, "silver", "gold", "platinum"),
                           (10, 5, 3, 1))[0],
               _between(rng, date(2023, 1, 1), date(2025, 9, 20)), is_test)

    real = [i for i in range(1, 321) if i not in test]
    bookings = []

    def book(i, guest, check_in, nights, sure=False):
        room, price = rng.choice(rooms)
        channel = rng.choices(("website", "portal", "phone", "agency",
                               "corporate", "walk_in"),
                              (6, 8, 3, 3, 3, 2))[0]
        out = check_in + _days(nights)
        booked = check_in if channel == "walk_in" else (
            check_in - _days(rng.randint(2, 95)))
        fate = rng.random()
        if check_in >= TODAY:
            status = "cancelled" if fate < (0.3 if sure else 0.14) else (
                "confirmed")
            if booked >= TODAY:
                booked = TODAY - _days(rng.randint(1, 20))
        elif fate < 0.14:
            status = "cancelled"
        elif fate < 0.20:
            status = "no_show"
        else:
            status = "checked_out" if out <= TODAY else "checked_in"
        rate = round(price * rng.uniform(0.72, 1.15), 2)
        insert("bookings", i, guest, room, channel, booked, check_in, out,
               rng.choice((1, 1, 2, 2, 2, 3)), rng.choice((0, 0, 0, 1, 2)),
               rng.choices(("room_only", "breakfast", "half_board"),
                           (3, 5, 2))[0], status, rate)
        bookings.append((i, check_in, out, nights * rate, status, booked))

    for i in range(1, 1241):
        year = rng.choice((2023, 2024, 2024, 2025, 2025))
        last = date(2025, 12, 20) if year == 2025 else date(year, 12, 28)
        check_in = _between(rng, date(year, 1, 3), last)
        guest = rng.choice(sorted(test)) if year == 2023 and (
            rng.random() < 0.06) else rng.choice(real)
        book(i, guest, check_in, rng.choice((1, 1, 2, 2, 3, 4, 5, 7)))
    for i in range(1241, 1301):  # the days around today
        book(i, rng.choice(real), TODAY + _days(rng.randint(-1, 3)),
             rng.randint(1, 5), True)

    number = 0
    for i, check_in, out, worth, status, booked in bookings:
        kinds = []
        if rng.random() < 0.2:
            kinds.append(("deposit", booked, round(worth * 0.3, 2)))
        if status in ("checked_out", "no_show"):
            kinds.append(("stay", out, round(worth, 2)))
            if rng.random() < 0.05:
                kinds.append(("credit_note", out + _days(6),
                              -round(worth * 0.25, 2)))
            if rng.random() < 0.06:
                kinds.append(("event", out, round(rng.uniform(90, 1900), 2)))
        for kind, issued, net in kinds:
            if issued > TODAY:
                continue
            number += 1
            due = issued + _days(14)
            paid = None
            if rng.random() < 0.88 and issued < TODAY - _days(4):
                paid = min(issued + _days(rng.randint(0, 40)), TODAY)
            insert("invoices", number, i, kind, issued, due, paid, net,
                   round(net * 0.135, 2),
                   round(rng.choice((0, 3.2, 6.4, 9.6)), 2)
                   if kind == "stay" else 0.0)

    for i in range(1, 191):
        department = rng.choices(
            ("housekeeping", "kitchen", "restaurant", "front_office",
             "maintenance", "administration"), (6, 5, 5, 4, 2, 2))[0]
        hotel = rng.randint(1, 9)
        if department == "administration" and rng.random() < 0.7:
            hotel = None
        contract = rng.choices(("permanent", "seasonal", "apprentice"),
                               (7, 3, 1))[0]
        hired = _between(rng, date(2014, 1, 1), date(2025, 8, 1))
        left = None
        if rng.random() < 0.24:
            left = min(hired + _days(rng.randint(120, 1500)),
                       date(2025, 9, 15))
            if left <= hired:
                left = None
        elif rng.random() < 0.07:
            left = date(2025, rng.choice((10, 11, 12)), 31
                        if rng.random() < 0.01 else 28)
        insert("employees", i, name(), hotel, department, contract, hired,
               left, rng.choice((19.5, 24.0, 30.0, 39.0, 39.0, 39.0)),
               round(rng.uniform(12.7, 27.5), 2))

    for i, row in enumerate(SUPPLIERS, 1):
        insert("suppliers", i, *row)
    blocked = [i for i, row in enumerate(SUPPLIERS, 1) if row[5]]
    fine = [i for i, row in enumerate(SUPPLIERS, 1) if not row[5]]
    for i in range(1, 621):
        year = rng.choice((2023, 2024, 2025))
        ordered = _between(rng, date(year, 1, 2), date(year, 12, 28)
                           if year < 2025 else date(2025, 9, 26))
        supplier = rng.choice(blocked) if year < 2025 and (
            rng.random() < 0.16) else rng.choice(fine)
        promised = ordered + _days(rng.randint(1, 12))
        status = rng.choices(("delivered", "cancelled", "draft"),
                             (78, 12, 10))[0]
        delivered = None
        if status == "delivered":
            delivered = promised + _days(rng.choice(
                (-2, -1, 0, 0, 0, 0, 0, 1, 2, 5)))
            delivered = max(delivered, ordered)
            if delivered > TODAY:
                delivered, status = None, "open"
            elif ordered > TODAY - _days(30) and rng.random() < 0.3:
                delivered, status = None, "open"
        insert("purchase_orders", i, supplier, rng.randint(1, 9), ordered,
               promised, delivered, status,
               round(rng.uniform(45, 3900), 2),
               rng.choice((0.0, 12.5, 24.9, 38.0, 65.0)))
    database.commit()
    return database
