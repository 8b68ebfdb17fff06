"""The standard health service, grpc.health.v1."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc

from alhf.sdk.described import Described

_UNKNOWN_SERVICE, _SERVING, _NOT_SERVING = 3, 1, 2

HEALTH = Described(
    "grpc/health/v1/health.proto", "grpc.health.v1", "Health",
    methods={"Check": ("HealthCheckRequest", "HealthCheckResponse"),
             "Watch": ("HealthCheckRequest", "*HealthCheckResponse")},
    # An enum on the wire is an integer.
    messages={"HealthCheckRequest": {"service": (1, "string")},
              "HealthCheckResponse": {"status": (1, "int32")}})


class Health:
    """Says whether the process takes calls. For one event loop."""

    def __init__(self, services: frozenset[str]) -> None:
        """Args:
          services: names that may be asked for, besides "" for the process.
        """
        self._services = services | {""}
        self._serving = True
        self._changed = asyncio.Event()
        self._response = HEALTH.message("HealthCheckResponse")

    def stop_serving(self) -> None:
        """Answers NOT_SERVING from now on."""
        self._serving = False
        self._changed.set()

    def handlers(self) -> Any:
        """Returns the handlers of both methods, for a grpc.aio server."""
        request = HEALTH.message("HealthCheckRequest")
        coding = {"request_deserializer": request.FromString,
                  "response_serializer": self._response.SerializeToString}
        return grpc.method_handlers_generic_handler(HEALTH.service, {
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
