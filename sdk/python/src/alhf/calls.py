"""The three calls, without the wire: what each sends, and what comes of it.

Both clients run them: `Client` blocks, `AsyncClient` awaits.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from alhf.errors import Error
from alhf.exchange import Receipt, Recorded, State, Step
from alhf.plan import Plan
from alhf.v1 import coordinator_pb2, types_pb2

_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"

_WAIT_FOR = {
    State.DURABLE: coordinator_pb2.WAIT_FOR_DURABLE,
    State.ASSESSED: coordinator_pb2.WAIT_FOR_ASSESSED,
    State.LEARNED: coordinator_pb2.WAIT_FOR_LEARNED,
}

Result = TypeVar("Result")


@dataclass(frozen=True)
class Call(Generic[Result]):
    """One call that has not been made yet.

    Attributes:
      method: of the service alhf.v1.Coordinator.
      timeout: seconds, all tries together.
      patient: waits for a coordinator that is not there now, as long as there
        is time, where others fail at once.
      request: makes the message; raises where a caller's value fits in none.
      answered, failed: the result of a response, and of an error.
    """

    method: str
    timeout: float
    request: Callable[[], Any]
    answered: Callable[[Any], Result]
    failed: Callable[[Error], Result]
    patient: bool = False


def random_id(prefix: str, rng: random.Random) -> str:
    """Returns `prefix` and 16 random letters: 80 bits."""
    return prefix + "".join(rng.choices(_ID_LETTERS, k=16))


@dataclass(frozen=True)
class Calls:
    """Calls of one tenant and agent; see `Client` for what they mean.

    Attributes:
      user: who asks where a call names nobody.
      rng: for the ids of exchanges and requests.
    """

    tenant: str
    agent: str
    user: str
    rng: random.Random

    def plan(self, question: str, *, user: str, conversation_id: str,
             turns: Iterable[tuple[str, str]],
             labels: Mapping[str, str] | None, components: Iterable[str],
             max_guidance_tokens: int, after: Receipt | None, timeout: float
             ) -> Call[Plan]:
        """Returns the call that composes a plan."""

        def request() -> coordinator_pb2.ComposePlanRequest:
            query = types_pb2.Query(
                text=question, user=user or self.user,
                conversation_id=conversation_id, labels=labels or {},
                turns=[types_pb2.Turn(question=asked, answer=answered)
                       for asked, answered in turns])
            if after is not None and after.message is not None:
                query.min_position.CopyFrom(after.message.position)
            return coordinator_pb2.ComposePlanRequest(
                tenant=self.tenant, agent=self.agent, query=query,
                max_guidance_tokens=max_guidance_tokens, components=components)

        return Call("ComposePlan", timeout, request,
                    answered=lambda response: Plan(response.plan),
                    failed=lambda error: Plan(failure=error))

    def record(self, question: str, answer: str, *, plan: Plan | None,
               steps: Iterable[Step], user: str, conversation_id: str,
               labels: Mapping[str, str] | None,
               checks: Mapping[str, bool] | None, exchange_id: str,
               trace_id: str, timeout: float) -> Call[Recorded]:
        """Returns the call that records an exchange."""
        planned = "" if plan is None else plan.message.exchange_id
        exchange_id = exchange_id or planned or random_id("x-", self.rng)
        request_id = random_id("r-", self.rng)

        def request() -> coordinator_pb2.RecordExchangeRequest:
            exchange = types_pb2.Exchange(
                id=exchange_id, user=user or self.user, question=question,
                answer=answer, conversation_id=conversation_id,
                labels=labels or {}, external_trace_id=trace_id,
                checks=[types_pb2.Check(name=name, passed=passed)
                        for name, passed in (checks or {}).items()],
                steps=[step.to_message(plan) for step in steps])
            if plan is not None:
                exchange.plan.CopyFrom(plan.message)
                exchange.missing.extend(plan.message.missing)
            return coordinator_pb2.RecordExchangeRequest(
                tenant=self.tenant, agent=self.agent, request_id=request_id,
                exchange=exchange)

        return Call(
            "RecordExchange", timeout, request,
            answered=lambda _: Recorded(exchange_id, question, answer),
            failed=lambda error: Recorded(exchange_id, question, answer,
                                          error))

    def feedback(self, text: str, *, about: Recorded | str,
                 thumb_up: bool | None, user: str, step: str,
                 assign_to: Iterable[str], source: str, hold: bool,
                 wait_for: State, wait: float, request_id: str,
                 trace_id: str, timeout: float) -> Call[Receipt]:
        """Returns the call that hands feedback over."""
        request_id = request_id or random_id("r-", self.rng)

        def request() -> coordinator_pb2.SubmitFeedbackRequest:
            record = types_pb2.FeedbackRecord(
                kind=types_pb2.RECORD_TEXT, text=text, step=step,
                assign_to=assign_to, source=source,
                external_trace_id=trace_id, exchange=_exchange(about))
            if thumb_up is not None:
                record.thumb_up = thumb_up
                if not text:
                    record.kind = types_pb2.RECORD_THUMB
            message = coordinator_pb2.SubmitFeedbackRequest(
                tenant=self.tenant, agent=self.agent, request_id=request_id,
                record=record, user=user or self.user,
                wait_for=_WAIT_FOR[wait_for])
            message.wait.FromNanoseconds(int(wait * 1e9))
            if hold:
                message.activation = types_pb2.ACTIVATION_HOLD
            return message

        return Call("SubmitFeedback", timeout, request,
                    answered=lambda response: Receipt.of(response.status,
                                                         request_id),
                    failed=lambda error: Receipt(request_id=request_id,
                                                 failure=error),
                    patient=True)


def _exchange(about: Recorded | str) -> types_pb2.Exchange:
    if isinstance(about, str):
        return types_pb2.Exchange(id=about)
    return types_pb2.Exchange(id=about.exchange_id, question=about.question,
                              answer=about.answer)
