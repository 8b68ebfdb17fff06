#!/usr/bin/env python3
"""Makes sets in the form of eval/README.md of eval/training/preferences.txt.

    eval/training/make_sets.py eval/training/preferences.txt > preferences.jsonl

Each group remembers a lesson of each of four, eight or fourteen families. Its
queries are those that the lessons apply to, a few that a lesson does not apply
to though it is near, and as many as all of these of families that nothing is
remembered of. The same file comes out each time.
"""

import json
import random
import sys

LESSONS = (4, 8, 14)
# A near query for so many lessons.
PER_NEAR = 4
GROUPS = 36


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
            lessons.append({"family": topic.split("/")[0], "text": text,
                            "question": question or None, "+": [], "-": []})
    return lessons


def group_of(name, lessons, others, draw):
    ids = [f"{name}/{i}" for i in range(len(lessons))]
    queries = []
    for lesson, id_ in zip(lessons, ids):
        queries += [{"text": text, "applies": [id_]} for text in lesson["+"]]
    near = [text for lesson in lessons for text in lesson["-"]]
    elsewhere = [text for lesson in others for text in lesson["+"] + lesson["-"]]
    queries += [{"text": text, "applies": []}
                for text in draw.sample(near, len(lessons) // PER_NEAR)]
    queries += [{"text": text, "applies": []} for text in
                draw.sample(elsewhere, min(len(queries), len(elsewhere)))]
    return {"id": name, "source": "preferences",
            "lessons": [{"id": id_, "text": lesson["text"],
                         "question": lesson["question"]}
                        for lesson, id_ in zip(lessons, ids)],
            "queries": queries}


def main():
    lessons = read(sys.argv[1])
    draw = random.Random(1)
    families = sorted({lesson["family"] for lesson in lessons})
    of = {family: [lesson for lesson in lessons if lesson["family"] == family]
          for family in families}
    for number in range(GROUPS):
        known = draw.sample(families, LESSONS[number % len(LESSONS)])
        group = [draw.choice(of[family]) for family in known]
        others = [lesson for lesson in lessons if lesson["family"] not in known]
        print(json.dumps(group_of(f"preferences-{number}", group, others, draw)))


if __name__ == "__main__":
    main()
