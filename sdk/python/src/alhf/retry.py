"""When a call is tried again: backoff with jitter, and a budget for all.

Every call of the client may be repeated: a plan is only read, and what is
written carries a request id, which the coordinator takes once.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass

import grpc

from alhf.errors import Error

_WORTH_A_RETRY = frozenset({
    grpc.StatusCode.UNAVAILABLE,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
    grpc.StatusCode.ABORTED,
})


@dataclass(frozen=True)
class RetryPolicy:
    """How often and how soon a failed call is tried again.

    The n-th pause is drawn evenly from [0, first_backoff · 2ⁿ⁻¹], at most
    `max_backoff` (full jitter: Brooker, "Exponential Backoff And Jitter",
    AWS Architecture Blog, 2015), and never less than the server asks for.

    Attributes:
      attempts: tries in all, the first one included; 1 means no retries.
      first_backoff, max_backoff: seconds.
    """

    attempts: int = 3
    first_backoff: float = 0.05
    max_backoff: float = 1.0


class RetryBudget:
    """Stops retries while most calls fail, so that a coordinator in trouble is
    not asked three times as often (gRFC A6, retry throttling).

    A failed try takes a token, a success gives `refund` back; retries are
    allowed while more than half of the tokens are there.

    Thread safety: all methods may run concurrently.
    """

    def __init__(self, tokens: float = 10.0, refund: float = 0.1) -> None:
        self._full = tokens
        self._refund = refund
        self._tokens = tokens
        self._lock = threading.Lock()

    def failed(self) -> bool:
        """Notes a failed try; returns whether another one is allowed."""
        with self._lock:
            self._tokens = max(0.0, self._tokens - 1.0)
            return self._tokens > self._full / 2

    def succeeded(self) -> None:
        """Notes a success."""
        with self._lock:
            self._tokens = min(self._full, self._tokens + self._refund)


class Attempts:
    """The tries of one call, all within one deadline. For one thread."""

    def __init__(self, policy: RetryPolicy, budget: RetryBudget,
                 timeout: float, clock: Callable[[], float],
                 rng: random.Random) -> None:
        self._policy = policy
        self._budget = budget
        self._clock = clock
        self._rng = rng
        self._deadline = clock() + timeout
        self._failures = 0

    def remaining(self) -> float:
        """Returns the seconds that are left, never below 0."""
        return max(0.0, self._deadline - self._clock())

    def succeeded(self) -> None:
        """Notes that the call is answered."""
        self._budget.succeeded()

    def pause_after(self, error: Error) -> float | None:
        """Returns the seconds to wait before the next try; None: give up."""
        if error.code not in _WORTH_A_RETRY:
            return None
        self._failures += 1
        allowed = self._budget.failed()
        if not allowed or self._failures >= self._policy.attempts:
            return None
        most = min(self._policy.max_backoff,
                   self._policy.first_backoff * 2 ** (self._failures - 1))
        pause = self._rng.uniform(0.0, most)
        if error.retry_after is not None:
            pause += error.retry_after
        return pause if pause < self.remaining() else None
