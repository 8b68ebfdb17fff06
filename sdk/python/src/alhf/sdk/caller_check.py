"""Whom a component answers at HOST:PORT: who sends its token, and over TLS shows
the coordinator's certificate; nobody else.
"""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import grpc
import grpc.aio

from alhf.errors import Error, to_trailer

_OWN = "/alhf.v1."
_BEARER = "bearer "
# The name in the coordinator's certificate, and where gRPC shows it.
_COORDINATOR = b"coordinator"
_NAMES = "x509_subject_alternative_name"


class CallerCheck(grpc.aio.ServerInterceptor):  # type: ignore[misc]
    """Refuses calls of our services to everybody else. Health and reflection
    answer who can connect, as those of the C++ kit do."""

    def __init__(self, token: str, tls: bool) -> None:
        """Args:
          token: that the coordinator sends; empty: none is asked for.
          tls: its certificate is asked for.
        """
        self._token = token.encode()
        self._tls = tls

    async def intercept_service(
            self, continuation: Callable[[Any], Awaitable[Any]],
            handler_call_details: Any) -> Any:
        """Returns the method's own handler, behind the check."""
        handler = await continuation(handler_call_details)
        if handler is None or not handler_call_details.method.startswith(_OWN):
            return handler

        async def unary(request: bytes, context: Any) -> Any:
            await self._check(context)
            return await handler.unary_unary(request, context)

        async def stream(request: bytes, context: Any) -> AsyncIterator[Any]:
            await self._check(context)
            async for each in handler.unary_stream(request, context):
                yield each

        if handler.response_streaming:
            return grpc.unary_stream_rpc_method_handler(stream)
        return grpc.unary_unary_rpc_method_handler(unary)

    async def _check(self, context: Any) -> None:
        """Ends the call of anybody but the coordinator."""
        if self._tls and _COORDINATOR not in context.auth_context().get(
                _NAMES, ()):
            await _refuse(context, "the caller's certificate does not name "
                          "'coordinator'")
        if self._token and not hmac.compare_digest(_sent(context),
                                                   self._token):
            await _refuse(context, "the call's token is not the one in its "
                          "--token-file: give the coordinator the same one as "
                          "component_token_file")


def _sent(context: Any) -> bytes:
    """Returns the token that came with the call; empty where none did."""
    for key, value in context.invocation_metadata() or ():
        if key == "authorization" and value.lower().startswith(_BEARER):
            return str(value)[len(_BEARER):].strip().encode()
    return b""


async def _refuse(context: Any, why: str) -> None:
    error = Error(grpc.StatusCode.UNAUTHENTICATED, "UNAUTHENTICATED",
                  f"this component answers its coordinator alone, and {why}")
    await context.abort(error.code, error.message, to_trailer(error))
