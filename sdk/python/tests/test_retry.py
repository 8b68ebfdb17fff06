"""When a call is tried again."""

from __future__ import annotations

import random

import grpc
import pytest

from alhf.errors import Error
from alhf.retry import Attempts, RetryBudget, RetryPolicy


class ManualClock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def failure(code: grpc.StatusCode, retry_after: float | None = None) -> Error:
    return Error(code, "", "no", retry_after=retry_after)


def attempts(clock: ManualClock, budget: RetryBudget | None = None,
             timeout: float = 10.0, policy: RetryPolicy = RetryPolicy()
             ) -> Attempts:
    return Attempts(policy, budget or RetryBudget(), timeout, clock,
                    random.Random(1))


@pytest.mark.parametrize("code, again", [
    (grpc.StatusCode.UNAVAILABLE, True),
    (grpc.StatusCode.RESOURCE_EXHAUSTED, True),
    (grpc.StatusCode.ABORTED, True),
    (grpc.StatusCode.DEADLINE_EXCEEDED, False),
    (grpc.StatusCode.INVALID_ARGUMENT, False),
    (grpc.StatusCode.NOT_FOUND, False),
    (grpc.StatusCode.INTERNAL, False),
])
def test_only_what_may_pass_is_tried_again(code: grpc.StatusCode, again: bool
                                           ) -> None:
    pause = attempts(ManualClock()).pause_after(failure(code))
    assert (pause is not None) == again


def test_it_gives_up_after_so_many_tries() -> None:
    tries = attempts(ManualClock(), policy=RetryPolicy(attempts=3))
    unavailable = failure(grpc.StatusCode.UNAVAILABLE)
    pauses = [tries.pause_after(unavailable) for _ in range(3)]
    assert [pause is None for pause in pauses] == [False, False, True]


def test_pauses_grow_up_to_the_most() -> None:
    policy = RetryPolicy(attempts=9, first_backoff=0.1, max_backoff=0.4)
    most = [0.0] * 5
    for seed in range(200):
        tries = Attempts(policy, RetryBudget(1000), 60.0, ManualClock(),
                         random.Random(seed))
        for i in range(5):
            pause = tries.pause_after(failure(grpc.StatusCode.UNAVAILABLE))
            assert pause is not None and pause >= 0.0
            most[i] = max(most[i], pause)
    # Full jitter: 200 draws come near to the edge, and never beyond it.
    for drawn, edge in zip(most, (0.1, 0.2, 0.4, 0.4, 0.4)):
        assert 0.9 * edge < drawn <= edge


def test_the_server_is_not_asked_sooner_than_it_says() -> None:
    pause = attempts(ManualClock()).pause_after(
        failure(grpc.StatusCode.RESOURCE_EXHAUSTED, retry_after=2.0))
    assert pause is not None and pause >= 2.0


def test_no_pause_passes_the_deadline() -> None:
    clock = ManualClock()
    tries = attempts(clock, timeout=1.0)
    unavailable = failure(grpc.StatusCode.UNAVAILABLE, retry_after=1.5)
    assert tries.pause_after(unavailable) is None
    clock.now += 2.0
    assert tries.remaining() == 0.0


def test_the_budget_stops_retries_and_comes_back() -> None:
    budget = RetryBudget(tokens=4.0, refund=0.5)
    allowed = [budget.failed() for _ in range(4)]
    assert allowed == [True, False, False, False]
    for _ in range(6):
        budget.succeeded()
    assert not budget.failed()  # 3.0 - 1.0 is not more than half
    for _ in range(8):
        budget.succeeded()
    assert budget.failed()


def test_an_empty_budget_ends_a_call_at_its_first_failure() -> None:
    budget = RetryBudget(tokens=1.0)
    tries = attempts(ManualClock(), budget)
    assert tries.pause_after(failure(grpc.StatusCode.UNAVAILABLE)) is None
