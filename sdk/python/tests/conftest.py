"""What the tests of this folder share."""

from __future__ import annotations

import asyncio
import contextlib
import pathlib
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import alhf


@contextlib.contextmanager
def short_folder() -> Iterator[pathlib.Path]:
    """Gives a short folder: a socket's path has room for a hundred bytes."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="alhf-", dir="/tmp"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[pathlib.Path]:
    with short_folder() as path:
        yield path


class Blocking:
    """An `AsyncClient` whose calls block, so that both clients take the same
    tests. It has an event loop of its own."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._client = alhf.AsyncClient(*arguments, **named)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._client, name)
        return lambda *arguments, **named: asyncio.run_coroutine_threadsafe(
            method(*arguments, **named), self._loop).result(60)

    def end(self) -> None:
        """Closes the client and ends its thread."""
        self.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


ClientFactory = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def make_client(request: pytest.FixtureRequest) -> Iterator[ClientFactory]:
    """Makes clients of both kinds."""
    made: list[Any] = []

    def make(*arguments: Any, **named: Any) -> Any:
        kind = alhf.Client if request.param == "sync" else Blocking
        made.append(kind(*arguments, **named))
        return made[-1]

    yield make
    for each in made:
        each.end() if isinstance(each, Blocking) else each.close()
