"""The Python hello keeps every rule of docs/protocol.md, and does what the C++
hello does: the same programs and entries, over real sockets."""

from __future__ import annotations

import itertools
import json
import os
import pathlib
import subprocess
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from conftest import short_folder
from google.protobuf import descriptor_pb2
from system import (
    BIN, Process, address_of, await_component, hello_command)

from alhf.sdk.reflection import REFLECTION
from alhf.stubs import feedback_stub
from alhf.v1 import feedback_pb2, types_pb2

_TENANTS = itertools.count()
SCENARIOS = (pathlib.Path(__file__).parents[3] /
             "eval/scenarios/company.jsonl")
SHORT = "Always keep answers short and friendly."


@pytest.fixture(scope="module")
def home() -> Iterator[pathlib.Path]:
    """A folder for both processes: every test has a tenant of its own."""
    with short_folder() as path:
        yield path


@pytest.fixture(scope="module")
def hello(home: pathlib.Path) -> Iterator[str]:
    """The Python hello as a process; its address."""
    process = Process(hello_command(home), home / "python.log")
    address = address_of(home, "answer_tone")
    await_component(address, process)
    yield address
    process.kill()


@pytest.fixture(scope="module")
def original(home: pathlib.Path) -> Iterator[str]:
    """The C++ hello as a process, with words alone; its address."""
    address = address_of(home, "original")
    process = Process(
        [BIN / "hello-answer-tone", "--data", home / "data/original",
         "--listen", address, "--encoder", "none"], home / "original.log")
    await_component(address, process)
    yield address
    process.kill()


def test_it_keeps_every_rule(hello: str) -> None:
    came = subprocess.run(
        [BIN / "alhf-conformance", hello, "--json", "--timeout", "30s",
         "--describe-record", SHORT],
        capture_output=True, text=True, timeout=200)
    report = json.loads(came.stdout)
    assert [case for case in report["cases"]
            if case["outcome"] == "FAILED"] == []
    assert came.returncode == 0, came.stderr
    # It keeps the whole text.
    assert [case["name"] for case in report["cases"]
            if case["outcome"] == "NOT_APPLICABLE"] == [
                "ASSESS_06_SpansArePartsOfTheText"]
    listed = subprocess.run([BIN / "alhf-conformance", "--list"],
                            capture_output=True, text=True, check=True).stdout
    assert [case["name"] for case in report["cases"]] == [
        line.strip() for line in listed.splitlines()
        if line and not line[0].isspace()]
    assert not report.get("leftBehind")


class Component:
    """A component over its socket, for one tenant."""

    def __init__(self, address: str, tenant: str) -> None:
        self._tenant = tenant
        self._channel = grpc.insecure_channel(address)
        self._stub = feedback_stub(self._channel)

    def close(self) -> None:
        self._channel.close()

    def send(self, entries: list[types_pb2.Entry]) -> None:
        self._stub.ApplyChanges(feedback_pb2.ApplyChangesRequest(
            tenant=self._tenant, entries=entries), timeout=10)

    def export(self) -> list[tuple[bytes, bytes]]:
        items = []
        token = ""
        while True:
            page = self._stub.ExportMemory(feedback_pb2.ExportMemoryRequest(
                tenant=self._tenant, page_size=7, page_token=token), timeout=10)
            items += [(item.key, item.value) for item in page.items]
            token = page.next_page_token
            if not token:
                return items

    def assess(self, text: str, question: str = "How do I descale a kettle?"
               ) -> types_pb2.Assessment:
        """Returns what it makes of `text`, assigned to it or not."""
        record = types_pb2.FeedbackRecord(text=text, kind=types_pb2.RECORD_TEXT)
        record.exchange.question = question
        response: feedback_pb2.AssessFeedbackResponse
        response = self._stub.AssessFeedback(
            feedback_pb2.AssessFeedbackRequest(
                tenant=self._tenant, record=record, assume_in_scope=True),
            timeout=10)
        return response.assessment

    def adjust(self, query: types_pb2.Query) -> types_pb2.Adjustment:
        response: feedback_pb2.AdjustQueryResponse
        response = self._stub.AdjustQuery(
            feedback_pb2.AdjustQueryRequest(
                tenant=self._tenant, agent="shop", query=query), timeout=10)
        return response.adjustment


@pytest.fixture
def both(hello: str, original: str) -> Iterator[tuple[Component, Component]]:
    tenant = f"t{next(_TENANTS)}"
    pair = Component(hello, tenant), Component(original, tenant)
    yield pair
    for each in pair:
        each.close()


TEXTS = (
    "Always keep answers short and friendly.",
    "When somebody asks how to descale a kettle, name the vinegar first.",
    "An active customer means one who ordered in the last 90 days.",
    "Our MRR excludes annual plans; say so wherever MRR is asked for.",
    "Warranty of kettles is two years, of toasters three.",
    "Orders per week shall begin on Monday.",
    "naïve été 日本: “never mind” the gap",
)
QUERIES = (
    "How do I descale a kettle?", "How can one descale the old kettles?",
    "How many active customers are there?", "What is our MRR by month?",
    "Which warranty do toasters have?", "orders per ISO week in 2025",
    "Where is the naïve été?", "Which meetings are booked on Tuesday?",
    "kettle", "the of and", "1,250.50 kettles?",
)

