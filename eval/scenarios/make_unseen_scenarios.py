#!/usr/bin/env python3
"""Writes the scenarios that were first run before they were looked at.

  make_unseen_scenarios.py bikes DATABASE   makes the rental's database there,
                                            and bikes.jsonl from it
  make_unseen_scenarios.py store DATABASE   store.jsonl from a Chinook database
                                            (SQLite) that is there
"""

import json
import os
import sqlite3
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in ("bikes", "store"):
        print(__doc__, file=sys.stderr)
        return 2
    name, path = sys.argv[1:]
    if name == "bikes":
        from bikes import database, rental  # pylint: disable=C0415
        if os.path.exists(path):
            print(f"{path} is there already: name another, or delete it",
                  file=sys.stderr)
            return 1
        made, data = rental.s, database.make(path)
    else:
        from store import record_shop  # pylint: disable=C0415
        made, data = record_shop.s, sqlite3.connect(f"file:{path}?mode=ro",
                                                    uri=True)
    with open(os.path.join(HERE, f"{name}.jsonl"), "w",
              encoding="utf-8") as file:
        file.write(json.dumps(made.to_json(data), ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
