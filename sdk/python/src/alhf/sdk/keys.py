"""Keys of a memory, and stored messages as bytes.

The layout is that of the C++ SDK (sdk/src/memory_keys.h), so that memories of
both export the same bytes. After the tenant, which is a column of its own:

    p                          the applied position
    l<id>NUL<~sequence>        a revision of a lesson, newest first
    d<key>NUL<~sequence>       a revision of a derived value
    s<name>NUL<~sequence>      a revision of a snapshot
    o<learned sequence><id>    a lesson's place in the order of learning

Sequences are 8 bytes, big-endian.
"""

from __future__ import annotations

import enum
import struct
from typing import Any, TypeVar

import grpc
from google.protobuf.message import DecodeError

from alhf.errors import Error

POSITION = b"p"
ORDER = b"o"
_NUL = b"\0"
_ALL_BITS = (1 << 64) - 1

_Message = TypeVar("_Message")


class Revised(enum.Enum):
    """What a memory keeps revisions of."""

    LESSON = b"l"
    DERIVED = b"d"
    SNAPSHOT = b"s"


def revisions(kind: Revised, name: str) -> bytes:
    """Returns what the keys of all revisions of `name` start with."""
    return kind.value + name.encode() + _NUL


def revision(kind: Revised, name: str, sequence: int) -> bytes:
    """Returns the key of one revision; a newer one sorts before it."""
    return revisions(kind, name) + struct.pack(">Q", sequence ^ _ALL_BITS)


def parse_revision(key: bytes) -> tuple[str, int]:
    """Returns name and sequence of a revision's key.

    Raises:
      Error: DATA_LOSS STORE_DAMAGED.
    """
    try:
        (inverted,) = struct.unpack(">Q", key[-8:])
        return key[1:-9].decode(), inverted ^ _ALL_BITS
    except (struct.error, UnicodeDecodeError) as error:
        raise _unreadable("key") from error


def place(learned_sequence: int, lesson_id: str) -> bytes:
    """Returns the key of a lesson's place."""
    return ORDER + struct.pack(">Q", learned_sequence) + lesson_id.encode()


def parse_place(key: bytes) -> tuple[int, str]:
    """Returns learned sequence and lesson id of a place.

    Raises:
      Error: DATA_LOSS STORE_DAMAGED.
    """
    try:
        (learned_sequence,) = struct.unpack(">Q", key[1:9])
        return learned_sequence, key[9:].decode()
    except (struct.error, UnicodeDecodeError) as error:
        raise _unreadable("key") from error


def after(prefix: bytes) -> bytes:
    """Returns the first key behind all that start with `prefix`."""
    # No prefix ends in 0xFF: it is a letter, a NUL, or text before one.
    return prefix[:-1] + bytes((prefix[-1] + 1,))


def encode(message: Any) -> bytes:
    """Returns `message` as bytes: equal ones give equal bytes."""
    data: bytes = message.SerializeToString(deterministic=True)
    return data


def decode(kind: type[_Message], data: bytes) -> _Message:
    """Returns the message that `data` holds.

    Raises:
      Error: DATA_LOSS STORE_DAMAGED.
    """
    message: Any = kind()
    try:
        # A stray end of a group ends the parsing early, without an error.
        whole = message.ParseFromString(data) == len(data)
    except (DecodeError, TypeError) as error:  # or no bytes at all
        raise _unreadable(message.DESCRIPTOR.full_name) from error
    if not whole:
        raise _unreadable(message.DESCRIPTOR.full_name)
    result: _Message = message
    return result


def _unreadable(what: str) -> Error:
    return Error(
        grpc.StatusCode.DATA_LOSS, "STORE_DAMAGED",
        f"a stored {what} cannot be read: delete the data folder, the memory "
        "is rebuilt from the log", {"type": what})
