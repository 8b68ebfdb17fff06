"""W3C trace context: headers, and the lines about a call in the log."""

from __future__ import annotations

import pathlib

import grpc
import pytest
from system import address_of, await_component, hello_command, Process

from alhf.sdk.traces import continue_trace
from alhf.stubs import feedback_stub
from alhf.v1 import feedback_pb2, types_pb2

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"
HEADER = f"00-{TRACE}-{PARENT}-01"


def test_a_trace_goes_on_under_an_id_of_its_own() -> None:
    trace = continue_trace(HEADER)
    assert trace is not None
    assert (trace.trace_id, trace.parent_id, trace.sampled) == (
        TRACE, PARENT, True)
    assert trace.traceparent == f"00-{TRACE}-{trace.span_id}-01"
    assert trace.span_id != PARENT
    unsampled = continue_trace(HEADER[:-1] + "0")
    assert unsampled is not None and not unsampled.sampled


def test_a_later_version_may_say_more() -> None:
    later = continue_trace("01" + HEADER[2:] + "-more")
    assert later is not None and later.traceparent.startswith(f"00-{TRACE}-")


@pytest.mark.parametrize("header", [
    "", "00", HEADER[:-1], HEADER + "-more", HEADER + "0", "ff" + HEADER[2:],
    HEADER.upper(), HEADER.replace(TRACE, "0" * 32),
    HEADER.replace(PARENT, "0" * 16), HEADER.replace("-", "_")])
def test_what_is_no_header_is_no_trace(header: str) -> None:
    assert continue_trace(header) is None


def test_lines_about_a_call_bear_its_trace(folder: pathlib.Path) -> None:
    process = Process(hello_command(folder), folder / "log")
    address = address_of(folder, "answer_tone")
    await_component(address, process)
    request = feedback_pb2.AdjustQueryRequest(
        tenant="acme", query=types_pb2.Query(text="How many?"))
    with grpc.insecure_channel(address) as channel:
        stub = feedback_stub(channel)
        stub.AdjustQuery(request, metadata=(("traceparent", HEADER),))
        stub.AdjustQuery(request, metadata=(
            ("traceparent", HEADER.replace(TRACE, "a" * 32)[:-1] + "0"),))
        stub.AdjustQuery(request)
        stub.ApplyChanges(feedback_pb2.ApplyChangesRequest(
            tenant="acme", entries=[_learned()]))
    assert process.stop() == 0
    log = process.log.read_text()
    calls = [line for line in log.splitlines() if '"call"' in line]
    assert len(calls) == 1, log
    assert 'method="alhf.v1.Feedback/AdjustQuery" code="OK"' in calls[0]
    assert f'parent_id="{PARENT}"' in calls[0]
    assert f'trace_id="{TRACE}"' in calls[0]
    applied = [line for line in log.splitlines() if '"change applied"' in line]
    assert len(applied) == 1 and f'trace_id="{TRACE}"' in applied[0]
    assert 'lesson="l-1"' in applied[0]


def _learned() -> types_pb2.Entry:
    """Returns an entry that comes from a call of the trace."""
    lesson = types_pb2.Lesson(
        id="l-1", tenant="acme", component="answer_tone", text="Be brief.",
        state=types_pb2.LESSON_ACTIVE, effect=types_pb2.EFFECT_GUIDANCE_ONLY)
    return types_pb2.Entry(
        position=types_pb2.Position(log_id="log-1", epoch=1, sequence=1),
        traceparent=HEADER,
        changes=[types_pb2.Change(learn=types_pb2.Change.Learn(
            lesson=lesson))])
