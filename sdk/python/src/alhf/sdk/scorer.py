"""How probable it is that a lesson which passed its gates applies to a query:
words, triggers and facets, no sentence vectors.

The scorer "words/1" of core/relevance/words_scorer.cc with its constants; that
file says what they were fitted to, docs/relevance.md what it cannot do.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from alhf.v1 import types_pb2

CALIBRATION = "words/1"

_BIAS = -4.9
_NEARNESS = 4.9
_LESSON_SAID = 5.5
_SHARED = 3.9
_LONE_TRIGGER = 2.0
_ENOUGH_SHARED = 5.0
_FACETS_PRESENT = 2.5
_SAME_QUESTION = 8.0
_SURE = 0.95
_UNKNOWN_FACET = 0.35
_TOPIC_UNSAID = 0.4
_COUNTEREXAMPLE = 0.5


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found out about one pair of query and lesson; see `Evidence` of
    core/relevance/scorer.h. Masses and overlaps weigh words by their rarity
    among the lessons.

    Attributes:
      trigger: the longest that occurs whole in the query; empty: none does.
      trigger_telling: that trigger can stand for a topic alone.
      topic_unsaid: the component acts on it where a topic is spoken of, and
        the query does not say that topic.
      query_overlap: share of the query's mass in the lesson, [0, 1].
      lesson_overlap: share of the lesson's mass in the query, [0, 1].
      question_overlap: of the query and the question that the lesson was given
        on (Dice), [0, 1].
      shared_mass: in words that no other lesson has.
      counterexample: nearness to one of the lesson's (Dice), [0, 1].
    """

    breadth: int = types_pb2.BREADTH_UNSPECIFIED
    facets_present: int = 0
    facets_unknown: int = 0
    trigger: str = ""
    trigger_telling: bool = False
    topic_unsaid: bool = False
    query_overlap: float = 0.0
    lesson_overlap: float = 0.0
    question_overlap: float = 0.0
    shared_mass: float = 0.0
    counterexample: float = 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """A probability in [0.0, 1.0], and why in one line."""

    value: float
    why: str


def score_of(e: Evidence) -> Score:
    """Returns how probable it is that the lesson applies."""
    similarity = _similarity(e)
    nearer_question = (e.question_overlap * e.question_overlap >
                       e.query_overlap * e.lesson_overlap)
    score = Score(similarity, "near the question it was given on"
                  if nearer_question else "near its words")
    if e.breadth == types_pb2.BREADTH_COMPONENT:
        score = _component_wide(e, similarity)
    if e.trigger_telling:
        score = Score(_SURE, f'the query says "{e.trigger}"')
    if e.topic_unsaid and score.value > _TOPIC_UNSAID:
        score = Score(_TOPIC_UNSAID,
                      "near it, but not on the topic that it is for")
    return _heed_counterexamples(e, score)


def _similarity(e: Evidence) -> float:
    if e.shared_mass <= 0:
        return 0.0
    shared = min(e.shared_mass, _ENOUGH_SHARED) / _ENOUGH_SHARED
    question = e.question_overlap * e.question_overlap
    if e.breadth == types_pb2.BREADTH_QUESTION:
        return _logistic(_BIAS + _SAME_QUESTION * question +
                         _SHARED * shared * e.question_overlap)
    facets = e.facets_present > 0 and e.facets_unknown == 0
    nearness = max(e.query_overlap * e.lesson_overlap, question)
    return _logistic(_BIAS + _NEARNESS * nearness +
                     _LESSON_SAID * e.lesson_overlap * shared +
                     _SHARED * shared + (_LONE_TRIGGER if e.trigger else 0) +
                     (_FACETS_PRESENT if facets else 0))


def _component_wide(e: Evidence, similarity: float) -> Score:
    if e.facets_unknown > 0:
        return Score(max(_UNKNOWN_FACET, similarity),
                     "one of its facets is unknown")
    return Score(_SURE, "all its facets are present" if e.facets_present > 0
                 else "it holds for every query")


def _heed_counterexamples(e: Evidence, score: Score) -> Score:
    nearer = e.counterexample >= e.question_overlap
    if not nearer or e.counterexample < _COUNTEREXAMPLE:
        return score
    # 0.4 at the edge, nothing for the very query.
    most = 0.8 * (1 - e.counterexample)
    if score.value <= most:
        return score
    return Score(most, "near a query that it was said not to apply to")


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
