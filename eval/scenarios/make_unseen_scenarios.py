#!/usr/bin/env python3
"""Writes the scenarios that were first run before they were looked at.

  make_unseen_scenarios.py bikes DATABASE   makes the rental's database there,
                                            and bikes.jsonl from it
  make_unseen_scenarios.py clinic DATABASE  the same of the clinic
  make_unseen_scenarios.py power DATABASE   the same of the power supplier
  make_unseen_scenarios.py store DATABASE   store.jsonl from a Chinook database
                                            (SQLite) that is there
"""

import json
import os
import sqlite3
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("bikes", "clinic", "power",
                                                   "store"):
        print(__doc__, file=sys.stderr)
        return 2
    name, path = sys.argv[1:]
    if name != "store" and os.path.exists(path):
        print(f"{path} is there already: name another, or delete it",
              file=sys.stderr)
        return 1
    if name == "bikes":
        from bikes import database, rental  # pylint: disable=C0415
        made, data = [rental.s], database.make(path)
    elif name == "clinic":
        import clinic  # pylint: disable=C0415
        from clinic import database  # pylint: disable=C0415
        made, data = clinic.SCENARIOS, database.make(path)
    elif name == "power":
        import power  # pylint: disable=C0415
        from power import database  # pylint: disable=C0415
        made, data = power.SCENARIOS, database.make(path)
    else:
        from store import record_shop  # pylint: disable=C0415
        made, data = [record_shop.s], sqlite3.connect(f"file:{path}?mode=ro",
                                                      uri=True)
    with open(os.path.join(HERE, f"{name}.jsonl"), "w",
              encoding="utf-8") as file:
        for scenario in made:
            file.write(json.dumps(scenario.to_json(data),
                                  ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
