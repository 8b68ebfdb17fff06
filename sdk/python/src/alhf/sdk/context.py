"""What a component's methods are given: bound to one call, one tenant, and one
snapshot of its memory."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

import grpc

from alhf.errors import Error
from alhf.sdk.conversation import leans_on_turns
from alhf.sdk.facets import FacetSet
from alhf.sdk.gate import QueryScope
from alhf.sdk.lesson_index import LessonIndex, Recalled, Recollected
from alhf.sdk.memory import Memory
from alhf.sdk.scorer import CALIBRATION
from alhf.v1 import types_pb2

_IN_FORCE = frozenset((types_pb2.LESSON_ACTIVE, types_pb2.LESSON_SHADOW))


@dataclass(frozen=True)
class Recollection:
    """One lesson that applies to a query, or comes near.

    Attributes:
      item: lesson, score, why, disposition (SHADOW or CANDIDATE until the
        coordinator decides), effect, conflict key, specificity, audience,
        agent, position, directive and text are filled in; the component adds
        target and what to do (guidance by default).
    """

    lesson: types_pb2.Lesson
    item: types_pb2.AdjustmentItem


@dataclass(frozen=True)
class Context:
    """Facilities for one call. Do not keep it.

    Attributes:
      deadline: when the caller stops waiting, as `time.monotonic` counts.
      now: the query's `now`, or the record's time: engines know no other.
      assume_in_scope: in `assess`: a person assigned the record here.
      traceparent: W3C trace context of the call, for the header of what the
        component calls itself; empty: none.
    """

    tenant: str
    agent: str
    component: str
    deadline: float
    now: datetime
    memory: Memory
    index: Callable[[], LessonIndex]
    assume_in_scope: bool = False
    traceparent: str = ""

    def recall(self, query: types_pb2.Query, facets: FacetSet | None = None
               ) -> list[Recollection]:
        """Chooses the lessons whose scope covers `query`, whose structure this
        component knows as `facets` (together with those that the query
        brings). Honours the query's overlay and `as_of`. A follow-up ("And for
        2024?") is compared with the questions of its last turns that it leans
        on, and what `facets` have as ABSENT, by its own words, is then
        UNKNOWN."""
        recalled = self._recall(query, _all_facets(query, facets))
        return [self._recollection(each) for each in recalled.lessons]

    def recall_adjustment(self, query: types_pb2.Query,
                          facets: FacetSet | None = None
                          ) -> types_pb2.Adjustment:
        """Returns the same as a ready adjustment: every recollection as its
        item, with `rejected`, `scored`, `position` and `facets`."""
        known = _all_facets(query, facets)
        recalled = self._recall(query, known)
        return types_pb2.Adjustment(
            component=self.component,
            items=[self._recollection(each).item for each in recalled.lessons],
            rejected=recalled.rejected, scored=recalled.scored,
            position=self.memory.position, facets=known.to_messages(),
            calibration_version=CALIBRATION)

    def _recall(self, query: types_pb2.Query, facets: FacetSet) -> Recalled:
        if query.overlay.recall == types_pb2.RECALL_NONE:
            return Recalled()
        index = self.index()
        added = self._added(query.overlay)
        if added:
            index = index.with_lessons(added)
        return index.recall(query, QueryScope(self.agent, query.user, self.now,
                                              facets))

    def _added(self, overlay: types_pb2.Overlay) -> list[types_pb2.Lesson]:
        """Returns the overlay's lessons for this component, in force."""
        added = []
        for lesson in getattr(overlay, "with"):
            if lesson.component != self.component:
                continue
            self._expect_new(lesson.id)
            taken = types_pb2.Lesson()
            taken.CopyFrom(lesson)
            taken.tenant = self.tenant
            if taken.state != types_pb2.LESSON_SHADOW:
                taken.state = types_pb2.LESSON_ACTIVE
            added.append(taken)
        return added

    def _expect_new(self, lesson_id: str) -> None:
        try:
            self.memory.get(lesson_id)
        except Error as error:
            if error.code != grpc.StatusCode.NOT_FOUND:
                raise
            return
        raise Error(
            grpc.StatusCode.INVALID_ARGUMENT, "FIELD_INVALID",
            f"query.overlay.with has lesson {lesson_id}, which exists: give "
            "it a new id, and name the other in query.overlay.without",
            {"field": "query.overlay.with", "lesson": lesson_id})

    def _recollection(self, recalled: Recollected) -> Recollection:
        lesson = types_pb2.Lesson()
        lesson.CopyFrom(recalled.lesson)
        item = types_pb2.AdjustmentItem(
            lesson_id=lesson.id, component=self.component,
            score=recalled.score, why=recalled.why,
            disposition=(types_pb2.DISPOSITION_SHADOW
                         if lesson.state == types_pb2.LESSON_SHADOW
                         else types_pb2.DISPOSITION_CANDIDATE),
            effect=lesson.effect, conflict_key=lesson.conflict_key,
            specificity=recalled.specificity, audience=lesson.scope.user,
            agent=lesson.scope.agent,
            learned_sequence=lesson.learned_sequence,
            position=lesson.position, text=lesson.text)
        if lesson.HasField("directive"):
            item.directive.CopyFrom(lesson.directive)
        item.guidance.text = lesson.text
        return Recollection(lesson, item)


def build_index(memory: Memory) -> LessonIndex:
    """Returns an index of the lessons of `memory` that are in force."""
    return LessonIndex().with_lessons(memory.lessons(_IN_FORCE))


def _all_facets(query: types_pb2.Query, facets: FacetSet | None) -> FacetSet:
    known = FacetSet(query.facets)
    if facets is None:
        return known
    # The author knows them from the query's own words.
    return known.merged(facets.without_limits() if leans_on_turns(query)
                        else facets)


class LearnContext:
    """What `Component.learn` is given. Everything written becomes durable
    together with the entry's position, or not at all.

    Attributes:
      entry_time: the only time that learning may know.
      memory: as it is before this entry, with what this entry wrote.
    """

    def __init__(self, tenant: str, entry_time: datetime, memory: Memory,
                 store: Callable[[types_pb2.Lesson], None],
                 derive: Callable[[str, bytes, Collection[str]], None]
                 ) -> None:
        self.tenant = tenant
        self.entry_time = entry_time
        self.memory = memory
        self._store = store
        self._derive = derive

    def store(self, lesson: types_pb2.Lesson) -> None:
        """Stores `lesson` under its id as its revision at this position."""
        self._store(lesson)

    def derive(self, key: str, value: bytes, lesson_ids: Collection[str]
               ) -> None:
        """Stores `value` under `key`, derived from `lesson_ids`: erased with
        any of them. At most 1 MiB."""
        self._derive(key, value, lesson_ids)
