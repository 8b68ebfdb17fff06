#!/usr/bin/env python3
"""Makes sets in the form of eval/README.md of eval/training/preferences.txt.

    eval/training/make_sets.py eval/training/preferences.txt > preferences.jsonl

Each group remembers eight lessons of eight topics. Its queries are those that
the lessons apply to, those that they do not apply to though they are near, and
as many of topics that nothing is remembered of. Three rounds of shuffling give
each lesson three groups; the same file comes out each time.
"""

import json
import random
import sys

LESSONS = 8
ROUNDS = 3


def read(path):
    lessons = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            if line[:2] in ("+ ", "- "):
                lessons[-1][line[0]].append(line[2:])
                continue
            topic, text, question = (part.strip() for part in line.split("|"))
            lessons.append({"topic": topic, "text": text,
                            "question": question or None, "+": [], "-": []})
    return lessons


def group_of(name, lessons, others, draw):
    ids = [f"{name}/{i}" for i in range(len(lessons))]
    queries = []
    for lesson, id_ in zip(lessons, ids):
        queries += [{"text": text, "applies": [id_]} for text in lesson["+"]]
        queries += [{"text": text, "applies": []} for text in lesson["-"]]
    for lesson in draw.sample(others, min(len(lessons), len(others))):
        queries.append({"text": draw.choice(lesson["+"]), "applies": []})
    return {"id": name, "source": "preferences",
            "lessons": [{"id": id_, "text": lesson["text"],
                         "question": lesson["question"]}
                        for lesson, id_ in zip(lessons, ids)],
            "queries": queries}


def main():
    lessons = read(sys.argv[1])
    draw = random.Random(1)
    for turn in range(ROUNDS):
        order = lessons[:]
        draw.shuffle(order)
        for begin in range(0, len(order) - LESSONS + 1, LESSONS):
            group = order[begin:begin + LESSONS]
            others = order[:begin] + order[begin + LESSONS:]
            print(json.dumps(group_of(f"preferences-{turn}-{begin}", group,
                                      others, draw)))


if __name__ == "__main__":
    main()
