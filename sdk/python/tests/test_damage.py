"""A memory of which bytes were changed is read, or refused with an Error:
nothing else, whatever the bytes."""

from __future__ import annotations

import pathlib
import random
import shutil
import sqlite3
from collections.abc import Callable

import grpc
from answer_tone import AnswerTone
from google.protobuf.message import Message

from alhf.errors import Error
from alhf.sdk.host import Host
from alhf.v1 import feedback_pb2, types_pb2

GOLDEN = (pathlib.Path(__file__).parents[3]
          / "tests/golden/stores/python-memory-1")
TENANT = "acme"
FAR = 1e12


def read(folder: pathlib.Path) -> list[Message]:
    """All that a memory is asked for."""
    host = Host(AnswerTone(), folder, random.Random(2))
    try:
        return [
            host.export_memory(
                feedback_pb2.ExportMemoryRequest(tenant=TENANT), FAR),
            host.list_lessons(
                feedback_pb2.ListLessonsRequest(tenant=TENANT), FAR),
            host.get_lesson(feedback_pb2.GetLessonRequest(
                tenant=TENANT, lesson_id="l-1-1"), FAR),
            host.adjust_query(feedback_pb2.AdjustQueryRequest(
                tenant=TENANT,
                query=types_pb2.Query(text="How many orders?")), FAR),
        ]
    finally:
        host.close()


def changed(data: bytes, dice: random.Random) -> bytes:
    """Flips, cuts, doubles: one to three of them."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(4):
            case 0:
                data = data[:at]
            case 1:
                data = data[:at] + data[at // 2:]
            case 2:
                data = data[:at] + dice.randbytes(4) + data[at + 4:]
            case _:
                if data:
                    at %= len(data)
                    flipped = data[at] ^ (1 << dice.randrange(8))
                    data = data[:at] + bytes((flipped,)) + data[at + 1:]
    return data


def change_a_value(folder: pathlib.Path, dice: random.Random) -> None:
    with sqlite3.connect(folder / "memory.sqlite") as database:
        rows = database.execute("SELECT key, value FROM items").fetchall()
        key, value = dice.choice(rows)
        database.execute("UPDATE items SET value = ? WHERE key = ?",
                         (changed(value, dice), key))
    database.close()


def change_a_key(folder: pathlib.Path, dice: random.Random) -> None:
    with sqlite3.connect(folder / "memory.sqlite") as database:
        rows = database.execute("SELECT key FROM items").fetchall()
        (key,) = dice.choice(rows)
        database.execute("UPDATE OR REPLACE items SET key = ? WHERE key = ?",
                         (key[:1] + changed(key[1:], dice), key))
    database.close()


def change_the_header(folder: pathlib.Path, dice: random.Random) -> None:
    with sqlite3.connect(folder / "memory.sqlite") as database:
        ((value,),) = database.execute("SELECT value FROM header").fetchall()
        database.execute("UPDATE header SET value = ?",
                         (changed(value, dice),))
    database.close()


def change_the_file(folder: pathlib.Path, dice: random.Random) -> None:
    file = folder / "memory.sqlite"
    file.write_bytes(changed(file.read_bytes(), dice))


def times_refused(folder: pathlib.Path, times: int,
                  change: Callable[[pathlib.Path, random.Random], None]
                  ) -> int:
    refused = 0
    for seed in range(times):
        copy = folder / f"{change.__name__}-{seed}"
        shutil.copytree(GOLDEN, copy)
        copy.chmod(0o700)
        change(copy, random.Random(seed))
        try:
            read(copy)
        except Error as error:
            assert error.code in (
                grpc.StatusCode.DATA_LOSS, grpc.StatusCode.INVALID_ARGUMENT,
                grpc.StatusCode.NOT_FOUND, grpc.StatusCode.UNAVAILABLE), error
            refused += 1
        shutil.rmtree(copy)
    return refused


def test_the_whole_memory_is_read(folder: pathlib.Path) -> None:
    shutil.copytree(GOLDEN, folder / "copy")
    (folder / "copy").chmod(0o700)
    assert len(read(folder / "copy")) == 4


def test_changed_bytes_are_read_or_refused(folder: pathlib.Path) -> None:
    for change in (change_a_value, change_a_key, change_the_header,
                   change_the_file):
        assert times_refused(folder, 100, change) > 0, change.__name__
