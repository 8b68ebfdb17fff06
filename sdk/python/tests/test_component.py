"""A component over its real memory: what it learns, keeps and forgets."""

from __future__ import annotations

import pathlib
import random
import sqlite3
import threading
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from answer_tone import AnswerTone

from alhf import sdk
from alhf.errors import Error
from alhf.sdk.host import Host
from alhf.sdk.store import Store
from alhf.testing import ComponentHarness
from alhf.v1 import feedback_pb2, types_pb2

SHORT = "Always keep answers short and friendly."


@pytest.fixture
def harness() -> Iterator[ComponentHarness]:
    with ComponentHarness(AnswerTone()) as each:
        yield each


def test_it_learns_what_is_its_matter_and_nothing_else(
        harness: ComponentHarness) -> None:
    assert harness.teach(SHORT).outcome == types_pb2.OUTCOME_CLAIMED
    for other in ("Thank you, that was helpful!", "Leave out test accounts.",
                  "How long is an answer?"):
        assert harness.teach(other).outcome != types_pb2.OUTCOME_CLAIMED
    (lesson,) = harness.lessons()
    assert (lesson.text, lesson.state) == (SHORT, types_pb2.LESSON_ACTIVE)


def test_silence_is_a_right_answer(harness: ComponentHarness) -> None:
    exchange = types_pb2.Exchange(
        question="How do I return a defective kettle?")
    harness.teach("Use friendly words about the tone of kettles.", exchange)
    near = harness.adjust("How can I return a kettle that is defective?")
    (item,) = near.items
    assert item.why == "near the question it was given on"
    far = harness.adjust("Which meetings are booked on Tuesday?")
    assert not far.items and far.rejected.count == 1


def test_a_restart_and_a_rebuild_change_nothing(harness: ComponentHarness
                                                ) -> None:
    harness.teach(SHORT)
    harness.teach("From now on the tone is formal.")
    first, second = harness.lessons()
    harness.apply(types_pb2.Change(retire={"lesson_id": second.id}),
                  types_pb2.Change(promote={"lesson_id": first.id,
                                            "user": "ann"}))
    before, adjusted = harness.export(), harness.adjust("Why?")
    harness.restart()
    assert (harness.export(), harness.adjust("Why?")) == (before, adjusted)
    harness.rebuild()
    assert (harness.export(), harness.adjust("Why?")) == (before, adjusted)


def test_erased_words_are_in_no_file(harness: ComponentHarness) -> None:
    harness.teach("Always keep answers short, says xyzzy.")
    (lesson,) = harness.lessons()

    def files_with_the_word() -> list[str]:
        return [path.name for path in harness._data.iterdir()
                if b"xyzzy" in path.read_bytes()]

    assert files_with_the_word()
    harness.apply(types_pb2.Change(erase={"lesson_id": lesson.id}))
    assert files_with_the_word() == []
    assert b"xyzzy" not in harness.export()


def test_erased_words_that_a_reader_holds_go_with_the_next_entry(
        harness: ComponentHarness) -> None:
    harness.teach("Always keep answers short, says xyzzy.")
    (lesson,) = harness.lessons()
    log = harness._data / "memory.sqlite-wal"
    with harness._host._store.snapshot():
        harness.apply(types_pb2.Change(erase={"lesson_id": lesson.id}))
        assert b"xyzzy" in log.read_bytes()
    harness.apply(types_pb2.Change(none={}))
    assert b"xyzzy" not in log.read_bytes()


def test_what_an_overlay_adds_holds_for_one_query(harness: ComponentHarness
                                                  ) -> None:
    lesson = types_pb2.Lesson(id="l-new", component="answer_tone", text=SHORT)
    lesson.scope.breadth = types_pb2.BREADTH_COMPONENT
    query = types_pb2.Query(text="Why?")
    getattr(query.overlay, "with").append(lesson)
    (item,) = harness.adjust(query).items
    assert item.lesson_id == "l-new"
    assert not harness.adjust("Why?").items


