"""The standard health service, grpc.health.v1.

Debian has no Python package of it. Its two messages are described here and put
into a pool of their own, so that a process may have Google's package as well.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
from google.protobuf import (
    descriptor_pb2, descriptor_pool, message_factory)

_SERVICE = "grpc.health.v1.Health"
_UNKNOWN_SERVICE, _SERVING, _NOT_SERVING = 3, 1, 2


def _messages() -> tuple[Any, Any]:
    """Returns the classes of HealthCheckRequest and HealthCheckResponse."""
    file = descriptor_pb2.FileDescriptorProto(
        name="grpc/health/v1/health.proto", package="grpc.health.v1",
        syntax="proto3")
    field = descriptor_pb2.FieldDescriptorProto
    request = file.message_type.add(name="HealthCheckRequest")
    request.field.add(name="service", number=1, type=field.TYPE_STRING,
                      label=field.LABEL_OPTIONAL)
    response = file.message_type.add(name="HealthCheckResponse")
    # An enum on the wire is an integer.
    response.field.add(name="status", number=1, type=field.TYPE_INT32,
                       label=field.LABEL_OPTIONAL)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    find = pool.FindMessageTypeByName
    return (factory.GetPrototype(find("grpc.health.v1.HealthCheckRequest")),
            factory.GetPrototype(find("grpc.health.v1.HealthCheckResponse")))


class Health:
    """Says whether the process takes calls. For one event loop."""

    def __init__(self, services: frozenset[str]) -> None:
        """Args:
          services: names that may be asked for, besides "" for the process.
        """
        self._services = services | {""}
        self._serving = True
        self._changed = asyncio.Event()
        self._request, self._response = _messages()

    def stop_serving(self) -> None:
        """Answers NOT_SERVING from now on."""
        self._serving = False
        self._changed.set()

    def handlers(self) -> Any:
        """Returns the handlers of both methods, for a grpc.aio server."""
        coding = {"request_deserializer": self._request.FromString,
                  "response_serializer": self._response.SerializeToString}
        return grpc.method_handlers_generic_handler(_SERVICE, {
            "Check": grpc.unary_unary_rpc_method_handler(self._check,
                                                         **coding),
            "Watch": grpc.unary_stream_rpc_method_handler(self._watch,
                                                          **coding)})

    def _status(self, service: str) -> int:
        if service not in self._services:
            return _UNKNOWN_SERVICE
        return _SERVING if self._serving else _NOT_SERVING

    async def _check(self, request: Any, context: Any) -> Any:
        if request.service not in self._services:
            await context.abort(grpc.StatusCode.NOT_FOUND,
                                f"no service {request.service} is here")
        return self._response(status=self._status(request.service))

    async def _watch(self, request: Any, context: Any) -> AsyncIterator[Any]:
        """The status now, and once more when serving ends."""
        yield self._response(status=self._status(request.service))
        await self._changed.wait()
        yield self._response(status=self._status(request.service))
