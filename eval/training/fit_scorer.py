#!/usr/bin/env python3
"""Fits the weights of core/relevance/sentence_scorer.cc.

    alhf eval scope preferences.jsonl scope.jsonl --pairs pairs.jsonl
    eval/training/fit_scorer.py pairs.jsonl

A logistic regression over pairs of query and lesson; each source weighs the
same. The bias is then lowered until at most TARGET of the queries (the mean over
sources) get a lesson that does not apply where a lesson fires from 0.5 on: the
score is the probability at that cost. Prints the weights, and figures of each
source by weights that were fitted to half of its groups and to the other
sources (two-fold; the bias too). Needs numpy.

Which data: only such as may be used for it. The weights in the tree are of
eval/training/preferences.txt and of public sets under MIT and CC BY-SA 4.0.
"""

import collections
import hashlib
import json
import math
import sys

import numpy as np

TARGET = 0.01
RIDGE = 1e-3
NAMES = ("1", "near", "near²", "words", "near·shared", "lone trigger",
         "silent trigger", "for another", "of another", "wish asked",
         "near·wish asked", "log lessons")


def logit(p):
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))


def features(pair):
    near = max(0.0, pair["nearness"])
    return (1, near, near * near, logit(pair["by_words"]),
            near * min(pair["shared_mass"], 5.0) / 5,
            pair["trigger"],
            pair["has_trigger"] and not pair["trigger"],
            pair["for_another"], pair["of_another"], pair["wish_asked"],
            near if pair["wish_asked"] else 0,
            math.log(max(pair["lessons"], 1)))


def scored(pair):
    """Whether the regression scores the pair, not the lesson's structure."""
    return (pair["nearness"] is not None and not pair["understood"] and
            not pair["trigger_telling"] and
            pair["breadth"] not in ("BREADTH_COMPONENT", "BREADTH_QUESTION"))


def half_of(pair):
    text = f"{pair['source']}/{pair['group']}"
    return hashlib.sha256(text.encode()).digest()[0] % 2


def read(paths):
    """Returns {source: (x, y, query ids, halves)}."""
    rows = collections.defaultdict(lambda: ([], [], [], []))
    for number, path in enumerate(paths):
        with open(path, encoding="utf-8") as file:
            for line in file:
                pair = json.loads(line)
                if not scored(pair):
                    continue
                x, y, queries, halves = rows[pair["source"]]
                x.append([float(value) for value in features(pair)])
                y.append(float(pair["applies"]))
                queries.append((number, pair["group"], pair["query"]))
                halves.append(half_of(pair))
    return {source: (np.array(x), np.array(y), queries, np.array(halves))
            for source, (x, y, queries, halves) in rows.items()}


def fit(x, y, weight):
    """Newton's method, with a ridge on all but the bias."""
    scale = np.r_[1.0, x[:, 1:].std(axis=0) + 1e-9]
    z = x / scale
    ridge = RIDGE * weight.sum() * np.r_[0.0, np.ones(x.shape[1] - 1)]
    b = np.zeros(x.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-z @ b))
        gradient = z.T @ (weight * (p - y)) + ridge * b
        hessian = (z * (weight * p * (1 - p) + 1e-9)[:, None]).T @ z
        step = np.linalg.solve(hessian + np.diag(ridge + 1e-9), gradient)
        b -= step
        if abs(step).max() < 1e-7:
            break
    return b / scale


def best_by_query(values, queries, keep):
    best = collections.defaultdict(lambda: -np.inf)
    for value, query, kept in zip(values, queries, keep):
        best[query] = max(best[query], value) if kept else best[query]
    return np.array(list(best.values()))


def bias_cut(b, data):
    """How far the bias must fall so that TARGET is misapplied, by the mean over
    sources."""
    wrong = [best_by_query(x @ b, queries, y == 0) for x, y, queries, _ in data]
    for cut in np.arange(-2, 12, 0.01):
        if np.mean([np.mean(best > cut) for best in wrong]) <= TARGET:
            return cut
    return 12.0


def train(data):
    x = np.concatenate([rows[0] for rows in data])
    y = np.concatenate([rows[1] for rows in data])
    weight = np.concatenate([np.full(len(rows[1]), 1000 / len(set(rows[2])))
                             for rows in data])
    b = fit(x, y, weight)
    b[0] -= bias_cut(b, data)
    return b


def part(rows, keep):
    x, y, queries, halves = rows
    return (x[keep], y[keep], [q for q, k in zip(queries, keep) if k],
            halves[keep])


def report(rows):
    for source in rows:
        wrong = right = all_right = queries = 0
        for half in (0, 1):
            data = [part(rows[each], rows[each][3] != half)
                    for each in rows]
            b = train(data)
            x, y, ids, _ = part(rows[source], rows[source][3] == half)
            value = x @ b
            best = best_by_query(value, ids, y == 0)
            wrong += (best > 0).sum()
            queries += len(best)
            right += ((value > 0) & (y == 1)).sum()
            all_right += y.sum()
        print(f"# {source}: misapplied {100 * wrong / queries:.1f} %, "
              f"recall {100 * right / all_right:.1f} % of pairs looked at, "
              f"{queries} queries")


def main():
    rows = read(sys.argv[1:])
    report(rows)
    weights = train(list(rows.values()))
    for name, weight in zip(NAMES, weights):
        print(f"    {weight:.4f},  // {name}")


if __name__ == "__main__":
    main()
