"""What the README shows is what there is."""

from __future__ import annotations

import pathlib
import re

SDK = pathlib.Path(__file__).parents[1]
README = (SDK / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.S)


def test_every_block_of_python_compiles() -> None:
    assert len(blocks("python")) >= 3
    for block in blocks("python"):
        compile(block, "README.md", "exec")


def test_the_component_is_the_example() -> None:
    example = (SDK / "examples/hello/answer_tone.py").read_text()
    assert example in blocks("python")
    assert example.count("\n") < 40


def test_its_packages_are_installed_by_the_project_too() -> None:
    listed = (SDK.parent.parent / "tools/packages.txt").read_text().split()
    command = re.search(r"apt-get install (.*?)\npython3", README, re.S)
    assert command
    packages = [word for word in command.group(1).split()
                if not word.startswith("-") and word != "\\"]
    assert len(packages) > 5
    assert [each for each in packages if each not in listed] == []
