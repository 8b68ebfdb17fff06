#!/usr/bin/env python3
"""Makes sets in the form of eval/README.md of eval/training/preferences.txt.

    eval/training/make_sets.py eval/training/preferences.txt > preferences.jsonl

Each group remembers a lesson of each of four, eight or fourteen families. Its
queries are those that the lessons apply to, a few that a lesson does not apply
to though it is near, as many as all of these of families that nothing is
remembered of, and half as many that are of nobody's matter. Large groups know
all lessons of some families; which of these apply to a query of theirs is not
labelled, so they have only queries that nothing applies to. The same file comes
out each time.
"""

import json
import random
import sys

LESSONS = (4, 8, 14)
# Families of the large groups, and queries of each.
LARGE = (3, 5, 8) * 4
LARGE_QUERIES = 40
# A near query for so many lessons.
PER_NEAR = 4
GROUPS = 60


def read(path):
    lessons, ordinary = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            if line[:2] in ("+ ", "- "):
                lessons[-1][line[0]].append(line[2:])
                continue
            if line.startswith("! "):
                ordinary.append(line[2:])
                continue
            topic, text, question = (part.strip() for part in line.split("|"))
            lessons.append({"family": topic.split("/")[0], "text": text,
                            "question": question or None, "+": [], "-": []})
    return lessons, ordinary


def group_of(name, lessons, others, ordinary, draw):
    ids = [f"{name}/{i}" for i in range(len(lessons))]
    queries = []
    for lesson, id_ in zip(lessons, ids):
        queries += [{"text": text, "applies": [id_]} for text in lesson["+"]]
    near = [text for lesson in lessons for text in lesson["-"]]
    elsewhere = [text for lesson in others for text in lesson["+"] + lesson["-"]]
    queries += [{"text": text, "applies": []}
                for text in draw.sample(near, len(lessons) // PER_NEAR)]
    for pool, count in ((elsewhere, len(queries)),
                        (ordinary, len(queries) // 2)):
        queries += [{"text": text, "applies": []} for text in
                    draw.sample(pool, min(count, len(pool)))]
    return as_group(name, lessons, ids, queries)


def large_group_of(name, lessons, others, ordinary, draw):
    ids = [f"{name}/{i}" for i in range(len(lessons))]
    elsewhere = [text for lesson in others for text in lesson["+"] + lesson["-"]]
    queries = [{"text": text, "applies": []}
               for text in draw.sample(elsewhere, LARGE_QUERIES) +
               draw.sample(ordinary, LARGE_QUERIES // 2)]
    return as_group(name, lessons, ids, queries)


def as_group(name, lessons, ids, queries):
    return {"id": name, "source": "preferences",
            "lessons": [{"id": id_, "text": lesson["text"],
                         "question": lesson["question"]}
                        for lesson, id_ in zip(lessons, ids)],
            "queries": queries}


def main():
    lessons, ordinary = read(sys.argv[1])
    draw = random.Random(1)
    families = sorted({lesson["family"] for lesson in lessons})
    of = {family: [lesson for lesson in lessons if lesson["family"] == family]
          for family in families}
    for number in range(GROUPS):
        known = draw.sample(families, LESSONS[number % len(LESSONS)])
        group = [draw.choice(of[family]) for family in known]
        others = [lesson for lesson in lessons if lesson["family"] not in known]
        print(json.dumps(group_of(f"preferences-{number}", group, others,
                                  ordinary, draw)))

    for number, count in enumerate(LARGE):
        known = draw.sample(families, count)
        group = [lesson for family in known for lesson in of[family]]
        others = [lesson for lesson in lessons if lesson["family"] not in known]
        print(json.dumps(large_group_of(f"preferences-large-{number}", group,
                                        others, ordinary, draw)))


if __name__ == "__main__":
    main()
