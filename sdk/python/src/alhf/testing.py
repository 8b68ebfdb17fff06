"""Testing a component: the real host, change applier and SQLite around an
author's object, without a network.

    with ComponentHarness(AnswerTone()) as harness:
        harness.teach("Always keep answers short.")
        assert len(harness.adjust("How many?").items) == 1
"""

from __future__ import annotations

import pathlib
import random
import shutil
import tempfile
import time
from collections.abc import Iterable
from datetime import datetime, timezone
from types import TracebackType

from alhf.sdk.checks import check_request
from alhf.sdk.component import Component
from alhf.sdk.host import Host
from alhf.sdk.settling import FIRING_THRESHOLD, settle
from alhf.v1 import agent_pb2, feedback_pb2, types_pb2

_TENANT = "test"
_USER = "expert"
_BEGINNING = datetime(2026, 1, 5, 9, tzinfo=timezone.utc)
_TIMEOUT = 10.0
_LOG = "log-test"


class ComponentHarness:
    """One component with a memory of its own, tenant "test", user "expert". For
    one thread.

    Attributes:
      component: the name in its manifest.
    """

    def __init__(self, component: Component) -> None:
        """Raises what `alhf.sdk.serving` raises."""
        self._component = component
        self._folder = pathlib.Path(tempfile.mkdtemp(prefix="alhf-"))
        self._rng = random.Random(1)
        self._entries: list[types_pb2.Entry] = []
        self._records = 0
        self._host = self._open()
        self.component = self._host.manifest.name

    def close(self) -> None:
        """Closes the memory and deletes it."""
        self._host.close()
        shutil.rmtree(self._folder)

    def __enter__(self) -> ComponentHarness:
        return self

    def __exit__(self, kind: type[BaseException] | None,
                 value: BaseException | None,
                 traceback: TracebackType | None) -> None:
        self.close()

    def assess(self, text: str, exchange: types_pb2.Exchange | None = None
               ) -> types_pb2.Assessment:
        """Returns what the component thinks of `text`, said about
        `exchange`."""
        return self._assess(self._record(text, exchange))

    def teach(self, text: str, exchange: types_pb2.Exchange | None = None
              ) -> types_pb2.Assessment:
        """Does what the coordinator would: assesses and, where claimed, learns
        every proposal as an ACTIVE lesson (NOT_UNDERSTOOD as HELD)."""
        record = self._record(text, exchange)
        assessment = self._assess(record)
        if assessment.outcome == types_pb2.OUTCOME_CLAIMED:
            self.apply(*(
                types_pb2.Change(learn={"lesson": self._lesson(
                    record, proposal, f"l-{self._records}-{number}")})
                for number, proposal in enumerate(assessment.proposals, 1)))
        return assessment

    def apply(self, *changes: types_pb2.Change) -> None:
        """Applies `changes` as the next entry of the log."""
        entry = types_pb2.Entry(
            position={"log_id": _LOG, "epoch": 1,
                      "sequence": len(self._entries) + 1},
            principal=_USER, changes=changes)
        entry.time.FromDatetime(_BEGINNING)
        self._send([entry])
        self._entries.append(entry)

    def adjust(self, query: str | types_pb2.Query) -> types_pb2.Adjustment:
        """Returns what the component does differently for `query`."""
        if isinstance(query, str):
            query = types_pb2.Query(text=query, user=_USER)
        request = feedback_pb2.AdjustQueryRequest(tenant=_TENANT, query=query)
        check_request(request)
        return self._host.adjust_query(request, _deadline()).adjustment

    def run(self, query: str | types_pb2.Query,
            inputs: Iterable[types_pb2.Step] = ()) -> types_pb2.StepOutput:
        """Runs the component's stage (it must be an `Agent`) with everything of
        `adjust(query)` that scores at least 0.5 applied, conflicts settled as
        the coordinator does. The plan has no `guidance` text."""
        if isinstance(query, str):
            query = types_pb2.Query(text=query, user=_USER)
        plan = types_pb2.ComponentPlan(component=self.component)
        for item in settle(self.adjust(query).items, FIRING_THRESHOLD):
            applies = item.disposition == types_pb2.DISPOSITION_APPLIED
            (plan.items if applies else plan.set_aside).append(item)
        request = agent_pb2.RunRequest(
            tenant=_TENANT, exchange_id="x-1", query=query, plan=plan,
            inputs=inputs, firing_threshold=FIRING_THRESHOLD,
            settled_conflict_keys=[item.conflict_key for item in plan.items
                                   if item.conflict_key])
        events: list[agent_pb2.RunEvent] = []
        self._host.run(request, _deadline(), events.append)
        return events[-1].output

    def lessons(self) -> list[types_pb2.Lesson]:
        """Returns the lessons that are not erased, oldest first."""
        response = self._host.list_lessons(
            feedback_pb2.ListLessonsRequest(tenant=_TENANT, page_size=1000),
            _deadline())
        return list(response.lessons)

    def restart(self) -> None:
        """Closes and opens the memory again, as a restart does."""
        self._host.close()
        self._host = self._open()

    def rebuild(self) -> None:
        """Deletes the memory and applies every entry so far again."""
        self._host.close()
        shutil.rmtree(self._data)
        self._host = self._open()
        self._send(self._entries)

    def export(self) -> bytes:
        """Returns the memory as bytes, for comparing."""
        response = self._host.export_memory(
            feedback_pb2.ExportMemoryRequest(tenant=_TENANT, page_size=1000),
            _deadline())
        data: bytes = response.SerializeToString(deterministic=True)
        return data

    @property
    def _data(self) -> pathlib.Path:
        return self._folder / "data"

    def _open(self) -> Host:
        return Host(self._component, self._data, self._rng, lambda: _BEGINNING)

    def _send(self, entries: list[types_pb2.Entry]) -> None:
        self._host.apply_changes(
            feedback_pb2.ApplyChangesRequest(tenant=_TENANT, entries=entries),
            _deadline())

    def _record(self, text: str, exchange: types_pb2.Exchange | None
                ) -> types_pb2.FeedbackRecord:
        self._records += 1
        record = types_pb2.FeedbackRecord(
            id=f"f-{self._records}", tenant=_TENANT, text=text, giver=_USER,
            kind=types_pb2.RECORD_TEXT, giver_role=types_pb2.ROLE_EXPERT,
            exchange=exchange)
        record.time.FromDatetime(_BEGINNING)
        return record

    def _assess(self, record: types_pb2.FeedbackRecord
                ) -> types_pb2.Assessment:
        request = feedback_pb2.AssessFeedbackRequest(tenant=_TENANT,
                                                     record=record)
        check_request(request)
        return self._host.assess_feedback(request, _deadline()).assessment

    def _lesson(self, record: types_pb2.FeedbackRecord,
                proposal: types_pb2.Proposal, lesson_id: str
                ) -> types_pb2.Lesson:
        text = record.text.encode()
        understood = proposal.effect != types_pb2.EFFECT_NOT_UNDERSTOOD
        source = types_pb2.Source(record_id=record.id,
                                  question=record.exchange.question)
        if proposal.HasField("span"):
            text = text[proposal.span.begin:proposal.span.end]
            source.span.CopyFrom(proposal.span)
        lesson = types_pb2.Lesson(
            id=lesson_id, tenant=_TENANT, component=self.component,
            text=text.decode(), understood_as=proposal.understood_as,
            scope=proposal.scope, effect=proposal.effect,
            conflict_key=proposal.conflict_key, sources=[source],
            giver=_USER, giver_role=types_pb2.ROLE_EXPERT,
            state=(types_pb2.LESSON_ACTIVE if understood
                   else types_pb2.LESSON_HELD))
        if proposal.HasField("directive"):
            lesson.directive.CopyFrom(proposal.directive)
        return lesson


def _deadline() -> float:
    return time.monotonic() + _TIMEOUT