# What they lean on was said before; the last ones stand alone.
FOLLOW_UPS = (
    "And for 2024?", "What about toasters?", "how about them", "by week",
    "2024", "How many of those?", "How many kettles are there?",
    "Which warranty do toasters have?",
    "Who of them has booked the meetings on Tuesday?", "Only toasters")


def lessons() -> list[types_pb2.Lesson]:
    """One of each breadth for each text, with all that a scope can have."""
    made = []
    for number, text in enumerate(TEXTS):
        for breadth in (types_pb2.BREADTH_QUESTION, types_pb2.BREADTH_TOPIC,
                        types_pb2.BREADTH_COMPONENT):
            lesson = types_pb2.Lesson(
                id=f"l-{number}-{breadth}", text=text, understood_as=text,
                effect=types_pb2.EFFECT_GUIDANCE_ONLY, conflict_key="tone",
                state=(types_pb2.LESSON_SHADOW if number % 3 == 2
                       else types_pb2.LESSON_ACTIVE))
            lesson.sources.add(record_id=f"f-{number}",
                               question=QUERIES[number])
            scope = lesson.scope
            scope.breadth = breadth
            scope.topic = QUERIES[number] if number % 2 else ""
            if number == 2:
                scope.triggers.append("active customer")
            if number == 3:
                scope.triggers.append("MRR")
                scope.facets.add(key="database", value="Shop")
            if number == 4:
                scope.triggers.append("warranty")
                lesson.directive.type_name = "shop.Warranty"
                lesson.directive.display["years"] = 2
                lesson.effect = types_pb2.EFFECT_ENFORCED
            if number == 5:
                scope.agent = "shop"
                scope.user = "ann" if breadth == 1 else ""
                scope.counterexamples.add(text="orders per week in 2024")
            made.append(lesson)
    return made


def log() -> list[types_pb2.Entry]:
    """Entries that do some of everything."""
    learned = lessons()
    change = types_pb2.Change
    revised = types_pb2.Lesson()
    revised.CopyFrom(learned[0])
    revised.text = "Keep answers shorter still."
    changes = [[change(learn={"lesson": lesson})] for lesson in learned]
    changes += [
        [change(none={})],
        [change(retire={"lesson_id": learned[1].id, "note": "of no use",
                        "reason": types_pb2.RETIRE_FORGOTTEN})],
        [change(revise={"lesson": revised}),
         change(restore={"lesson_id": learned[1].id})],
        [change(promote={"lesson_id": learned[4].id, "user": "ann"})],
        [change(add_counterexample={
            "lesson_id": learned[10].id,
            "counterexample": {"text": "What is our MRR by day?"}})],
        [change(add_source={
            "lesson_id": learned[11].id,
            "source": {"record_id": "f-again", "span": {"end": 4}}})],
        [change(erase={"lesson_id": learned[19].id})],
        [change(adopt_snapshot={"snapshot": {
            "component": "answer_tone", "name": "mean", "version": 3,
            "payload": b"\x00\xff"}})],
        # Learned again: it has two places in the order.
        [change(learn={"lesson": learned[2]})],
    ]
    entries = []
    for sequence, each in enumerate(changes, 1):
        entry = types_pb2.Entry(
            position={"log_id": "log-a", "epoch": 2, "sequence": sequence},
            principal="ann", changes=each)
        entry.time.FromSeconds(1_750_000_000 + sequence)
        entries.append(entry)
    return entries


def test_the_same_entries_export_the_same_bytes(
        both: tuple[Component, Component]) -> None:
    for each in both:
        each.send(log())
    python, original = (each.export() for each in both)
    assert len(python) > 40
    assert python == original


def queries() -> Iterator[types_pb2.Query]:
    for number, text in enumerate(QUERIES):
        for user in ("", "ann"):
            for complete in (False, True):
                query = types_pb2.Query(text=text, user=user, explain=True)
                query.now.FromSeconds(1_750_001_000)
                query.facets.add(key="database", complete=complete,
                                 values=["shop"] if number % 2 else [])
                yield query
    for text in FOLLOW_UPS:
        query = types_pb2.Query(text=text, explain=True)
        query.now.FromSeconds(1_750_001_000)
        for before in ("kettle", "How many active customers are there?",
                       "and by month?"):
            query.turns.add(question=before, answer="Which warranty?")
        yield query
    for mode in (types_pb2.RECALL_ALL, types_pb2.RECALL_NONE,
                 types_pb2.RECALL_LISTED):
        query = types_pb2.Query(text="Why?")
        query.now.FromSeconds(1_750_001_000)
        query.overlay.recall = mode
        query.overlay.listed.extend(["l-0-1", "l-3-3", "l-none"])
        query.overlay.without.append("l-0-2")
        yield query


def test_the_same_lessons_are_recalled_with_the_same_scores(
        both: tuple[Component, Component]) -> None:
    for each in both:
        each.send(log())
    recalled = 0
    for query in queries():
        python, original = (each.adjust(query) for each in both)
        recalled += len(python.items)
        assert rounded(python) == rounded(original), query
    assert recalled > 100