def test_an_explained_query_names_the_gate_that_shut(
        harness: ComponentHarness) -> None:
    harness.teach(SHORT)
    (lesson,) = harness.lessons()
    lesson.scope.facets.add(key="kind", value="Rows")
    harness.apply(types_pb2.Change(revise={"lesson": lesson}))
    query = types_pb2.Query(text="Why?", explain=True)
    query.facets.add(key="kind", values=["passages"], complete=True)
    adjustment = harness.adjust(query)
    assert not adjustment.items
    (scored,) = adjustment.scored
    assert scored.gate == "facet kind:Rows ABSENT"
    query.facets[0].values[:] = ["ROWS"]
    assert harness.adjust(query).items[0].why == "all its facets are present"


class Counting(AnswerTone):
    """Derives how many lessons it has learned, and holds what it is told."""

    broken: Exception | None = None

    def learn(self, context: sdk.LearnContext, lesson: types_pb2.Lesson
              ) -> None:
        if self.broken is not None:
            raise self.broken
        context.store(lesson)
        known = [each.id for each in context.memory.lessons()]
        context.derive("count", str(len(known)).encode(), known)

    def adjust(self, context: sdk.Context, query: types_pb2.Query
               ) -> types_pb2.Adjustment:
        adjustment = context.recall_adjustment(query)
        count = context.memory.derived("count")
        for item in adjustment.items:
            item.target = "none" if count is None else count.decode()
        return adjustment


def test_what_is_derived_goes_with_its_lessons() -> None:
    with ComponentHarness(Counting()) as harness:
        harness.teach(SHORT)
        harness.teach("Never use formal words.")
        assert [item.target for item in harness.adjust("Why?").items] == [
            "2", "2"]
        first = harness.lessons()[0]
        harness.apply(types_pb2.Change(erase={"lesson_id": first.id}))
        (item,) = harness.adjust("Why?").items
        assert item.target == "none"
        before = harness.export()
        harness.rebuild()
        assert harness.export() == before


