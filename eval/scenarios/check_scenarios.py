#!/usr/bin/python3
"""Counts what is in a file of scenarios and how far its words lie apart.

  eval/scenarios/check_scenarios.py FILE.jsonl [DATABASE.db]

Prints records, guidelines and questions by kind, and the distribution of the
Jaccard similarity (stems of content words, those of core/relevance) between
each question and the nearest record that may be applied to it. With an SQLite
database every expected statement is run. Exit: 1 where something is wrong, which
is printed. Needs Debian's python3-snowballstemmer.
"""

import json
import os
import re
import sqlite3
import sys

import snowballstemmer

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
COMPONENTS = {"sql_generator", "retriever", "answer_writer"}
KINDS = {"answer_contains", "answer_excludes", "answer_matches",
         "sql_contains", "sql_excludes", "sql_matches", "sql_parses_as",
         "rows_equal_sql", "sources_include", "sources_exclude", "max_words",
         "format", "command"}
EDGES = (0.05, 0.10, 0.15, 0.20, 0.30, 0.50, 1.00)
STEM = snowballstemmer.stemmer("english").stemWord


def stop_words():
    path = os.path.join(ROOT, "core/relevance/stop_words.cc")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    literal = text[text.index("kStopWords[]"):]
    literal = literal[:literal.index(";")]
    return set(" ".join(re.findall(r'"([^"\n]*)"', literal)).split())


STOP_WORDS = stop_words()


def stems(text):
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.lower())
    return {STEM(w) for w in words if w not in STOP_WORDS}


def jaccard(a, b):
    return len(a & b) / len(a | b) if a | b else 0.0


def nearest(question, records, field):
    asked = stems(question["text"])
    return max(jaccard(asked, stems(r[field])) for r in records)


def print_distribution(title, values):
    print(f"{title}: {len(values)} questions")
    low = -1.0
    for edge in EDGES:
        count = sum(low < v <= edge for v in values)
        share = count / len(values)
        print(f"  up to {edge:.2f}  {count:4d}  {share:4.0%}  "
              f"{'#' * round(40 * share)}")
        low = edge
    at_most = sum(v <= 0.10 for v in values) / len(values)
    print(f"  at most 0.10: {at_most:.1%}")


class Checker:

    def __init__(self, database):
        self._database = database
        self.wrong = []

    def check(self, scenario):
        records = {r["id"]: r for r in scenario["feedback"]}
        names = set(records) | {r["guideline"] for r in records.values()}
        own = {r["question"].lower() for r in records.values()}
        if len(records) != len(scenario["feedback"]):
            self._say(scenario, "two records have one id")
        for r in scenario["feedback"]:
            if not set(r["assign"]) <= COMPONENTS:
                self._say(scenario, f"{r['id']}: assign {r['assign']}")
            for other in r.get("after", []) + r.get("supersedes", []):
                if other not in records:
                    self._say(scenario, f"{r['id']}: no record {other}")
        seen = set()
        for q in scenario["questions"]:
            if q["text"].lower() in own | seen:
                self._say(scenario, f"asked twice: {q['text']}")
            seen.add(q["text"].lower())
            for name in set(q["applies"]) - names:
                self._say(scenario, f"no record or guideline {name}")
            for check in q["checks"]:
                self._check(scenario, q, check, names)

    def _check(self, scenario, question, check, names):
        about = check["for"]
        about = [about] if isinstance(about, str) else about
        allowed = {"completeness"} | (names & set(question["applies"]))
        if not set(about) <= allowed:
            self._say(scenario, f"{question['text']}: for {about}")
        if check["kind"] not in KINDS:
            self._say(scenario, f"no kind of check: {check['kind']}")
        if check["kind"] == "rows_equal_sql" and self._database:
            rows = self._database.execute(check["value"]).fetchall()
            if not rows or rows[0][-1] in (None, 0):
                self._say(scenario, f"no rows: {check['value']}")

    def _say(self, scenario, what):
        self.wrong.append(f"{scenario['id']}: {what}")


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        scenarios = [json.loads(line) for line in file if line.strip()]
    database = None
    if len(sys.argv) == 3:
        database = sqlite3.connect(f"file:{sys.argv[2]}?mode=ro", uri=True)
    checker = Checker(database)
    applied, by_text, by_question, guidelines = 0, [], [], 0
    for s in scenarios:
        checker.check(s)
        of = {}
        for r in s["feedback"]:
            of.setdefault(r["guideline"], []).append(r)
            of[r["id"]] = [r]
        count = len({r["guideline"] for r in s["feedback"]})
        guidelines += count
        assigned = {c: sum(c in r["assign"] for r in s["feedback"])
                    for c in sorted(COMPONENTS)}
        some = [q for q in s["questions"] if q["applies"]]
        print(f"{s['id']}: {len(s['feedback'])} records of {count} guidelines "
              f"({', '.join(f'{n} {c}' for c, n in assigned.items())}), "
              f"{len(s['questions'])} questions, "
              f"{len(s['questions']) - len(some)} that nothing applies to")
        applied += len(some)
        for q in some:
            records = [r for name in q["applies"] for r in of.get(name, [])]
            by_text.append(nearest(q, records, "text"))
            by_question.append(nearest(q, records, "question"))
    asked = sum(len(s["questions"]) for s in scenarios)
    print(f"together: {guidelines} guidelines, {asked} questions, "
          f"{asked - applied} that nothing applies to\n")
    print_distribution("Jaccard to the text of the nearest record that may "
                       "apply", by_text)
    print_distribution("Jaccard to the question of the nearest such record",
                       by_question)
    for wrong in checker.wrong:
        print(wrong)
    return 1 if checker.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
