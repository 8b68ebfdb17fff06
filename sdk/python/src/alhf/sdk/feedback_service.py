"""The service alhf.v1.Feedback over a host."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable
from typing import Any

import grpc
import grpc.aio

from alhf.errors import Error, to_trailer
from alhf.sdk.checks import check_request
from alhf.sdk.host import Host
from alhf.sdk.lanes import Lane, Lanes
from alhf.sdk.traces import CallLog, answering
from alhf.sdk.wire import parse
from alhf.v1 import feedback_pb2, types_pb2

SERVICE = "alhf.v1.Feedback"
# Of a caller that names none.
_NO_DEADLINE = 30.0

_log = logging.getLogger("alhf.sdk")


def feedback_handlers(host: Host, lanes: Lanes) -> Any:
    """Returns the handlers of every method, for a grpc.aio server."""
    methods: tuple[tuple[str, Lane, Any, Callable[..., Any]], ...] = (
        ("GetManifest", Lane.QUERY, feedback_pb2.GetManifestRequest,
         host.get_manifest),
        ("AssessFeedback", Lane.FEEDBACK, feedback_pb2.AssessFeedbackRequest,
         host.assess_feedback),
        ("ApplyChanges", Lane.FEEDBACK, feedback_pb2.ApplyChangesRequest,
         host.apply_changes),
        ("AdjustQuery", Lane.QUERY, feedback_pb2.AdjustQueryRequest,
         host.adjust_query),
        ("ListLessons", Lane.QUERY, feedback_pb2.ListLessonsRequest,
         host.list_lessons),
        ("GetLesson", Lane.QUERY, feedback_pb2.GetLessonRequest,
         host.get_lesson),
        ("ExportMemory", Lane.FEEDBACK, feedback_pb2.ExportMemoryRequest,
         host.export_memory),
    )
    return grpc.method_handlers_generic_handler(SERVICE, {
        # Bytes in and out: see wire.py.
        name: grpc.unary_unary_rpc_method_handler(
            _handler(name, kind, lane, lanes, answer))
        for name, lane, kind, answer in methods})


def _handler(name: str, kind: Any, lane: Lane, lanes: Lanes,
             answer: Callable[..., Any]) -> Callable[..., Any]:

    async def handle(data: bytes, context: Any) -> bytes:
        with answering(f"{SERVICE}/{name}",
                       context.invocation_metadata() or ()) as call:
            return await answered(data, context, call)

    async def answered(data: bytes, context: Any, call: CallLog) -> bytes:
        deadline = deadline_of(context)
        try:
            request = parse(kind, data)
            check_request(request)
            wanted = _min_position(request)
            if wanted is not None and wanted.sequence:
                await lanes.wait_for(request.tenant, wanted, deadline)
            try:
                response = await lanes.run(
                    lane, functools.partial(answer, request, deadline))
            finally:
                if name == "ApplyChanges":
                    # Also where it failed: entries before the one that did are
                    # applied.
                    lanes.moved(request.tenant)
            return bytes(response.SerializeToString())
        except Error as error:
            failure = error
        except Exception as error:
            failure = unexpected(name, error)
        call.code = failure.code
        await context.abort(failure.code, failure.message,
                            to_trailer(failure))
        raise AssertionError("abort does not return")

    return handle


def deadline_of(context: Any) -> float:
    """Returns when the caller stops waiting, as `time.monotonic` counts."""
    remaining = context.time_remaining()
    return time.monotonic() + (_NO_DEADLINE if remaining is None
                               else float(remaining))


def unexpected(name: str, error: Exception) -> Error:
    """Returns, and logs, the error of a call that failed in the kit."""
    _log.error("%s failed", name, exc_info=error)
    return Error(grpc.StatusCode.INTERNAL, "", f"{name} failed: {error!r}")


def _min_position(request: Any) -> types_pb2.Position | None:
    """Returns what a call must have seen before it is run."""
    if isinstance(request, feedback_pb2.AssessFeedbackRequest):
        return request.min_position
    if isinstance(request, feedback_pb2.AdjustQueryRequest):
        return request.query.min_position
    return None
