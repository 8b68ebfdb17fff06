"""A component that joins a coordinator by itself, and keeps its lease."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Iterator
from typing import Any

import grpc
import grpc.aio

from alhf.access import Access
from alhf.connection import CHANNEL_OPTIONS
from alhf.errors import Error, from_rpc_error
from alhf.stubs import registry_stub
from alhf.v1 import registry_pb2, types_pb2

_CALL_TIMEOUT = 2.0
# Renewed this many times in a lease: one lost call does not end it.
_RENEWALS = 3
_SHORTEST_RENEWAL = 0.05
_FIRST_BACKOFF = 0.1
_MAX_BACKOFF = 5.0

_log = logging.getLogger("alhf.sdk")


class Registration:
    """Joins, renews, and joins again where the coordinator has forgotten. For
    one event loop: run it as a task, and `leave` after that was cancelled."""

    def __init__(self, coordinator: str, address: str,
                 manifest: types_pb2.Manifest, rng: random.Random,
                 access: Access = Access()) -> None:
        """Args:
          coordinator: where it listens.
          address: where it reaches this component.
          access: what to show there.
        """
        self._coordinator = coordinator
        self._join = registry_pb2.JoinRequest(manifest=manifest,
                                              address=address)
        self._rng = rng
        self._access = access
        self._lease = ""
        self._connect()

    async def keep(self) -> None:
        """Keeps the component registered until it is cancelled."""
        backoff = _FIRST_BACKOFF
        told = ""
        while True:
            try:
                pause = await (self._renew() if self._lease else
                               self._join_anew())
                backoff, told = _FIRST_BACKOFF, ""
            except Error as error:
                # Each state is told once, not at each try.
                if str(error) != told:
                    told = str(error)
                    _log.warning("the coordinator at %s does not take this "
                                 "component; trying on: %s",
                                 self._coordinator, told)
                pause = backoff * self._rng.uniform(0.5, 1.0)
                backoff = min(2 * backoff, _MAX_BACKOFF)
                # It may take other certificates by now.
                await self._channel.close()
                self._connect()
            await asyncio.sleep(pause)

    def _connect(self) -> None:
        self._channel = self._access.aio_channel(self._coordinator,
                                                 CHANNEL_OPTIONS)
        self._stub = registry_stub(self._channel)

    async def leave(self) -> None:
        """Ends the lease, where there is one, and the connection."""
        if self._lease:
            try:
                with _errors():
                    await self._stub.Leave(
                        registry_pb2.LeaveRequest(lease_id=self._lease),
                        timeout=_CALL_TIMEOUT, metadata=self._access.metadata)
                _log.info("left the coordinator at %s", self._coordinator)
            except Error as error:
                _log.info("the coordinator was not told: %s", error)
        await self._channel.close()

    async def _join_anew(self) -> float:
        with _errors():
            response = await self._stub.Join(
                self._join, timeout=_CALL_TIMEOUT, metadata=self._access.metadata)
        self._lease = response.lease_id
        _log.info("joined the coordinator at %s", self._coordinator)
        return _renewal(response)

    async def _renew(self) -> float:
        try:
            with _errors():
                response = await self._stub.Renew(
                    registry_pb2.RenewRequest(lease_id=self._lease),
                    timeout=_CALL_TIMEOUT, metadata=self._access.metadata)
        except Error as error:
            if error.code != grpc.StatusCode.NOT_FOUND:
                raise
            # The coordinator has forgotten it: join again, at once.
            self._lease = ""
            return 0.0
        return _renewal(response)


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except grpc.RpcError as error:
        raise from_rpc_error(error) from error


def _renewal(response: Any) -> float:
    lease = float(response.renew_within.ToNanoseconds()) / 1e9
    return max(lease / _RENEWALS, _SHORTEST_RENEWAL)
