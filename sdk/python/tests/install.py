"""Installs the package as its README says: with pip, offline, into a venv over
Debian's packages; then looks whether all of it is there.

    tests/install.py FOLDER    makes FOLDER anew, with the venv in FOLDER/venv

The sources are copied first: a build leaves nothing in the source tree, and
nothing of an earlier build gets into the package.
"""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
REPOSITORY = HERE.parent.parent

# Of builds in place, and of editable installs: see .gitignore.
PRODUCTS = ("build", "*.egg-info", "__pycache__", "v1", "rpc", "storage")

CHECK = """
import importlib.metadata, importlib.resources, pathlib, sys
import alhf, alhf.sdk, alhf.testing
from alhf.rpc.v1 import errors_pb2
from alhf.storage.v1 import memory_pb2
from alhf.v1 import coordinator_pb2_grpc
home = pathlib.Path(alhf.__file__).parent
assert home.is_relative_to(sys.prefix), home
for name in ("py.typed", "v1/types_pb2.pyi"):
    assert (home / name).is_file(), name
print("installed alhf", importlib.metadata.version("alhf"), "in", sys.prefix)
"""


def main() -> None:
    folder = pathlib.Path(sys.argv[1]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    source = folder / "source/sdk/python"
    shutil.copytree(HERE, source, ignore=shutil.ignore_patterns(*PRODUCTS))
    shutil.copytree(REPOSITORY / "protos", folder / "source/protos")
    venv = folder / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages",
                    venv], check=True)
    subprocess.run([venv / "bin/pip", "--disable-pip-version-check", "install",
                    "--no-index", "--no-build-isolation", source], check=True)
    subprocess.run([venv / "bin/python", "-c", CHECK], check=True)


if __name__ == "__main__":
    main()
