"""Whom a component answers at HOST:PORT: who sends its token, the coordinator,
and nobody else.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

import grpc
import grpc.aio

from alhf.errors import Error, to_trailer

_OWN = "/alhf.v1."
_BEARER = "bearer "


class CallerCheck(grpc.aio.ServerInterceptor):  # type: ignore[misc]
    """Refuses calls of our services without the token. Health and reflection
    answer everybody, as those of the C++ kit do."""

    def __init__(self, token: str) -> None:
        self._token = token.encode()

    async def intercept_service(
            self, continuation: Callable[[Any], Awaitable[Any]],
            handler_call_details: Any) -> Any:
        """Returns the method's own handler, or one that refuses."""
        handler = await continuation(handler_call_details)
        if handler is None or not handler_call_details.method.startswith(_OWN):
            return handler
        if self._is_known(handler_call_details.invocation_metadata):
            return handler
        if handler.response_streaming:
            return grpc.unary_stream_rpc_method_handler(_refuse_stream)
        return grpc.unary_unary_rpc_method_handler(_refuse)

    def _is_known(self, metadata: Any) -> bool:
        for key, value in metadata or ():
            if key == "authorization" and value.lower().startswith(_BEARER):
                return hmac.compare_digest(
                    value[len(_BEARER):].strip().encode(), self._token)
        return False


async def _refuse(_request: bytes, context: Any) -> NoReturn:
    error = Error(grpc.StatusCode.UNAUTHENTICATED, "UNAUTHENTICATED",
                  "this component answers its coordinator alone, and the "
                  "call's token is not the one in its --token-file: give the "
                  "coordinator the same one as component_token_file")
    await context.abort(error.code, error.message, to_trailer(error))
    raise AssertionError("abort does not return")


async def _refuse_stream(request: bytes, context: Any) -> Any:
    await _refuse(request, context)
    yield b""  # for its type: a stream
