"""A wholesaler with two warehouses, made up: the same rows each time."""

import datetime
import random
import sqlite3

TABLES = """
CREATE TABLE Article(
  ArticleId INTEGER PRIMARY KEY, Sku TEXT NOT NULL UNIQUE, Descr TEXT NOT NULL,
  Grp TEXT NOT NULL, UnitPrice DECIMAL(10,2) NOT NULL,
  PurchPrice DECIMAL(10,2) NOT NULL, WeightG INTEGER NOT NULL,
  PackSize INTEGER NOT NULL, LaunchedOn DATE NOT NULL,
  IsDiscontinued INTEGER NOT NULL);
CREATE TABLE Customer(
  CustomerId INTEGER PRIMARY KEY, Name TEXT NOT NULL, City TEXT NOT NULL,
  Country TEXT NOT NULL, Channel TEXT NOT NULL, PriceGroup TEXT NOT NULL,
  SignedOn DATE NOT NULL, ClosedOn DATE, CreditLimit DECIMAL(10,2),
  IsInternal INTEGER NOT NULL);
CREATE TABLE Stock(
  StockId INTEGER PRIMARY KEY,
  ArticleId INTEGER NOT NULL REFERENCES Article(ArticleId),
  Whs TEXT NOT NULL, Bin TEXT, Qty INTEGER NOT NULL,
  ReservedQty INTEGER NOT NULL, MinQty INTEGER NOT NULL, CountedOn DATE,
  IsBlocked INTEGER NOT NULL);
CREATE TABLE CustOrder(
  OrderId INTEGER PRIMARY KEY,
  CustomerId INTEGER NOT NULL REFERENCES Customer(CustomerId),
  Whs TEXT NOT NULL, OrderedOn DATE NOT NULL, Status TEXT NOT NULL,
  RushFlag INTEGER NOT NULL, InvoicedOn DATE, DueOn DATE, PaidOn DATE);
CREATE TABLE OrderLine(
  OrderLineId INTEGER PRIMARY KEY,
  OrderId INTEGER NOT NULL REFERENCES CustOrder(OrderId),
  ArticleId INTEGER NOT NULL REFERENCES Article(ArticleId),
  Qty INTEGER NOT NULL, UnitPrice DECIMAL(10,2) NOT NULL,
  DiscPct INTEGER NOT NULL, IsFree INTEGER NOT NULL);
CREATE TABLE Carrier(
  CarrierId INTEGER PRIMARY KEY, Name TEXT NOT NULL, Mode TEXT NOT NULL,
  ContractUntil DATE, IsActive INTEGER NOT NULL);
CREATE TABLE Shipment(
  ShipmentId INTEGER PRIMARY KEY,
  OrderId INTEGER NOT NULL REFERENCES CustOrder(OrderId),
  CarrierId INTEGER NOT NULL REFERENCES Carrier(CarrierId),
  Whs TEXT NOT NULL, PromisedOn DATE NOT NULL, DispatchedOn DATE,
  DeliveredOn DATE, WeightKg REAL NOT NULL, Pallets INTEGER NOT NULL,
  FreightCost DECIMAL(10,2) NOT NULL, IsReturn INTEGER NOT NULL);
CREATE TABLE complaint_log(
  id INTEGER PRIMARY KEY,
  shipment_id INTEGER NOT NULL REFERENCES Shipment(ShipmentId),
  opened_at TIMESTAMP NOT NULL, closed_at TIMESTAMP, reason TEXT NOT NULL,
  severity INTEGER NOT NULL, refund_eur REAL, state TEXT NOT NULL,
  handled_by TEXT);
"""

GROUPS = {"garden": ("GA", ("trowel", "watering can", "planter", "bird feeder", "hose reel")),
          "kitchen": ("KI", ("teapot", "chopping board", "ladle", "cake tin", "pepper mill")),
          "lighting": ("LT", ("lantern", "table lamp", "string lights", "candle holder", "torch")),
          "paper": ("PA", ("notebook", "gift wrap", "calendar", "card set", "envelope pack")),
          "textile": ("TX", ("tea towel", "cushion", "apron", "throw", "table runner")),
          "toys": ("TY", ("puzzle", "kite", "wooden train", "spinning top", "card game"))}
STYLES = ("oak", "copper", "linen", "blue", "slate", "small", "large", "classic",
          "heather", "harbour", "striped", "plain")
