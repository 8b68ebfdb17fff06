"""The client with a real coordinator and the shipped components, and a Python
component that joins, is taught, and comes back."""

from __future__ import annotations

import pathlib
import secrets
import shutil
from collections.abc import Iterator

import grpc
import pytest
from conftest import ClientFactory, short_folder
from system import SHIPPED, System, eventually

import alhf
from alhf.stubs import feedback_stub
from alhf.v1 import feedback_pb2

# A loaded machine is late; only tests of lateness set limits.
PATIENT = alhf.Timeouts(plan=20.0, record=20.0, feedback=30.0)
WEEKS = "How many orders were there per week of the year in 2025?"
ISO_WEEKS = "We are on Postgres, use ISO weeks."
AGENT = "agent { name: 'sales' component: 'sql_generator' }"
SHORT = "Always keep answers short and friendly."


@pytest.fixture(scope="module")
def shipped() -> Iterator[System]:
    """One system for all tests: each has a tenant of its own."""
    with short_folder() as home, System(
            home, coordinator_config=AGENT) as system:
        yield system


@pytest.fixture
def client(shipped: System, make_client: ClientFactory,
           request: pytest.FixtureRequest) -> alhf.Client:
    tenant = request.node.name.replace("[", ".").rstrip("]")[:64]
    made: alhf.Client = make_client(shipped.address, tenant=tenant, user="ann",
                                    timeouts=PATIENT)
    return made


def test_a_correction_changes_the_next_plan(client: alhf.Client) -> None:
    before = client.plan(WEEKS)
    assert (before.degraded, before.items(), before.guidance()) == (
        False, (), "")
    recorded = client.record(
        WEEKS, "52 rows", plan=before, steps=[alhf.Step(
            "sql_generator", sql="SELECT strftime('%W') FROM orders",
            dialect="sqlite")])
    assert recorded.ok
    assert recorded.exchange_id == before.message.exchange_id
    receipt = client.feedback(ISO_WEEKS, about=recorded, wait=20.0)
    assert receipt.ok and receipt.state is alhf.State.LEARNED
    assert {each.component for each in receipt.understood} == {
        "sql_generator"}
    assert all(each.enforced and each.in_force
               for each in receipt.understood)
    plan = client.plan("orders by week in 2025", after=receipt)
    assert not plan.degraded
    assert {item.lesson_id for item in plan.items("sql_generator")} <= {
        each.lesson_id for each in receipt.understood}
    assert plan.items("sql_generator")
    assert "ISO weeks" in plan.guidance("sql_generator")
    # And no other.
    assert not client.plan("How do I return a kettle?").items()


def test_a_client_of_an_agent_has_its_lessons_alone(
        shipped: System, make_client: ClientFactory,
        request: pytest.FixtureRequest) -> None:
    tenant = request.node.name.replace("[", ".").rstrip("]")[:64]
    sales, everybody, typo = (
        make_client(shipped.address, tenant=tenant, user="ann", agent=agent,
                    timeouts=PATIENT) for agent in ("sales", "", "sale"))
    recorded = sales.record(WEEKS, "52 rows")
    receipt = sales.feedback(ISO_WEEKS, about=recorded, wait=20.0)
    assert receipt.ok and receipt.state is alhf.State.LEARNED
    assert list(receipt.message.assignment.assessed) == ["sql_generator"]
    assert sales.plan(WEEKS, after=receipt).items("sql_generator")
    assert not everybody.plan(WEEKS, after=receipt).items()
    none = typo.plan(WEEKS)
    assert none.degraded and none.failure.reason == "AGENT_NOT_FOUND"


def test_the_callers_trace_reaches_every_component(
        shipped: System, make_client: ClientFactory) -> None:
    trace_id = secrets.token_hex(16)
    client = make_client(
        shipped.address, tenant="traced", timeouts=PATIENT,
        traceparent=lambda: f"00-{trace_id}-00f067aa0ba902b7-01")
    plan = client.plan(WEEKS)
    assert not plan.degraded
    assert client.record(WEEKS, "52 rows", plan=plan).ok

    def calls(name: str) -> list[str]:
        return [line for line in shipped.processes[name].log.read_text()
                .splitlines() if '"call"' in line and trace_id in line]

    eventually(lambda: len(calls("coordinator")) == 2, "both are logged")
    assert 'parent_id="00f067aa0ba902b7"' in calls("coordinator")[0]
    for name in SHIPPED:
        assert len(calls(name)) == 1 and "AdjustQuery" in calls(name)[0]


def test_only_the_components_asked_for_answer(client: alhf.Client) -> None:
    plan = client.plan(WEEKS, components=["retriever"])
    assert [part.component for part in plan.message.components] == [
        "retriever"]


def test_feedback_on_what_was_never_recorded_is_taken(client: alhf.Client
                                                      ) -> None:
    lost = alhf.Recorded("x-lost", WEEKS, "52 rows")
    receipt = client.feedback(ISO_WEEKS, about=lost, wait=20.0)
    assert receipt.ok and receipt.message is not None
    assert receipt.message.record.detached
    unknown = client.feedback(ISO_WEEKS, about="x-unknown")
    assert not unknown.ok and unknown.failure is not None
    assert unknown.failure.reason == "EXCHANGE_NOT_FOUND"


