"""One tenant's memory: entries go in, in order; contexts look at snapshots."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import grpc

from alhf.errors import Error
from alhf.sdk.component import Component
from alhf.sdk.context import build_index
from alhf.sdk.entry_effect import effect_of
from alhf.sdk.lesson_index import LessonIndex
from alhf.sdk.memory import StoredMemory, newest_position
from alhf.sdk.positions import foreign_position, is_same_log, position_gap
from alhf.sdk.store import Store
from alhf.v1 import feedback_pb2, types_pb2

# Entries since the kept index: from so many on it is brought up to date before
# somebody asks; beyond the second it is thrown away.
_MANY_PENDING = 64
_MAX_PENDING = 1024


class TenantMemory:
    """Applies entries, and reads. Thread safety: all methods may run
    concurrently; one call applies at a time."""

    def __init__(self, store: Store, component: Component, name: str,
                 tenant: str) -> None:
        self._store = store
        self._component = component
        self._name = name
        self._tenant = tenant
        self._applying = threading.Lock()
        self._index_lock = threading.Lock()
        self._making_index = threading.Lock()
        # An index, the place it is of, and what was changed since, entry by
        # entry.
        self._index: tuple[_Place, LessonIndex] | None = None
        self._pending: list[tuple[_Place, list[types_pb2.Lesson]]] = []
        self._generation = 0

    def position(self) -> types_pb2.Position:
        """Returns how far the memory is."""
        with self._store.snapshot() as snapshot:
            return newest_position(snapshot, self._tenant)

    @contextlib.contextmanager
    def read(self) -> Iterator[StoredMemory]:
        """Gives the memory as it is now."""
        with self._store.snapshot() as snapshot:
            yield StoredMemory(snapshot, self._tenant)

    def index_of(self, memory: StoredMemory) -> LessonIndex:
        """Returns an index of `memory`: the kept one with what was changed
        since, or a new one where it is of the past."""
        place = _place(memory.position)
        with self._index_lock:
            index = self._kept_index(place)
            generation = self._generation
        if index is not None:
            return index
        # One makes it, and others who want the same wait.
        with self._making_index:
            with self._index_lock:
                index = self._kept_index(place)
            return self._new_index(memory, place, generation
                                   ) if index is None else index

    def prepare(self) -> None:
        """Makes the index of the newest memory, so that no query waits."""
        with self.read() as memory:
            self.index_of(memory)

    def _new_index(self, memory: StoredMemory, place: _Place, generation: int
                   ) -> LessonIndex:
        index = build_index(memory)
        with self._index_lock:
            newer = self._index is None or self._index[0][-1] < place[-1]
            if newer and generation == self._generation:
                self._index = (place, index)
                self._pending = [each for each in self._pending
                                 if each[0][-1] > place[-1]]
        return index

    def _kept_index(self, place: _Place) -> LessonIndex | None:
        """Brings the kept index to `place`; None where it is not on its way."""
        if self._index is None:
            return None
        at, index = self._index
        places = [at, *(each for each, _ in self._pending)]
        if place not in places:
            return None
        behind = places.index(place)
        changed = [lesson for _, lessons in self._pending[:behind]
                   for lesson in lessons]
        del self._pending[:behind]
        if changed:
            index = index.with_lessons(changed)
        self._index = (place, index)
        return index

    def apply(self, request: feedback_pb2.ApplyChangesRequest
              ) -> types_pb2.Position:
        """Applies the entries that are new, each with its position in one
        commit; returns the position after them.

        Raises:
          Error: POSITION_GAP, POSITION_FOREIGN, or what the first entry that
            cannot be applied says; those before it are applied.
        """
        entries: Sequence[types_pb2.Entry] = request.entries
        _check_entries(entries, request.rebuild)
        with self._applying:
            applied = self.position()
            if not entries:
                return applied
            first = entries[0].position
            if request.rebuild:
                applied = types_pb2.Position()
            elif applied.sequence and not is_same_log(applied, first):
                raise foreign_position(first, applied)
            elif first.sequence > applied.sequence + 1:
                raise position_gap(applied, first)
            drop_first = request.rebuild
            for entry in entries:
                if entry.position.sequence > applied.sequence:
                    self._apply_entry(entry, applied, drop_first)
                    applied, drop_first = entry.position, False
            if len(self._pending) >= _MANY_PENDING:
                self.prepare()
            return applied

    def _apply_entry(self, entry: types_pb2.Entry,
                     before: types_pb2.Position, drop_first: bool) -> None:
        with self._store.snapshot() as snapshot:
            # At sequence 0 nothing of what is to be dropped is seen.
            memory = StoredMemory(snapshot, self._tenant, before)
            effect = effect_of(self._component, self._name, memory, entry)
        # Before the commit: who sees the entry finds its lessons.
        with self._index_lock:
            if drop_first:
                self._forget_index()
            self._pending.append((_place(entry.position), effect.lessons))
            if len(self._pending) > _MAX_PENDING:  # a very long call
                self._forget_index()
        try:
            self._store.write(self._tenant, effect.puts, effect.deletes,
                              drop_first)
        except BaseException:
            with self._index_lock:
                self._forget_index()
            raise

    def _forget_index(self) -> None:
        self._index = None
        self._pending = []
        self._generation += 1


_Place: TypeAlias = tuple[str, int, int]


def _place(position: types_pb2.Position) -> _Place:
    return position.log_id, position.epoch, position.sequence


def _check_entries(entries: Sequence[types_pb2.Entry], rebuild: bool) -> None:
    """Refuses entries that are not of one log and follow each other."""
    for i, entry in enumerate(entries):
        position = entry.position
        if not position.log_id or not position.sequence:
            raise _malformed("entries.position", "an entry needs the position "
                             "that it has in the log")
        if i and not (is_same_log(position, entries[0].position) and
                      position.sequence ==
                      entries[i - 1].position.sequence + 1):
            raise _malformed("entries.position", f"entry {position.sequence} "
                             "does not follow the one before it in the "
                             "request")
    if rebuild and (not entries or entries[0].position.sequence != 1):
        raise _malformed("rebuild", "a rebuild starts with the entry of "
                         "sequence 1")


def _malformed(field: str, what: str) -> Error:
    return Error(grpc.StatusCode.INVALID_ARGUMENT, "FIELD_INVALID", what,
                 {"field": field})
