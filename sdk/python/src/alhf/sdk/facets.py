"""What a component knows of a query's structure: the facts by which scope
gates."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from alhf.v1 import types_pb2


class FacetState(enum.Enum):
    """Whether a facet holds for a query."""

    PRESENT = "PRESENT"
    ABSENT = "ABSENT"
    UNKNOWN = "UNKNOWN"


class FacetSet:
    """Facets of one query. Values are compared without regard to case.

        facets = FacetSet()
        facets.add("date_part", ["week"], complete=True)
        return context.recall_adjustment(query, facets)

    Thread safety: for one thread while it is added to.
    """

    def __init__(self, known: Iterable[types_pb2.FacetKnowledge] = ()) -> None:
        self._values: dict[str, set[str]] = {}
        self._complete: set[str] = set()
        for each in known:
            self.add(each.key, each.values, each.complete)

    def add(self, key: str, values: Iterable[str] = (),
            complete: bool = False) -> None:
        """Says that `values` hold; with `complete` no other value does."""
        self._values.setdefault(key, set()).update(
            value.lower() for value in values)
        if complete:
            self._complete.add(key)

    def merged(self, other: FacetSet) -> FacetSet:
        """Returns what both know."""
        both = FacetSet(self.to_messages())
        for each in other.to_messages():
            both.add(each.key, each.values, each.complete)
        return both

    def without_limits(self) -> FacetSet:
        """Returns the same values, none complete: what holds, without ruling
        out anything else."""
        return FacetSet(
            types_pb2.FacetKnowledge(key=each.key, values=each.values)
            for each in self.to_messages())

    def state_of(self, key: str, value: str) -> FacetState:
        """Returns whether the facet holds."""
        if value.lower() in self._values.get(key, ()):
            return FacetState.PRESENT
        return (FacetState.ABSENT if key in self._complete
                else FacetState.UNKNOWN)

    def to_messages(self) -> list[types_pb2.FacetKnowledge]:
        """Returns the same for the wire, in a fixed order."""
        return [types_pb2.FacetKnowledge(key=key, values=sorted(values),
                                         complete=key in self._complete)
                for key, values in sorted(self._values.items())]
