"""A memory as an earlier version left it, below tests/golden/stores: this
version opens a copy and reads all of it.

    ALHF_UPDATE_GOLDEN=1 python -m pytest tests/test_golden.py

makes the folder where it is missing, and the text of what it holds; it never
changes a folder that is there.
"""

from __future__ import annotations

import os
import pathlib
import random
import shutil

from answer_tone import AnswerTone

from alhf.sdk.host import Host
from alhf.v1 import feedback_pb2, types_pb2

STORES = pathlib.Path(__file__).parents[3] / "tests/golden/stores"
NAME = "python-memory-1"
TENANT = "acme"
FAR = 1e12


def position(sequence: int) -> types_pb2.Position:
    return types_pb2.Position(log_id="log-golden", epoch=1, sequence=sequence)


def lesson(lesson_id: str, text: str) -> types_pb2.Change:
    learned = types_pb2.Lesson(
        id=lesson_id, tenant=TENANT, component="answer_tone", text=text,
        understood_as=f"understood: {text}", state=types_pb2.LESSON_ACTIVE,
        effect=types_pb2.EFFECT_GUIDANCE_ONLY, giver="ann")
    learned.scope.tenant = TENANT
    learned.scope.breadth = types_pb2.BREADTH_COMPONENT
    learned.sources.add(record_id="f-1")
    return types_pb2.Change(learn={"lesson": learned})


def make(folder: pathlib.Path) -> None:
    host = Host(AnswerTone(), folder, random.Random(1))
    request = feedback_pb2.ApplyChangesRequest(tenant=TENANT)
    for sequence, changes in enumerate([
            [lesson("l-1-1", "be short"), lesson("l-1-2", "be kind")],
            [types_pb2.Change(retire={"lesson_id": "l-1-1"})],
            [types_pb2.Change(erase={"lesson_id": "l-1-2"})]], 1):
        entry = request.entries.add(position=position(sequence),
                                    changes=changes)
        entry.time.seconds = 1700000000 + sequence
    host.apply_changes(request, FAR)
    host.close()
    (folder / "lock").unlink()


def read(folder: pathlib.Path) -> str:
    folder.chmod(0o700)  # a checkout has other ideas
    host = Host(AnswerTone(), folder, random.Random(2))
    exported = host.export_memory(
        feedback_pb2.ExportMemoryRequest(tenant=TENANT), FAR)
    then = host.get_lesson(feedback_pb2.GetLessonRequest(
        tenant=TENANT, lesson_id="l-1-1", as_of=position(1)), FAR)
    host.close()
    return "".join(f"{item.key.hex()} {item.value.hex()}\n"
                   for item in exported.items) + str(then)


def test_an_earlier_memory_is_read_wholly(folder: pathlib.Path) -> None:
    """FORMAT_01"""
    golden, text = STORES / NAME, STORES / f"{NAME}.txt"
    if os.environ.get("ALHF_UPDATE_GOLDEN"):
        if not golden.exists():
            make(golden)
        shutil.copytree(golden, folder / "update")
        text.write_text(read(folder / "update"), encoding="utf-8")
    shutil.copytree(golden, folder / "copy")
    assert read(folder / "copy") == text.read_text(encoding="utf-8")
