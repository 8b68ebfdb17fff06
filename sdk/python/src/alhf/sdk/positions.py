"""Positions compared, and waiting for one to be reached."""

from __future__ import annotations

import asyncio

import grpc

from alhf.errors import Error
from alhf.v1 import types_pb2


def is_same_log(a: types_pb2.Position, b: types_pb2.Position) -> bool:
    """Whether two positions can be compared."""
    return a.log_id == b.log_id and a.epoch == b.epoch


def has_reached(applied: types_pb2.Position, wanted: types_pb2.Position
                ) -> bool:
    """Whether a memory at `applied` has seen `wanted`."""
    return wanted.sequence == 0 or (is_same_log(applied, wanted) and
                                    applied.sequence >= wanted.sequence)


def check_as_of(applied: types_pb2.Position, as_of: types_pb2.Position
                ) -> None:
    """Refuses a past that this memory does not have.

    Raises:
      Error: POSITION_FOREIGN, POSITION_AHEAD.
    """
    if as_of.sequence and applied.sequence and not is_same_log(as_of, applied):
        raise foreign_position(as_of, applied)
    if as_of.sequence > applied.sequence:
        raise Error(
            grpc.StatusCode.FAILED_PRECONDITION, "POSITION_AHEAD",
            f"position {as_of.sequence} is not applied here yet, only "
            f"{applied.sequence} is: ask without as_of",
            {"sequence": str(as_of.sequence),
             "applied_sequence": str(applied.sequence)})


def foreign_position(position: types_pb2.Position,
                     applied: types_pb2.Position) -> Error:
    """Returns the error of a position of another log or epoch."""
    return Error(
        grpc.StatusCode.FAILED_PRECONDITION, "POSITION_FOREIGN",
        f"the position is of log '{position.log_id}' epoch {position.epoch}, "
        f"the memory of log '{applied.log_id}' epoch {applied.epoch}: send "
        "from sequence 1 with rebuild",
        {"log_id": position.log_id, "epoch": str(position.epoch),
         "applied_log_id": applied.log_id,
         "applied_epoch": str(applied.epoch)})


def position_gap(applied: types_pb2.Position, first: types_pb2.Position
                 ) -> Error:
    """Returns the error of entries that are missing before `first`."""
    return Error(
        grpc.StatusCode.FAILED_PRECONDITION, "POSITION_GAP",
        f"entry {first.sequence} came, entry {applied.sequence + 1} is next: "
        "send from there",
        {"applied_sequence": str(applied.sequence),
         "sequence": str(first.sequence)})


def stale_position(applied: types_pb2.Position, wanted: types_pb2.Position
                   ) -> Error:
    """Returns the error of a position that was not reached in time."""
    return Error(
        grpc.StatusCode.FAILED_PRECONDITION, "POSITION_STALE",
        f"position {wanted.sequence} was not reached in time, only "
        f"{applied.sequence} is: ask again, or without min_position",
        {"sequence": str(wanted.sequence),
         "applied_sequence": str(applied.sequence)})


class Waits:
    """Calls that wait for a tenant's memory to move on: they hold no thread
    meanwhile. For one event loop."""

    def __init__(self) -> None:
        self._moved: dict[str, asyncio.Event] = {}

    def notify(self, tenant: str) -> None:
        """Wakes those that wait for `tenant`."""
        event = self._moved.pop(tenant, None)
        if event is not None:
            event.set()

    def notify_all(self) -> None:
        """Wakes everybody."""
        for tenant in list(self._moved):
            self.notify(tenant)

    def moved(self, tenant: str) -> asyncio.Event:
        """Returns an event that is set at the next `notify`. Look at the
        position after this, before waiting for it."""
        return self._moved.setdefault(tenant, asyncio.Event())
