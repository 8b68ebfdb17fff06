#!/usr/bin/env python3
"""Writes the scenarios that were first run before they were looked at.

  make_unseen_scenarios.py NAME DATABASE   makes the database of NAME there,
                                           and NAME.jsonl from it: bikes,
                                           clinic, hotels, power, warehouse
  make_unseen_scenarios.py corvane|marina|sawmill DATABASE
                                           makes the database alone: the
                                           scenarios were written as they are
  make_unseen_scenarios.py store DATABASE  store.jsonl from a Chinook database
                                           (SQLite) that is there
"""

import importlib
import json
import os
import sqlite3
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


MADE = ("bikes", "clinic", "hotels", "power", "warehouse")
WRITTEN = ("corvane", "marina", "sawmill")


def make_written(name, path):
    sql = os.path.join(HERE, name, "database.sql")
    with open(sql, encoding="utf-8") as file:
        with sqlite3.connect(path) as database:
            database.executescript(file.read())


def main():
    if len(sys.argv) != 3 or (
            sys.argv[1] not in MADE + WRITTEN + ("store",)):
        print(__doc__, file=sys.stderr)
        return 2
    name, path = sys.argv[1:]
    if name != "store" and os.path.exists(path):
        print(f"{path} is there already: name another, or delete it",
              file=sys.stderr)
        return 1
    if name in WRITTEN:
        make_written(name, path)
        return 0
    made = importlib.import_module(name).SCENARIOS
    if name in MADE:
        data = importlib.import_module(f"{name}.database").make(path)
    else:
        data = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with open(os.path.join(HERE, f"{name}.jsonl"), "w",
              encoding="utf-8") as file:
        for scenario in made:
            file.write(json.dumps(scenario.to_json(data),
                                  ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
