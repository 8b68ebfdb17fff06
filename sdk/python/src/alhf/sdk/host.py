"""A component without the wire: every call of the protocol, over the author's
object and its memory."""

from __future__ import annotations

import contextlib
import logging
import pathlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import ContextManager

import grpc

from alhf.calls import random_id
from alhf.errors import Error
from alhf.sdk.agent import Agent, RunWriter
from alhf.sdk.author_calls import calling_author
from alhf.sdk.changes import lesson_id_of
from alhf.sdk.checks import complete_adjustment, complete_assessment
from alhf.sdk.component import Component
from alhf.sdk.context import Context
from alhf.sdk.corrections import scope_corrections
from alhf.sdk.manifest import complete_manifest
from alhf.sdk.memory import StoredMemory
from alhf.sdk.pages import page_of_lessons, page_of_memory
from alhf.sdk.positions import check_as_of, has_reached, stale_position
from alhf.sdk.store import Store
from alhf.sdk.tenant_memory import TenantMemory
from alhf.sdk.times import to_datetime
from alhf.sdk.traces import continue_trace, current_traceparent
from alhf.v1 import agent_pb2, feedback_pb2, types_pb2

_log = logging.getLogger("alhf.sdk")


def utc_now() -> datetime:
    """Returns the time by the system's clock."""
    return datetime.fromtimestamp(time.time(), timezone.utc)


