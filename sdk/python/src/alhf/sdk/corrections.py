"""A correction holds where the lesson that it corrects holds (sdk/src/
correction.cc): "ten are enough", said of an answer that a lesson on one topic
cut to five, is on that topic, unless its wording says how wide it is."""

from __future__ import annotations

import grpc

from alhf.errors import Error
from alhf.sdk.memory import Memory
from alhf.sdk.scope import breadth_of
from alhf.v1 import types_pb2


def scope_corrections(memory: Memory, record: types_pb2.FeedbackRecord,
                      assessment: types_pb2.Assessment) -> None:
    """Narrows the proposals that correct a lesson on one topic."""
    if breadth_of(record.text) == types_pb2.BREADTH_COMPONENT:
        return
    for proposal in assessment.proposals:
        if (not proposal.conflict_key or
                proposal.scope.breadth != types_pb2.BREADTH_COMPONENT):
            continue
        item = _acted_on(record.exchange, assessment.component,
                         proposal.conflict_key)
        lesson = None if item is None else _find(memory, item.lesson_id)
        if (lesson is not None and lesson.scope.topic and
                lesson.scope.breadth == types_pb2.BREADTH_TOPIC):
            _take_over(lesson, proposal)


def _acted_on(exchange: types_pb2.Exchange, component: str, conflict_key: str
              ) -> types_pb2.AdjustmentItem | None:
    """Returns the newest item with this conflict key that acted: in the
    component's step, or by its part of the plan, which is all that an agent of
    its own records."""
    items: list[types_pb2.AdjustmentItem] = [
        item for step in exchange.steps if step.component == component
        for item in step.applied]
    items += [item for plan in exchange.plan.components
              if plan.component == component for item in plan.items]
    acted = [item for item in items
             if item.disposition == types_pb2.DISPOSITION_APPLIED and
             item.conflict_key == conflict_key]
    if not acted:
        return None
    return max(acted, key=lambda item: item.learned_sequence)


def _find(memory: Memory, lesson_id: str) -> types_pb2.Lesson | None:
    try:
        return memory.get(lesson_id)
    except Error as error:
        if error.code != grpc.StatusCode.NOT_FOUND:
            raise
        return None  # erased meanwhile


def _take_over(corrected: types_pb2.Lesson, proposal: types_pb2.Proposal
               ) -> None:
    scope = proposal.scope
    scope.breadth = corrected.scope.breadth
    scope.topic = corrected.scope.topic
    for name in ("triggers", "facets"):
        scope.ClearField(name)
        getattr(scope, name).extend(getattr(corrected.scope, name))
    proposal.relations.add(kind=types_pb2.Relation.CONTRADICTS,
                           lesson_id=corrected.id,
                           reason=f"corrects: {corrected.understood_as}")
    proposal.understood_as += (", as before where it is about "
                               f"\"{corrected.scope.topic}\"")
