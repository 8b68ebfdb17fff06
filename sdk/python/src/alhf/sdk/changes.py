"""What a change of the log makes of a lesson: pure, and the same in every
memory (core/lessons/apply_change.cc)."""

from __future__ import annotations

import grpc

from alhf.errors import Error
from alhf.v1 import types_pb2

_LIVE = (types_pb2.LESSON_HELD, types_pb2.LESSON_SHADOW,
         types_pb2.LESSON_ACTIVE)


def lesson_id_of(change: types_pb2.Change) -> str:
    """Returns the id of the lesson that `change` is about; "" for none."""
    match change.WhichOneof("kind"):
        case "learn":
            return change.learn.lesson.id
        case "revise":
            return change.revise.lesson.id
        case None | "none" | "adopt_snapshot":
            return ""
        case kind:
            return str(getattr(change, kind).lesson_id)


def apply_change(existing: types_pb2.Lesson | None, change: types_pb2.Change,
                 entry: types_pb2.Entry) -> types_pb2.Lesson:
    """Returns the lesson as `change` of `entry` leaves it.

    Args:
      existing: the lesson before; None: there is none.

    Raises:
      Error: LESSON_NOT_FOUND, LESSON_STATE, or FIELD_INVALID.
    """
    lesson = types_pb2.Lesson()
    if change.HasField("learn"):
        lesson.CopyFrom(_learned(existing, change.learn.lesson, entry))
    elif existing is None:
        lesson_id = lesson_id_of(change)
        raise Error(grpc.StatusCode.NOT_FOUND, "LESSON_NOT_FOUND",
                    f"there is no lesson {lesson_id} to change",
                    {"lesson": lesson_id})
    elif change.HasField("erase"):
        lesson.CopyFrom(_tombstone(existing))
    else:
        lesson.CopyFrom(existing)
        _change_existing(lesson, change)
    lesson.update_time.CopyFrom(entry.time)
    lesson.position.CopyFrom(entry.position)
    # A position is unique in a log, so its place in the epoch is a tag.
    lesson.etag = f"{entry.position.epoch:x}-{entry.position.sequence:x}"
    return lesson


def _change_existing(lesson: types_pb2.Lesson, change: types_pb2.Change
                     ) -> None:
    match change.WhichOneof("kind"):
        case "revise":
            _revise(lesson, change.revise.lesson)
        case "accept":
            _accept(lesson)
        case "retire":
            _retire(lesson, change.retire)
        case "restore":
            _restore(lesson)
        case "promote":
            _expect_live(lesson, "restore it before promoting it")
            lesson.scope.user = change.promote.user
        case "move":
            _expect_live(lesson, "restore it before moving it")
            lesson.scope.agent = change.move.agent
        case "add_counterexample":
            _add_counterexample(lesson,
                                change.add_counterexample.counterexample)
        case "add_source":
            _expect_live(lesson, "learn anew what is said again")
            if change.add_source.source not in lesson.sources:
                lesson.sources.append(change.add_source.source)
        case _:
            raise _malformed("a change is of no kind that this version knows")


def _learned(existing: types_pb2.Lesson | None, learned: types_pb2.Lesson,
             entry: types_pb2.Entry) -> types_pb2.Lesson:
    if learned.state not in _LIVE:
        raise _malformed(f"lesson {learned.id} cannot be learned as "
                         f"{_state_name(learned)}: a lesson is learned HELD, "
                         "SHADOW or ACTIVE")
    if existing is not None and existing.state == types_pb2.LESSON_ERASED:
        raise _wrong_state(existing,
                           "an erased lesson cannot be learned again")
    lesson = types_pb2.Lesson()
    lesson.CopyFrom(learned)
    lesson.create_time.CopyFrom(entry.time)
    lesson.learned_sequence = entry.position.sequence
    return lesson


def _revise(lesson: types_pb2.Lesson, revised: types_pb2.Lesson) -> None:
    _expect_live(lesson, "restore it before editing it")
    lesson.text = revised.text
    lesson.understood_as = revised.understood_as
    lesson.scope.CopyFrom(revised.scope)
    if revised.HasField("directive"):
        lesson.directive.CopyFrom(revised.directive)
    else:
        lesson.ClearField("directive")
    lesson.effect = revised.effect
    lesson.conflict_key = revised.conflict_key
    lesson.edited_by = revised.edited_by
    if lesson.effect == types_pb2.EFFECT_NOT_UNDERSTOOD:
        lesson.state = types_pb2.LESSON_HELD


def _accept(lesson: types_pb2.Lesson) -> None:
    if lesson.state not in (types_pb2.LESSON_HELD, types_pb2.LESSON_SHADOW):
        raise _wrong_state(lesson,
                           "only a HELD or SHADOW lesson can be accepted")
    if lesson.effect == types_pb2.EFFECT_NOT_UNDERSTOOD:
        raise _wrong_state(lesson, "its words were not understood; edit it, "
                           "then accept it")
    lesson.state = types_pb2.LESSON_ACTIVE


def _retire(lesson: types_pb2.Lesson, retire: types_pb2.Change.Retire) -> None:
    _expect_live(lesson, "it is out of force already")
    if (retire.reason == types_pb2.RETIRE_DISCARDED and
            lesson.state != types_pb2.LESSON_HELD):
        raise _wrong_state(lesson, "only a HELD lesson can be discarded; "
                           "forget it instead")
    lesson.retired_from = lesson.state
    lesson.state = types_pb2.LESSON_RETIRED
    lesson.retire_reason = retire.reason
    lesson.retire_note = retire.note


def _restore(lesson: types_pb2.Lesson) -> None:
    if lesson.state != types_pb2.LESSON_RETIRED:
        raise _wrong_state(lesson, "only a RETIRED lesson can be restored")
    lesson.state = lesson.retired_from
    for name in ("retired_from", "retire_reason", "retire_note"):
        lesson.ClearField(name)


def _add_counterexample(lesson: types_pb2.Lesson,
                        added: types_pb2.Counterexample) -> None:
    if lesson.state == types_pb2.LESSON_ERASED:
        raise _wrong_state(lesson, "its words are gone")
    if added not in lesson.scope.counterexamples:
        lesson.scope.counterexamples.append(added)


def _tombstone(lesson: types_pb2.Lesson) -> types_pb2.Lesson:
    erased = types_pb2.Lesson(
        id=lesson.id, tenant=lesson.tenant, component=lesson.component,
        state=types_pb2.LESSON_ERASED,
        learned_sequence=lesson.learned_sequence)
    erased.create_time.CopyFrom(lesson.create_time)
    return erased


def _expect_live(lesson: types_pb2.Lesson, advice: str) -> None:
    if lesson.state not in _LIVE:
        raise _wrong_state(lesson, advice)


def _state_name(lesson: types_pb2.Lesson) -> str:
    return str(types_pb2.LessonState.Name(lesson.state))


def _wrong_state(lesson: types_pb2.Lesson, advice: str) -> Error:
    state = _state_name(lesson)
    return Error(grpc.StatusCode.FAILED_PRECONDITION, "LESSON_STATE",
                 f"lesson {lesson.id} is {state}: {advice}",
                 {"lesson": lesson.id, "state": state})


def _malformed(what: str) -> Error:
    return Error(grpc.StatusCode.INVALID_ARGUMENT, "FIELD_INVALID", what,
                 {"field": "changes"})
