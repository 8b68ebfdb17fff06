"""What both clients have in common: where to, how patiently, what failed."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import grpc

from alhf.access import Access
from alhf.address import default_address
from alhf.errors import Error, from_rpc_error
from alhf.retry import Attempts, RetryBudget, RetryPolicy

_log = logging.getLogger("alhf.client")

_MAX_MESSAGE = 8 << 20

# A coordinator that comes back is found within a second, not after gRPC's two
# minutes; clients of one process share no state.
CHANNEL_OPTIONS = (
    ("grpc.initial_reconnect_backoff_ms", 100),
    # How long a connection may take to be made; gRPC calls it so.
    ("grpc.min_reconnect_backoff_ms", 5000),
    ("grpc.max_reconnect_backoff_ms", 1000),
    ("grpc.max_receive_message_length", _MAX_MESSAGE),
    ("grpc.max_send_message_length", _MAX_MESSAGE),
    ("grpc.use_local_subchannel_pool", 1),
)


@dataclass(frozen=True)
class Timeouts:
    """Seconds that each call takes at most, all its tries together.

    Attributes:
      plan: before the answer, so short.
      record: after the answer.
      feedback: the wait of `feedback` is a part of it; also the time for which
        it waits for a coordinator that is not there.
    """

    plan: float = 1.0
    record: float = 2.0
    feedback: float = 5.0


@dataclass
class Connection:
    """Where a client calls, and how patiently.

    Thread safety: all methods may run concurrently.
    """

    target: str
    policy: RetryPolicy
    clock: Callable[[], float]
    rng: random.Random
    access: Access = Access()
    traceparent: Callable[[], str] | None = None
    budget: RetryBudget = field(default_factory=RetryBudget)
    _told: dict[str, str] = field(default_factory=dict)  # state by method

    @classmethod
    def to(cls, address: str | None, environment: Mapping[str, str],
           policy: RetryPolicy, clock: Callable[[], float],
           rng: random.Random, token_file: str | None = None,
           tls: str | None = None,
           traceparent: Callable[[], str] | None = None) -> Connection:
        """Returns a connection to `address`, or to the default one.

        Raises:
          ValueError: no coordinator can be called there, or not with these
            files.
        """
        target = address or default_address(environment)
        return cls(target, policy, clock, rng,
                   Access.to(target, environment, token_file, tls),
                   traceparent)

    def metadata(self) -> tuple[tuple[str, str], ...]:
        """Returns what goes with a call of the caller of this method."""
        trace = "" if self.traceparent is None else self.traceparent()
        return (*self.access.metadata, *(("traceparent", trace),) * bool(trace))

    def attempts(self, timeout: float) -> Attempts:
        """Returns the tries of a new call."""
        return Attempts(self.policy, self.budget, timeout, self.clock,
                        self.rng)

    def error_of(self, raised: grpc.RpcError) -> Error:
        """Returns what stopped a call, in words that say whose."""
        error = from_rpc_error(raised)
        if error.code == grpc.StatusCode.DEADLINE_EXCEEDED:
            error.message = (f"the coordinator at {self.target} did not answer "
                             "in time: see whether it runs, or give it more")
        return error

    def failed(self, method: str, raised: Exception) -> Error:
        """Returns what stopped a call, and logs it: each state once, not each
        call, and without anybody's words."""
        error = _error_of(raised)
        state = f"{error.code.name} {error.reason}".strip()
        if self._told.get(method) != state:
            self._told[method] = state
            _log.warning("%s fails: %s (%s)", method, state, self.target)
        return error

    def answered(self, method: str) -> None:
        """Logs the end of what `failed` has told."""
        if self._told.pop(method, None) is not None:
            _log.info("%s is answered again (%s)", method, self.target)


def _error_of(raised: Exception) -> Error:
    """Returns what stopped a call that was never sent, because a caller handed
    over what no message can hold."""
    if isinstance(raised, Error):
        return raised
    code, reason = grpc.StatusCode.INVALID_ARGUMENT, "FIELD_INVALID"
    if isinstance(raised, UnicodeError):
        reason = "INVALID_UTF8"
    elif not isinstance(raised, (TypeError, ValueError)):
        code, reason = grpc.StatusCode.UNKNOWN, ""
    return Error(code, reason, f"the call could not be made: {raised!r}")
