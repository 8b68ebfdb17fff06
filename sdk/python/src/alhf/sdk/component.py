"""A component: one part of an agent that can be corrected in plain language.

    class AnswerTone(Component):
        …

    if __name__ == "__main__":
        sys.exit(serve_main(AnswerTone()))

sdk/python/examples/hello is the whole of one; docs/writing_a_component.md leads
through it. The kit does service, positions, memory, health and shutdown.
"""

from __future__ import annotations

import abc

from alhf.sdk.context import Context, LearnContext
from alhf.v1 import types_pb2


class Component(abc.ABC):
    """Holds configuration only; all state is in the memory that a context
    gives.

    What a method raises is the call's error: an `alhf.Error` as it is, anything
    else as COMPONENT_FAILED.

    Thread safety: all methods may run concurrently.
    """

    @abc.abstractmethod
    def describe(self) -> types_pb2.Manifest:
        """Returns who this component is and what it owns, with examples in and
        out of scope. Called once, at startup."""

    @abc.abstractmethod
    def assess(self, context: Context, record: types_pb2.FeedbackRecord
               ) -> types_pb2.Assessment:
        """Returns how far `record` falls in this component's scope and, where
        claimed, what it understood. No side effects.

        Where `context.assume_in_scope`, a person assigned the record here:
        return proposals whatever the score.

        `component`, `position_seen` and, where they are unset, outcome and
        thresholds are filled in by the kit, as are tenant and agent of each
        proposal's scope. A claim brings at least one proposal; each names its
        effect and what was understood.
        """

    @abc.abstractmethod
    def adjust(self, context: Context, query: types_pb2.Query
               ) -> types_pb2.Adjustment:
        """Returns what to do differently for `query`, before
        `context.deadline`. Name the query's structure as facets and let
        `context.recall` choose."""

    def learn(self, context: LearnContext, lesson: types_pb2.Lesson) -> None:
        """Stores `lesson`, deterministically: no model, network, clock or
        randomness. Called for a new lesson and for a person's edit of one; what
        was derived from the lesson before is gone by then. The default stores
        it as it is."""
        context.store(lesson)
