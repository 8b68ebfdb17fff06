"""A component's own stage of a query. Optional: derive from `Agent` beside
`Component` where the component also does the work."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterable

from alhf.sdk.author_calls import component_failed
from alhf.sdk.context import Context
from alhf.sdk.settling import FIRING_THRESHOLD, settle_late
from alhf.v1 import agent_pb2, types_pb2


class RunWriter:
    """Where a stage writes. For the thread of one call."""

    def __init__(self, request: agent_pb2.RunRequest, component: str,
                 send: Callable[[agent_pb2.RunEvent], None]) -> None:
        self._component = component
        self._send = send
        self._threshold = request.firing_threshold or FIRING_THRESHOLD
        self._plan = types_pb2.ComponentPlan()
        self._plan.CopyFrom(request.plan)
        self._settled = list(request.settled_conflict_keys)
        self._outputs: list[types_pb2.StepOutput] = []

    def progress(self, text: str) -> None:
        """Streams a line for the person who waits."""
        self._send(agent_pb2.RunEvent(progress=text))

    def late(self, items: Iterable[types_pb2.AdjustmentItem]
             ) -> list[types_pb2.AdjustmentItem]:
        """Settles adjustments that were found when structure was known, with
        the composer's rules against what the plan settled, streams each into
        the trajectory, and returns those that act now."""
        settled = settle_late(self._plan, self._settled, items,
                              self._threshold)
        acting = []
        for item in settled:
            item.component = self._component
            self._send(agent_pb2.RunEvent(late=item))
            if (item.disposition == types_pb2.DISPOSITION_APPLIED and
                    not item.overruled_by):
                self._plan.items.append(item)
                if item.conflict_key:
                    self._settled.append(item.conflict_key)
                acting.append(item)
        return acting

    def model_used(self, usage: types_pb2.ModelUsage) -> None:
        """Says what the step's language model cost, whatever answers in the
        end."""
        self._send(agent_pb2.RunEvent(model_usage=usage))

    def output(self, output: types_pb2.StepOutput) -> None:
        """Gives the result. Call exactly once, last. A stage that cannot
        answer writes a `refusal`; raising means that the stage is broken."""
        self._outputs.append(output)

    def finish(self) -> None:
        """Streams the result.

        Raises:
          Error: COMPONENT_FAILED: there was none, or more than one.
        """
        if len(self._outputs) != 1:
            raise component_failed("run", "it wrote no output"
                                   if not self._outputs else
                                   "it wrote more than one output")
        self._send(agent_pb2.RunEvent(output=self._outputs[0]))


class Agent(abc.ABC):
    """Thread safety: `run` may run concurrently."""

    @abc.abstractmethod
    def run(self, context: Context, request: agent_pb2.RunRequest,
            writer: RunWriter) -> None:
        """Runs this component's stage of `request.query`, adjusted by
        `request.plan.items`, before `context.deadline`."""