@pytest.mark.parametrize("raised, code, reason", [
    (KeyError("lost"), grpc.StatusCode.INTERNAL, "COMPONENT_FAILED"),
    (Error(grpc.StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE", "away"),
     grpc.StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")])
def test_an_entry_that_fails_leaves_nothing(
        raised: Exception, code: grpc.StatusCode, reason: str) -> None:
    component = Counting()
    with ComponentHarness(component) as harness:
        harness.teach(SHORT)
        before = harness.export()
        component.broken = raised
        with pytest.raises(Error) as came:
            harness.teach("Never use formal words.")
        assert (came.value.code, came.value.reason) == (code, reason)
        assert harness.export() == before
        component.broken = None
        harness.teach("Never use formal words.")
        assert len(harness.lessons()) == 2


class Wrong(AnswerTone):
    """Answers as a test says."""

    def __init__(self, **assessment: Any) -> None:
        self._assessment = types_pb2.Assessment(**assessment)

    def assess(self, context: sdk.Context, record: types_pb2.FeedbackRecord
               ) -> types_pb2.Assessment:
        return self._assessment


@pytest.mark.parametrize("assessment, why", [
    ({"score": float("nan")}, "is not in"),
    ({"score": 1.5}, "is not in"),
    ({"score": 0.9}, "proposes nothing"),
    ({"score": 0.1, "outcome": types_pb2.OUTCOME_CLAIMED}, "means"),
    ({"score": 0.9, "proposals": [{"understood_as": "x"}]}, "no effect"),
    ({"score": 0.9, "proposals": [{
        "effect": types_pb2.EFFECT_GUIDANCE_ONLY}]}, "what was understood"),
    ({"score": 0.9, "proposals": [{
        "effect": types_pb2.EFFECT_GUIDANCE_ONLY, "understood_as": "x",
        "span": {"begin": 1, "end": 2}}]}, "not a part"),
])
def test_an_authors_mistake_is_told(assessment: dict[str, Any], why: str
                                    ) -> None:
    with ComponentHarness(Wrong(**assessment)) as harness:
        with pytest.raises(Error, match=why) as came:
            harness.teach("é is one character of two bytes")
        assert came.value.reason == "COMPONENT_FAILED"


class Nameless(AnswerTone):
    def describe(self) -> types_pb2.Manifest:
        return sdk.make_manifest("No Name", "…", [])


def test_a_wrong_manifest_leaves_no_folder(folder: pathlib.Path) -> None:
    with pytest.raises(Error, match=r"\[a-z\]"):
        Host(Nameless(), folder / "data", random.Random(1))
    assert not (folder / "data").exists()


class Correcting(AnswerTone):
    """Settles how many lines an answer has."""

    def assess(self, context: sdk.Context, record: types_pb2.FeedbackRecord
               ) -> types_pb2.Assessment:
        assessment = types_pb2.Assessment(score=0.9)
        proposal = assessment.proposals.add(
            understood_as="lines", effect=types_pb2.EFFECT_ENFORCED,
            conflict_key="lines")
        proposal.directive.CopyFrom(sdk.make_directive(
            types_pb2.Turn(question=record.text)))
        proposal.scope.breadth = sdk.breadth_of(record.text)
        if "returns" in record.text:
            proposal.scope.topic = "returns"
        else:
            proposal.scope.breadth = types_pb2.BREADTH_COMPONENT
        sdk.relate_to(context.memory, proposal)
        return assessment


def test_a_correction_holds_where_the_lesson_it_corrects_holds() -> None:
    with ComponentHarness(Correcting()) as harness:
        harness.teach("For returns five lines.")
        (lesson,) = harness.lessons()
        exchange = types_pb2.Exchange(question="returns?", steps=[
            types_pb2.Step(component="answer_tone", applied=[
                types_pb2.AdjustmentItem(
                    lesson_id=lesson.id, conflict_key="lines",
                    disposition=types_pb2.DISPOSITION_APPLIED)])])
        (narrowed,) = harness.assess("Ten are enough.", exchange).proposals
        assert narrowed.scope.topic == "returns"
        assert [each.kind for each in narrowed.relations] == [
            types_pb2.Relation.CONTRADICTS]
        (wide,) = harness.assess("Always ten.", exchange).proposals
        assert wide.scope.topic == ""


def test_a_directive_comes_back_as_it_was() -> None:
    turn = types_pb2.Turn(question="Why?", answer="So.")
    directive = sdk.make_directive(turn)
    assert sdk.read_directive(types_pb2.Turn, directive) == turn
    assert sdk.read_directive(types_pb2.Span, directive) is None
    assert directive.display["question"] == "Why?"
    directive.payload = b"\xff"
    assert sdk.read_directive(types_pb2.Turn, directive) is None


def test_the_folder_of_another_component_is_refused(folder: pathlib.Path
                                                    ) -> None:
    Store(folder / "data", "one", "m-1").close()
    with pytest.raises(Error, match="the memory of one, not of two"):
        Store(folder / "data", "two", "m-2")
    store = Store(folder / "data", "one", "m-3")
    assert store.memory_id == "m-1"
    with pytest.raises(Error) as came:
        Store(folder / "data", "one", "m-4")
    assert came.value.reason == "STORE_LOCKED"
    store.close()


def test_a_damaged_file_is_told(folder: pathlib.Path) -> None:
    Store(folder / "data", "one", "m-1").close()
    (folder / "data/memory.sqlite").write_bytes(b"no database " * 1000)
    with pytest.raises(Error) as came:
        Store(folder / "data", "one", "m-2")
    assert came.value.reason == "STORE_DAMAGED"


def test_a_damaged_value_is_told(folder: pathlib.Path) -> None:
    host = Host(AnswerTone(), folder / "data", random.Random(1))
    entry = types_pb2.Entry(changes=[types_pb2.Change(none={})],
                            position={"log_id": "log", "sequence": 1})
    host.apply_changes(feedback_pb2.ApplyChangesRequest(
        tenant="acme", entries=[entry]), 0)
    host.close()
    with sqlite3.connect(folder / "data/memory.sqlite") as file:
        file.execute("UPDATE items SET value = x'ff'")
    file.close()
    host = Host(AnswerTone(), folder / "data", random.Random(1))
    with pytest.raises(Error) as came:
        host.get_manifest(feedback_pb2.GetManifestRequest(tenant="acme"), 0)
    assert came.value.reason == "STORE_DAMAGED"
    host.close()


def test_a_folder_that_others_may_enter_is_refused(folder: pathlib.Path
                                                   ) -> None:
    (folder / "open").mkdir(mode=0o755)
    with pytest.raises(Error, match="chmod 700"):
        Store(folder / "open", "one", "m-1")


def test_readers_see_whole_entries_while_others_are_applied(
        folder: pathlib.Path) -> None:
    """Each entry learns two lessons: nobody ever sees one of them."""
    host = Host(AnswerTone(), folder / "data", random.Random(1))
    entries = []
    for sequence in range(1, 41):
        lessons = [types_pb2.Lesson(
            id=f"l-{sequence}-{number}", text=SHORT,
            state=types_pb2.LESSON_ACTIVE,
            scope={"breadth": types_pb2.BREADTH_COMPONENT})
            for number in (1, 2)]
        entries.append(types_pb2.Entry(
            position={"log_id": "log", "sequence": sequence},
            changes=[types_pb2.Change(learn={"lesson": lesson})
                     for lesson in lessons]))
    done = threading.Event()
    seen: list[tuple[int, int]] = []

    def read() -> None:
        query = types_pb2.Query(text="Why?", overlay={
            "recall": types_pb2.RECALL_ALL})
        request = feedback_pb2.AdjustQueryRequest(tenant="acme", query=query)
        while not done.is_set():
            adjustment = host.adjust_query(request, 0).adjustment
            seen.append((adjustment.position.sequence,
                         len(adjustment.items)))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for entry in entries:
        host.apply_changes(feedback_pb2.ApplyChangesRequest(
            tenant="acme", entries=[entry]), 0)
    done.set()
    for reader in readers:
        reader.join()
    host.close()
    assert seen
    assert all(items == 2 * sequence for sequence, items in seen)


def test_recall_after_many_entries_that_nobody_asked_about(
        folder: pathlib.Path) -> None:
    """More than are kept for the index, asked before, between and after."""
    host = Host(AnswerTone(), folder / "data", random.Random(1))
    query = feedback_pb2.AdjustQueryRequest(tenant="acme", query={
        "text": "Why?", "overlay": {"recall": types_pb2.RECALL_ALL}})

    def recalled() -> int:
        return len(host.adjust_query(query, 0).adjustment.items)

    sequence = 0
    for batch in (1, 3, 1500, 2):
        for sequence in range(sequence + 1, sequence + 1 + batch):
            lesson = types_pb2.Lesson(id=f"l-{sequence % 40}", text=SHORT,
                                      state=types_pb2.LESSON_ACTIVE)
            change = types_pb2.Change(learn={"lesson": lesson})
            host.apply_changes(feedback_pb2.ApplyChangesRequest(
                tenant="acme", entries=[types_pb2.Entry(
                    position={"log_id": "log", "sequence": sequence},
                    changes=[change])]), 0)
        assert recalled() == min(sequence, 40)
    host.apply_changes(feedback_pb2.ApplyChangesRequest(
        tenant="acme", rebuild=True, entries=[types_pb2.Entry(
            position={"log_id": "log", "sequence": 1},
            changes=[types_pb2.Change(none={})])]), 0)
    assert recalled() == 0
    host.close()
