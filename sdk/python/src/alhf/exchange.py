"""An exchange that was recorded, and what became of feedback on it."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from alhf.errors import Error
from alhf.plan import Plan
from alhf.v1 import coordinator_pb2, types_pb2


@dataclass(frozen=True)
class Step:
    """What one part of the agent gave to an answer: the more of it is known,
    the better a component understands what feedback is about.

    Attributes:
      component: the name of the component that the step is the matter of.
      text: what it wrote, if anything.
      sql, dialect: the statement that it ran, and in which dialect.
      passages: what it found, as (source, text).
    """

    component: str
    text: str = ""
    sql: str = ""
    dialect: str = ""
    passages: tuple[tuple[str, str], ...] = ()

    def to_message(self, plan: Plan | None) -> types_pb2.Step:
        """Returns the step with what `plan` has for its component."""
        step = types_pb2.Step(component=self.component)
        step.output.text = self.text
        for source, text in self.passages:
            step.output.passages.add(source=source, text=text)
        if self.sql:
            step.output.table.sql = self.sql
            step.output.table.dialect = self.dialect
        if plan is not None:
            step.applied.extend(item.message
                                for item in plan.items(self.component))
        return step


@dataclass(frozen=True)
class Recorded:
    """An exchange that feedback can be about: hand it to `feedback`.

    Attributes:
      exchange_id: its id, the client's own; known whether it was recorded or
        not.
      failure: why it was not recorded; None where it was. Feedback on it is
        taken all the same, for question and answer go with it.
    """

    exchange_id: str
    question: str
    answer: str
    failure: Error | None = None

    @property
    def ok(self) -> bool:
        """Whether the coordinator has it."""
        return self.failure is None


class State(enum.IntEnum):
    """How far feedback has come, as far as is known."""

    UNCONFIRMED = 0
    DURABLE = coordinator_pb2.FEEDBACK_DURABLE
    ASSESSED = coordinator_pb2.FEEDBACK_ASSESSED
    LEARNED = coordinator_pb2.FEEDBACK_LEARNED


@dataclass(frozen=True)
class Understood:
    """What one component made of the words.

    Attributes:
      meaning: one line for the person: "understood as …".
      enforced: the component acts on it by itself; else it is guidance for a
        language model.
      in_force: it holds from now on; else it waits for a person.
    """

    component: str
    lesson_id: str
    meaning: str
    enforced: bool
    in_force: bool


@dataclass(frozen=True)
class Receipt:
    """What became of feedback; as a `str`, one line for the person. Look at
    `ok`: where it is False nobody has confirmed that the words are in the
    system, and `failure` says why.

    Attributes:
      request_id: send such feedback again with it: it counts once, also where
        it did arrive and only the answer was lost.
      record_id: its id, e.g. for the command `alhf record`.
      state: how far it had come when the wait ran out; it goes on by itself.
      failure: why there is no confirmation; None where there is.
      understood: what each component learned.
      unsure: components that might have been meant; ask the person.
      missing: components that were not there; they are asked later.
      message: the status as it came; None where nothing came.
    """

    request_id: str = ""
    record_id: str = ""
    state: State = State.UNCONFIRMED
    failure: Error | None = None
    understood: tuple[Understood, ...] = ()
    unsure: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    message: coordinator_pb2.FeedbackStatus | None = field(
        default=None, repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether it is on the coordinator's disk, and cannot be lost."""
        return self.failure is None

    def __str__(self) -> str:
        if self.failure is not None:
            return f"Not confirmed: {self.failure.message}"
        if not self.understood:
            return "Kept; nobody learned from it" + (
                f" yet: {', '.join(self.unsure)} might be meant"
                if self.unsure else ".")
        return "Understood: " + "; ".join(
            f"{each.component}: {each.meaning}" +
            ("" if each.in_force else " (waits for a person)")
            for each in self.understood)

    @classmethod
    def of(cls, status: coordinator_pb2.FeedbackStatus, request_id: str
           ) -> Receipt:
        """Returns what `status` says."""
        return cls(
            request_id=request_id, record_id=status.record.id, state=State(status.state),
            understood=tuple(_understood(lesson) for lesson in status.lessons),
            unsure=tuple(status.assignment.unsure),
            missing=tuple(part.component
                          for part in status.assignment.missing),
            message=status)


def _understood(lesson: types_pb2.Lesson) -> Understood:
    return Understood(
        component=lesson.component, lesson_id=lesson.id,
        meaning=lesson.understood_as,
        enforced=lesson.effect == types_pb2.EFFECT_ENFORCED,
        in_force=lesson.state == types_pb2.LESSON_ACTIVE)
