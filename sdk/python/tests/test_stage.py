"""A component that runs a stage of a query, alone and in a pipeline."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from conftest import short_folder
from staged_tone import StagedTone
from system import BIN, Process, System, address_of, await_component

import alhf
from alhf.errors import Error, from_rpc_error
from alhf.sdk.settling import settle, settle_late
from alhf.stubs import coordinator_stub
from alhf.testing import ComponentHarness
from alhf.v1 import agent_pb2, coordinator_pb2, types_pb2

SHORT = "Always keep answers short and friendly."
STAGE = pathlib.Path(__file__).parent / "staged_tone.py"


def item(lesson: str, score: float = 0.9, key: str = "", **more: Any
         ) -> types_pb2.AdjustmentItem:
    return types_pb2.AdjustmentItem(lesson_id=lesson, score=score,
                                    conflict_key=key, **more)


def outcome(items: list[types_pb2.AdjustmentItem]) -> dict[str, str]:
    """Returns the rule that set each aside; "" for those that apply."""
    return {each.lesson_id: each.overruled_rule or (
        "" if each.disposition == types_pb2.DISPOSITION_APPLIED
        else types_pb2.Disposition.Name(each.disposition)) for each in items}


@pytest.mark.parametrize("items, wanted", [
    ([item("a", 0.5), item("b", 0.49)],
     {"a": "", "b": "DISPOSITION_CANDIDATE"}),
    ([item("a", disposition=types_pb2.DISPOSITION_SHADOW)],
     {"a": "DISPOSITION_SHADOW"}),
    ([item("a", key="k"), item("b", key="k")],
     {"a": "", "b": "lower lesson id"}),
    ([item("a", key="k", learned_sequence=1),
      item("b", key="k", learned_sequence=2)], {"a": "newer", "b": ""}),
    ([item("a", key="k", specificity=2, learned_sequence=1),
      item("b", key="k", learned_sequence=2)], {"a": "", "b": "more specific"}),
    ([item("a", key="k", specificity=2), item("b", key="k", audience="ann")],
     {"a": "user over tenant", "b": ""}),
    ([item("a", key="k"), item("b", key="l")], {"a": "", "b": ""}),
    ([item("a", 0.1, key="k"), item("b", key="k")],
     {"a": "DISPOSITION_CANDIDATE", "b": ""}),
])
def test_conflicts_are_settled_by_rule(
        items: list[types_pb2.AdjustmentItem], wanted: dict[str, str]) -> None:
    assert outcome(settle(items, 0.5)) == wanted
    assert settle(items, 0.5) == settle(reversed(items), 0.5)


def test_late_items_are_settled_against_the_plan() -> None:
    plan = types_pb2.ComponentPlan(items=[item("l-1", key="week")])
    late = [item("l-1"), item("l-2", key="week"), item("l-3", key="day"),
            item("l-4", 0.1), item("l-5")]
    assert outcome(settle_late(plan, ["day"], late, 0.5)) == {
        "l-1": "in the plan already", "l-2": "settled in the plan",
        "l-3": "settled in the plan", "l-4": "DISPOSITION_CANDIDATE",
        "l-5": ""}


def test_a_stage_is_adjusted_and_finds_more() -> None:
    with ComponentHarness(StagedTone()) as harness:
        assert harness.run("Why?").text == "as ever"
        harness.teach(SHORT)
        assert harness.run("Why?").text == SHORT
        (lesson,) = harness.lessons()
        lesson.scope.facets.add(key="kind", value="rows")
        harness.apply(types_pb2.Change(revise={"lesson": lesson}))
        # In the plan it is unknown whether there will be rows.
        assert harness.run("Why?").text == f"late: {SHORT}"
        with pytest.raises(Error, match="no output"):
            harness.run("nothing")
        with pytest.raises(Error, match="as it was asked to"):
            harness.run("break")


@pytest.fixture(scope="module")
def staged() -> Iterator[str]:
    """The component as a process; its address."""
    with short_folder() as home:
        process = Process([sys.executable, STAGE, "--data", home / "data",
                           "--listen", address_of(home, "a")], home / "log")
        await_component(address_of(home, "a"), process)
        yield address_of(home, "a")
        process.kill()


def test_it_keeps_every_rule(staged: str) -> None:
    came = subprocess.run(
        [BIN / "alhf-conformance", staged, "--json", "--timeout", "30s",
         "--describe-record", SHORT],
        capture_output=True, text=True, timeout=200)
    report = json.loads(came.stdout)
    assert came.returncode == 0, came.stderr
    outcomes = {case["name"]: case["outcome"] for case in report["cases"]}
    assert outcomes["MANIFEST_08_RunIsNamedWhereItIsServed"] == "PASSED"


def test_events_come_as_they_are_written(staged: str) -> None:
    with grpc.insecure_channel(staged) as channel:
        run = channel.unary_stream(
            "/alhf.v1.Agent/Run", agent_pb2.RunRequest.SerializeToString,
            agent_pb2.RunEvent.FromString)
        events = list(run(agent_pb2.RunRequest(
            tenant="acme", query={"text": "Why?"},
            plan={"items": [item("l-1", text="be kind")]}), timeout=30))
        assert [event.WhichOneof("event") for event in events] == [
            "progress", "model_usage", "output"]
        assert events[-1].output.text == "be kind"
        query = types_pb2.Query
        ahead = types_pb2.Position(log_id="x", sequence=9)
        for asked, code, reason in (
                (query(text="break"), "INTERNAL", "COMPONENT_FAILED"),
                (query(text=""), "INVALID_ARGUMENT", "FIELD_REQUIRED"),
                (query(text="Why?", as_of=ahead), "FAILED_PRECONDITION",
                 "POSITION_AHEAD")):
            with pytest.raises(grpc.RpcError) as came:
                list(run(agent_pb2.RunRequest(tenant="acme", query=asked),
                         timeout=30))
            error = from_rpc_error(came.value)
            assert (error.code.name, error.reason) == (code, reason)


def ask(address: str, question: str) -> list[Any]:
    with grpc.insecure_channel(address) as channel:
        return list(coordinator_stub(channel).Ask(
            coordinator_pb2.AskRequest(tenant="acme",
                                       query={"text": question}), timeout=60))


def test_a_python_stage_in_a_pipeline(folder: pathlib.Path) -> None:
    config = ("pipeline { stage { component: 'answer_tone' } }\n"
              f"component {{ name: 'answer_tone' "
              f"address: '{address_of(folder, 'answer_tone')}' }}\n")
    with System(folder, components=(), coordinator_config=config) as system:
        system.processes["answer_tone"] = Process(
            [sys.executable, STAGE, "--data", folder / "data/answer_tone",
             "--listen", address_of(folder, "answer_tone")],
            folder / "logs/answer_tone.log")
        system.await_serving(["answer_tone"])
        *events, last = ask(system.address, "Why?")
        assert "thinking" in [event.progress.text for event in events]
        assert last.answer.answer == "as ever"
        with alhf.Client(system.address, tenant="acme") as client:
            receipt = client.feedback(SHORT, about=last.answer.id, wait=20.0,
                                      timeout=30.0)
        assert receipt.state is alhf.State.LEARNED
        answer = ask(system.address, "How?")[-1].answer
        assert answer.answer == SHORT
        (step,) = answer.steps
        assert step.applied[0].lesson_id == receipt.understood[0].lesson_id
        assert step.model_usage.calls == 1
