"""What a component remembers: lessons, and what its author derives from them.
One tenant's memory at one position."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

import grpc

from alhf.errors import Error
from alhf.sdk import keys
from alhf.sdk.keys import Revised
from alhf.sdk.store import Snapshot
from alhf.storage.v1 import memory_pb2
from alhf.v1 import types_pb2

#: Every state that a lesson can have.
ALL_STATES = frozenset((
    types_pb2.LESSON_HELD, types_pb2.LESSON_SHADOW, types_pb2.LESSON_ACTIVE,
    types_pb2.LESSON_RETIRED, types_pb2.LESSON_ERASED))
_NOT_ERASED = ALL_STATES - {types_pb2.LESSON_ERASED}


class Memory(Protocol):
    """What an author may read. Valid for one call."""

    def get(self, lesson_id: str) -> types_pb2.Lesson:
        """Returns a lesson.

        Raises:
          Error: NOT_FOUND LESSON_NOT_FOUND.
        """

    def lessons(self, states: Collection[int] = _NOT_ERASED
                ) -> list[types_pb2.Lesson]:
        """Returns the lessons in one of `states`, oldest first."""

    def derived(self, key: str) -> bytes | None:
        """Returns a value that `LearnContext.derive` stored, or None."""

    @property
    def position(self) -> types_pb2.Position:
        """The position that this memory has."""


class StoredMemory:
    """A memory in a snapshot of the store, as it was at a position."""

    def __init__(self, snapshot: Snapshot, tenant: str,
                 position: types_pb2.Position | None = None) -> None:
        """At `position`; None: the newest."""
        self._snapshot = snapshot
        self.tenant = tenant
        self._position = (newest_position(snapshot, tenant)
                          if position is None else position)

    @property
    def position(self) -> types_pb2.Position:
        return self._position

    def get(self, lesson_id: str) -> types_pb2.Lesson:
        lesson = self._find(lesson_id)
        if lesson is None:
            raise no_such_lesson(lesson_id)
        return lesson

    def lessons(self, states: Collection[int] = _NOT_ERASED
                ) -> list[types_pb2.Lesson]:
        return [lesson for _, lesson in self.places()
                if lesson.state in states]

    def places(self, start: bytes = b""
               ) -> Iterator[tuple[bytes, types_pb2.Lesson]]:
        """Yields every lesson with its place in the order of learning, from
        the place `start` on."""
        for key, _ in self._snapshot.scan(self.tenant, keys.ORDER, start):
            learned_sequence, lesson_id = keys.parse_place(key)
            if learned_sequence > self._position.sequence:
                return
            lesson = self._find(lesson_id)
            # A lesson that was learned again has its old place too.
            if (lesson is not None and
                    lesson.learned_sequence == learned_sequence):
                yield key, lesson

    def derived(self, key: str) -> bytes | None:
        data = self._revision(Revised.DERIVED, key)
        if data is None:
            return None
        value = keys.decode(memory_pb2.DerivedValue, data)
        return None if value.deleted else value.value

    def items(self, start: bytes = b"") -> Iterator[tuple[bytes, bytes]]:
        """Yields all that the memory holds, in order, from a key on."""
        return self._snapshot.scan(self.tenant, b"", start)

    def revision_keys(self, lesson_id: str) -> list[bytes]:
        """Returns the keys of all revisions of a lesson."""
        prefix = keys.revisions(Revised.LESSON, lesson_id)
        return [key for key, _ in self._snapshot.scan(self.tenant, prefix)]

    def derived_from(self, lesson_id: str) -> list[str]:
        """Returns the keys of the derived values in force that name a
        lesson."""
        found = []
        last = ""
        for key, data in self._snapshot.scan(self.tenant,
                                             Revised.DERIVED.value):
            name, sequence = keys.parse_revision(key)
            if sequence > self._position.sequence or name == last:
                continue
            last = name
            value = keys.decode(memory_pb2.DerivedValue, data)
            if not value.deleted and lesson_id in value.lesson_ids:
                found.append(name)
        return found

    def keys_derived_from(self, lesson_id: str) -> list[bytes]:
        """Returns the keys of every revision that names a lesson."""
        return [key for key, data
                in self._snapshot.scan(self.tenant, Revised.DERIVED.value)
                if lesson_id in keys.decode(memory_pb2.DerivedValue,
                                            data).lesson_ids]

    def _find(self, lesson_id: str) -> types_pb2.Lesson | None:
        data = self._revision(Revised.LESSON, lesson_id)
        if data is None:
            return None
        return keys.decode(memory_pb2.LessonRevision, data).lesson

    def _revision(self, kind: Revised, name: str) -> bytes | None:
        """Returns the newest revision up to the position, or None."""
        return self._snapshot.first(
            self.tenant, keys.revision(kind, name, self._position.sequence),
            keys.revisions(kind, name))


def newest_position(snapshot: Snapshot, tenant: str) -> types_pb2.Position:
    """Returns how far a tenant's memory is; sequence 0 where it has none."""
    data = snapshot.get(tenant, keys.POSITION)
    if data is None:
        return types_pb2.Position()
    return keys.decode(memory_pb2.AppliedPosition, data).position


def no_such_lesson(lesson_id: str) -> Error:
    """Returns the error of a lesson that is not there."""
    return Error(grpc.StatusCode.NOT_FOUND, "LESSON_NOT_FOUND",
                 f"there is no lesson {lesson_id} at this position: list the "
                 "lessons", {"lesson": lesson_id})
