"""A component as a process: how it starts, stops, and refuses."""

from __future__ import annotations

import pathlib
import random
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from system import (
    HELLO, Process, address_of, await_component, eventually, hello_command)

from alhf.errors import from_rpc_error
from alhf.stubs import feedback_stub
from alhf.v1 import feedback_pb2, types_pb2


def start(folder: pathlib.Path, *more: object) -> Process:
    process = Process(hello_command(folder, *more), folder / "log")
    await_component(address_of(folder, "answer_tone"), process)
    return process


def run_hello(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(HELLO), *map(str, arguments)],
        capture_output=True, text=True, timeout=60)


def test_it_stops_when_it_is_told(folder: pathlib.Path) -> None:
    process = start(folder)
    assert process.stop() == 0
    log = process.log.read_text()
    assert "serving answer_tone" in log and "draining answer_tone" in log
    # What it left behind does not keep it from starting again.
    assert start(folder).stop() == 0


def test_it_starts_again_after_a_power_cut(folder: pathlib.Path) -> None:
    process = start(folder)
    process.kill()
    assert start(folder).stop() == 0


def test_a_second_one_is_refused(folder: pathlib.Path) -> None:
    process = start(folder)
    second = run_hello("--data", folder / "data/answer_tone", "--listen",
                       f"unix:{folder}/run/b.sock")
    assert (second.returncode, "STORE_LOCKED" in second.stderr) == (1, True)
    third = run_hello("--data", folder / "data/other", "--listen",
                      address_of(folder, "answer_tone"))
    assert (third.returncode, "in use" in third.stderr) == (1, True)
    assert process.stop() == 0


@pytest.mark.parametrize("address, why", [
    ("localhost:0", "token file"), ("0.0.0.0:0", "without TLS"),
    ("unix:", "has no path"),
    ("unix:/" + "a" * 200, "too long")])
def test_other_addresses_are_refused(folder: pathlib.Path, address: str,
                                     why: str) -> None:
    came = run_hello("--data", folder / "data", "--listen", address)
    assert came.returncode == 1 and "ADDRESS_REFUSED" in came.stderr
    assert why in came.stderr
    assert not (folder / "data").exists()


def test_wrong_arguments_end_with_2(folder: pathlib.Path) -> None:
    assert run_hello("--listen", "unix:/x").returncode == 2
    assert run_hello("--data", folder, "--listen", "unix:/x", "--queue",
                     "0").returncode == 2
    helped = run_hello("--help")
    assert helped.returncode == 0 and "--coordinator" in helped.stdout


def test_a_file_that_is_no_socket_stays(folder: pathlib.Path) -> None:
    (folder / "run").mkdir(mode=0o700)
    (folder / "run/answer_tone.sock").write_text("precious")
    came = run_hello("--data", folder / "data", "--listen",
                     address_of(folder, "answer_tone"))
    assert came.returncode == 1 and "not a socket" in came.stderr
    assert (folder / "run/answer_tone.sock").read_text() == "precious"


@pytest.fixture
def channel(folder: pathlib.Path) -> Iterator[Any]:
    process = start(folder)
    with grpc.insecure_channel(address_of(folder, "answer_tone")) as channel:
        yield channel
    process.kill()


def test_health_as_any_client_asks_for_it(channel: Any) -> None:
    check = channel.unary_unary("/grpc.health.v1.Health/Check")
    assert check(b"", timeout=5) == b"\x08\x01"  # SERVING
    service = b"alhf.v1.Feedback"
    named = bytes((0x0A, len(service))) + service
    assert check(named, timeout=5) == b"\x08\x01"
    with pytest.raises(grpc.RpcError) as came:
        check(b"\x0a\x01x", timeout=5)
    assert came.value.code() == grpc.StatusCode.NOT_FOUND


def test_health_is_watched_to_the_end(folder: pathlib.Path) -> None:
    process = start(folder)
    with grpc.insecure_channel(address_of(folder, "answer_tone")) as channel:
        watch = channel.unary_stream("/grpc.health.v1.Health/Watch")(
            b"", timeout=60)
        assert next(watch) == b"\x08\x01"
        assert process.stop() == 0
        assert next(watch) == b"\x08\x02"  # NOT_SERVING


def test_bytes_that_are_no_message_are_explained(channel: Any) -> None:
    adjust = channel.unary_unary("/alhf.v1.Feedback/AdjustQuery")
    request = feedback_pb2.AdjustQueryRequest(
        tenant="acme", query={"text": "XX", "turns": [{"question": "YY"}]}
    ).SerializeToString()
    for data, reason, field in (
            (request.replace(b"XX", b"\xc3("), "INVALID_UTF8", "query.text"),
            (request.replace(b"YY", b"\xff\xff"), "INVALID_UTF8",
             "query.turns.question"),
            (b"\xff\xff\xff", "FIELD_INVALID", ""),
            (b"", "FIELD_REQUIRED", "tenant")):
        with pytest.raises(grpc.RpcError) as came:
            adjust(data, timeout=5)
        error = from_rpc_error(came.value)
        assert error.code == grpc.StatusCode.INVALID_ARGUMENT
        assert (error.reason, error.metadata["field"]) == (reason, field)


