"""The service alhf.v1.Agent over a host."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import grpc
import grpc.aio

from alhf.errors import Error, to_trailer
from alhf.sdk.checks import check_request
from alhf.sdk.feedback_service import deadline_of, unexpected
from alhf.sdk.host import Host
from alhf.sdk.lanes import Lane, Lanes
from alhf.sdk.traces import CallLog, answering
from alhf.sdk.wire import parse
from alhf.v1 import agent_pb2

SERVICE = "alhf.v1.Agent"
# Lines of progress beyond so many that wait for a slow reader are left out.
_MOST_WAITING = 64


def agent_handlers(host: Host, lanes: Lanes) -> Any:
    """Returns the handler of `Run`, for a grpc.aio server."""

    async def run(data: bytes, context: Any) -> AsyncIterator[bytes]:
        with answering(f"{SERVICE}/Run",
                       context.invocation_metadata() or ()) as call:
            async for event in answered(data, context, call):
                yield event

    async def answered(data: bytes, context: Any, call: CallLog
                       ) -> AsyncIterator[bytes]:
        try:
            request = parse(agent_pb2.RunRequest, data)
            check_request(request)
            deadline = deadline_of(context)
            wanted = request.query.min_position
            if wanted.sequence:
                await lanes.wait_for(request.tenant, wanted, deadline)
            async for event in _events(host, lanes, request, deadline):
                yield bytes(event.SerializeToString())
            return
        except Error as error:
            failure = error
        except Exception as error:
            failure = unexpected("Run", error)
        call.code = failure.code
        await context.abort(failure.code, failure.message,
                            to_trailer(failure))

    return grpc.method_handlers_generic_handler(SERVICE, {
        "Run": grpc.unary_stream_rpc_method_handler(run)})


async def _events(host: Host, lanes: Lanes, request: agent_pb2.RunRequest,
                  deadline: float) -> AsyncIterator[agent_pb2.RunEvent]:
    """Yields what the stage writes on its thread, as it does."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[agent_pb2.RunEvent | None] = asyncio.Queue()

    def put(event: agent_pb2.RunEvent) -> None:
        if not event.HasField("progress") or queue.qsize() < _MOST_WAITING:
            queue.put_nowait(event)

    def send(event: agent_pb2.RunEvent) -> None:
        loop.call_soon_threadsafe(put, event)

    running = asyncio.create_task(lanes.run(
        Lane.QUERY, lambda: host.run(request, deadline, send)))
    running.add_done_callback(lambda _: queue.put_nowait(None))
    while (event := await queue.get()) is not None:
        yield event
    await running
