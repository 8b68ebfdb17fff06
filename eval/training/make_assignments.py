#!/usr/bin/env python3
"""Makes rows in the form of eval/README.md of eval/training/assignments.txt.

    eval/training/make_assignments.py eval/training/assignments.txt > rows.jsonl

A record is there with each answer that it could be about, also with one that was
made from the wrong thing or from nothing that is known, under one id. The same file comes out each time.
"""

import json
import sys

QUESTION = "Which of them are there?"
ANSWER = "There are some."
SQL = "SELECT name FROM things"
# What is asked of rows, and of pages.
FIGURES = ["How many of them were there in 2023?", "List them, please.",
           "Total by month last year", "Which ones are they?",
           "What is the average for each town?", "Who has the most of them?",
           "number of new ones per week", "Show me the names."]
ADVICE = ["What do I have to do first?", "Can I bring a friend?",
          "When does it close?", "How is it handled?",
          "What are the rules for guests?", "Who decides on it?",
          "Where do I find it?", "how long may it take"]


def contexts(about, label, number):
    def asked(questions, made=None):
        context = {"question": questions[number % len(questions)],
                   "answer_or_sql": ANSWER}
        return context | {"made": made} if made else context

    known = {"question": QUESTION, "answer_or_sql": ANSWER}
    if about == "sql":  # nothing was written around it
        return [{"question": QUESTION, "answer_or_sql": SQL}]
    # What is said of form is said of any answer.
    if label == ["answer_writer"]:
        return [known, asked(FIGURES, "rows"), asked(ADVICE, "passages"),
                asked(FIGURES, "passages")]
    # A question for figures may have found a page, or nothing at all.
    if about == "rows":
        return [asked(FIGURES, "rows"), asked(FIGURES, "passages"),
                asked(FIGURES)]
    if about == "passages":
        return [asked(ADVICE, "passages"), asked(ADVICE), known]
    return [None, known] if label else [None]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line[0] not in "#\n"]
    for number, line in enumerate(lines):
        component, about, text = line.split(" | ", 2)
        label = [] if component == "none" else [component]
        for context in contexts(about, label, number):
            print(json.dumps({"id": f"written-{number}", "text": text,
                              "label": label, "source": "written",
                              "context": context}))


if __name__ == "__main__":
    main()
