"""Agent Learning through Human Feedback, for agents in Python.

`Client` and `AsyncClient` are for an agent with its own pipeline: three calls,
`plan`, `record` and `feedback`. `alhf.sdk` is the kit for a component that can
itself be corrected.
"""

from alhf.aio import AsyncClient
from alhf.client import Client
from alhf.connection import Timeouts
from alhf.errors import Error
from alhf.exchange import Receipt, Recorded, State, Step, Understood
from alhf.plan import (
    Action, Boost, Expansion, Filter, Guidance, Item, Limit, Parameter, Plan)
from alhf.retry import RetryPolicy

__all__ = [
    "Action", "AsyncClient", "Boost", "Client", "Error", "Expansion", "Filter",
    "Guidance", "Item", "Limit", "Parameter", "Plan", "Receipt", "Recorded",
    "RetryPolicy", "State", "Step", "Timeouts", "Understood",
]
