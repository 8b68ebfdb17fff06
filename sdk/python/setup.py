"""Makes the stubs of the protocol while the package is built.

The messages come from the repository's protos (`../../protos`), or from the
`protos` folder of a source distribution, by Debian's protoc and
grpc_python_plugin (packages protobuf-compiler, protobuf-compiler-grpc,
libprotobuf-dev).
"""

import keyword
import pathlib
import re
import shutil
import subprocess

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = pathlib.Path(__file__).resolve().parent
# What a client and a component speak, and what a memory stores.
FOLDERS = ("alhf/v1", "alhf/rpc/v1", "alhf/storage/v1")


def find_protos() -> pathlib.Path:
    for folder in (HERE / "protos", HERE.parent.parent / "protos"):
        if folder.is_dir():
            return folder
    raise SystemExit(
        "setup.py: there are no protos beside this file or two folders up: "
        "install from a checkout or a source distribution")


def find_program(name: str, package: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise SystemExit(
            f"setup.py: there is no program {name}: apt-get install {package}")
    return path


def make_stubs(target: pathlib.Path) -> None:
    protos = find_protos()
    files = [file.relative_to(protos).as_posix()
             for folder in FOLDERS
             for file in sorted((protos / folder).glob("*.proto"))]
    plugin = find_program("grpc_python_plugin", "protobuf-compiler-grpc")
    target.mkdir(parents=True, exist_ok=True)
    made = subprocess.run(
        [find_program("protoc", "protobuf-compiler"), f"-I{protos}",
         f"--plugin=protoc-gen-grpc_python={plugin}",
         f"--python_out={target}", f"--pyi_out={target}",
         f"--grpc_python_out={target}", *files])
    if made.returncode != 0:
        raise SystemExit(
            "setup.py: protoc failed, as it says above; google/protobuf/*.proto "
            "are in the package libprotobuf-dev")
    for types in target.glob("alhf/**/*_pb2.pyi"):
        types.write_text(without_keywords(types.read_text()))
    for folder in FOLDERS:
        package = target / folder
        while package != target / "alhf":
            (package / "__init__.py").touch()
            package = package.parent


def without_keywords(stub: str) -> str:
    """Leaves out messages whose name is a keyword of Python (`Change.None`):
    protoc's types do not parse with them. A field of one is some message."""
    words = "|".join(keyword.kwlist)
    stub = re.sub(rf"^( +)class (?:{words})\(.*\n(?:\1 +.*\n)*", "", stub,
                  flags=re.MULTILINE)
    return re.sub(rf"getattr\(\w+, '(?:{words})'\)", "_message.Message", stub)


class BuildWithStubs(build_py):
    """Builds the package, and the stubs into it."""

    def run(self) -> None:
        super().run()
        # An editable install reads the sources where they are.
        make_stubs(HERE / "src" if self.editable_mode
                   else pathlib.Path(self.build_lib))


class SdistWithProtos(sdist):
    """Takes the protos along: a source distribution has no folders above."""

    def make_release_tree(self, base_dir: str, files: list[str]) -> None:
        super().make_release_tree(base_dir, files)
        for folder in FOLDERS:
            shutil.copytree(find_protos() / folder,
                            pathlib.Path(base_dir, "protos", folder))


setup(cmdclass={"build_py": BuildWithStubs, "sdist": SdistWithProtos})
