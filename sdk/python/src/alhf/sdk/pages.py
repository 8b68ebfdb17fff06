"""Lists in pages: of lessons, and of all that a memory holds."""

from __future__ import annotations

import base64
import binascii

import grpc
from google.protobuf.message import DecodeError

from alhf.errors import Error
from alhf.sdk.memory import StoredMemory
from alhf.storage.v1 import exchange_pb2
from alhf.v1 import feedback_pb2, types_pb2

_DEFAULT_SIZE = 50
_MAX_SIZE = 1000
_MAX_BYTES = 2 << 20
_LESSONS = "lessons"
_EXPORT = "export"


def page_of_lessons(memory: StoredMemory,
                    request: feedback_pb2.ListLessonsRequest
                    ) -> feedback_pb2.ListLessonsResponse:
    """Returns the lessons that the request asks for, oldest first."""
    after = _from_token(_LESSONS, request.page_token)
    limit = _size(request.page_size)
    page = feedback_pb2.ListLessonsResponse()
    last, size = b"", 0
    for place, lesson in memory.places(after):
        if place == after or not _is_wanted(lesson, request):
            continue
        if len(page.lessons) == limit or size > _MAX_BYTES:
            page.next_page_token = _to_token(_LESSONS, last)
            break
        last = place
        size += lesson.ByteSize()
        page.lessons.append(lesson)
    return page


def page_of_memory(memory: StoredMemory,
                   request: feedback_pb2.ExportMemoryRequest
                   ) -> feedback_pb2.ExportMemoryResponse:
    """Returns keys and values in order."""
    after = _from_token(_EXPORT, request.page_token)
    limit = _size(request.page_size)
    page = feedback_pb2.ExportMemoryResponse(applied_position=memory.position)
    size = 0
    for key, value in memory.items(after):
        if key == after:
            continue
        if len(page.items) == limit or size > _MAX_BYTES:
            page.next_page_token = _to_token(_EXPORT, page.items[-1].key)
            break
        size += len(key) + len(value)
        page.items.add(key=key, value=value)
    return page


def _size(asked: int) -> int:
    return min(asked or _DEFAULT_SIZE, _MAX_SIZE)


def _to_token(kind: str, after: bytes) -> str:
    token = exchange_pb2.PageToken(kind=kind, after=after)
    return base64.urlsafe_b64encode(token.SerializeToString()).decode()


def _from_token(kind: str, token: str) -> bytes:
    """Returns what `token` stands after; b"" for an empty token."""
    if not token:
        return b""
    try:
        parsed = exchange_pb2.PageToken.FromString(
            base64.b64decode(token, altchars=b"-_", validate=True))
        if parsed.kind == kind:
            return bytes(parsed.after)
    except (binascii.Error, DecodeError):
        pass
    raise Error(grpc.StatusCode.INVALID_ARGUMENT, "PAGE_TOKEN_INVALID",
                "page_token is not one that this list returned: start anew "
                "without it", {"field": "page_token"})


def _is_wanted(lesson: types_pb2.Lesson,
               request: feedback_pb2.ListLessonsRequest) -> bool:
    state_fits = (lesson.state in request.states if request.states
                  else lesson.state != types_pb2.LESSON_ERASED)
    agent_fits = (not request.agent or
                  lesson.scope.agent in ("", request.agent))
    record_fits = not request.record_id or any(
        source.record_id == request.record_id for source in lesson.sources)
    return state_fits and agent_fits and record_fits
