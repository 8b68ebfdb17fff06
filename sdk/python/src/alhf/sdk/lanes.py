"""Two paths through a component that never starve each other: feedback (assess,
apply, export) and query (the rest), each with its threads and a bounded queue.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import enum
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import grpc

from alhf.errors import Error
from alhf.sdk.positions import Waits
from alhf.v1 import types_pb2

_FEEDBACK_THREADS = 2
_QUERY_THREADS = 4
# Of an answer's way back, and of a wait without a deadline.
_MAX_MARGIN = 0.1
_MAX_WAIT = 30.0

_Answer = TypeVar("_Answer")


class Lane(enum.Enum):
    """Which path a call takes."""

    FEEDBACK = "feedback"
    QUERY = "query"


class Lanes:
    """Runs calls on their lane's threads. For one event loop."""

    def __init__(self, queue: int,
                 has_reached: Callable[[str, types_pb2.Position], bool],
                 clock: Callable[[], float] = time.monotonic) -> None:
        """Args:
          queue: calls of a lane that wait for a thread; more are refused.
          has_reached: whether a tenant's memory has seen a position.
        """
        threads = {Lane.FEEDBACK: _FEEDBACK_THREADS,
                   Lane.QUERY: _QUERY_THREADS}
        self._executors = {lane: ThreadPoolExecutor(count, lane.value)
                           for lane, count in threads.items()}
        self._room = {lane: queue + count for lane, count in threads.items()}
        self._has_reached = has_reached
        self._clock = clock
        self._waits = Waits()
        self._draining = False
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def run(self, lane: Lane, call: Callable[[], _Answer]) -> _Answer:
        """Returns what `call` returns, from a thread of `lane`.

        Raises:
          Error: QUEUE_FULL, DRAINING, or what `call` raises.
        """
        if self._draining:
            raise Error(grpc.StatusCode.UNAVAILABLE, "DRAINING",
                        "the component is stopping: try again when it is back",
                        retry_after=1.0)
        if self._room[lane] == 0:
            raise Error(grpc.StatusCode.RESOURCE_EXHAUSTED, "QUEUE_FULL",
                        "the queue is full: try again after the retry delay",
                        retry_after=0.1)
        self._room[lane] -= 1
        try:
            with self._counted():
                # With the trace of the call, which is the task's.
                return await asyncio.get_running_loop().run_in_executor(
                    self._executors[lane], contextvars.copy_context().run,
                    call)
        finally:
            self._room[lane] += 1

    async def wait_for(self, tenant: str, position: types_pb2.Position,
                       deadline: float) -> None:
        """Returns when the tenant's memory has seen `position`, or somewhat
        before `deadline`: who is called must look which."""
        left = min(deadline - self._clock(), _MAX_WAIT)
        until = self._clock() + left - min(left / 5, _MAX_MARGIN)
        with self._counted():
            while not self._draining:
                moved = self._waits.moved(tenant)
                reached = await self.run(
                    Lane.QUERY, lambda: self._has_reached(tenant, position))
                left = until - self._clock()
                if reached or left <= 0:
                    return
                try:
                    await asyncio.wait_for(moved.wait(), left)
                except asyncio.TimeoutError:
                    return

    def moved(self, tenant: str) -> None:
        """Says that a tenant's memory may have moved on."""
        self._waits.notify(tenant)

    async def drain(self, seconds: float) -> None:
        """Takes no more calls, and waits for those under way."""
        self._draining = True
        self._waits.notify_all()
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except asyncio.TimeoutError:
            pass
        for executor in self._executors.values():
            executor.shutdown(wait=False, cancel_futures=True)

    @contextlib.contextmanager
    def _counted(self) -> Iterator[None]:
        """Counts what goes on inside as under way."""
        self._under_way += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()
