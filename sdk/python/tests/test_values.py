"""Addresses, errors, and what a plan says."""

from __future__ import annotations

import random
from typing import Any

import grpc
import pytest
from google.protobuf import struct_pb2

import alhf
from alhf import address, errors
from alhf.calls import Calls
from alhf.exchange import Receipt
from alhf.v1 import coordinator_pb2, types_pb2


@pytest.mark.parametrize("environment, wanted", [
    ({"ALHF_ADDRESS": "unix:/a/b.sock", "ALHF_HOME": "/h"}, "unix:/a/b.sock"),
    ({"ALHF_HOME": "/h", "HOME": "/home/me"}, "unix:/h/run/coordinator.sock"),
    ({"HOME": "/home/me"}, "unix:/home/me/.alhf/run/coordinator.sock"),
])
def test_the_coordinator_is_found_as_the_command_finds_it(
        environment: dict[str, str], wanted: str) -> None:
    assert address.default_address(environment) == wanted


@pytest.mark.parametrize("wrong, why", [
    ("10.0.0.1:50051", "without TLS"),
    ("unix:", "has no path"),
    ("unix:/" + "a" * 107, "too long"),
])
@pytest.mark.parametrize("kind", [alhf.Client, alhf.AsyncClient])
def test_a_wrong_address_is_told_at_once(kind: Any, wrong: str, why: str
                                         ) -> None:
    with pytest.raises(ValueError, match=why):
        kind(wrong)


class Ended:
    """A call that ended with a trailer, as gRPC shows it."""

    def __init__(self, trailer: Any) -> None:
        self._trailer = trailer

    def code(self) -> grpc.StatusCode:
        return grpc.StatusCode.RESOURCE_EXHAUSTED

    def details(self) -> str:
        return "the queue is full"

    def trailing_metadata(self) -> Any:
        return self._trailer


def test_an_error_comes_back_as_it_was_sent() -> None:
    sent = errors.Error(grpc.StatusCode.RESOURCE_EXHAUSTED, "QUEUE_FULL",
                        "the queue is full", {"queue": "7"}, retry_after=0.25)
    came = errors.from_rpc_error(Ended(errors.to_trailer(sent)))
    assert (came.code, came.reason, came.message, came.metadata,
            came.retry_after) == (sent.code, "QUEUE_FULL", sent.message,
                                  {"queue": "7"}, 0.25)


@pytest.mark.parametrize("trailer", [
    None, (), (("grpc-status-details-bin", b"\xff\xff"),)])
def test_an_error_of_somebody_else_is_read_as_far_as_it_goes(trailer: Any
                                                             ) -> None:
    came = errors.from_rpc_error(Ended(trailer))
    assert (came.code, came.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "")


def plan_of(*items: types_pb2.AdjustmentItem) -> alhf.Plan:
    return alhf.Plan(types_pb2.Plan(components=[types_pb2.ComponentPlan(
        component="retriever", items=items, guidance="~~~\nwords\n~~~\n")]))


def test_every_kind_of_item_is_a_value_of_its_own() -> None:
    item = types_pb2.AdjustmentItem
    plan = plan_of(
        item(lesson_id="l-1", guidance={"text": "be short"}),
        item(lesson_id="l-1", parameter={
            "name": "top_k", "value": struct_pb2.Value(number_value=5)}),
        item(lesson_id="l-2", filter={"field": "folder", "exclude": True,
                                      "values": ["drafts", "archive"]}),
        item(lesson_id="l-3", boost={"field": "folder", "value": "people",
                                     "factor": 2}),
        item(lesson_id="l-4", expansion={"term": "pto", "terms": ["leave"]}),
        item(lesson_id="l-5", limit={"name": "rows", "value": 7}),
        item(lesson_id="l-6"))
    assert [each.action for each in plan.items("retriever")] == [
        alhf.Guidance("be short"), alhf.Parameter("top_k", 5),
        alhf.Filter("folder", ("drafts", "archive"), True),
        alhf.Boost("folder", "people", 2.0),
        alhf.Expansion("pto", ("leave",)), alhf.Limit("rows", 7), None]
    assert plan.lessons == ("l-1", "l-2", "l-3", "l-4", "l-5", "l-6")
    assert plan.items("somebody") == ()
    assert plan.excluded("retriever", "folder") == {"drafts", "archive"}
    assert plan.excluded("retriever", "path") == frozenset()
    assert plan.guidance() == plan.guidance("retriever") == (
        "~~~\nwords\n~~~\n")
    assert not plan.degraded


