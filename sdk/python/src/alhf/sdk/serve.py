"""Serving a component: everything between an author's object and the wire."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import pathlib
import random
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass

import grpc
import grpc.aio

from alhf.access import Access
from alhf.errors import Error
from alhf.sdk.agent_service import SERVICE as AGENT
from alhf.sdk.agent_service import agent_handlers
from alhf.sdk.component import Component
from alhf.sdk.feedback_service import SERVICE as FEEDBACK
from alhf.sdk.feedback_service import feedback_handlers
from alhf.sdk.health import Health
from alhf.sdk.host import Host
from alhf.sdk.lanes import Lanes
from alhf.sdk.listening import Listening
from alhf.sdk.reflection import reflection_handlers
from alhf.sdk.registration import Registration
from alhf.sdk.traces import TraceIds

_MAX_MESSAGE = 8 << 20
# The last answers may still be on their way.
_LAST_ANSWERS = 0.2
_STOPPED, _WRONG_ARGUMENTS = 1, 2

_log = logging.getLogger("alhf.sdk")


@dataclass(frozen=True)
class ServeOptions:
    """Where a component lives.

    Attributes:
      data_folder: of the memory; made with mode 0700.
      listen: "unix:PATH"; the folder of PATH is made with mode 0700 and must
        belong to this user. Or "HOST:PORT": on this machine with `token_file`
        or `tls`, elsewhere with `tls`; port 0: any. Anything else is refused.
      coordinator: to join; empty: none. The component keeps trying until it is
        there, and renews its lease.
      token_file: of the token that callers at HOST:PORT must send.
      coordinator_token_file: of the token, key or JWT that is sent to a
        coordinator at HOST:PORT; read again when it changes.
      tls: folder with ca.pem, cert.pem and key.pem (deploy/make-certs), for
        callers and for the coordinator; read again when they change. Over TLS
        only a certificate for "coordinator" is answered.
      drain: seconds for calls under way at shutdown.
      queue: calls of a path that wait for a thread.
    """

    data_folder: pathlib.Path
    listen: str
    coordinator: str = ""
    drain: float = 5.0
    queue: int = 1024
    token_file: str = ""
    coordinator_token_file: str = ""
    tls: str = ""


@contextlib.asynccontextmanager
async def serving(component: Component, options: ServeOptions,
                  rng: random.Random | None = None) -> AsyncIterator[str]:
    """Serves `component` while the `async with` lasts; gives the address that
    it listens on, as others reach it.

    Raises:
      Error: ADDRESS_REFUSED, CONFIG_INVALID, STORE_LOCKED, STORE_DAMAGED.
    """
    rng = rng or random.SystemRandom()
    # Addresses before folders: a wrong one leaves nothing behind.
    listening = Listening.at(options.listen, options.token_file, options.tls)
    access = _access_of(options)
    host = Host(component, options.data_folder, rng)
    try:
        listening.prepare()
        lanes = Lanes(options.queue, host.has_reached)
        services = {FEEDBACK: feedback_handlers(host, lanes)}
        if host.runs:
            services[AGENT] = agent_handlers(host, lanes)
        health = Health(frozenset(services))
        server = grpc.aio.server(
            interceptors=listening.interceptors(), options=(
            ("grpc.max_receive_message_length", _MAX_MESSAGE),
            ("grpc.max_send_message_length", _MAX_MESSAGE)))
        server.add_generic_rpc_handlers((*services.values(),
                                         health.handlers(),
                                         reflection_handlers(services)))
        address = await listening.start(server)
        _log.info("serving %s at %s, memory %s", host.manifest.name, address,
                  host.manifest.memory_id)
        try:
            async with _registered(options, address, host, rng, access):
                yield address
        finally:
            _log.info("draining %s", host.manifest.name)
            health.stop_serving()
            await lanes.drain(options.drain)
            await server.stop(_LAST_ANSWERS)
    finally:
        host.close()


def serve_main(component: Component | Callable[[str], Component],
               arguments: Sequence[str] | None = None) -> int:
    """A whole `main`: reads --data, --listen, --coordinator, --token-file,
    --coordinator-token-file, --tls, --drain-ms and --queue, serves until SIGTERM
    or SIGINT, drains.

    Args:
      component: what to serve, or what makes it of the value of --config
        (empty where not given).
      arguments: None: those of the process.

    Returns:
      0; 1 for anything that stopped it, with the reason on stderr. Wrong
      arguments end the process with 2.
    """
    program = pathlib.Path(sys.argv[0]).stem
    takes_config = not isinstance(component, Component)
    parsed = _parser(program, takes_config).parse_args(arguments)
    os.umask(0o077)
    logging.basicConfig(format=f"%(asctime)s %(levelname)s {program} "
                        "%(message)s", level=logging.INFO)
    _log.addFilter(TraceIds())
    options = ServeOptions(pathlib.Path(parsed.data), parsed.listen,
                           parsed.coordinator, parsed.drain_ms / 1e3,
                           parsed.queue, parsed.token_file,
                           parsed.coordinator_token_file, parsed.tls)
    try:
        made = (component if isinstance(component, Component)
                else component(parsed.config))
        asyncio.run(_serve_until_signal(made, options))
    except Error as error:
        print(f"{program}: {error.message} ({error.reason})", file=sys.stderr)
        return _STOPPED
    return 0


async def _serve_until_signal(component: Component, options: ServeOptions
                              ) -> None:
    asked_to_stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, asked_to_stop.set)
    async with serving(component, options):
        await asked_to_stop.wait()


@contextlib.asynccontextmanager
async def _registered(options: ServeOptions, address: str, host: Host,
                      rng: random.Random, access: Access
                      ) -> AsyncIterator[None]:
    """Keeps the component registered, where there is a coordinator to join."""
    if not options.coordinator:
        yield
        return
    registration = Registration(options.coordinator, address, host.manifest,
                                rng, access)
    task = asyncio.create_task(registration.keep())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await registration.leave()


def _access_of(options: ServeOptions) -> Access:
    """Returns what is shown to the coordinator."""
    if not options.coordinator:
        return Access()
    try:
        return Access.to(options.coordinator, {},
                         options.coordinator_token_file, options.tls)
    except ValueError as error:
        raise Error(grpc.StatusCode.INVALID_ARGUMENT, "ADDRESS_REFUSED",
                    str(error), {"address": options.coordinator}) from error


def _parser(program: str, takes_config: bool) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        program, description=f"{program}: a component of alhf")
    parser.add_argument("--data", required=True, metavar="FOLDER",
                        help="folder of the memory; made with mode 0700")
    parser.add_argument("--listen", required=True, metavar="ADDRESS",
                        help="where to listen: unix:PATH, or HOST:PORT with "
                        "--token-file or --tls")
    parser.add_argument("--coordinator", default="", metavar="ADDRESS",
                        help="coordinator to join")
    parser.add_argument("--token-file", default="", metavar="FILE",
                        help="token that callers at HOST:PORT must send, mode "
                        "0600")
    parser.add_argument("--coordinator-token-file", default="", metavar="FILE",
                        help="token, key or JWT to send to the coordinator, "
                        "mode 0600")
    parser.add_argument("--tls", default="", metavar="FOLDER",
                        help="ca.pem, cert.pem and key.pem, for callers at "
                        "HOST:PORT and for the coordinator there")
    parser.add_argument("--drain-ms", type=_positive, default=5000,
                        metavar="N", help="time for calls under way at SIGTERM"
                        " (default: %(default)s)")
    parser.add_argument("--queue", type=_positive, default=1024, metavar="N",
                        help="calls of a path that wait for a thread "
                        "(default: %(default)s)")
    if takes_config:
        parser.add_argument("--config", default="", metavar="FILE",
                            help="configuration of the component")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return number