def test_a_call_under_way_is_finished_at_the_end(folder: pathlib.Path
                                                 ) -> None:
    """A question waits for its entry while the process is told to stop; the
    answer says that it is stopping, and comes."""
    process = start(folder)
    with grpc.insecure_channel(address_of(folder, "answer_tone")) as channel:
        stub = feedback_stub(channel)
        entry = types_pb2.Entry(changes=[types_pb2.Change(none={})],
                                position={"log_id": "log", "sequence": 1})
        stub.ApplyChanges(feedback_pb2.ApplyChangesRequest(
            tenant="acme", entries=[entry]), timeout=5)
        query = types_pb2.Query(text="Why?", min_position={
            "log_id": "log", "sequence": 2})
        waiting = stub.AdjustQuery.future(feedback_pb2.AdjustQueryRequest(
            tenant="acme", query=query), timeout=60)
        threading.Timer(0.3, process.stop).start()
        began = time.monotonic()
        error = from_rpc_error(waiting.exception(60))
        assert error.reason == "DRAINING"
        assert time.monotonic() - began < 20


def test_the_position_waited_for_is_answered_from(channel: Any) -> None:
    stub = feedback_stub(channel)

    def entry(sequence: int) -> feedback_pb2.ApplyChangesRequest:
        return feedback_pb2.ApplyChangesRequest(
            tenant="acme", entries=[types_pb2.Entry(
                changes=[types_pb2.Change(none={})],
                position={"log_id": "log", "sequence": sequence})])

    stub.ApplyChanges(entry(1), timeout=5)
    # More than there are threads: none of them is held by a wait.
    waiting = [stub.AdjustQuery.future(feedback_pb2.AdjustQueryRequest(
        tenant="acme", query=types_pb2.Query(text="Why?", min_position={
            "log_id": "log", "sequence": 2})), timeout=60) for _ in range(50)]
    stub.ApplyChanges(entry(2), timeout=5)
    for each in waiting:
        assert each.result(60).adjustment.position.sequence == 2


def test_it_waits_for_a_coordinator_that_is_not_there(folder: pathlib.Path
                                                      ) -> None:
    process = start(folder, "--coordinator", f"unix:{folder}/nobody.sock")
    eventually(lambda: "does not take this component" in
               process.log.read_text(), "it tells that it tries on")
    assert process.stop() == 0


def test_a_full_queue_says_so(folder: pathlib.Path) -> None:
    """With one thread's worth of queue, a flood is refused, not lost."""
    process = start(folder, "--queue", "1")
    with grpc.insecure_channel(address_of(folder, "answer_tone")) as channel:
        stub = feedback_stub(channel)
        calls = [stub.AdjustQuery.future(feedback_pb2.AdjustQueryRequest(
            tenant="acme", query={"text": "word " * 1500}), timeout=60)
            for _ in range(100)]
        errors = [from_rpc_error(call.exception()) for call in calls
                  if call.exception() is not None]
    assert 0 < len(errors) < 100
    for error in errors:
        assert error.reason == "QUEUE_FULL" and error.retry_after == 0.1
    assert process.stop() == 0


def test_a_socket_that_nobody_listens_on_is_taken_away(folder: pathlib.Path
                                                       ) -> None:
    (folder / "run").mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as abandoned:
        abandoned.bind(str(folder / "run/answer_tone.sock"))
    assert start(folder).stop() == 0


def two_lessons(sequence: int) -> feedback_pb2.ApplyChangesRequest:
    return feedback_pb2.ApplyChangesRequest(tenant="acme", entries=[
        types_pb2.Entry(
            position={"log_id": "log", "sequence": sequence},
            changes=[types_pb2.Change(learn={"lesson": {
                "id": f"l-{sequence}-{number}", "text": "Be short.",
                "state": types_pb2.LESSON_ACTIVE}}) for number in (1, 2)])])


def count_lessons(stub: Any) -> int:
    count, token = 0, ""
    while True:
        page = stub.ListLessons(feedback_pb2.ListLessonsRequest(
            tenant="acme", page_size=1000, page_token=token), timeout=10)
        count += len(page.lessons)
        token = page.next_page_token
        if not token:
            return count


def test_a_power_cut_leaves_whole_entries(folder: pathlib.Path) -> None:
    """Each entry learns two lessons. Killed while entries come in, the memory
    has both of each up to its position, and goes on from there."""
    acknowledged = 0
    for seed in range(4):
        process = start(folder)
        with grpc.insecure_channel(address_of(folder, "answer_tone")
                                   ) as channel:
            stub = feedback_stub(channel)
            applied = stub.ApplyChanges(feedback_pb2.ApplyChangesRequest(
                tenant="acme"), timeout=10).applied_position.sequence
            assert applied in (acknowledged, acknowledged + 1)
            assert count_lessons(stub) == 2 * applied
            acknowledged = applied
            last_but_some = applied + random.Random(seed).randint(5, 50)
            with pytest.raises(grpc.RpcError):
                while True:
                    stub.ApplyChanges(two_lessons(acknowledged + 1),
                                      timeout=10)
                    acknowledged += 1
                    if acknowledged == last_but_some:
                        threading.Thread(target=process.kill).start()
