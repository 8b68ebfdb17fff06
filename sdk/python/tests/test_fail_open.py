"""Whatever happens to the coordinator, the agent's request goes on: against
sockets that nobody listens on, that never answer, and that answer errors."""

from __future__ import annotations

import logging
import pathlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from typing import Any

import grpc
import pytest
from conftest import ClientFactory

import alhf
from alhf.errors import Error, to_trailer
from alhf.v1 import coordinator_pb2, coordinator_pb2_grpc, types_pb2

QUICK = alhf.Timeouts(plan=0.4, record=0.4, feedback=0.4)
# A loaded machine is late; who waits for gRPC's own patience is far later.
MARGIN = 8.0


def within_deadline(call: Callable[[], Any]) -> Any:
    began = time.monotonic()
    result = call()
    assert time.monotonic() - began < 0.4 + MARGIN
    return result


def expect_failures(client: Any, code: grpc.StatusCode,
                    of_feedback: grpc.StatusCode | None = None) -> None:
    """All three calls fail, each in its own way."""
    plan = within_deadline(lambda: client.plan("How many orders?"))
    assert plan.degraded and plan.failure.code == code
    assert code.name in plan.reason
    assert (plan.items(), plan.guidance(), plan.lessons) == ((), "", ())
    recorded = within_deadline(lambda: client.record("How many?", "7"))
    assert not recorded.ok and recorded.failure.code == code
    assert recorded.exchange_id
    receipt = within_deadline(
        lambda: client.feedback("Count again.", about=recorded))
    assert not receipt.ok and receipt.failure.code == (of_feedback or code)
    assert receipt.state is alhf.State.UNCONFIRMED and receipt.request_id


def test_nobody_listens(make_client: ClientFactory, folder: pathlib.Path
                        ) -> None:
    client = make_client(f"unix:{folder}/nobody.sock", timeouts=QUICK)
    # A correction waits for the coordinator as long as there is time.
    expect_failures(client, grpc.StatusCode.UNAVAILABLE,
                    grpc.StatusCode.DEADLINE_EXCEEDED)


@pytest.fixture
def mute(folder: pathlib.Path) -> Iterator[str]:
    """A socket that takes connections and never says anything."""
    path = folder / "mute.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen(16)
        yield f"unix:{path}"


def test_a_coordinator_hangs(make_client: ClientFactory, mute: str) -> None:
    client = make_client(mute, timeouts=QUICK)
    expect_failures(client, grpc.StatusCode.DEADLINE_EXCEEDED)


class Scripted(coordinator_pb2_grpc.CoordinatorServicer):
    """A gRPC server that answers the next calls with given errors, then
    well."""

    def __init__(self) -> None:
        self.errors: list[Error] = []
        self.requests: list[Any] = []
        self._lock = threading.Lock()

    def _answer(self, request: Any, context: Any, response: Any) -> Any:
        with self._lock:
            self.requests.append(request)
            error = self.errors.pop(0) if self.errors else None
        if error is not None:
            context.set_trailing_metadata(to_trailer(error))
            context.abort(error.code, error.message)
        return response

    def ComposePlan(self, request: Any, context: Any) -> Any:
        return self._answer(request, context,
                            coordinator_pb2.ComposePlanResponse(
                                plan={"firing_policy": "threshold/0.5"}))

    def RecordExchange(self, request: Any, context: Any) -> Any:
        return self._answer(request, context, types_pb2.Exchange())

    def SubmitFeedback(self, request: Any, context: Any) -> Any:
        return self._answer(
            request, context, coordinator_pb2.SubmitFeedbackResponse(
                status={"record": {"id": "f-1"},
                        "state": coordinator_pb2.FEEDBACK_LEARNED}))


def add_to(server: Any, servicer: Scripted) -> None:
    add: Any = coordinator_pb2_grpc.add_CoordinatorServicer_to_server
    add(servicer, server)


@pytest.fixture
def scripted(folder: pathlib.Path) -> Iterator[tuple[str, Scripted]]:
    servicer = Scripted()
    server = grpc.server(futures.ThreadPoolExecutor(4))
    add_to(server, servicer)
    address = f"unix:{folder}/scripted.sock"
    server.add_insecure_port(address)
    server.start()
    yield address, servicer
    server.stop(None).wait()


def refused(code: grpc.StatusCode, reason: str = "") -> Error:
    return Error(code, reason, "not now", {"field": "x"})


@pytest.mark.parametrize("code", [
    grpc.StatusCode.INTERNAL, grpc.StatusCode.PERMISSION_DENIED,
    grpc.StatusCode.UNIMPLEMENTED])
def test_a_coordinator_answers_errors(make_client: ClientFactory,
                                      scripted: tuple[str, Scripted],
                                      code: grpc.StatusCode) -> None:
    address, servicer = scripted
    client = make_client(address, timeouts=QUICK)
    servicer.errors = [refused(code)] * 3
    expect_failures(client, code)
    assert len(servicer.requests) == 3  # no retries


