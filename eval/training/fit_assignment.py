#!/usr/bin/env python3
"""Fits the weights of sdk/src/scope_model.cc.

    eval/training/make_assignments.py eval/training/assignments.txt > rows.jsonl
    alhf eval assignment rows.jsonl --features features.jsonl
    eval/training/fit_assignment.py features.jsonl [TEST.jsonl]

A logistic regression over (record, component), one set of weights for all
components; each record weighs the same, but those that teach nobody. Every component is there twice, with
its manifest and with a sixth of its examples, so that one with few of them is
comparable. Prints the weights without and with meanings, and with features of
another set the share of its rows that the weights give to just the right
components. Needs numpy.
"""

import collections
import json
import sys

import numpy as np

RIDGE = 3e-3
BY_WORDS = 22
# A lesson that nobody should have learned is worse than one that is missed.
TEACHES_NOBODY = 1.5


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def matrix(rows):
    return np.array([row["features"] for row in rows])


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


def report(name, b, rows, few):
    rows = [row for row in rows if row["component"].endswith("/few") == few]
    value = matrix(rows)[:, :len(b)] @ b
    exact = collections.defaultdict(lambda: True)
    source = {}
    for row, logit in zip(rows, value):
        exact[row["id"]] &= (logit > 0) == row["label"]
        source[row["id"]] = row["source"].split("/")[0]
    by = collections.defaultdict(list)
    for id_, right in exact.items():
        by[source[id_]].append(right)
    print(f"# {name}:", ", ".join(f"{each} {np.mean(right):.2f}"
                                  for each, right in sorted(by.items())),
          f"all {np.mean(list(exact.values())):.3f}")


def main():
    rows = read(sys.argv[1])
    x = matrix(rows)
    y = np.array([float(row["label"]) for row in rows])
    times = collections.Counter(row["id"] for row in rows)
    teaches = {row["id"] for row in rows if row["label"]}
    weight = np.array([(1 if row["id"] in teaches else TEACHES_NOBODY) /
                       times[row["id"]] for row in rows])
    test = read(sys.argv[2]) if len(sys.argv) > 2 else []
    for name, count in (("words alone", BY_WORDS), ("with meanings", x.shape[1])):
        b = fit(x[:, :count], y, weight)
        print(f"# {name}\n    " + ", ".join(f"{w:.4f}" for w in b))
        for few in (False, True) if test else ():
            report(name + (", few examples" if few else ""), b, test, few)


if __name__ == "__main__":
    main()
