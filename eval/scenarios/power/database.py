"""A power supplier, made up: the same rows each time."""

import datetime
import random
import sqlite3

TABLES = """
CREATE TABLE regions(
  region_id INTEGER PRIMARY KEY, region_name TEXT NOT NULL,
  manager TEXT NOT NULL);
CREATE TABLE households(
  household_id INTEGER PRIMARY KEY, holder TEXT NOT NULL,
  region_id INTEGER NOT NULL REFERENCES regions(region_id),
  heating TEXT NOT NULL, persons INTEGER NOT NULL, email TEXT,
  is_demo INTEGER NOT NULL);
CREATE TABLE contracts(
  contract_id INTEGER PRIMARY KEY,
  household_id INTEGER NOT NULL REFERENCES households(household_id),
  plan TEXT NOT NULL, signed_on DATE NOT NULL, starts_on DATE NOT NULL,
  ended_on DATE, monthly_fee REAL NOT NULL);
CREATE TABLE meter_readings(
  reading_id INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts(contract_id),
  read_on DATE NOT NULL, consumption_kwh REAL NOT NULL, source TEXT NOT NULL);
CREATE TABLE bills(
  bill_id INTEGER PRIMARY KEY,
  contract_id INTEGER NOT NULL REFERENCES contracts(contract_id),
  billed_on DATE NOT NULL, total REAL NOT NULL, settled_on DATE);
CREATE TABLE outages(
  outage_id INTEGER PRIMARY KEY,
  region_id INTEGER NOT NULL REFERENCES regions(region_id),
  began_at TIMESTAMP NOT NULL, minutes INTEGER NOT NULL, cause TEXT NOT NULL,
  planned TEXT NOT NULL);
"""

REGIONS = (("Coast", "Imre Sand"), ("Moor", "Lea Holt"), ("Ridge", "Kai Orr"),
           ("Delta", "Nora Pike"))


def _day(rng, year, days=300):
    return datetime.date(year, 1, 1) + datetime.timedelta(
        rng.randint(0, days))


def make(path):
    """The database at `path`, which must not be there yet."""
    rng = random.Random(41)
    database = sqlite3.connect(path)
    database.executescript(TABLES)

    def insert(table, *values):
        marks = ", ".join("?" * len(values))
        database.execute(f"INSERT INTO {table} VALUES ({marks})", values)

    for i, row in enumerate(REGIONS, 1):
        insert("regions", i, *row)
    for i in range(1, 181):
        insert("households", i, f"Holder {i}", rng.randint(1, 4),
               rng.choice(("gas", "heat pump", "electric", "district")),
               rng.randint(1, 6), rng.choice((None, f"h{i}@post.example")),
               int(i % 15 == 0))
    for i in range(1, 261):
        signed = _day(rng, rng.choice((2022, 2023, 2024)))
        start = signed + datetime.timedelta(rng.randint(5, 60))
        insert("contracts", i, rng.randint(1, 180),
               rng.choice(("basic", "green", "night", "fixed")), str(signed),
               str(start), str(start + datetime.timedelta(400))
               if rng.random() < 0.25 else None, rng.randint(20, 90) + 0.5)
    for i in range(1, 1201):
        insert("meter_readings", i, rng.randint(1, 260),
               str(_day(rng, rng.choice((2024, 2025)))),
               round(rng.uniform(80, 900), 1),
               rng.choice(("remote", "postcard", "estimate")))
    for i in range(1, 901):
        billed = _day(rng, rng.choice((2024, 2025)))
        insert("bills", i, rng.randint(1, 260), str(billed),
               round(rng.uniform(30, 400), 2),
               str(billed + datetime.timedelta(20))
               if rng.random() < 0.8 else None)
    for i in range(1, 121):
        insert("outages", i, rng.randint(1, 4),
               f"{_day(rng, rng.choice((2024, 2025)))} 07:30:00",
               rng.randint(4, 400),
               rng.choice(("storm", "digger", "wear", "works")),
               rng.choice(("yes", "no")))
    database.commit()
    return database
