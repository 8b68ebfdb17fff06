#!/usr/bin/env python3
"""Fits the weights of core/relevance/sentence_scorer.cc.

    alhf eval scope preferences.jsonl scope.jsonl --pairs pairs.jsonl
    alhf eval scope scope.jsonl --lessons 32 --pairs pairs32.jsonl
    eval/training/fit_scorer.py pairs.jsonl pairs32.jsonl

For each kind of lesson (core/relevance/lesson_kind.h) a logistic regression over
pairs of query and lesson, each file and source weighing the same. From its
logit MORE_LESSONS times the logarithm of the number of lessons is taken, of
wishes RIVAL times the nearness of the nearest other lesson, and a cut: the
least such that of the queries that nothing applies to at most the kind's target
(the mean over files and sources) get a lesson where a lesson fires from 0.5 on.
The cut is part of the bias that is printed.

Wishes are cut by the examples that were written for it alone, whose labels are
complete, and at a fifth of the target: other people's topics are others. Then
come figures of each half of the groups by weights and cuts of the other half.
Needs numpy.

Which data: only such as may be used for it. The weights in the tree are of
eval/training/preferences.txt and of public sets under MIT and CC BY-SA 4.0.
"""

import collections
import hashlib
import json
import math
import sys

import numpy as np

RIDGE = 1e-3
# With N lessons the best of those that do not apply comes nearer, as the
# largest of N draws does. Seen on the written examples of 4 to 93 lessons.
MORE_LESSONS = collections.defaultdict(lambda: 0.5, wish=0.3)
# Not fitted: the regression would take 6, and leave a wish no chance among 32.
RIVAL = collections.defaultdict(float, wish=2.0)
WRITTEN = "preferences"
# A kind is fitted to the sources that have so many pairs of it that apply.
LEAST_PAIRS = 20
FEATURES = ("1", "near", "words", "near·shared", "said", "trigger",
            "telling trigger", "for another", "of another", "wish asked")
# Kind: its features, and of how many silent queries it may be misapplied.
KINDS = {
    "instruction": (("1", "near", "words", "near·shared"), 0.01),
    "definition": (("1", "near", "said", "trigger", "telling trigger"), 0.01),
    "wish": (("1", "near", "for another", "of another", "wish asked"), 0.002),
    "statement": (("1", "near", "words", "of another"), 0.003),
}


def logit(p):
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))


def features(pair):
    subject = pair["subject"] if pair["kind"] == "wish" else 0
    near = max(0.0, pair["nearness"] + subject)
    shared = min(pair["shared_mass"], 5.0) / 5
    return (1, near, logit(pair["by_words"]), near * shared,
            pair["lesson_overlap"] * shared, pair["trigger"],
            pair["trigger_telling"], pair["for_another"], pair["of_another"],
            pair["wish_asked"])


def scored(pair):
    """Whether the regression scores the pair, not the lesson's structure."""
    return (pair["nearness"] is not None and not pair["understood"] and
            pair["breadth"] not in ("BREADTH_COMPONENT", "BREADTH_QUESTION"))


def half_of(pair):
    text = f"{pair['source']}/{pair['group']}"
    return hashlib.sha256(text.encode()).digest()[0] % 2


class Rows:
    """Pairs of one kind, file and source."""

    def __init__(self, pairs):
        self.pairs = pairs
        self.x = np.array([pair["x"] for pair in pairs], dtype=float)
        self.y = np.array([float(pair["applies"]) for pair in pairs])
        self.taken = np.array([
            MORE_LESSONS[pair["kind"]] * math.log(max(pair["lessons"], 1)) +
            RIVAL[pair["kind"]] * pair["rival"] for pair in pairs])

    def half(self, half):
        return Rows([pair for pair in self.pairs if pair["half"] == half])

    def queries(self):
        return len({pair["key"] for pair in self.pairs})

    def logits(self, b):
        return self.x @ b - self.taken

    def best(self, b, silent):
        """The best logit of each query of those that do not apply."""
        best = collections.defaultdict(lambda: -np.inf)
        for pair, value in zip(self.pairs, self.logits(b)):
            if not pair["applies"] and (pair["silent"] or not silent):
                best[pair["key"]] = max(best[pair["key"]], value)
        return np.array(list(best.values()))


def read(paths):
    """Returns {kind: {(file, source): rows}}."""
    pairs = []
    for number, path in enumerate(paths):
        with open(path, encoding="utf-8") as file:
            for line in file:
                pair = json.loads(line)
                pair["key"] = (number, pair["source"], pair["group"],
                               pair["query"])
                pairs.append(pair)
    answered = {pair["key"] for pair in pairs if pair["applies"]}
    rows = collections.defaultdict(lambda: collections.defaultdict(list))
    for pair in pairs:
        # A topic that is named is scored as a term that is defined.
        kind = "definition" if pair["kind"] == "topic" else pair["kind"]
        if not scored(pair):
            continue
        pair["x"] = [float(value) for value in features(pair)]
        pair["half"] = half_of(pair)
        pair["silent"] = pair["key"] not in answered
        rows[kind][pair["key"][:2]].append(pair)
    return {kind: {key: Rows(pairs) for key, pairs in by_source.items()
                   if sum(pair["applies"] for pair in pairs) >= LEAST_PAIRS}
            for kind, by_source in rows.items()}


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


def cut_of(kind, b, data):
    best = [rows.best(b, silent=True) for (_, source), rows in data.items()
            if (source == WRITTEN) == (kind == "wish")]
    for cut in np.arange(-12, 12, 0.01):
        if np.mean([np.mean(each > cut) for each in best]) <= KINDS[kind][1]:
            return cut
    return 12.0


def train(kind, data):
    used = [FEATURES.index(name) for name in KINDS[kind][0]]
    x = np.concatenate([rows.x[:, used] for rows in data.values()])
    y = np.concatenate([rows.y for rows in data.values()])
    weight = np.concatenate([np.full(len(rows.y), 1000 / rows.queries())
                             for rows in data.values()])
    b = np.zeros(len(FEATURES))
    b[used] = fit(x, y, weight)
    b[0] -= cut_of(kind, b, data)
    return b


def report(kind, data):
    for (number, source), rows in data.items():
        found = collections.Counter()
        for half in (0, 1):
            others = {key: each.half(1 - half) for key, each in data.items()}
            held = rows.half(half)
            if not held.pairs:
                continue
            b = train(kind, {key: each for key, each in others.items()
                             if each.pairs})
            for silent in (True, False):
                best = held.best(b, silent)
                found["wrong", silent] += (best > 0).sum()
                found["queries", silent] += len(best)
            found["right"] += ((held.logits(b) > 0) & (held.y == 1)).sum()
            found["apply"] += held.y.sum()
        shares = [100 * found["wrong", silent] / found["queries", silent]
                  for silent in (True, False)]
        print(f"# {kind}, {source}, file {number}: of silent queries "
              f"{shares[0]:.1f} %, misapplied {shares[1]:.1f} %, recall "
              f"{100 * found['right'] / found['apply']:.1f} % of "
              f"{found['apply']:.0f} pairs")


def main():
    rows = read(sys.argv[1:])
    print("//", ", ".join(FEATURES))
    for kind in KINDS:
        report(kind, rows[kind])
        print(f"{kind}: {{" + ", ".join(
            f"{weight:.4f}" for weight in train(kind, rows[kind])) + "}")


if __name__ == "__main__":
    main()