class Host:
    """Answers requests that were checked (`checks.check_request`).

    Thread safety: all methods may run concurrently.

    Attributes:
      manifest: the component's, with replica and memory id.
    """

    def __init__(self, component: Component, folder: pathlib.Path,
                 rng: random.Random, now: Callable[[], datetime] = utc_now
                 ) -> None:
        """Asks the component who it is, and opens its memory in `folder`.

        Raises:
          Error: CONFIG_INVALID, STORE_LOCKED, STORE_DAMAGED.
        """
        with calling_author("describe"):
            described = component.describe()
        # Checked before a folder is made for it.
        self._agent = component if isinstance(component, Agent) else None
        self.manifest = complete_manifest(described, self.runs)
        self._component = component
        self._now = now
        self._store = Store(folder, self.manifest.name, random_id("m-", rng))
        self.manifest.memory_id = self._store.memory_id
        self.manifest.replica_id = random_id("r-", rng)
        self._memories: dict[str, TenantMemory] = {}
        self._memories_lock = threading.Lock()
        self._preparing = ThreadPoolExecutor(1, "prepare")

    @property
    def runs(self) -> bool:
        """Whether the component also does a stage of a query."""
        return self._agent is not None

    def close(self) -> None:
        """Closes the memory; no call may be under way."""
        self._preparing.shutdown(cancel_futures=True)
        self._store.close()

    def has_reached(self, tenant: str, position: types_pb2.Position) -> bool:
        """Whether a tenant's memory has seen `position`."""
        return (position.sequence == 0 or
                has_reached(self._memory(tenant).position(), position))

    def get_manifest(self, request: feedback_pb2.GetManifestRequest,
                     deadline: float) -> feedback_pb2.GetManifestResponse:
        response = feedback_pb2.GetManifestResponse(manifest=self.manifest)
        if request.tenant:
            response.manifest.applied_position.CopyFrom(
                self._memory(request.tenant).position())
        return response

    def assess_feedback(self, request: feedback_pb2.AssessFeedbackRequest,
                        deadline: float
                        ) -> feedback_pb2.AssessFeedbackResponse:
        record = request.record
        now = (to_datetime(record.time) if record.HasField("time")
               else self._now())
        as_of = request.as_of if request.HasField("as_of") else None
        with self._context(request.tenant, request.agent, deadline, now,
                           request.min_position, as_of,
                           request.assume_in_scope) as context:
            with calling_author("assess"):
                assessment = self._component.assess(context, record)
            complete_assessment(self.manifest, request,
                                context.memory.position, assessment)
            scope_corrections(context.memory, record, assessment)
        return feedback_pb2.AssessFeedbackResponse(assessment=assessment)

    def apply_changes(self, request: feedback_pb2.ApplyChangesRequest,
                      deadline: float) -> feedback_pb2.ApplyChangesResponse:
        position = self._memory(request.tenant).apply(request)
        self._log_applied(request)
        return feedback_pb2.ApplyChangesResponse(applied_position=position)

    def adjust_query(self, request: feedback_pb2.AdjustQueryRequest,
                     deadline: float) -> feedback_pb2.AdjustQueryResponse:
        with self._query_context(request.tenant, request.agent, request.query,
                                 deadline) as context:
            with calling_author("adjust"):
                adjustment = self._component.adjust(context, request.query)
            complete_adjustment(self.manifest.name, context.memory.position,
                                adjustment)
        return feedback_pb2.AdjustQueryResponse(adjustment=adjustment)

    def list_lessons(self, request: feedback_pb2.ListLessonsRequest,
                     deadline: float) -> feedback_pb2.ListLessonsResponse:
        with self._memory(request.tenant).read() as memory:
            return page_of_lessons(memory, request)

    def get_lesson(self, request: feedback_pb2.GetLessonRequest,
                   deadline: float) -> types_pb2.Lesson:
        as_of = request.as_of if request.HasField("as_of") else None
        with self._memory_at(request.tenant, as_of) as memory:
            return memory.get(request.lesson_id)

    def export_memory(self, request: feedback_pb2.ExportMemoryRequest,
                      deadline: float) -> feedback_pb2.ExportMemoryResponse:
        with self._memory(request.tenant).read() as memory:
            return page_of_memory(memory, request)

    def run(self, request: agent_pb2.RunRequest, deadline: float,
            send: Callable[[agent_pb2.RunEvent], None]) -> None:
        """Runs the component's stage; what it writes goes to `send`."""
        if self._agent is None:
            raise Error(grpc.StatusCode.UNIMPLEMENTED, "NOT_IMPLEMENTED",
                        f"{self.manifest.name} runs no stage",
                        {"component": self.manifest.name})
        query = request.query
        with self._query_context(request.tenant, request.agent, query,
                                 deadline) as context:
            writer = RunWriter(request, self.manifest.name, send)
            with calling_author("run"):
                self._agent.run(context, request, writer)
            writer.finish()

    def _log_applied(self, request: feedback_pb2.ApplyChangesRequest) -> None:
        """Logs what came of calls whose callers record their traces."""
        for entry in request.entries:
            trace = continue_trace(entry.traceparent)
            if trace is None or not trace.sampled:
                continue
            for change in entry.changes:
                if not change.HasField("none"):
                    _log.info('"change applied" tenant="%s" lesson="%s" '
                              'sequence="%d" trace_id="%s"', request.tenant,
                              lesson_id_of(change), entry.position.sequence,
                              trace.trace_id)

    def _memory(self, tenant: str) -> TenantMemory:
        with self._memories_lock:
            memory = self._memories.get(tenant)
            if memory is None:
                memory = TenantMemory(self._store, self._component,
                                      self.manifest.name, tenant)
                self._memories[tenant] = memory
                # The first call of a tenant is seldom a query.
                self._preparing.submit(memory.prepare)
            return memory

    @contextlib.contextmanager
    def _memory_at(self, tenant: str, as_of: types_pb2.Position | None,
                   min_position: types_pb2.Position = types_pb2.Position()
                   ) -> Iterator[StoredMemory]:
        """Gives the memory as it is now, or as it was at `as_of`."""
        with self._store.snapshot() as snapshot:
            memory = StoredMemory(snapshot, tenant)
            if not has_reached(memory.position, min_position):
                raise stale_position(memory.position, min_position)
            if as_of is not None:
                check_as_of(memory.position, as_of)
                if as_of.sequence < memory.position.sequence:
                    memory = StoredMemory(snapshot, tenant, as_of)
            yield memory

    def _query_context(self, tenant: str, agent: str, query: types_pb2.Query,
                       deadline: float) -> ContextManager[Context]:
        now = to_datetime(query.now) if query.HasField("now") else self._now()
        as_of = query.as_of if query.HasField("as_of") else None
        return self._context(tenant, agent, deadline, now, query.min_position,
                             as_of)

    @contextlib.contextmanager
    def _context(self, tenant: str, agent: str, deadline: float,
                 now: datetime, min_position: types_pb2.Position,
                 as_of: types_pb2.Position | None,
                 assume_in_scope: bool = False) -> Iterator[Context]:
        with self._memory_at(tenant, as_of, min_position) as memory:
            yield Context(
                tenant, agent, self.manifest.name, deadline, now, memory,
                lambda: self._memory(tenant).index_of(memory),
                assume_in_scope, current_traceparent())
