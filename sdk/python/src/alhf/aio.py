"""The client for code that runs in an event loop: the same three calls.

    client = AsyncClient(tenant="acme")
    plan = await client.plan(question)
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import TracebackType
from typing import Any

import grpc
import grpc.aio

from alhf.calls import Call, Calls, Result
from alhf.connection import CHANNEL_OPTIONS, Connection, Timeouts
from alhf.exchange import Receipt, Recorded, State, Step
from alhf.plan import Plan
from alhf.retry import RetryPolicy
from alhf.stubs import coordinator_stub


class AsyncClient:
    """`Client` for an event loop: its calls, deadlines, retries and results.

    A call that is cancelled raises `asyncio.CancelledError`, and nothing else
    is ever raised.

    Thread safety: one event loop, that of the first call; many calls of it may
    be under way at a time.
    """

    def __init__(self, address: str | None = None, *, tenant: str = "default",
                 agent: str = "", user: str = "",
                 token_file: str | None = None, tls: str | None = None,
                 timeouts: Timeouts = Timeouts(),
                 retry: RetryPolicy = RetryPolicy(),
                 environment: Mapping[str, str] = os.environ,
                 clock: Callable[[], float] = time.monotonic,
                 sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
                 rng: random.Random = random.SystemRandom(),
                 traceparent: Callable[[], str] | None = None) -> None:
        """As `Client`; may be called where there is no event loop yet."""
        self._connection = Connection.to(address, environment, retry, clock,
                                         rng, token_file, tls, traceparent)
        self._calls = Calls(tenant, agent, user, rng)
        self._timeouts = timeouts
        self._sleep = sleep
        self._channel: Any = None
        self._stub: Any = None

    async def plan(self, question: str, *, user: str = "", conversation_id: str = "",
             turns: Iterable[tuple[str, str]] = (),
             labels: Mapping[str, str] | None = None,
             components: Iterable[str] = (), max_guidance_tokens: int = 0,
             after: Receipt | None = None,
             timeout: float | None = None) -> Plan:
        """As `Client.plan`."""
        return await self._run(self._calls.plan(
            question, user=user, conversation_id=conversation_id, turns=turns,
            labels=labels, components=components,
            max_guidance_tokens=max_guidance_tokens, after=after,
            timeout=self._timeouts.plan if timeout is None else timeout))

    async def record(self, question: str, answer: str, *, plan: Plan | None = None,
               steps: Iterable[Step] = (), user: str = "",
               conversation_id: str = "",
               labels: Mapping[str, str] | None = None,
               checks: Mapping[str, bool] | None = None, exchange_id: str = "",
               trace_id: str = "", timeout: float | None = None) -> Recorded:
        """As `Client.record`."""
        return await self._run(self._calls.record(
            question, answer, plan=plan, steps=steps, user=user,
            conversation_id=conversation_id, labels=labels, checks=checks,
            exchange_id=exchange_id, trace_id=trace_id,
            timeout=self._timeouts.record if timeout is None else timeout))

    async def feedback(self, text: str, *, about: Recorded | str,
                 thumb_up: bool | None = None, user: str = "", step: str = "",
                 assign_to: Iterable[str] = (), source: str = "python",
                 hold: bool = False, wait_for: State = State.LEARNED,
                 wait: float = 3.0, request_id: str = "", trace_id: str = "",
                 timeout: float | None = None) -> Receipt:
        """As `Client.feedback`."""
        return await self._run(self._calls.feedback(
            text, about=about, thumb_up=thumb_up, user=user, step=step,
            assign_to=assign_to, source=source, hold=hold, wait_for=wait_for,
            wait=wait, request_id=request_id, trace_id=trace_id,
            timeout=self._timeouts.feedback if timeout is None else timeout))

    async def close(self) -> None:
        """Closes the connection; a later call opens it again."""
        channel, self._channel, self._stub = self._channel, None, None
        if channel is not None:
            await channel.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, kind: type[BaseException] | None,
                        value: BaseException | None,
                        traceback: TracebackType | None) -> None:
        await self.close()

    async def _run(self, call: Call[Result]) -> Result:
        try:
            result = call.answered(await self._response(call))
        except Exception as raised:  # whatever it is: the caller goes on
            return call.failed(self._connection.failed(call.method, raised))
        self._connection.answered(call.method)
        return result

    async def _response(self, call: Call[Result]) -> Any:
        """Returns the response, after as many tries as there is time for."""
        attempts = self._connection.attempts(call.timeout)
        request = call.request()
        method = getattr(self._connected(), call.method)
        metadata = self._connection.metadata()
        while True:
            try:
                response = await method(
                    request, timeout=attempts.remaining(),
                    wait_for_ready=call.patient,
                    metadata=metadata)
            except grpc.RpcError as raised:
                error = self._connection.error_of(raised)
                pause = attempts.pause_after(error)
                if pause is None:
                    raise error from raised
                await self._sleep(pause)
            else:
                attempts.succeeded()
                return response

    def _connected(self) -> Any:
        if self._stub is None:
            self._channel = self._connection.access.aio_channel(
                self._connection.target, CHANNEL_OPTIONS)
            self._stub = coordinator_stub(self._channel)
        return self._stub
