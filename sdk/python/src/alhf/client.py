"""The client of an agent with its own pipeline: three calls, none of which
raises where the coordinator is away.

    client = Client(tenant="acme")
    plan = client.plan(question)                      # before the answer
    answer = my_agent(question, plan.guidance())
    recorded = client.record(question, answer, plan=plan)
    …
    receipt = client.feedback("We are on Postgres.", about=recorded)
    if not receipt.ok:
        keep_for_later(receipt)                       # or tell the person
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import Any

import grpc

from alhf.calls import Call, Calls, Result
from alhf.connection import CHANNEL_OPTIONS, Connection, Timeouts
from alhf.exchange import Receipt, Recorded, State, Step
from alhf.plan import Plan
from alhf.retry import RetryPolicy
from alhf.stubs import coordinator_stub


class Client:
    """Asks the coordinator what was taught, and teaches it.

    Within its deadline every call returns: `plan` an empty plan that is marked
    degraded, `record` and `feedback` a result that says why it failed. What
    failed for the moment is tried again with backoff; a request id makes it
    count once.

    Thread safety: all methods may run concurrently. One client serves a whole
    process; the connection is made at the first call, so that a server may
    fork its workers before it.
    """

    def __init__(self, address: str | None = None, *, tenant: str = "default",
                 agent: str = "", user: str = "",
                 token_file: str | None = None, tls: str | None = None,
                 timeouts: Timeouts = Timeouts(),
                 retry: RetryPolicy = RetryPolicy(),
                 environment: Mapping[str, str] = os.environ,
                 clock: Callable[[], float] = time.monotonic,
                 sleep: Callable[[float], None] = time.sleep,
                 rng: random.Random = random.SystemRandom(),
                 traceparent: Callable[[], str] | None = None) -> None:
        """Connects to nothing yet.

        Args:
          address: unix:PATH or HOST:PORT; None: $ALHF_ADDRESS, else the
            socket below $ALHF_HOME, else below ~/.alhf.
          tenant, agent: for whom all calls are; no agent: all components
            answer and learn.
          user: who asks where a call names nobody; empty: the system's user.
          token_file: for HOST:PORT, file of the key or token, mode 0600; None:
            $ALHF_TOKEN_FILE.
          tls: for HOST:PORT beyond this machine, folder with ca.pem, cert.pem
            and key.pem; None: $ALHF_TLS.
          traceparent: returns the W3C `traceparent` of the caller's trace,
            which is sent with its call and stands in the log lines of all who
            take part; empty: none.

        Raises:
          ValueError: no coordinator can be called there, or not with these
            files.
        """
        self._connection = Connection.to(address, environment, retry, clock,
                                         rng, token_file, tls, traceparent)
        self._calls = Calls(tenant, agent, user, rng)
        self._timeouts = timeouts
        self._sleep = sleep
        self._lock = threading.Lock()
        self._channel: Any = None
        self._stub: Any = None

    def plan(self, question: str, *, user: str = "", conversation_id: str = "",
             turns: Iterable[tuple[str, str]] = (),
             labels: Mapping[str, str] | None = None,
             components: Iterable[str] = (), max_guidance_tokens: int = 0,
             after: Receipt | None = None,
             timeout: float | None = None) -> Plan:
        """Returns what to do differently for `question`. Never raises.

        Args:
          turns: the last questions and answers of the conversation, oldest
            first, at most 8.
          components: only these; empty: all.
          max_guidance_tokens: of each component; 0: the coordinator's 1,000.
          after: the plan must know what this feedback taught.
          timeout: seconds; None: `Timeouts.plan`.
        """
        return self._run(self._calls.plan(
            question, user=user, conversation_id=conversation_id, turns=turns,
            labels=labels, components=components,
            max_guidance_tokens=max_guidance_tokens, after=after,
            timeout=self._timeouts.plan if timeout is None else timeout))

    def record(self, question: str, answer: str, *, plan: Plan | None = None,
               steps: Iterable[Step] = (), user: str = "",
               conversation_id: str = "",
               labels: Mapping[str, str] | None = None,
               checks: Mapping[str, bool] | None = None, exchange_id: str = "",
               trace_id: str = "", timeout: float | None = None) -> Recorded:
        """Records what was answered, so that feedback can be about it. Never
        raises.

        Args:
          plan: what `plan` returned for this question. One plan is for one
            answer: its id becomes the exchange's, by which a holdout is decided.
          steps: what each part of the agent gave.
          checks: what the agent's own checks say of the answer, by name, for
            `alhf compare`.
          exchange_id: the caller's own; empty: the plan's, or a new one.
          trace_id: in the caller's own tracing.
          timeout: seconds; None: `Timeouts.record`.
        """
        return self._run(self._calls.record(
            question, answer, plan=plan, steps=steps, user=user,
            conversation_id=conversation_id, labels=labels, checks=checks,
            exchange_id=exchange_id, trace_id=trace_id,
            timeout=self._timeouts.record if timeout is None else timeout))

    def feedback(self, text: str, *, about: Recorded | str,
                 thumb_up: bool | None = None, user: str = "", step: str = "",
                 assign_to: Iterable[str] = (), source: str = "python",
                 hold: bool = False, wait_for: State = State.LEARNED,
                 wait: float = 3.0, request_id: str = "", trace_id: str = "",
                 timeout: float | None = None) -> Receipt:
        """Hands over what a person said. Never raises: look at `ok`.

        Args:
          text: the words; may be empty with `thumb_up`.
          about: what `record` returned, or the id of an exchange.
          thumb_up: up or down, with words or without.
          step: the component whose part of the answer it is about.
          assign_to: components that shall learn it whatever they think.
          source: where it comes from, e.g. "slack".
          hold: only understand it; a person accepts or discards.
          wait_for, wait: return when it has come so far, or after so many
            seconds, which is no failure.
          request_id: the same id and words count once, however often they are
            sent; empty: a new one. `Receipt.request_id` has it.
          timeout: seconds; None: `Timeouts.feedback`.
        """
        return self._run(self._calls.feedback(
            text, about=about, thumb_up=thumb_up, user=user, step=step,
            assign_to=assign_to, source=source, hold=hold, wait_for=wait_for,
            wait=wait, request_id=request_id, trace_id=trace_id,
            timeout=self._timeouts.feedback if timeout is None else timeout))

    def close(self) -> None:
        """Closes the connection; a later call opens it again."""
        with self._lock:
            channel, self._channel, self._stub = self._channel, None, None
        if channel is not None:
            channel.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None,
                 value: BaseException | None,
                 traceback: TracebackType | None) -> None:
        self.close()

    def _run(self, call: Call[Result]) -> Result:
        try:
            result = call.answered(self._response(call))
        except Exception as raised:  # whatever it is: the caller goes on
            return call.failed(self._connection.failed(call.method, raised))
        self._connection.answered(call.method)
        return result

    def _response(self, call: Call[Result]) -> Any:
        """Returns the response, after as many tries as there is time for."""
        attempts = self._connection.attempts(call.timeout)
        request = call.request()
        method = getattr(self._connected(), call.method)
        metadata = self._connection.metadata()
        while True:
            try:
                response = method(
                    request, timeout=attempts.remaining(),
                    wait_for_ready=call.patient,
                    metadata=metadata)
            except grpc.RpcError as raised:
                error = self._connection.error_of(raised)
                pause = attempts.pause_after(error)
                if pause is None:
                    raise error from raised
                self._sleep(pause)
            else:
                attempts.succeeded()
                return response

    def _connected(self) -> Any:
        with self._lock:
            if self._stub is None:
                self._channel = self._connection.access.channel(
                    self._connection.target, CHANNEL_OPTIONS)
                self._stub = coordinator_stub(self._channel)
            return self._stub
