"""The file of a component's memory: keys and values of all tenants in SQLite.

One process holds the folder, one connection writes, and each reader sees one
snapshot. Every commit is whole; it need not be synced, since a memory that comes
back behind the log is replayed (docs/architecture.md, section 3).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pathlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from typing import IO

import grpc

from alhf.errors import Error
from alhf.sdk.keys import after, decode, encode
from alhf.sdk.private_folder import make_private_folder
from alhf.storage.v1 import memory_pb2

_FORMAT_VERSION = 1
_FILE = "memory.sqlite"
_LOCK = "lock"
# How long SQLite waits for another connection of this process.
_BUSY_MS = 5000

# Erased words are overwritten, not only unlinked.
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA secure_delete = ON;
"""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS header (value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS items (
  tenant TEXT NOT NULL,
  key BLOB NOT NULL,
  value BLOB NOT NULL,
  PRIMARY KEY (tenant, key)
) WITHOUT ROWID;
"""


class Snapshot:
    """What the store held at one moment. For one thread, while its `with`
    lasts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, tenant: str, key: bytes) -> bytes | None:
        """Returns the value of `key`, or None."""
        row = self._connection.execute(
            "SELECT value FROM items WHERE tenant = ? AND key = ?",
            (tenant, key)).fetchone()
        return None if row is None else bytes(row[0])

    def first(self, tenant: str, start: bytes, prefix: bytes) -> bytes | None:
        """Returns the value of the first key from `start` on that starts with
        `prefix`, or None."""
        row = self._connection.execute(
            "SELECT value FROM items WHERE tenant = ? AND key >= ? AND key < ?"
            " ORDER BY key LIMIT 1", (tenant, start, after(prefix))).fetchone()
        return None if row is None else bytes(row[0])

    def scan(self, tenant: str, prefix: bytes, start: bytes = b""
             ) -> Iterator[tuple[bytes, bytes]]:
        """Yields keys and values in order: those that start with `prefix`
        (empty: all), from `start` on."""
        end = after(prefix) if prefix else b"\xff"
        for key, value in self._connection.execute(
                "SELECT key, value FROM items WHERE tenant = ? AND key >= ?"
                " AND key < ? ORDER BY key", (tenant, max(start, prefix), end)):
            yield bytes(key), bytes(value)


class Store:
    """A memory's file. Thread safety: all methods may run concurrently;
    writers wait for each other.

    Attributes:
      memory_id: new with each new memory.
    """

    def __init__(self, folder: pathlib.Path, component: str, new_id: str
                 ) -> None:
        """Opens the memory in `folder`, or makes one with the id `new_id`.

        Raises:
          Error: CONFIG_INVALID: the folder cannot be used, or holds another
            component's memory; STORE_LOCKED: another process holds it;
            STORE_DAMAGED: it cannot be read.
        """
        make_private_folder(folder)
        self._folder = folder
        self._lock_file = _take_lock(folder)
        self._write_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = threading.Lock()
        self._log_has_deleted = False
        try:
            with _explaining(folder):
                self._writer = self._connect()
                self._writer.executescript(_SETTINGS + _SCHEMA)
                self.memory_id = self._read_header(component, new_id)
        except UnicodeDecodeError as error:
            # What SQLite says of a schema that is no text is none either.
            self._lock_file.close()
            raise _damaged(folder, "its schema is damaged") from error
        except BaseException:
            self._lock_file.close()
            raise

    def close(self) -> None:
        """Closes the file and frees the folder."""
        with self._write_lock, self._idle_lock:
            for connection in (*self._idle, self._writer):
                connection.close()
            self._idle.clear()
        self._lock_file.close()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Gives a snapshot of the store as it is now."""
        with self._idle_lock:
            connection = self._idle.pop() if self._idle else None
        with _explaining(self._folder):
            connection = connection or self._connect()
            connection.execute("BEGIN")
            try:
                # SQLite takes the snapshot at the first read.
                connection.execute("SELECT 1 FROM header").fetchone()
                yield Snapshot(connection)
            finally:
                connection.execute("ROLLBACK")
                with self._idle_lock:
                    self._idle.append(connection)

    def write(self, tenant: str, puts: Iterable[tuple[bytes, bytes]],
              deletes: Iterable[bytes] = (), drop_first: bool = False) -> None:
        """Commits `deletes`, then `puts`: all of it or nothing.

        Args:
          drop_first: all else that the tenant has goes in the same commit.
        """
        removed = [(tenant, key) for key in deletes]
        with self._write_lock, _explaining(self._folder), self._writer:
            self._writer.execute("BEGIN IMMEDIATE")
            if drop_first:
                self._writer.execute("DELETE FROM items WHERE tenant = ?",
                                     (tenant,))
            self._writer.executemany(
                "DELETE FROM items WHERE tenant = ? AND key = ?", removed)
            self._writer.executemany(
                "INSERT OR REPLACE INTO items VALUES (?, ?, ?)",
                ((tenant, key, value) for key, value in puts))
            self._log_has_deleted |= bool(removed) or drop_first
        if self._log_has_deleted:
            self._empty_log()

    def _empty_log(self) -> None:
        """Takes what was deleted out of SQLite's log, too: at once where no
        reader holds it, else after a later write."""
        with self._write_lock, _explaining(self._folder):
            self._writer.execute("PRAGMA busy_timeout = 0")
            (busy, _, _) = self._writer.execute(
                "PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            self._writer.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
            self._log_has_deleted = bool(busy)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._folder / _FILE, isolation_level=None,
                               timeout=_BUSY_MS / 1e3, check_same_thread=False)

    def _read_header(self, component: str, new_id: str) -> str:
        row = self._writer.execute("SELECT value FROM header").fetchone()
        if row is None:
            header = memory_pb2.MemoryHeader(
                format_version=_FORMAT_VERSION, memory_id=new_id,
                component=component)
            self._writer.execute("INSERT INTO header VALUES (?)",
                                 (encode(header),))
            return new_id
        header = decode(memory_pb2.MemoryHeader, row[0])
        if header.format_version != _FORMAT_VERSION:
            raise _damaged(self._folder, f"it has format "
                           f"{header.format_version}, this program knows "
                           f"{_FORMAT_VERSION}")
        if header.component != component:
            raise Error(
                grpc.StatusCode.INVALID_ARGUMENT, "CONFIG_INVALID",
                f"{self._folder}: the folder holds the memory of "
                f"{header.component}, not of {component}: choose another "
                "folder", {"component": header.component})
        return header.memory_id


def _take_lock(folder: pathlib.Path) -> IO[bytes]:
    file = open(folder / _LOCK, "wb", opener=_private)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise Error(
            grpc.StatusCode.UNAVAILABLE, "STORE_LOCKED",
            f"{folder}: another process holds the folder: stop it, or choose "
            "another folder", {"folder": str(folder)}) from error
    return file


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _damaged(folder: pathlib.Path, what: str) -> Error:
    return Error(
        grpc.StatusCode.DATA_LOSS, "STORE_DAMAGED",
        f"{folder}: the memory cannot be read: {what}: delete the folder, it "
        "is rebuilt from the log", {"folder": str(folder)})


@contextlib.contextmanager
def _explaining(folder: pathlib.Path) -> Iterator[None]:
    """Turns SQLite's errors into ours."""
    try:
        yield
    except sqlite3.OperationalError as error:  # a full disk, a lost file
        raise Error(grpc.StatusCode.UNAVAILABLE, "",
                    f"{folder}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise _damaged(folder, str(error)) from error
