"""Typed directives, and how a proposal relates to what is remembered.

    proposal.directive.CopyFrom(make_directive(limit))
    relate_to(context.memory, proposal)
    …
    limit = read_directive(Limit, item.directive)
"""

from __future__ import annotations

from typing import Any, TypeVar

from google.protobuf import json_format
from google.protobuf.message import DecodeError

from alhf.sdk.keys import encode
from alhf.sdk.memory import Memory
from alhf.v1 import types_pb2

_Message = TypeVar("_Message")
_RELATED = frozenset((types_pb2.LESSON_HELD, types_pb2.LESSON_SHADOW,
                      types_pb2.LESSON_ACTIVE))
# Who is meant, not which queries.
_AUDIENCE = ("tenant", "agent", "user", "counterexamples")


def span_of(text: str, begin: int, end: int) -> types_pb2.Span:
    """Returns the part [begin, end) of `text`, given in characters, as a span
    of a proposal, which counts bytes."""
    return types_pb2.Span(begin=len(text[:begin].encode()),
                          end=len(text[:end].encode()))


def make_directive(message: Any) -> types_pb2.Directive:
    """Returns a protobuf message as a directive: equal messages give equal
    bytes. A google.protobuf.Struct will do where there is no type of one's
    own."""
    directive = types_pb2.Directive(type_name=message.DESCRIPTOR.full_name,
                                    payload=encode(message))
    directive.display.update(json_format.MessageToDict(message))
    return directive


def read_directive(kind: type[_Message], directive: types_pb2.Directive
                   ) -> _Message | None:
    """Returns the directive's message, or None where it is of another type or
    damaged."""
    message: Any = kind()
    if directive.type_name != message.DESCRIPTOR.full_name:
        return None
    try:
        message.ParseFromString(directive.payload)
    except DecodeError:
        return None
    result: _Message = message
    return result


def relate_to(memory: Memory, proposal: types_pb2.Proposal) -> None:
    """Adds the relations of `proposal` to the lessons that are in force or held
    and have its conflict key: SAME_AS where directive and scope are equal,
    CONTRADICTS where they settle the same topic differently, NARROWS where the
    proposal has a topic and the lesson has none."""
    if not proposal.conflict_key:
        return
    for lesson in memory.lessons(_RELATED):
        if lesson.conflict_key != proposal.conflict_key:
            continue
        kind = _kind_of(lesson, proposal)
        if kind != types_pb2.Relation.KIND_UNSPECIFIED:
            proposal.relations.add(kind=kind, lesson_id=lesson.id,
                                   reason=f"earlier: {lesson.understood_as}")


def _kind_of(lesson: types_pb2.Lesson, proposal: types_pb2.Proposal) -> int:
    same_reach = _reach(lesson.scope) == _reach(proposal.scope)
    if lesson.directive.payload == proposal.directive.payload:
        return (types_pb2.Relation.SAME_AS if same_reach
                else types_pb2.Relation.KIND_UNSPECIFIED)
    if same_reach:
        return types_pb2.Relation.CONTRADICTS
    wide = lesson.scope.breadth == types_pb2.BREADTH_COMPONENT
    narrow = proposal.scope.breadth != types_pb2.BREADTH_COMPONENT
    return (types_pb2.Relation.NARROWS if wide and narrow
            else types_pb2.Relation.KIND_UNSPECIFIED)


def _reach(scope: types_pb2.Scope) -> bytes:
    """Returns which queries a scope covers, whoever asks."""
    bare = types_pb2.Scope()
    bare.CopyFrom(scope)
    for name in _AUDIENCE:
        bare.ClearField(name)
    return encode(bare)
