"""A clinic, made up: the same rows each time."""

import datetime
import random
import sqlite3

TABLES = """
CREATE TABLE departments(
  department_id INTEGER PRIMARY KEY,
  department_name TEXT NOT NULL,
  building TEXT NOT NULL,
  beds INTEGER NOT NULL);
CREATE TABLE physicians(
  physician_id INTEGER PRIMARY KEY,
  physician_name TEXT NOT NULL,
  department_id INTEGER NOT NULL REFERENCES departments(department_id),
  grade TEXT NOT NULL,
  hired_on DATE NOT NULL,
  left_on DATE);
CREATE TABLE patients(
  patient_id INTEGER PRIMARY KEY,
  patient_name TEXT NOT NULL,
  city TEXT NOT NULL,
  born_on DATE NOT NULL,
  insurer TEXT,
  registered_on DATE NOT NULL,
  is_test INTEGER NOT NULL);
CREATE TABLE appointments(
  appointment_id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients(patient_id),
  physician_id INTEGER NOT NULL REFERENCES physicians(physician_id),
  booked_on DATE NOT NULL,
  starts_at TIMESTAMP NOT NULL,
  duration_minutes INTEGER NOT NULL,
  status TEXT NOT NULL,
  channel TEXT NOT NULL);
CREATE TABLE treatments(
  treatment_id INTEGER PRIMARY KEY,
  treatment_name TEXT NOT NULL,
  category TEXT NOT NULL,
  price REAL NOT NULL);
CREATE TABLE appointment_treatments(
  appointment_id INTEGER NOT NULL REFERENCES appointments(appointment_id),
  treatment_id INTEGER NOT NULL REFERENCES treatments(treatment_id),
  quantity INTEGER NOT NULL,
  PRIMARY KEY(appointment_id, treatment_id));
CREATE TABLE invoices(
  invoice_id INTEGER PRIMARY KEY,
  appointment_id INTEGER NOT NULL REFERENCES appointments(appointment_id),
  issued_on DATE NOT NULL,
  amount REAL NOT NULL,
  payer TEXT NOT NULL,
  paid_on DATE);
CREATE TABLE prescriptions(
  prescription_id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients(patient_id),
  physician_id INTEGER NOT NULL REFERENCES physicians(physician_id),
  drug TEXT NOT NULL,
  issued_on DATE NOT NULL,
  repeats INTEGER NOT NULL);
CREATE TABLE lab_tests(
  lab_test_id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients(patient_id),
  kind TEXT NOT NULL,
  priority TEXT NOT NULL,
  taken_on DATE NOT NULL,
  reported_on DATE,
  is_repeat INTEGER NOT NULL);
"""

DEPARTMENTS = (("Cardiology", "Main", 24), ("Paediatrics", "East", 18),
               ("Orthopaedics", "Main", 30), ("Radiology", "Annex", 4),
               ("Dermatology", "East", 8), ("Neurology", "Main", 16))
GRADES = ("consultant", "registrar", "junior")
CITIES = ("Aldbrook", "Weston", "Harrow Hill", "Pinemouth", "Castleton")
INSURERS = ("Medisure", "Allcare", "Federal Fund", None)
STATUSES = ("completed",) * 7 + ("cancelled", "cancelled", "no-show")
CHANNELS = ("phone", "web", "referral", "walk-in")
TREATMENTS = (("Consultation", "general", 60.0), ("ECG", "diagnostics", 85.5),
              ("X-ray", "imaging", 120.0), ("MRI scan", "imaging", 480.0),
              ("Ultrasound", "imaging", 140.0), ("Cast", "therapy", 95.25),
              ("Physiotherapy", "therapy", 70.0), ("Biopsy", "surgery", 310.0),
              ("Mole removal", "surgery", 260.0), ("Blood draw", "general", 25.0))
DRUGS = ("ibuprofen", "paracetamol", "amoxicillin", "morphine", "fentanyl",
         "diazepam", "metformin")
