"""What a component in Python costs beside the same one in C++: AdjustQuery with
many lessons, over a socket, one call after the other, turn about.

    ALHF_BIN_FOLDER=build/release/bin python sdk/python/bench/recall.py 10000
"""

from __future__ import annotations

import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

import grpc

from alhf.stubs import feedback_stub
from alhf.v1 import feedback_pb2, types_pb2

BIN = pathlib.Path(os.environ["ALHF_BIN_FOLDER"])
HELLO = pathlib.Path(__file__).parents[1] / "examples/hello/answer_tone.py"
CALLS = 300
BATCH = 200
# As often as words of content are in texts (Zipf and Mandelbrot).
WORDS = [f"word{number}x" for number in range(3000)]
WEIGHTS = [1 / (rank + 30) for rank in range(len(WORDS))]


def sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choices(WORDS, WEIGHTS, k=words))


def teach(stub: Any, lessons: int) -> float:
    """Applies `lessons` entries; returns the seconds that took."""
    rng = random.Random(1)
    entries = []
    for sequence in range(1, lessons + 1):
        lesson = types_pb2.Lesson(
            id=f"l-{sequence}", text=sentence(rng, 10),
            state=types_pb2.LESSON_ACTIVE,
            effect=types_pb2.EFFECT_GUIDANCE_ONLY,
            scope={"breadth": types_pb2.BREADTH_TOPIC})
        lesson.sources.add(question=sentence(rng, 8))
        entries.append(types_pb2.Entry(
            position={"log_id": "log", "sequence": sequence},
            changes=[types_pb2.Change(learn={"lesson": lesson})]))
    began = time.perf_counter()
    for at in range(0, lessons, BATCH):
        stub.ApplyChanges(feedback_pb2.ApplyChangesRequest(
            tenant="bench", entries=entries[at:at + BATCH]), timeout=120)
    return time.perf_counter() - began


def adjust(stub: Any, text: str) -> float:
    """Returns the milliseconds of one call."""
    request = feedback_pb2.AdjustQueryRequest(tenant="bench",
                                              query={"text": text})
    began = time.perf_counter()
    stub.AdjustQuery(request, timeout=60)
    return (time.perf_counter() - began) * 1e3


def main() -> None:
    lessons = int(sys.argv[1])
    commands = {"C++": [BIN / "hello-answer-tone", "--encoder", "none"],
                "Python": [sys.executable, HELLO]}
    with tempfile.TemporaryDirectory(dir="/tmp", prefix="alhf-") as folder:
        stubs, processes = {}, []
        for name, command in commands.items():
            address = f"unix:{folder}/{name}.sock"
            processes.append(subprocess.Popen(
                [*map(str, command), "--data", f"{folder}/{name}", "--listen",
                 address], stderr=subprocess.DEVNULL))
            channel = grpc.insecure_channel(address)
            grpc.channel_ready_future(channel).result(60)
            stubs[name] = feedback_stub(channel)
        try:
            for name, stub in stubs.items():
                print(f"{name}: {lessons / teach(stub, lessons):.0f} lessons "
                      "learned a second")
            rng = random.Random(2)
            for name, stub in stubs.items():
                first = adjust(stub, sentence(rng, 8))
                print(f"{name}: the first AdjustQuery {first:.0f} ms")
            times: dict[str, list[float]] = {name: [] for name in stubs}
            for call in range(CALLS + 20):
                text = sentence(rng, 8)
                for name, stub in stubs.items():
                    taken = adjust(stub, text)
                    if call >= 20:
                        times[name].append(taken)
            for name, each in times.items():
                p50, p99 = statistics.median(each), sorted(each)[-CALLS // 100]
                print(f"{name}: AdjustQuery p50 {p50:.2f} ms, p99 {p99:.2f} "
                      "ms")
        finally:
            for process in processes:
                process.terminate()
                process.wait(30)


if __name__ == "__main__":
    main()
