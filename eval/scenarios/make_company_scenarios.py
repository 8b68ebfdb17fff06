#!/usr/bin/env python3
"""Writes company.jsonl from the scenarios in company/ and the sample data.

  eval/scenarios/make_company_scenarios.py            writes the file
  eval/scenarios/make_company_scenarios.py --check    exit 1 where it differs
"""

import importlib
import json
import os
import subprocess
import sys

import scenario
from company import documents, rows

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "company.jsonl")
MAKE_SQL = os.path.join(HERE, "../../deploy/samples/make_company_sql")
NAMES = ["shop", "people", "finance", "support"]


def make():
    sql = subprocess.run([MAKE_SQL], check=True, capture_output=True,
                         text=True).stdout
    database = scenario.open_database(sql)
    lines = []
    for name in NAMES:
        made = importlib.import_module(f"company.{name}").s
        for module, kind in ((documents, "answer_contains"),
                             (rows, "rows_equal_sql")):
            for topic in module.ASKED_IN.get(name, "").split():
                value, texts = module.QUESTIONS[topic]
                made.ask_untaught(topic, (kind, value), texts)
        lines.append(json.dumps(made.to_json(database), ensure_ascii=False))
    return "\n".join(lines) + "\n"


def main():
    text = make()
    if sys.argv[1:] == ["--check"]:
        with open(OUT, encoding="utf-8") as file:
            if file.read() == text:
                return 0
        print(f"{OUT} differs from what its scenarios make: run "
              "eval/scenarios/make_company_scenarios.py", file=sys.stderr)
        return 1
    if sys.argv[1:]:
        print(__doc__, file=sys.stderr)
        return 2
    with open(OUT, "w", encoding="utf-8") as file:
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
