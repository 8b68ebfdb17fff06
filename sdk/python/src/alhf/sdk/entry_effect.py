"""What one entry of the log does to a tenant's memory.

Worked out in full before anything is written, so that one commit holds all of
it and the position (sdk/src/entry_changes.cc).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import grpc

from alhf.errors import Error
from alhf.sdk import keys
from alhf.sdk.author_calls import calling_author, component_failed
from alhf.sdk.changes import apply_change, lesson_id_of
from alhf.sdk.component import Component
from alhf.sdk.context import LearnContext
from alhf.sdk.keys import Revised
from alhf.sdk.memory import ALL_STATES, StoredMemory
from alhf.sdk.times import to_datetime
from alhf.storage.v1 import memory_pb2
from alhf.v1 import types_pb2

_MAX_DERIVED_BYTES = 1 << 20
# Part of a key: visible ASCII.
_NAME = re.compile(r"[!-~]{1,128}")

_NOT_ERASED = ALL_STATES - {types_pb2.LESSON_ERASED}


@dataclass(frozen=True)
class EntryEffect:
    """Keys to delete, then items to put, in one commit.

    Attributes:
      lessons: those that the entry changed, as they are after it.
    """

    deletes: list[bytes]
    puts: list[tuple[bytes, bytes]]
    lessons: list[types_pb2.Lesson]


def effect_of(component: Component, name: str, before: StoredMemory,
              entry: types_pb2.Entry) -> EntryEffect:
    """Returns what `entry` does to the memory `before` it.

    Args:
      name: of the component, as its manifest has it.

    Raises:
      Error: the first change that cannot be applied; nothing is.
    """
    sequence = entry.position.sequence
    if not entry.changes:
        raise _malformed("FIELD_REQUIRED", "entries.changes",
                         f"entry {sequence} has no changes: send `none` where "
                         "the component has no part")
    applied = _EntryChanges(component, name, before, entry)
    for change in entry.changes:
        try:
            applied.apply(change)
        except Error as error:
            raise Error(error.code, error.reason,
                        f"entry {sequence}: {error.message}", error.metadata,
                        error.retry_after) from error
    return applied.memory.to_effect()


class _ChangingMemory:
    """The memory before an entry, with what the entry has changed so far."""

    def __init__(self, before: StoredMemory, entry: types_pb2.Entry) -> None:
        self._before = before
        self._entry = entry
        self._lessons: dict[str, types_pb2.Lesson] = {}
        self._derived: dict[str, memory_pb2.DerivedValue] = {}
        self._snapshots: dict[str, types_pb2.Snapshot] = {}
        self._deletes: set[bytes] = set()

    @property
    def position(self) -> types_pb2.Position:
        return self._before.position

    def get(self, lesson_id: str) -> types_pb2.Lesson:
        changed = self._lessons.get(lesson_id)
        return self._before.get(lesson_id) if changed is None else changed

    def lessons(self, states: Collection[int] = _NOT_ERASED
                ) -> list[types_pb2.Lesson]:
        every = {lesson.id: lesson
                 for lesson in self._before.lessons(ALL_STATES)}
        every.update(self._lessons)
        return sorted((lesson for lesson in every.values()
                       if lesson.state in states),
                      key=lambda lesson: (lesson.learned_sequence, lesson.id))

    def derived(self, key: str) -> bytes | None:
        changed = self._derived.get(key)
        if changed is None:
            return self._before.derived(key)
        return None if changed.deleted else changed.value

    def put(self, lesson: types_pb2.Lesson) -> None:
        self._lessons[lesson.id] = lesson

    def put_derived(self, key: str, value: memory_pb2.DerivedValue) -> None:
        self._derived[key] = value

    def adopt(self, snapshot: types_pb2.Snapshot) -> None:
        self._snapshots[snapshot.name] = snapshot

    def drop_derived_from(self, lesson_id: str) -> None:
        """Takes what was derived from a lesson out of force."""
        for key in self._before.derived_from(lesson_id):
            self._derived.setdefault(key,
                                     memory_pb2.DerivedValue(deleted=True))
        for key, value in self._derived.items():
            if lesson_id in value.lesson_ids:
                self._derived[key] = memory_pb2.DerivedValue(deleted=True)

    def erase(self, tombstone: types_pb2.Lesson) -> None:
        """Removes a lesson's revisions and those of what was derived from it;
        `tombstone` stays."""
        self.drop_derived_from(tombstone.id)
        self._deletes.update(self._before.revision_keys(tombstone.id))
        self._deletes.update(self._before.keys_derived_from(tombstone.id))
        self.put(tombstone)

    def to_effect(self) -> EntryEffect:
        position = self._entry.position
        puts: list[tuple[bytes, bytes]] = []

        def put(kind: Revised, name: str, message: object) -> None:
            puts.append((keys.revision(kind, name, position.sequence),
                         keys.encode(message)))

        for lesson_id, lesson in self._lessons.items():
            put(Revised.LESSON, lesson_id, memory_pb2.LessonRevision(
                lesson=lesson,
                erased=lesson.state == types_pb2.LESSON_ERASED))
            puts.append((keys.place(lesson.learned_sequence, lesson_id), b""))
        for key, value in self._derived.items():
            put(Revised.DERIVED, key, value)
        for name, snapshot in self._snapshots.items():
            put(Revised.SNAPSHOT, name, snapshot)
        puts.append((keys.POSITION, keys.encode(
            memory_pb2.AppliedPosition(position=position))))
        return EntryEffect(sorted(self._deletes), puts,
                           list(self._lessons.values()))


class _EntryChanges:
    """Applies the changes of one entry, one after the other."""

    def __init__(self, component: Component, name: str, before: StoredMemory,
                 entry: types_pb2.Entry) -> None:
        self._component = component
        self._name = name
        self._tenant = before.tenant
        self._entry = entry
        self.memory = _ChangingMemory(before, entry)

    def apply(self, change: types_pb2.Change) -> None:
        kind = change.WhichOneof("kind")
        if kind is None:
            raise _malformed("FIELD_REQUIRED", "entries.changes",
                             "a change has no kind that this version knows: "
                             "send `none` where the component has no part")
        if kind == "none":
            return
        if kind == "adopt_snapshot":
            self._adopt(change.adopt_snapshot.snapshot)
            return
        owned = types_pb2.Change()
        owned.CopyFrom(change)
        if kind in ("learn", "revise"):
            self._own(getattr(owned, kind).lesson)
        self._apply_to_lesson(owned, kind)

    def _own(self, lesson: types_pb2.Lesson) -> None:
        """Fills in whose lesson a learned or revised one is."""
        for message, field, ours, path in (
                (lesson, "tenant", self._tenant, "lesson.tenant"),
                (lesson.scope, "tenant", self._tenant, "lesson.scope.tenant"),
                (lesson, "component", self._name, "lesson.component")):
            theirs = getattr(message, field)
            if theirs and theirs != ours:
                raise _malformed("FIELD_INVALID", path,
                                 f"{path} is {theirs}, this is {ours}")
            setattr(message, field, ours)

    def _apply_to_lesson(self, change: types_pb2.Change, kind: str) -> None:
        lesson_id = lesson_id_of(change)
        if not _NAME.fullmatch(lesson_id):
            raise _malformed("FIELD_INVALID", "entries.changes",
                             "a lesson's id must be 1 to 128 visible ASCII "
                             "characters")
        lesson = apply_change(self._find(lesson_id), change, self._entry)
        if kind in ("learn", "revise"):
            self._learn(lesson)
        elif kind == "erase":
            self.memory.erase(lesson)
        else:
            self.memory.put(lesson)

    def _find(self, lesson_id: str) -> types_pb2.Lesson | None:
        try:
            return self.memory.get(lesson_id)
        except Error as error:
            if error.code != grpc.StatusCode.NOT_FOUND:
                raise
            return None

    def _adopt(self, snapshot: types_pb2.Snapshot) -> None:
        if not _NAME.fullmatch(snapshot.name):
            raise _malformed("FIELD_INVALID", "adopt_snapshot.snapshot.name",
                             "a snapshot's name must be 1 to 128 visible "
                             "ASCII characters")
        self.memory.adopt(snapshot)

    def _learn(self, lesson: types_pb2.Lesson) -> None:
        self.memory.drop_derived_from(lesson.id)
        stored = False

        def store(given: types_pb2.Lesson) -> None:
            nonlocal stored
            self.memory.put(_kept(given, lesson))
            stored = True

        def derive(key: str, value: bytes, lesson_ids: Collection[str]
                   ) -> None:
            self._check_derived(lesson, key, value, lesson_ids)
            self.memory.put_derived(key, memory_pb2.DerivedValue(
                value=value, lesson_ids=lesson_ids))

        given = types_pb2.Lesson()
        given.CopyFrom(lesson)
        context = LearnContext(self._tenant, to_datetime(self._entry.time),
                               self.memory, store, derive)
        with calling_author("learn"):
            self._component.learn(context, given)
        if not stored:
            raise component_failed("learn", "it did not store the lesson")

    def _check_derived(self, lesson: types_pb2.Lesson, key: str, value: bytes,
                       lesson_ids: Collection[str]) -> None:
        if not _NAME.fullmatch(key):
            raise component_failed("learn", "a key of a derived value must be "
                                   "1 to 128 visible ASCII characters")
        if len(value) > _MAX_DERIVED_BYTES:
            raise component_failed(
                "learn", f"the derived value {key} has {len(value)} bytes, "
                f"the limit is {_MAX_DERIVED_BYTES}")
        if not lesson_ids:
            raise component_failed(
                "learn", f"the derived value {key} names no lesson")
        for each in lesson_ids:
            if each != lesson.id and self._find(each) is None:
                raise component_failed(
                    "learn", f"the derived value {key} names lesson {each}, "
                    "which is not there")


def _kept(given: types_pb2.Lesson, lesson: types_pb2.Lesson
          ) -> types_pb2.Lesson:
    """Returns what an author stores; what the entry decides is not his to
    change."""
    if given.id != lesson.id or given.text != lesson.text:
        raise component_failed(
            "learn", f"it stored lesson '{given.id}' where it was given "
            f"{lesson.id}: keep id and text as they are")
    kept = types_pb2.Lesson()
    kept.CopyFrom(given)
    for name in ("tenant", "component", "state", "etag", "learned_sequence"):
        setattr(kept, name, getattr(lesson, name))
    for name in ("create_time", "update_time", "position"):
        getattr(kept, name).CopyFrom(getattr(lesson, name))
    return kept


def _malformed(reason: str, field: str, what: str) -> Error:
    return Error(grpc.StatusCode.INVALID_ARGUMENT, reason, what,
                 {"field": field})
