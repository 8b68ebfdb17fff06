"""A bicycle rental, made up: the same rows each time."""

import datetime
import random
import sqlite3

TABLES = """
CREATE TABLE stations(
  station_id INTEGER PRIMARY KEY,
  station_name TEXT NOT NULL,
  district TEXT NOT NULL,
  docks INTEGER NOT NULL);
CREATE TABLE bikes(
  bike_id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  kind TEXT NOT NULL,
  bought_on DATE NOT NULL,
  home_station_id INTEGER NOT NULL REFERENCES stations(station_id),
  price REAL NOT NULL);
CREATE TABLE riders(
  rider_id INTEGER PRIMARY KEY,
  rider_name TEXT NOT NULL,
  town TEXT NOT NULL,
  tariff TEXT NOT NULL,
  joined_on DATE NOT NULL,
  employer TEXT);
CREATE TABLE rentals(
  rental_id INTEGER PRIMARY KEY,
  rider_id INTEGER NOT NULL REFERENCES riders(rider_id),
  bike_id INTEGER NOT NULL REFERENCES bikes(bike_id),
  started_at TIMESTAMP NOT NULL,
  minutes INTEGER NOT NULL,
  fee REAL NOT NULL,
  state TEXT NOT NULL);
CREATE TABLE repairs(
  repair_id INTEGER PRIMARY KEY,
  bike_id INTEGER NOT NULL REFERENCES bikes(bike_id),
  reported_on DATE NOT NULL,
  closed_on DATE,
  cost REAL NOT NULL,
  cause TEXT NOT NULL);
"""

STATIONS = ("Market Square", "Opera", "Central", "Mill Lane", "Ferry Pier",
            "Library Steps", "Stadium", "Hospital", "Botanic Garden",
            "Tech Park", "Cathedral", "Harbour Gate")
DISTRICTS = ("Old Town", "Riverside", "North Hill", "Docklands")
MODELS = ("Swift 2", "Swift 3", "Cargo One", "Tourer")
TOWNS = ("Lindow", "Askerby", "Torrin", "Melk")
TARIFFS = ("basic", "student", "flat", "trial")
EMPLOYERS = (None, None, None, "Novak Ltd", "City Council", "Ferro AG")


def _day(rng, year, days):
    return str(datetime.date(year, 1, 1) +
               datetime.timedelta(rng.randint(0, days)))


def _rental(rng, number):
    minutes = rng.randint(3, 240)
    rider, bike = rng.randint(1, 400), rng.randint(1, 90)
    started = (datetime.datetime(2023, 1, 1) +
               datetime.timedelta(minutes=rng.randint(0, 60 * 24 * 1000)))
    state = rng.choices(("returned", "cancelled", "lost"), (90, 8, 2))[0]
    return (number, rider, bike, str(started)[:19], minutes,
            round(0.12 * minutes, 2), state)


def _repair(rng, number):
    reported = datetime.date(2023, 1, 1) + datetime.timedelta(
        rng.randint(0, 990))
    bike = rng.randint(1, 90)
    closed = None if rng.random() < 0.15 else str(
        reported + datetime.timedelta(rng.randint(0, 20)))
    return (number, bike, str(reported), closed,
            round(rng.uniform(5, 180), 2),
            rng.choice(("tyre", "brake", "chain", "battery")))


def make(path=":memory:"):
    """Returns a connection to the database, made at `path`."""
    rng = random.Random(7)
    database = sqlite3.connect(path)
    database.executescript(TABLES)

    def insert(table, rows):
        for row in rows:
            marks = ", ".join("?" * len(row))
            database.execute(f"INSERT INTO {table} VALUES ({marks})", row)

    insert("stations", [
        (i + 1, name, rng.choice(DISTRICTS), rng.randint(8, 30))
        for i, name in enumerate(STATIONS)])
    insert("bikes", [
        (i, rng.choice(MODELS), rng.choice(("city", "electric", "cargo")),
         _day(rng, 2021, 1400), rng.randint(1, 12),
         round(rng.uniform(400, 2600), 2)) for i in range(1, 91)])
    insert("riders", [
        (i, f"Rider {i}", rng.choice(TOWNS), rng.choice(TARIFFS),
         _day(rng, 2022, 1300), rng.choice(EMPLOYERS))
        for i in range(1, 401)])
    insert("rentals", [_rental(rng, i) for i in range(1, 6001)])
    insert("repairs", [_repair(rng, i) for i in range(1, 301)])
    database.commit()
    return database