def test_the_reason_of_an_error_is_told(make_client: ClientFactory,
                                        scripted: tuple[str, Scripted]
                                        ) -> None:
    address, servicer = scripted
    servicer.errors = [refused(grpc.StatusCode.NOT_FOUND,
                               "EXCHANGE_NOT_FOUND")]
    receipt = make_client(address).feedback("No.", about="x-unknown")
    assert receipt.failure.reason == "EXCHANGE_NOT_FOUND"
    assert receipt.failure.metadata == {"field": "x"}


def test_what_fails_for_a_moment_is_tried_again_and_counts_once(
        make_client: ClientFactory, scripted: tuple[str, Scripted]) -> None:
    address, servicer = scripted
    away = [refused(grpc.StatusCode.UNAVAILABLE, "DRAINING")] * 2
    calls: list[Callable[[Any], Any]] = [
        lambda client: client.plan("Why?"),
        lambda client: client.record("Why?", "So."),
        lambda client: client.feedback("No.", about="x-1")]
    for call in calls:
        servicer.requests.clear()
        servicer.errors = list(away)
        assert call(make_client(address)).failure is None
        first, *again = servicer.requests
        assert len(again) == 2
        # The same bytes, request id included: the coordinator takes it once.
        assert all(each == first for each in again)
    assert first.request_id


def test_retries_end_while_everything_fails(make_client: ClientFactory,
                                            scripted: tuple[str, Scripted]
                                            ) -> None:
    address, servicer = scripted
    client = make_client(address, timeouts=alhf.Timeouts(plan=30.0))
    servicer.errors = [refused(grpc.StatusCode.UNAVAILABLE)] * 1000
    tries = []
    for _ in range(8):
        before = len(servicer.requests)
        assert client.plan("Why?").degraded
        tries.append(len(servicer.requests) - before)
    assert tries[0] == 3
    assert tries[-3:] == [1, 1, 1]


@pytest.mark.parametrize("question, reason", [
    (7, "FIELD_INVALID"), (b"bytes \xff", "FIELD_INVALID"),
    ("\ud800", "INVALID_UTF8")])
def test_what_no_message_can_hold_raises_nothing(
        make_client: ClientFactory, folder: pathlib.Path, question: Any,
        reason: str) -> None:
    client = make_client(f"unix:{folder}/nobody.sock")
    for result in (client.plan(question),
                   client.record(question, "7"),
                   client.feedback(question, about="x-1")):
        assert result.failure.code == grpc.StatusCode.INVALID_ARGUMENT
        assert result.failure.reason == reason


@pytest.fixture
def late(folder: pathlib.Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """An address, and what lets a server listen there."""
    server = grpc.server(futures.ThreadPoolExecutor(4))
    add_to(server, Scripted())
    address = f"unix:{folder}/late.sock"

    def listen() -> None:
        server.add_insecure_port(address)
        server.start()

    yield address, listen
    server.stop(None).wait()


def test_a_coordinator_that_comes_back_is_found(
        make_client: ClientFactory, late: tuple[str, Callable[[], None]]
        ) -> None:
    address, listen = late
    client = make_client(address)
    assert client.plan("Why?").degraded
    listen()
    deadline = time.monotonic() + 20
    while client.plan("Why?").degraded:
        assert time.monotonic() < deadline


def test_feedback_outlasts_a_restart(make_client: ClientFactory,
                                     late: tuple[str, Callable[[], None]]
                                     ) -> None:
    address, listen = late
    client = make_client(address, timeouts=alhf.Timeouts(feedback=30.0))
    assert not client.record("Why?", "So.").ok
    threading.Timer(0.3, listen).start()
    assert client.feedback("No.", about="x-1").ok


BUILT_BEFORE_A_FORK = """
import os, sys
import alhf
client = alhf.Client(sys.argv[1])
child = os.fork()
assert client.plan("Why?").failure is not None
if child:
    assert os.waitpid(child, 0)[1] == 0
"""


def test_a_server_may_fork_before_the_first_call(folder: pathlib.Path
                                                 ) -> None:
    subprocess.run([sys.executable, "-c", BUILT_BEFORE_A_FORK,
                    f"unix:{folder}/nobody.sock"], check=True, timeout=60)


def test_the_log_tells_each_state_once_and_nobodys_words(
        make_client: ClientFactory, scripted: tuple[str, Scripted],
        caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "alhf.client")
    address, servicer = scripted
    client = make_client(address)
    servicer.errors = [refused(grpc.StatusCode.INTERNAL)] * 3 + [
        refused(grpc.StatusCode.INTERNAL, "COMPONENT_FAILED")]
    for _ in range(6):
        client.plan("a secret question")
    assert [record.getMessage().split(" (")[0] for record in caplog.records
            if record.name == "alhf.client"] == [
        "ComposePlan fails: INTERNAL",
        "ComposePlan fails: INTERNAL COMPONENT_FAILED",
        "ComposePlan is answered again"]
    assert "secret" not in caplog.text
