"""Gate, then compare: what shuts a lesson out before any score counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from alhf.sdk.facets import FacetSet, FacetState
from alhf.sdk.times import to_datetime
from alhf.v1 import types_pb2


@dataclass(frozen=True)
class QueryScope:
    """The query as scope sees it."""

    agent: str
    user: str
    now: datetime
    facets: FacetSet = field(default_factory=FacetSet)


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a lesson's scope lets a query pass.

    Attributes:
      shut: the gate that is shut, e.g. "user", "expired", "facet
        date_part:week ABSENT". Empty: open.
      present, unknown: how many of the lesson's facets are.
    """

    shut: str = ""
    present: int = 0
    unknown: int = 0

    @property
    def foreign(self) -> bool:
        """Whether the lesson is of another user or agent: it must not even be
        named."""
        return self.shut in ("user", "agent")

    @property
    def out_of_time(self) -> bool:
        """Whether the lesson does not hold at the query's time."""
        return self.shut in ("not yet valid", "expired")


def judge(scope: types_pb2.Scope, query: QueryScope) -> Gate:
    """Judges agent, audience, validity, then facets. Only ABSENT shuts;
    UNKNOWN leaves it to the score."""
    if scope.agent and scope.agent != query.agent:
        return Gate("agent")
    if scope.user and scope.user != query.user:
        return Gate("user")
    if (scope.HasField("not_before") and
            query.now < to_datetime(scope.not_before)):
        return Gate("not yet valid")
    if scope.HasField("not_after") and query.now > to_datetime(scope.not_after):
        return Gate("expired")
    present = unknown = 0
    for facet in scope.facets:
        match query.facets.state_of(facet.key, facet.value):
            case FacetState.PRESENT:
                present += 1
            case FacetState.UNKNOWN:
                unknown += 1
            case FacetState.ABSENT:
                return Gate(f"facet {facet.key}:{facet.value} ABSENT")
    return Gate("", present, unknown)


def specificity(scope: types_pb2.Scope) -> int:
    """Returns the number of conditions in a scope: more is more specific."""
    in_time = bool(scope.HasField("not_before") or scope.HasField("not_after"))
    return (bool(scope.user) + bool(scope.agent) + len(scope.facets) +
            len(scope.triggers) + bool(scope.topic) + in_time)
