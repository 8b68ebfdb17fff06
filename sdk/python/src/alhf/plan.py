"""What an agent is to do differently for one question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from google.protobuf import json_format

from alhf.errors import Error
from alhf.v1 import types_pb2


@dataclass(frozen=True)
class Guidance:
    """Words for a language model."""

    text: str


@dataclass(frozen=True)
class Parameter:
    """A setting of the engine; `value` is what JSON can hold."""

    name: str
    value: object


@dataclass(frozen=True)
class Filter:
    """Only results with one of `values` in `field`; with `exclude` all but
    these."""

    field: str
    values: tuple[str, ...]
    exclude: bool


@dataclass(frozen=True)
class Boost:
    """Results with `value` in `field` count `factor` times: above 1 lifts,
    below lowers."""

    field: str
    value: str
    factor: float


@dataclass(frozen=True)
class Expansion:
    """Whoever says `term` means `terms` too."""

    term: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Limit:
    """At most `value` of `name`, e.g. rows."""

    name: str
    value: int


Action: TypeAlias = (Guidance | Parameter | Filter | Boost | Expansion | Limit)


@dataclass(frozen=True)
class Item:
    """One thing that a component does differently, and the lesson behind it.

    Attributes:
      action: what to do; None where only the component that owns the lesson
        can act on it.
      text: what the person said, for people.
      score: how probable it is that the lesson applies, in [0.0, 1.0].
      why: one line.
      message: the item as it came.
    """

    component: str
    lesson_id: str
    action: Action | None
    text: str
    score: float
    why: str
    message: types_pb2.AdjustmentItem = field(repr=False, compare=False)


@dataclass(frozen=True)
class Plan:
    """The composition of all adjustments for one question. Empty where nothing
    was taught that applies, or where the coordinator could not be asked.

        plan = client.plan("How many orders per week?")
        prompt = plan.guidance() + question
        for item in plan.items("retriever"):
            match item.action:
                case Filter(field="folder", values=folders, exclude=True): …

    Attributes:
      message: the plan as it came.
      failure: why there is none; None where the coordinator answered.
    """

    message: types_pb2.Plan = field(default_factory=types_pb2.Plan, repr=False)
    failure: Error | None = None

    @property
    def degraded(self) -> bool:
        """Whether something that was taught may be missing; see `reason`."""
        return self.failure is not None or self.message.degraded

    @property
    def reason(self) -> str:
        """One line: why it is degraded. Empty where it is not."""
        if self.failure is not None:
            return str(self.failure)
        return "; ".join(f"{part.component}: {part.reason}"
                         for part in self.message.missing)

    @property
    def lessons(self) -> tuple[str, ...]:
        """The ids of the lessons that apply, each once."""
        return tuple(dict.fromkeys(item.lesson_id for item in self.items()))

    def guidance(self, component: str | None = None) -> str:
        """Returns what was taught, ready for a prompt: for one component, or
        for all. It is fenced as people's data; empty where nothing applies."""
        return "\n".join(part.guidance for part in self._parts(component)
                         if part.guidance)

    def items(self, component: str | None = None) -> tuple[Item, ...]:
        """Returns what applies, of one component or of all."""
        return tuple(_item(each) for part in self._parts(component)
                     for each in part.items)

    def excluded(self, component: str, field: str) -> frozenset[str]:
        """Returns the values of `field` that `component` is to leave out."""
        return frozenset(
            value for item in self.items(component)
            if isinstance(item.action, Filter) and item.action.exclude and
            item.action.field == field for value in item.action.values)

    def _parts(self, component: str | None
               ) -> Iterator[types_pb2.ComponentPlan]:
        return (part for part in self.message.components
                if component is None or part.component == component)


def _item(item: types_pb2.AdjustmentItem) -> Item:
    return Item(component=item.component, lesson_id=item.lesson_id,
                action=_action(item), text=item.text, score=item.score,
                why=item.why, message=item)


def _action(item: types_pb2.AdjustmentItem) -> Action | None:
    match item.WhichOneof("item"):
        case "guidance":
            return Guidance(item.guidance.text)
        case "parameter":
            return Parameter(item.parameter.name,
                             json_format.MessageToDict(item.parameter.value))
        case "filter":
            return Filter(item.filter.field, tuple(item.filter.values),
                          item.filter.exclude)
        case "boost":
            return Boost(item.boost.field, item.boost.value,
                         item.boost.factor)
        case "expansion":
            return Expansion(item.expansion.term,
                             tuple(item.expansion.terms))
        case "limit":
            return Limit(item.limit.name, item.limit.value)
    return None