CARRIERS = (("NorLink", "pallet", "2026-12-31", 1), ("Tern Parcel", "parcel", "2026-06-30", 1),
            ("Celtic Haul", "pallet", "2025-12-31", 1), ("Shannon Express", "parcel", "2026-03-31", 1),
            ("Burren Freight", "pallet", "2024-06-30", 0), ("Kestrel Lines", "ferry", "2027-01-31", 1),
            ("Oakway Transport", "pallet", "2026-09-30", 1), ("Fleet Finch", "parcel", "2023-12-31", 0),
            ("Moy Couriers", "courier", "2026-02-28", 1), ("Atlantic Ro-Ro", "ferry", "2025-11-30", 1),
            ("Dunmore Bros", "pallet", "2024-12-31", 0), ("Greenlane Cargo", "pallet", "2026-08-31", 1),
            ("Quickstep", "courier", None, 0), ("Liffey Vans", "courier", "2026-05-31", 1),
            ("Brigid Logistics", "pallet", "2027-03-31", 1), ("Corrib Parcel", "parcel", "2025-10-31", 1),
            ("Heron Freight", "pallet", "2023-08-31", 0), ("Slane Shuttle", "courier", None, 1),
            ("Muller Trans", "pallet", "2026-10-31", 1), ("Van Dijk Cargo", "pallet", "2026-04-30", 1))
CITIES = (("Galway", "IE"), ("Limerick", "IE"), ("Dublin", "IE"), ("Sligo", "IE"), ("Kilkenny", "IE"),
          ("Tralee", "IE"), ("Belfast", "UK"), ("Bristol", "UK"), ("Leeds", "UK"), ("Rennes", "FR"),
          ("Lille", "FR"), ("Utrecht", "NL"), ("Breda", "NL"))
FIRST = ("Bramble", "Copper", "Daisy", "Elder", "Fern", "Gable", "Hazel", "Ivy", "Juniper", "Kiln", "Lark",
         "Mallow", "Nettle", "Orchard")
SECOND = ("Gifts", "Home", "House", "Corner", "Stores", "Market", "Living", "Bazaar", "Row", "Trading")

END = datetime.date(2025, 9, 30)


def _day(rng, first, last):
    return first + datetime.timedelta(rng.randint(0, (last - first).days))


