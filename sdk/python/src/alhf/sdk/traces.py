"""W3C trace context (https://www.w3.org/TR/trace-context-1/) of the call that is
being answered, and the line that is logged about it: what base/trace_context.h
and base/call_log.h are in C++."""

from __future__ import annotations

import contextlib
import logging
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass

import grpc

_log = logging.getLogger("alhf.sdk")

_TRACEPARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})"
    r"-([0-9a-f]{2})(-.*)?")
_OUR_FAILURES = frozenset({grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL,
                           grpc.StatusCode.DATA_LOSS})


@dataclass(frozen=True)
class Trace:
    """The place of this process in a trace.

    Attributes:
      parent_id: of who called.
      sampled: the caller records this trace.
    """

    trace_id: str
    span_id: str
    parent_id: str
    sampled: bool

    @property
    def traceparent(self) -> str:
        """The header to send on."""
        flags = "01" if self.sampled else "00"
        return f"00-{self.trace_id}-{self.span_id}-{flags}"


def continue_trace(traceparent: str) -> Trace | None:
    """Returns the next place in the trace that a caller sent; None where
    `traceparent` is none."""
    found = _TRACEPARENT.fullmatch(traceparent)
    if found is None:
        return None
    trace_id, parent_id, flags, more = found.groups()
    # A later version may have more to say; this one does not.
    if more is not None and traceparent.startswith("00"):
        return None
    return Trace(trace_id, secrets.token_hex(8), parent_id,
                 bool(int(flags, 16) & 1))


_current: ContextVar[Trace | None] = ContextVar("alhf_trace", default=None)


def current_traceparent() -> str:
    """Returns the header of the call that is being answered; empty: none."""
    trace = _current.get()
    return "" if trace is None else trace.traceparent


class TraceIds(logging.Filter):
    """Ends each line about a call with the id of its trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        trace = _current.get()
        if trace is not None:
            record.msg = f'{record.getMessage()} trace_id="{trace.trace_id}"'
            record.args = ()
        return True


class CallLog:
    """How a call ends; see `answering`."""

    code = grpc.StatusCode.OK


@contextlib.contextmanager
def answering(method: str, metadata: Iterable[tuple[str, str | bytes]]
              ) -> Iterator[CallLog]:
    """Makes the caller's trace the current one, and logs how the call ended
    where it is sampled, or where this process failed."""
    header = next((str(value) for name, value in metadata
                   if name == "traceparent"), "")
    trace = continue_trace(header)
    _current.set(trace)
    start = time.monotonic()
    call = CallLog()
    try:
        yield call
    finally:
        failed = call.code in _OUR_FAILURES
        if failed or (trace is not None and trace.sampled):
            spans = ("" if trace is None else
                     f' span_id="{trace.span_id}"'
                     f' parent_id="{trace.parent_id}"')
            _log.log(logging.WARNING if failed else logging.INFO,
                     '"call" method="%s" code="%s" ms="%.1f"%s', method,
                     call.code.name, (time.monotonic() - start) * 1e3, spans)
