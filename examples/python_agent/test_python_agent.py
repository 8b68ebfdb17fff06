"""The agent before and after the diff of the README, with a real coordinator,
real components, and the simulated model, which heeds what its prompt says."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import folder, short_folder  # folder is a fixture
from system import (
    BIN, DATABASE, SAMPLES, Process, System, address_of, eventually)

HERE = pathlib.Path(__file__).parent
DOCUMENTS = SAMPLES / "company/handbook"
PARTS = ("retriever", "text_to_sql", "answer")

WEEKS = "orders by week in 2025"
CUSTOMERS = "How many customers are there?"
HOME = "May I work from home on two days a week?"

# What is said, on which question, and which part it is the matter of.
CORRECTIONS = (
    ("How many orders were there per week of the year in 2025?",
     "We are on Postgres, use ISO weeks.", "text_to_sql"),
    ("How long is the warranty?", "Always write answers as bullets.",
     "answer"),
    ("How many days a week can I work from home?",
     "Leave out drafts, nobody has agreed to them.", "retriever"),
)


@pytest.fixture(scope="module")
def model_url() -> Iterator[str]:
    """The simulated model."""
    with short_folder() as folder:
        process = Process([BIN / "alhf-model-simulator",
                           HERE / "scenarios.jsonl"], folder / "log")
        eventually(lambda: "/v1\n" in process.log.read_text(),
                   "the model is there")
        yield process.log.read_text().strip()
        process.kill()


@pytest.fixture
def system(folder: pathlib.Path) -> Iterator[System]:
    """A coordinator, and the three components of this example."""
    with System(folder, components=()) as system:
        for name in PARTS:
            command = [sys.executable, HERE / "components.py", name, "--data",
                       folder / "data" / name, "--listen",
                       address_of(folder, name), "--coordinator",
                       system.address]
            if name == "retriever":
                command += ["--config", DOCUMENTS]
            system.processes[name] = Process(command,
                                             folder / f"logs/{name}.log")
        system.await_serving(PARTS)
        yield system


@pytest.fixture(scope="module")
def changed() -> Iterator[pathlib.Path]:
    """The agent with the diff applied."""
    with short_folder() as folder:
        shutil.copy(HERE / "agent.py", folder)
        subprocess.run(["git", "apply", HERE / "learns.diff"], cwd=folder,
                       check=True)
        yield folder / "agent.py"


def load(path: pathlib.Path, url: str) -> Any:
    """Returns the agent of a program."""
    spec = importlib.util.spec_from_file_location(
        f"agent_of_{path.parent.name.replace('-', '_')}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.Agent(DOCUMENTS, DATABASE, module.Model(url, "simulated"))


def folders(answer: Any) -> set[str]:
    return {passage.path.split("/")[0] for passage in answer.passages}


def is_bullets(answer: Any) -> bool:
    return all(line.startswith("- ") for line in answer.text.splitlines())


def test_fifteen_lines_make_it_learn(
        system: System, model_url: str, changed: pathlib.Path,
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALHF_ADDRESS", system.address)
    plain = load(HERE / "agent.py", model_url)
    learning = load(changed, model_url)
    before = {each: plain.answer(each) for each in (WEEKS, CUSTOMERS, HOME)}
    assert "%W" in before[WEEKS].sql and len(before[WEEKS].rows) > 50
    assert not any(map(is_bullets, before.values()))
    assert "drafts" in folders(before[HOME])

    # With nothing taught it answers as before.
    for question, answer in before.items():
        assert as_values(learning.answer(question)) == as_values(answer)

    for question, words, part in CORRECTIONS:
        learning.answer(question)
        receipt = learning.alhf.feedback(words, about=learning.last,
                                         wait=20.0, timeout=30.0)
        assert {each.component for each in receipt.understood} == {part}
        assert all(each.in_force for each in receipt.understood)

    after = {each: learning.answer(each) for each in before}
    assert "weekday 4" in after[WEEKS].sql
    assert after[WEEKS].rows != before[WEEKS].rows
    assert all(map(is_bullets, after.values()))
    assert "drafts" not in folders(after[HOME]) and after[HOME].passages
    # And nothing else.
    assert after[CUSTOMERS].sql == before[CUSTOMERS].sql
    assert after[CUSTOMERS].rows == before[CUSTOMERS].rows

    # Without the coordinator it is the agent that it was.
    system.processes["coordinator"].kill()
    for question, answer in before.items():
        assert as_values(learning.answer(question)) == as_values(answer)


def as_values(answer: Any) -> tuple[Any, ...]:
    return (answer.text, answer.sql, answer.rows,
            [(each.path, each.text) for each in answer.passages])


def test_it_is_corrected_where_it_is_asked(
        system: System, model_url: str, changed: pathlib.Path) -> None:
    came = subprocess.run(
        [sys.executable, changed, DOCUMENTS, DATABASE], check=True, text=True,
        input=f"{CORRECTIONS[1][0]}\n!{CORRECTIONS[1][1]}\n{CUSTOMERS}\n",
        env={**os.environ, "ALHF_ADDRESS": system.address,
             "MODEL_URL": model_url, "MODEL_NAME": "simulated"},
        capture_output=True, timeout=120)
    first, told, second = came.stdout.splitlines()
    assert not first.startswith("- ")
    assert told == ("Understood: answer: keep in mind: "
                    "Always write answers as bullets.")
    assert second.startswith("- ")


@pytest.mark.parametrize("place", [HERE, HERE.parent.parent])
def test_the_readme_shows_the_diff(place: pathlib.Path) -> None:
    readme = (place / "README.md").read_text()
    shown = re.search(r"```diff\n(.*?)```", readme, re.S)
    assert shown and shown.group(1) == (HERE / "learns.diff").read_text()
    changes = [line for line in shown.group(1).splitlines()
               if re.match(r"[+-](?![+-])", line)]
    assert len(changes) <= 15


def test_the_plain_agent_knows_nothing_of_it() -> None:
    assert "alhf" not in (HERE / "agent.py").read_text()
