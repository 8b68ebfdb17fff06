"""The generated stubs of the services: protoc gives them no types."""

from __future__ import annotations

from typing import Any

from alhf.v1 import (
    coordinator_pb2_grpc, feedback_pb2_grpc, registry_pb2_grpc)


def coordinator_stub(channel: Any) -> Any:
    """Returns a stub of alhf.v1.Coordinator over a channel, sync or async."""
    make: Any = coordinator_pb2_grpc.CoordinatorStub
    return make(channel)


def feedback_stub(channel: Any) -> Any:
    """Returns a stub of alhf.v1.Feedback over a channel, sync or async."""
    make: Any = feedback_pb2_grpc.FeedbackStub
    return make(channel)


def registry_stub(channel: Any) -> Any:
    """Returns a stub of alhf.v1.Registry over a channel, sync or async."""
    make: Any = registry_pb2_grpc.RegistryStub
    return make(channel)
