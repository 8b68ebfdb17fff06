#!/usr/bin/env python3
"""Writes core/relevance/subject_weights.cc from eval/training/subjects.txt.

    eval/training/fit_subjects.py build/dev/bin/alhf \\
        > core/relevance/subject_weights.cc

Two linear maps, of queries and of lessons, onto RANK dimensions in which what
belongs to one subject lies together: added to the cosine of a pair, the inner
product there makes a lesson nearer to the questions of its subject than to
others. Trained by gradient descent (Adam: Kingma and Ba, 2015) on all pairs of
lessons and questions: each question's lessons against all others (softmax), and
each pair for itself (logistic), so that questions of no subject stay far from
all. A ridge keeps the maps small. Pairs of subjects that may bear on each other
count neither way. The same file comes out each time. Needs numpy.
"""

import json
import re
import subprocess
import sys

import numpy as np

SUBJECTS = "eval/training/subjects.txt"
MEANS = "core/relevance/encoder/background.cc"
RANK = 16
# How much of what the maps say is added to the cosine. Chosen, as rank and
# ridge, by what the written preferences (preferences.txt) gain.
SHARE = 0.5
RIDGE = 1e-2
STEPS = 200
RATE = 0.002
# Of a pair that does not apply in the logistic part, against the pairs of a
# question that do.
OTHERS = 1 / 20
# Of the softmax against the logistic part.
SOFTMAX = 0.2


def read(path):
    """Returns lessons and queries as (text, subject, bears), and relations."""
    lessons, queries, related = [], [], {}
    name = None
    with open(path, encoding="utf-8") as file:
        for line in file:
            mark, text = line[:2], line[2:].strip()
            if mark == "= ":
                name, _, others = (part.strip() for part in text.partition("~"))
                related[name] = {name, *others.split()}
            elif mark == "* ":
                lessons.append((text, name))
            elif mark in ("+ ", "- "):
                queries.append((text, name if mark == "+ " else None))
            elif mark == "! ":
                queries.append((text, None))
    return lessons, queries, related


def encode(alhf, texts):
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    out = subprocess.run([alhf, "encode", "-"], input=lines, check=True,
                         capture_output=True, text=True).stdout
    return np.array([json.loads(line)["vector"] for line in out.splitlines()])


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def background():
    """Returns encoder id, mean of queries, mean of lessons."""
    with open(MEANS, encoding="utf-8") as file:
        text = file.read()
    encoder = re.search(r'kEncoder\[\] = "(.*?)"', text).group(1)
    scale = float(re.search(r"kScale = (\d+)", text).group(1))
    means = [np.array(re.search(name + r"\[\] = {(.*?)}", text,
                                re.S).group(1).split(",")[:-1], float) / scale
             for name in ("kQueries", "kLessons")]
    return encoder, *means


def labels(lessons, queries, related):
    """Returns whether a pair applies, and whether it counts."""
    applies = np.array([[of is not None and of == name for _, name in lessons]
                        for _, of in queries], float)
    counts = np.array([[of is None or of == name or
                        not (name in related[of] or of in related[name])
                        for _, name in lessons] for _, of in queries], float)
    return applies, counts


def gradient_of(logits, applies, counts):
    """By the logits: of the logistic and the softmax part."""
    some = np.maximum(applies.sum(axis=1, keepdims=True), 1)
    queries, lessons = applies.shape
    logistic = (np.where(applies > 0, 1 / some, OTHERS) * counts *
                (1 / (1 + np.exp(-logits)) - applies)) * 160 / lessons
    exp = np.where(counts > 0, np.exp(logits - logits.max(axis=1,
                                                          keepdims=True)), 0)
    softmax = exp / exp.sum(axis=1, keepdims=True) - applies / some
    softmax *= applies.any(axis=1, keepdims=True)
    return (logistic + SOFTMAX * softmax) / queries


def train(queries, lessons, applies, counts):
    random = np.random.default_rng(0)
    size = queries.shape[1]
    to_queries = random.normal(size=(size, RANK)) * 0.025
    to_lessons = to_queries + random.normal(size=(size, RANK)) * 0.002
    # Maps, slope and bias of the logit.
    values = [to_queries, to_lessons, np.array(12.0), np.array(-6.0)]
    rates = [RATE, RATE, 50 * RATE, 50 * RATE]
    means = [np.zeros_like(value) for value in values]
    squares = [np.zeros_like(value) for value in values]
    cosine = queries @ lessons.T
    for step in range(1, STEPS + 1):
        a, b, slope, bias = values
        at_queries, at_lessons = queries @ a, lessons @ b
        score = cosine + at_queries @ at_lessons.T
        gradient = gradient_of(slope * score + bias, applies, counts)
        by_score = slope * gradient
        for i, each in enumerate((
                queries.T @ (by_score @ at_lessons) + RIDGE * a,
                lessons.T @ (by_score.T @ at_queries) + RIDGE * b,
                (gradient * score).sum(), gradient.sum())):
            means[i] = 0.9 * means[i] + 0.1 * each
            squares[i] = 0.99 * squares[i] + 0.01 * each * each
            values[i] = values[i] - rates[i] * (
                means[i] / (1 - 0.9 ** step) /
                (np.sqrt(squares[i] / (1 - 0.99 ** step)) + 1e-9))
    return values[0], values[1]


def rows(name, numbers):
    text = f"constexpr int8_t {name}[] = {{\n"
    for begin in range(0, len(numbers), 16):
        text += "    " + ", ".join(map(str, numbers[begin:begin + 16])) + ",\n"
    return text + "};\n"


def main():
    lessons, queries, related = read(SUBJECTS)
    encoder, query_mean, lesson_mean = background()
    maps = train(unit(unit(encode(sys.argv[1], [q for q, _ in queries])) -
                      query_mean),
                 unit(unit(encode(sys.argv[1], [l for l, _ in lessons])) -
                      lesson_mean), *labels(lessons, queries, related))
    scales = [np.abs(each).max() / 127 for each in maps]
    queries8, lessons8 = (np.rint(each / scale).astype(int).T.ravel()
                          for each, scale in zip(maps, scales))
    print(f"""// Longer than 400 lines: because it is weights alone, made by
// eval/training/fit_subjects.py and not to be edited.
#include "core/relevance/subject_weights.h"

#include <cstdint>

namespace alhf::core {{
namespace {{

// clang-format off
{rows("kQueries", queries8)}{rows("kLessons", lessons8)}// clang-format on

}}  // namespace

SubjectWeights SubjectWeightsInTree() {{
  return {{"{encoder}", {len(query_mean)}, kQueries, kLessons,
          {SHARE * scales[0] * scales[1]:.6e}F}};
}}

}}  // namespace alhf::core""")


if __name__ == "__main__":
    main()