def test_what_is_sent_twice_counts_once(client: alhf.Client) -> None:
    recorded = client.record(WEEKS, "52 rows")
    first = client.feedback(ISO_WEEKS, about=recorded, wait=20.0)
    again = client.feedback(ISO_WEEKS, about=recorded, wait=20.0,
                            request_id=first.request_id)
    assert first.ok and again.record_id == first.record_id
    other = client.feedback("Something else.", about=recorded,
                            request_id=first.request_id)
    assert other.failure is not None
    assert other.failure.reason == "REQUEST_ID_REUSED"


def test_a_thumb_and_what_a_person_holds(client: alhf.Client) -> None:
    recorded = client.record(WEEKS, "52 rows")
    thumb = client.feedback("", about=recorded, thumb_up=True, wait=20.0)
    assert thumb.ok and thumb.understood == ()
    held = client.feedback(ISO_WEEKS, about=recorded, hold=True, wait=20.0)
    assert held.understood
    assert not any(each.in_force for each in held.understood)
    assert not client.plan("orders by week in 2025", after=held).items()


def test_limits_are_told(client: alhf.Client) -> None:
    plan = client.plan("x" * 9000)
    assert plan.failure is not None
    assert plan.failure.reason == "FIELD_TOO_LARGE"
    assert client.plan(" ").failure is not None


@pytest.fixture
def hello_system(folder: pathlib.Path) -> Iterator[System]:
    """A coordinator, and the Python hello, which joins it."""
    with System(folder, components=()) as system:
        system.start("answer_tone")
        system.await_serving(["answer_tone"])
        yield system


def taught(system: System, client: alhf.Client) -> alhf.Receipt:
    recorded = client.record("How much leave do I have?", "25 days.")
    receipt = client.feedback(SHORT, about=recorded, wait=20.0)
    assert receipt.state is alhf.State.LEARNED
    (understood,) = receipt.understood
    assert understood.component == "answer_tone"
    assert understood.meaning == f"keep in mind: {SHORT}"
    return receipt


def export(system: System) -> list[bytes]:
    address = f"unix:{system.home}/run/answer_tone.sock"
    with grpc.insecure_channel(address) as channel:
        items = feedback_stub(channel).ExportMemory(
            feedback_pb2.ExportMemoryRequest(tenant="acme", page_size=1000),
            timeout=10).items
        return [item.SerializeToString() for item in items]


def test_a_python_component_is_taught_and_comes_back(
        hello_system: System, make_client: ClientFactory) -> None:
    system = hello_system
    client = make_client(system.address, tenant="acme", timeouts=PATIENT)
    assert not client.plan("Why?").guidance()
    receipt = taught(system, client)
    plan = client.plan("What is the warranty of a kettle?", after=receipt)
    assert SHORT in plan.guidance("answer_tone")
    assert plan.items()[0].action == alhf.Guidance(SHORT)
    memory = export(system)

    # A restart keeps it.
    assert system.processes["answer_tone"].stop() == 0
    system.start("answer_tone")
    system.await_serving(["answer_tone"])
    assert export(system) == memory

    # Without its memory the log gives it back, byte for byte.
    system.processes["answer_tone"].kill()
    shutil.rmtree(system.home / "data/answer_tone")
    system.start("answer_tone")
    system.await_serving(["answer_tone"])
    again = client.plan("What is the warranty of a kettle?", after=receipt)
    assert again.guidance() == plan.guidance()
    assert export(system) == memory


def test_a_lost_component_costs_its_part_and_a_lost_coordinator_the_plan(
        hello_system: System, make_client: ClientFactory) -> None:
    system = hello_system
    client = make_client(system.address, tenant="acme", timeouts=PATIENT)
    receipt = taught(system, client)
    system.processes["answer_tone"].kill()
    plan = client.plan("Why?")
    assert plan.degraded and plan.failure is None
    assert "answer_tone" in plan.reason and not plan.items()

    system.processes["coordinator"].kill()
    assert client.plan("Why?").failure.code == grpc.StatusCode.UNAVAILABLE
    lost = client.record("Why?", "So.")
    receipt = client.feedback("Be formal.", about=lost, timeout=1.0)
    assert not (lost.ok or receipt.ok)

    # What was lost is sent again, and counts.
    system.start("coordinator")
    system.start("answer_tone")
    system.await_serving(["answer_tone"])
    sent = client.feedback("Be formal.", about=lost, wait=20.0,
                           request_id=receipt.request_id)
    assert sent.ok and sent.request_id == receipt.request_id
    assert SHORT in client.plan("Why?").guidance()


def test_it_leaves_when_it_is_stopped(hello_system: System) -> None:
    assert hello_system.processes.pop("answer_tone").stop() == 0
    assert all(each.manifest.name != "answer_tone"
               for each in hello_system.list_components("nobody"))
    log = (hello_system.home / "logs/answer_tone.log").read_text()
    assert "left the coordinator" in log


def test_a_component_that_the_coordinator_forgot_joins_again(
        hello_system: System) -> None:
    system = hello_system
    system.processes["coordinator"].kill()
    system.start("coordinator")
    system.await_serving(["answer_tone"])
    states = {each.manifest.name: each.joined
              for each in system.list_components()}
    assert states == {"answer_tone": True}