KINDS = ("haematology", "chemistry", "microbiology", "genetics")


def _day(rng, year, days=364):
    return datetime.date(year, 1, 1) + datetime.timedelta(
        rng.randint(0, days))


def _people(rng, database):
    for i, row in enumerate(DEPARTMENTS, 1):
        database.execute("INSERT INTO departments VALUES(?,?,?,?)", (i, *row))
    for i in range(1, 33):
        hired = _day(rng, rng.randint(2012, 2025), 240)
        left = _day(rng, 2025, 200) if i % 6 == 0 else None
        database.execute("INSERT INTO physicians VALUES(?,?,?,?,?,?)",
                         (i, f"Dr {chr(65 + i % 26)}. Ferris-{i}",
                          1 + (i * 5) % 6, rng.choice(GRADES), str(hired),
                          left and str(left)))
    for i in range(1, 241):
        database.execute("INSERT INTO patients VALUES(?,?,?,?,?,?,?)",
                         (i, f"Patient {i:03}", rng.choice(CITIES),
                          str(_day(rng, rng.randint(1935, 2018))),
                          rng.choice(INSURERS),
                          str(_day(rng, rng.randint(2020, 2025), 250)),
                          int(i % 20 == 0)))


def _appointment(rng, database, number):
    start = _day(rng, rng.choice((2023, 2024, 2025)), 270)
    status = rng.choice(STATUSES)
    at = f"{start} {rng.randint(8, 17):02}:{rng.choice((0, 20, 40)):02}:00"
    database.execute("INSERT INTO appointments VALUES(?,?,?,?,?,?,?,?)",
                     (number, rng.randint(1, 240), rng.randint(1, 32),
                      str(start - datetime.timedelta(rng.randint(0, 60))), at,
                      rng.choice((20, 30, 40, 60)), status,
                      rng.choice(CHANNELS)))
    if status != "completed":
        return
    amount = 0.0
    for treatment in rng.sample(range(1, 11), rng.randint(1, 3)):
        quantity = rng.randint(1, 2)
        amount += quantity * TREATMENTS[treatment - 1][2]
        database.execute("INSERT INTO appointment_treatments VALUES(?,?,?)",
                         (number, treatment, quantity))
    issued = start + datetime.timedelta(rng.randint(1, 20))
    paid = issued + datetime.timedelta(rng.randint(2, 70))
    database.execute("INSERT INTO invoices VALUES(?,?,?,?,?,?)",
                     (None, number, str(issued), amount,
                      rng.choice(("insurer", "insurer", "self", "employer")),
                      str(paid) if rng.random() < 0.85 else None))


def make(path):
    """The database at `path`, which must not be there yet."""
    rng = random.Random(20260601)
    database = sqlite3.connect(path)
    database.executescript(TABLES)
    _people(rng, database)
    for i, row in enumerate(TREATMENTS, 1):
        database.execute("INSERT INTO treatments VALUES(?,?,?,?)", (i, *row))
    for i in range(1, 1501):
        _appointment(rng, database, i)
    for i in range(1, 601):
        database.execute("INSERT INTO prescriptions VALUES(?,?,?,?,?,?)",
                         (i, rng.randint(1, 240), rng.randint(1, 32),
                          rng.choice(DRUGS),
                          str(_day(rng, rng.choice((2024, 2025)), 270)),
                          rng.randint(0, 5)))
    for i in range(1, 801):
        taken = _day(rng, rng.choice((2024, 2025)), 270)
        done = taken + datetime.timedelta(rng.randint(0, 9))
        database.execute("INSERT INTO lab_tests VALUES(?,?,?,?,?,?,?)",
                         (i, rng.randint(1, 240), rng.choice(KINDS),
                          rng.choice(("routine", "routine", "urgent")),
                          str(taken),
                          str(done) if rng.random() < 0.9 else None,
                          int(rng.random() < 0.12)))
    database.commit()
    return database
