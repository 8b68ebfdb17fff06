#!/usr/bin/env python3
"""Makes rows in the form of eval/README.md of eval/training/assignments.txt.

    eval/training/make_assignments.py eval/training/assignments.txt > rows.jsonl

Where it is not known what an answer was made from, a record is there twice: as it
is, and with that known, under one id. The same file comes out each time.
"""

import json
import sys

QUESTION = "Which of them are there?"
ANSWER = "There are some."
SQL = "SELECT name FROM things"


def contexts(about, label):
    known = {"question": QUESTION, "answer_or_sql": ANSWER}
    if about == "sql":  # nothing was written around it
        return [{"question": QUESTION, "answer_or_sql": SQL}]
    # What is said of form is said of any answer.
    if label == ["answer_writer"]:
        return [known, known | {"made": "rows"}, known | {"made": "passages"}]
    if about == "rows":
        return [known | {"made": "rows"}]
    if about == "passages":
        return [known | {"made": "passages"}, known]
    return [None, known] if label else [None]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line[0] not in "#\n"]
    for number, line in enumerate(lines):
        component, about, text = line.split(" | ", 2)
        label = [] if component == "none" else [component]
        for context in contexts(about, label):
            print(json.dumps({"id": f"written-{number}", "text": text,
                              "label": label, "source": "written",
                              "context": context}))


if __name__ == "__main__":
    main()
