"""Recall: the lessons whose scope covers a query, and how near the others were.

An index over the lessons in force of one component and tenant. It is never
changed: `with_lessons` returns another one that shares what stayed the same, so
that queries under way go on undisturbed.

Candidates are found by BM25 (Robertson and Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009; k1 = 1.2, b = 0.75), by triggers,
and by breadth; the scorer judges them. Sums run in whole units or a fixed
order, so that what is recalled does not depend on how the index came about.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from alhf.sdk.analysis import Analysis, analyze
from alhf.sdk.conversation import words_in_conversation
from alhf.sdk.gate import Gate, QueryScope, judge, specificity
from alhf.sdk.scorer import Evidence, Score, score_of
from alhf.sdk.trigger import Trigger
from alhf.v1 import types_pb2

# So many lessons that pass their gates are looked at by words.
_MAX_BY_WORDS = 128
_MAX_SCORED = 1000
_CANDIDATE_THRESHOLD = 0.3
_LIMIT = 64
_K1 = 1.2
_B = 0.75
# As if so many lessons of other words were there too: in a small memory every
# word is rare, and none says much.
_BACKGROUND = 30
_UNIT = 1 << 20
# A word is rare that one lesson has, or one in so many.
_RARE_SHARE = 50

_IN_FORCE = (types_pb2.LESSON_ACTIVE, types_pb2.LESSON_SHADOW)


@dataclass(frozen=True, slots=True)
class LessonWords:
    """A lesson and its words, analysed once."""

    lesson: types_pb2.Lesson
    counts: Mapping[str, int]  # all stems by which it is found
    length: int
    text: frozenset[str]  # of text, topic and triggers
    questions: tuple[frozenset[str], ...]  # that it was given on
    triggers: tuple[Trigger, ...]
    counterexamples: tuple[frozenset[str], ...]
    # Its component acts on it: its triggers are terms that it knows.
    understood: bool

    @classmethod
    def of(cls, lesson: types_pb2.Lesson) -> LessonWords:
        """Returns the words of `lesson`, which is copied."""
        scope = lesson.scope
        text = [stem for words in (lesson.text, scope.topic, *scope.triggers)
                for stem in analyze(words).content_stems]
        questions = [analyze(source.question).content_stems
                     for source in lesson.sources if source.question]
        every = [*text, *(stem for question in questions for stem in question)]
        kept = types_pb2.Lesson()
        kept.CopyFrom(lesson)
        return cls(
            lesson=kept, counts=Counter(every), length=len(every),
            text=frozenset(text),
            questions=tuple(frozenset(each) for each in questions),
            triggers=tuple(Trigger(each) for each in scope.triggers),
            counterexamples=tuple(
                frozenset(analyze(each.text).content_stems)
                for each in scope.counterexamples),
            understood=(lesson.HasField("directive") and
                        lesson.effect == types_pb2.EFFECT_ENFORCED))

    def firing_trigger(self, query: Analysis) -> Trigger | None:
        """Returns the longest trigger that occurs whole in `query`."""
        firing = [each for each in self.triggers if each.fires_in(query)]
        return max(firing, key=lambda each: len(each.stems)) if firing else None


@dataclass(frozen=True, slots=True)
class Recollected:
    """One lesson that applies to a query, or comes near."""

    lesson: types_pb2.Lesson
    score: float
    why: str
    specificity: int


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a look into the memory found: best first, ties by lesson id."""

    lessons: tuple[Recollected, ...] = ()
    rejected: types_pb2.Rejected = field(default_factory=types_pb2.Rejected)
    scored: tuple[types_pb2.ScoredLesson, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    lesson: types_pb2.Lesson
    gate: str
    score: Score


class LessonIndex:
    """The lessons that can be recalled: ACTIVE and SHADOW ones that were
    understood. Immutable; any number of threads may use it."""

    def __init__(self) -> None:
        self._words: dict[str, LessonWords] = {}
        self._having: dict[str, frozenset[str]] = {}  # ids by stem
        self._by_trigger: dict[str, frozenset[str]] = {}  # ids by key
        self._component_wide: frozenset[str] = frozenset()
        self._total_length = 0
        # Worked out when they are asked for, and the same ever after.
        self._weights: dict[str, list[tuple[str, float]]] = {}
        self._masses: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._words)

    def frequency(self, stem: str) -> int:
        """Returns how many lessons have `stem`."""
        return len(self._having.get(stem, ()))

    def with_lessons(self, lessons: Iterable[types_pb2.Lesson]) -> LessonIndex:
        """Returns an index with `lessons` added or replaced by id, and without
        those of them that are not in force."""
        changed = {lesson.id: lesson for lesson in lessons}
        index = LessonIndex()
        index._words = {key: value for key, value in self._words.items()
                        if key not in changed}
        index._having = dict(self._having)
        index._by_trigger = dict(self._by_trigger)
        gone = [self._words[key] for key in changed if key in self._words]
        come = [LessonWords.of(lesson) for lesson in changed.values()
                if lesson.state in _IN_FORCE and
                lesson.effect != types_pb2.EFFECT_NOT_UNDERSTOOD]
        _relink(index._having, gone, come, lambda words: words.counts)
        _relink(index._by_trigger, gone, come,
                lambda words: {each.key for each in words.triggers
                               if each.key})
        index._words.update((words.lesson.id, words) for words in come)
        index._component_wide = (self._component_wide - changed.keys() | {
            words.lesson.id for words in come
            if words.lesson.scope.breadth == types_pb2.BREADTH_COMPONENT})
        index._total_length = (self._total_length +
                               sum(words.length for words in come) -
                               sum(words.length for words in gone))
        return index

    def recall(self, query: types_pb2.Query, scope: QueryScope) -> Recalled:
        """Returns the lessons that apply to `query` or come near. SHADOW ones
        are recalled like active ones: the caller looks at their state."""
        overlay = query.overlay
        if overlay.recall == types_pb2.RECALL_NONE:
            return Recalled()
        by_scope = overlay.recall == types_pb2.RECALL_DEFAULT
        words = analyze(words_in_conversation(query))
        looks = (self._look_by_scope(words, scope) if by_scope
                 else self._look_as_asked(overlay, scope))
        without = frozenset(overlay.without)
        looks = sorted((look for look in looks
                        if look.lesson.id not in without),
                       key=lambda look: (-look.score.value, look.lesson.id))
        lessons: list[Recollected] = []
        rejected = types_pb2.Rejected()
        for look in looks:
            score = look.score.value
            room = not by_scope or len(lessons) < _LIMIT
            if not look.gate and score >= _CANDIDATE_THRESHOLD and room:
                lessons.append(Recollected(look.lesson, score, look.score.why,
                                           specificity(look.lesson.scope)))
            elif not rejected.nearest_lesson_id:
                rejected.nearest_lesson_id = look.lesson.id
                rejected.nearest_score = score
                rejected.nearest_reason = look.gate or (
                    f"below {_CANDIDATE_THRESHOLD:g}" if room
                    else f"beyond the limit of {_LIMIT}")
        left_out = sum(key in self._words for key in without)
        rejected.count = len(self) - left_out - len(lessons)
        scored = [types_pb2.ScoredLesson(lesson_id=look.lesson.id,
                                         score=look.score.value,
                                         gate=look.gate)
                  for look in looks[:_MAX_SCORED if query.explain else 0]]
        return Recalled(tuple(lessons), rejected, tuple(scored))

    def _look_as_asked(self, overlay: types_pb2.Overlay, scope: QueryScope
                       ) -> list[_Look]:
        asked = (self._words.keys()
                 if overlay.recall == types_pb2.RECALL_ALL
                 else self._words.keys() & set(overlay.listed))
        looks = []
        for key in asked:
            lesson = self._words[key].lesson
            gate = judge(lesson.scope, scope)
            if not gate.foreign:
                looks.append(_Look(lesson,
                                   gate.shut if gate.out_of_time else "",
                                   Score(1.0, "the query asks for it")))
        return looks

    def _look_by_scope(self, query: Analysis, scope: QueryScope
                       ) -> list[_Look]:
        gates = {}
        words = _QueryWords(query, self)

        def gate_of(key: str) -> Gate:
            if key not in gates:
                gates[key] = judge(self._words[key].lesson.scope, scope)
            return gates[key]

        found = set(self._component_wide)
        for stem in words.stems:
            for key in self._by_trigger.get(stem, ()):
                if self._words[key].firing_trigger(query) is not None:
                    found.add(key)
        open_by_words = 0
        for key in self._by_words(words.stems):
            found.add(key)
            open_by_words += not gate_of(key).shut
            if open_by_words == _MAX_BY_WORDS:
                break
        looks = []
        for key in found:
            gate = gate_of(key)
            if gate.foreign:
                continue
            each = self._words[key]
            # A lesson that is shut out is measured by its words alone.
            breadth = (types_pb2.BREADTH_TOPIC if gate.shut
                       else each.lesson.scope.breadth)
            looks.append(_Look(each.lesson, gate.shut, score_of(
                words.evidence_for(each, breadth, gate))))
        return looks

    def _by_words(self, stems: Iterable[str]) -> Iterator[str]:
        """Yields the lessons that share a stem, best first by BM25."""
        scores: dict[str, float] = {}
        # Rare ones first, then by stem: a sum must not depend on history.
        for stem in sorted(stems, key=lambda s: (self.frequency(s), s)):
            for key, weight in self._weights_of(stem):
                scores[key] = scores.get(key, 0.0) + weight
        best = [(-score, key) for key, score in scores.items()]
        heapq.heapify(best)
        while best:
            yield heapq.heappop(best)[1]

    def mass_of(self, stems: Iterable[str]) -> int:
        """Returns what `stems` weigh together, in whole units: a word weighs by
        its rarity among the lessons."""
        masses = self._masses
        total = 0
        for stem in stems:
            mass = masses.get(stem)
            if mass is None:
                mass = masses[stem] = self.mass_of_frequency(
                    self.frequency(stem))
            total += mass
        return total

    def mass_of_frequency(self, n: int) -> int:
        """Returns what a word weighs that `n` lessons have."""
        documents = len(self) + _BACKGROUND
        return round(_UNIT * math.log1p((documents - n + 0.5) / (n + 0.5)))

    def _weights_of(self, stem: str) -> list[tuple[str, float]]:
        """Returns the lessons that have `stem`, and what it weighs in each."""
        weights = self._weights.get(stem)
        if weights is None:
            mean_length = self._total_length / max(len(self), 1)
            n = self.frequency(stem)
            idf = math.log1p((len(self) - n + 0.5) / (n + 0.5))
            weights = []
            for key in self._having.get(stem, ()):
                words = self._words[key]
                count = words.counts[stem]
                norm = _K1 * (1 - _B + _B * words.length / mean_length)
                weights.append((key, idf * count * (_K1 + 1) / (count + norm)))
            # As good as another thread's, whoever comes last.
            self._weights[stem] = weights
        return weights