def rounded(adjustment: types_pb2.Adjustment) -> types_pb2.Adjustment:
    """Two libraries' `exp` may differ in the last bit."""
    for each in (*adjustment.items, *adjustment.scored):
        each.score = round(each.score, 12)
    adjustment.rejected.nearest_score = round(
        adjustment.rejected.nearest_score, 12)
    return adjustment


@pytest.mark.parametrize("text", [
    *TEXTS, "Thank you, that was great!", "Be less formal.",
    "How long is an answer?", "Leave out test accounts.", "?!",
    "The tone is off. Use friendly words, e.g. dear.",
])
def test_the_same_is_claimed(both: tuple[Component, Component], text: str
                             ) -> None:
    python, original = (each.assess(text) for each in both)
    for each in (python, original):
        each.score = round(each.score, 12)
    assert python == original


def scenarios() -> Iterator[dict[str, Any]]:
    """What people say and ask in the repository's scenarios."""
    for line in SCENARIOS.read_text().splitlines():
        yield json.loads(line)


def test_the_same_is_made_of_what_people_say_and_ask(
        both: tuple[Component, Component]) -> None:
    """Every record is understood the same; with all of them learned, every
    fourth question recalls the same."""
    python, original = both
    entries: list[types_pb2.Entry] = []
    questions: list[str] = []
    for scenario in scenarios():
        questions += [each["text"] for each in scenario["questions"]]
        for said in scenario["feedback"]:
            one, other = (each.assess(said["text"], said["question"])
                          for each in both)
            for each in (one, other):
                each.score = round(each.score, 12)
            assert one == other, said
            sequence = len(entries) + 1
            (proposal,) = one.proposals
            lesson = types_pb2.Lesson(
                id=f"l-{sequence}", text=said["text"], scope=proposal.scope,
                effect=proposal.effect, state=types_pb2.LESSON_ACTIVE)
            lesson.sources.add(question=said["question"])
            if sequence % 4 == 0:
                lesson.effect = types_pb2.EFFECT_ENFORCED
                lesson.directive.type_name = "test.Any"
            entries.append(types_pb2.Entry(
                position={"log_id": "log", "sequence": sequence},
                changes=[types_pb2.Change(learn={"lesson": lesson})]))
    assert len(entries) > 100 and len(questions) > 400
    for component in both:
        component.send(entries)
    assert python.export() == original.export()
    for question in questions[::4]:
        query = types_pb2.Query(text=question, explain=True)
        query.now.FromSeconds(1_750_001_000)
        assert (rounded(python.adjust(query)) ==
                rounded(original.adjust(query))), question


def reflect(channel: Any, **request: str) -> Any:
    """Returns what a server says of itself."""
    call = channel.stream_stream(
        f"/{REFLECTION.service}/ServerReflectionInfo",
        REFLECTION.message("ServerReflectionRequest").SerializeToString,
        REFLECTION.message("ServerReflectionResponse").FromString)
    kind = REFLECTION.message("ServerReflectionRequest")
    (response,) = call(iter([kind(**request)]), timeout=10)
    return response


def files_of(response: Any) -> dict[str, descriptor_pb2.FileDescriptorProto]:
    files = map(descriptor_pb2.FileDescriptorProto.FromString,
                response.file_descriptor_response.file_descriptor_proto)
    return {file.name: file for file in files}


def test_reflection_says_what_the_original_says(hello: str, original: str
                                                ) -> None:
    with (grpc.insecure_channel(hello) as python,
          grpc.insecure_channel(original) as cpp):
        names = [{each.name for each in reflect(
            channel, list_services="").list_services_response.service}
            for channel in (python, cpp)]
        assert names[0] == names[1] and len(names[0]) == 3
        for symbol in ("alhf.v1.Feedback", "alhf.v1.Lesson.Field",
                       "alhf.v1.Lesson"):
            one, other = (files_of(reflect(
                channel, file_containing_symbol=symbol))
                for channel in (python, cpp))
            # Both send what is imported along, or let it be asked for.
            for name in one.keys() & other.keys():
                assert one[name] == other[name]
            assert bool(one) == bool(other)
        file = files_of(reflect(python, file_by_filename="alhf/v1/types.proto"
                                ))["alhf/v1/types.proto"]
        assert "Lesson" in [message.name for message in file.message_type]
        health = files_of(reflect(
            python, file_containing_symbol="grpc.health.v1.Health"))
        assert [method.name for file in health.values()
                for method in file.service[0].method] == ["Check", "Watch"]
        nothing = reflect(python, file_containing_symbol="alhf.v1.Nothing")
        assert nothing.error_response.error_code == 5  # NOT_FOUND


def test_the_process_keeps_its_folders_to_itself(hello: str,
                                                 home: pathlib.Path) -> None:
    for path in (home / "data/answer_tone", home / "run"):
        assert path.stat().st_mode & 0o077 == 0
    assert os.stat(hello.removeprefix("unix:")).st_mode & 0o077 == 0