def test_a_plan_says_whose_part_is_missing() -> None:
    plan = alhf.Plan(types_pb2.Plan(degraded=True, missing=[
        types_pb2.MissingPart(component="retriever", reason="DEADLINE: …")]))
    assert plan.degraded
    assert plan.reason == "retriever: DEADLINE: …"
    assert plan.failure is None


def test_a_receipt_says_what_was_understood() -> None:
    receipt = Receipt.of(coordinator_pb2.FeedbackStatus(
        record=types_pb2.FeedbackRecord(id="f-1"),
        state=coordinator_pb2.FEEDBACK_ASSESSED,
        assignment=types_pb2.Assignment(unsure=["retriever"], missing=[
            types_pb2.Assignment.Missing(component="sql_generator")]),
        lessons=[types_pb2.Lesson(
            id="l-1", component="answer_writer", understood_as="bullets",
            effect=types_pb2.EFFECT_ENFORCED, state=types_pb2.LESSON_HELD)]),
        "r-1")
    assert receipt.ok and receipt.state is alhf.State.ASSESSED
    assert (receipt.unsure, receipt.missing) == (("retriever",),
                                                 ("sql_generator",))
    assert receipt.understood == (alhf.Understood(
        "answer_writer", "l-1", "bullets", enforced=True, in_force=False),)
    assert str(receipt) == (
        "Understood: answer_writer: bullets (waits for a person)")


def test_a_receipt_without_a_lesson_says_so() -> None:
    nobody = coordinator_pb2.FeedbackStatus()
    assert str(Receipt.of(nobody, "r-1")) == "Kept; nobody learned from it."
    nobody.assignment.unsure.append("retriever")
    assert str(Receipt.of(nobody, "r-1")) == (
        "Kept; nobody learned from it yet: retriever might be meant")
    lost = Receipt(failure=errors.Error(grpc.StatusCode.UNAVAILABLE, "",
                                        "nobody answers"))
    assert str(lost) == "Not confirmed: nobody answers"


def test_what_is_recorded_holds_plan_and_steps() -> None:
    calls = Calls("acme", "helper", "ann", random.Random(1))
    plan = plan_of(types_pb2.AdjustmentItem(lesson_id="l-1",
                                            component="retriever"))
    request = calls.record(
        "Why?", "Because.", plan=plan, steps=[
            alhf.Step("retriever", passages=(("a.md", "text"),)),
            alhf.Step("sql_generator", sql="SELECT 1", dialect="sqlite")],
        user="", conversation_id="", labels=None, checks={"sql_runs": True},
        exchange_id="", trace_id="t-1", timeout=1.0).request()
    exchange = request.exchange
    assert exchange.id.startswith("x-") and request.request_id
    assert (request.tenant, request.agent, exchange.user) == (
        "acme", "helper", "ann")
    assert exchange.plan == plan.message
    assert [each.lesson_id for each in exchange.steps[0].applied] == ["l-1"]
    assert exchange.steps[0].output.passages[0].source == "a.md"
    assert exchange.steps[1].output.table.sql == "SELECT 1"
    assert not exchange.steps[1].applied
    assert [(each.name, each.passed) for each in exchange.checks] == [
        ("sql_runs", True)]


def test_an_exchange_has_the_id_of_its_plan() -> None:
    calls = Calls("acme", "helper", "ann", random.Random(1))
    plan = alhf.Plan(message=types_pb2.Plan(exchange_id="x-planned",
                                            holdout=0.1))

    def recorded(exchange_id: str) -> str:
        request = calls.record(
            "Why?", "Because.", plan=plan, steps=(), user="",
            conversation_id="", labels=None, checks=None,
            exchange_id=exchange_id, trace_id="", timeout=1.0).request()
        assert request.exchange.plan.holdout == 0.1
        return str(request.exchange.id)

    assert recorded("") == "x-planned"
    assert recorded("x-mine") == "x-mine"


def test_a_thumb_needs_no_words() -> None:
    calls = Calls("acme", "", "", random.Random(1))
    options: dict[str, Any] = dict(about="x-1", user="", step="", assign_to=(), source="",
                   hold=False, wait_for=alhf.State.DURABLE, wait=1.0,
                   request_id="", trace_id="", timeout=1.0)
    mute = calls.feedback("", thumb_up=True, **options).request().record
    assert (mute.kind, mute.thumb_up) == (types_pb2.RECORD_THUMB, True)
    said = calls.feedback("No.", thumb_up=False, **options).request().record
    assert (said.kind, said.thumb_up) == (types_pb2.RECORD_TEXT, False)