class _QueryWords:
    """What words say about a query and the lessons of an index; the same as
    core/relevance/query_words.h. For one query."""

    def __init__(self, query: Analysis, index: LessonIndex) -> None:
        self._query = query
        self._index = index
        self.stems = frozenset(query.content_stems)
        self._mass = index.mass_of(self.stems)

    def evidence_for(self, lesson: LessonWords, breadth: int, gate: Gate
                     ) -> Evidence:
        """Returns all that is found out about the query and `lesson`."""
        mass_of = self._index.mass_of
        trigger = lesson.firing_trigger(self._query)
        heard = trigger is not None and (lesson.understood or
                                         not trigger.generic)
        in_text = self.stems & lesson.text
        mass_in_text = mass_of(in_text)
        shared = set(in_text)
        question_overlap = 0.0
        for question in lesson.questions:
            in_question = self.stems & question
            shared |= in_question
            question_overlap = max(question_overlap, _ratio(
                2 * mass_of(in_question), self._mass + mass_of(question)))
        return Evidence(
            breadth=breadth, facets_present=gate.present,
            facets_unknown=gate.unknown,
            trigger=trigger.phrase if trigger is not None and heard else "",
            trigger_telling=(trigger is not None and heard and
                             (lesson.understood or self._tells(trigger))),
            topic_unsaid=(trigger is None and lesson.understood and
                          bool(lesson.triggers)),
            query_overlap=_ratio(mass_in_text, self._mass),
            lesson_overlap=(_ratio(mass_in_text, mass_of(lesson.text))
                            if in_text else 0.0),
            question_overlap=question_overlap,
            shared_mass=_ratio(mass_of(shared),
                               self._index.mass_of_frequency(0)),
            counterexample=max(map(self._nearness_to, lesson.counterexamples),
                               default=0.0))

    def _tells(self, trigger: Trigger) -> bool:
        rare = max(1, len(self._index) // _RARE_SHARE)
        return (trigger.telling or trigger.is_name_in(self._query) or
                self._index.frequency(trigger.key) <= rare)

    def _nearness_to(self, stems: frozenset[str]) -> float:
        mass_of = self._index.mass_of
        return _ratio(2 * mass_of(self.stems & stems),
                      self._mass + mass_of(stems))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole > 0 else 0.0


def _relink(ids_by_key: dict[str, frozenset[str]], gone: list[LessonWords],
            come: list[LessonWords],
            keys_of: Callable[[LessonWords], Iterable[str]]) -> None:
    """Takes the ids of `gone` out of a map of ids by key, and those of `come`
    in; what the map's sets held before is left alone."""
    touched: dict[str, set[str]] = {}

    def at(key: str) -> set[str]:
        if key not in touched:
            touched[key] = set(ids_by_key.get(key, ()))
        return touched[key]

    for words in gone:
        for key in keys_of(words):
            at(key).discard(words.lesson.id)
    for words in come:
        for key in keys_of(words):
            at(key).add(words.lesson.id)
    for key, ids in touched.items():
        if ids:
            ids_by_key[key] = frozenset(ids)
        else:
            ids_by_key.pop(key, None)