def make(path):
    """The database at `path`, which must not be there yet."""
    rng = random.Random(20251)
    database = sqlite3.connect(path)
    database.executescript(TABLES)
    date, delta = datetime.date, datetime.timedelta

    def insert(table, *values):
        marks = ", ".join("?" * len(values))
        database.execute(f"INSERT INTO {table} VALUES ({marks})",
                         [str(v) if isinstance(v, date) else v for v in values])

    prices = {}
    number = 0
    for group, (prefix, things) in GROUPS.items():
        named = [f"{style} {thing}" for thing in things for style in STYLES]
        for name in rng.sample(named, 20):
            number += 1
            price = rng.randint(8, 240) * 0.2
            prices[number] = round(price, 2)
            insert("Article", number, f"{prefix}-{1000 + number}", name.capitalize(), group,
                   round(price, 2), round(rng.randint(30, 70) * price / 100, 2),
                   rng.randint(4, 600) * 10 + number % 7, rng.choice((1, 6, 12, 24)),
                   _day(rng, date(2019, 1, 1), date(2025, 8, 1)),
                   int(rng.random() < 0.18))
    for i, row in enumerate(CARRIERS, 1):
        insert("Carrier", i, *row)
    for i in range(1, 141):
        city, country = rng.choice(CITIES)
        signed = _day(rng, date(2015, 1, 1), date(2025, 8, 30))
        internal = int(i in (11, 34, 58, 77, 101, 126))
        closed = (_day(rng, max(signed, date(2023, 1, 1)), END)
                  if rng.random() < 0.14 and signed < date(2024, 6, 1) else None)
        insert("Customer", i, f"{FIRST[(i - 1) % 14]} {SECOND[(i - 1) // 14]}", city, country,
               rng.choices(("independent", "chain", "online"), (6, 3, 2))[0],
               rng.choices("ABC", (2, 4, 5))[0], signed, closed,
               rng.choice((None, 1500, 2500, 4000, 6000, 7500, 12000)), internal)
    number = 0
    for article in prices:
        for whs in ("ATH", "CRK"):
            if rng.random() < 0.12:
                continue
            number += 1
            quantity = rng.choice((0, rng.randint(1, 60), rng.randint(40, 900)))
            insert("Stock", number, article, whs,
                   rng.choice((None, f"{rng.choice('ABCDE')}{rng.randint(1, 40):02}")),
                   quantity, rng.randint(0, quantity // 3), rng.randint(1, 12) * 10,
                   rng.choice((None, _day(rng, date(2025, 1, 2), date(2025, 9, 26)))),
                   int(rng.random() < 0.13))
    lines = shipments = 0
    for i in range(1, 641):
        ordered = date(2023, 1, 3) + delta(int(990 * (i / 640)) + rng.randint(-1, 1))
        customer = int(rng.triangular(1, 141, 30)) if rng.random() > 0.08 else rng.choice(
            (11, 34, 58, 77, 101, 126))
        whs = rng.choices(("ATH", "CRK"), (5, 3))[0]
        chance = rng.random()
        status = ("cancelled" if chance < 0.11 else
                  "open" if ordered > date(2025, 8, 25) or chance > 0.985 else
                  "shipped" if ordered > date(2025, 6, 20) else "closed")
        invoiced = due = paid = None
        if status in ("shipped", "closed") or status == "cancelled" and rng.random() < 0.5:
            invoiced = ordered + delta(rng.randint(2, 28))
            due = invoiced + delta(30)
            if status != "cancelled" and rng.random() < 0.86:
                paid = due + delta(rng.randint(-25, 25))
                if paid > END:
                    paid = None
        insert("CustOrder", i, customer, whs, ordered, status, int(rng.random() < 0.12),
               invoiced, due, paid)
        for article in rng.sample(sorted(prices), rng.choices((1, 2, 3, 4), (3, 4, 3, 1))[0]):
            lines += 1
            insert("OrderLine", lines, i, article, rng.randint(1, 12) * rng.choice((1, 6)),
                   prices[article], rng.choices((0, 5, 10, 15), (6, 2, 2, 1))[0],
                   int(rng.random() < 0.09))
        if status == "cancelled":
            continue
        for back in ([0, 1] if rng.random() < 0.14 else [0, 0] if rng.random() < 0.05 else [0]):
            shipments += 1
            promised = ordered + delta(rng.randint(4, 12) + 25 * back)
            sent = promised - delta(rng.randint(1, 6))
            arrived = sent + delta(rng.choices(range(1, 12), (8, 9, 9, 6, 5, 4, 3, 2, 1, 1, 1))[0])
            if sent > END or status == "open":
                sent = arrived = None
                promised = max(promised, date(2025, 10, 2) + delta(rng.randint(0, 9)))
            elif arrived > END or rng.random() < 0.03 or ordered > date(2025, 8, 10) and rng.random() < 0.5:
                arrived = None
            carrier = rng.choices(range(1, 21), (9, 8, 6, 4, 3, 3, 4, 2, 2, 2, 2, 3, 1, 2, 3, 2, 1, 1, 2, 2))[0]
            pallets = rng.choices((0, 1, 2, 3, 4, 6), (4, 5, 4, 3, 2, 1))[0]
            insert("Shipment", shipments, i, carrier, whs if rng.random() < 0.9 else
                   {"ATH": "CRK", "CRK": "ATH"}[whs], promised, sent, arrived,
                   round(pallets * rng.uniform(120, 420) + rng.uniform(3, 60), 1), pallets,
                   round(9 + pallets * rng.uniform(28, 61) + rng.uniform(0, 7), 2), back)
    sent = database.execute("SELECT ShipmentId, DispatchedOn FROM Shipment "
                            "WHERE DispatchedOn IS NOT NULL").fetchall()
    for i, (shipment, day) in enumerate(sorted(rng.sample(sent, 290), key=lambda s: (s[1], s[0])), 1):
        opened = datetime.datetime.fromisoformat(day) + delta(
            rng.randint(2, 12), rng.randint(7 * 3600, 24 * 3600 - 1))
        chance = rng.random()
        state = ("duplicate" if chance < 0.13 else
                 rng.choice(("new", "in_work")) if chance < 0.24 or opened > datetime.datetime(2025, 9, 12)
                 else "closed")
        closed = (opened + delta(rng.randint(1, 21), rng.randint(0, 8000))
                  if state == "closed" else None)
        insert("complaint_log", i, shipment, opened.isoformat(" "),
               closed.isoformat(" ") if closed else None,
               rng.choices(("damaged", "wet", "short_delivery", "wrong_item", "late", "billing"),
                           (6, 3, 4, 4, 5, 2))[0],
               rng.choices((1, 2, 3, 4, 5), (3, 5, 5, 3, 2))[0],
               rng.choice((None, round(rng.uniform(8, 420), 2))), state,
               rng.choice(("kasia", "brendan", "noor", None)))
    database.commit()
    return database
