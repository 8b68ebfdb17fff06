"""Real processes of this build: a coordinator, the shipped components on the
sample data, and components in Python."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

import grpc

from alhf.stubs import coordinator_stub, feedback_stub
from alhf.v1 import coordinator_pb2, feedback_pb2

#: Programs and sample data, as CTest names them (tests/CMakeLists.txt).
BIN = pathlib.Path(os.environ["ALHF_BIN_FOLDER"])
SAMPLES = pathlib.Path(os.environ["ALHF_SAMPLES_FOLDER"])
DATABASE = pathlib.Path(os.environ["ALHF_SAMPLE_DATABASE"])
HELLO = pathlib.Path(__file__).parents[1] / "examples/hello/answer_tone.py"

SHIPPED = ("retriever", "sql_generator", "answer_writer")

# Generous: a loaded machine still makes it.
_START_TIMEOUT = 60.0
_STOP_TIMEOUT = 30.0
_POLL = 0.02


def eventually(check: Callable[[], bool], what: str,
               timeout: float = _START_TIMEOUT) -> None:
    """Waits until `check` is true, else fails with `what`."""
    deadline = time.monotonic() + timeout
    while not check():
        assert time.monotonic() < deadline, f"not in time: {what}"
        time.sleep(_POLL)


class Process:
    """A program under test. Its output goes to a file."""

    def __init__(self, command: Iterable[object], log: pathlib.Path) -> None:
        self.log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [str(each) for each in command], stdout=output, stderr=output,
                stdin=subprocess.DEVNULL)

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> int:
        """Asks it to end; returns its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._process.wait(_STOP_TIMEOUT)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        if self.running:
            self._process.kill()
        self._process.wait(_STOP_TIMEOUT)


def hello_command(home: pathlib.Path, *more: object) -> list[object]:
    """Returns the command of the Python hello component below `home`."""
    return [sys.executable, HELLO, "--data", home / "data/answer_tone",
            "--listen", address_of(home, "answer_tone"), *more]


def address_of(home: pathlib.Path, name: str) -> str:
    """Returns where a process below `home` listens."""
    return f"unix:{home}/run/{name}.sock"


def await_component(address: str, process: Process) -> None:
    """Waits until a component answers."""

    def answers() -> bool:
        assert process.running, process.log.read_text()
        with grpc.insecure_channel(address) as channel:
            try:
                feedback_stub(channel).GetManifest(
                    feedback_pb2.GetManifestRequest(), timeout=2)
            except grpc.RpcError:
                return False
            return True

    eventually(answers, f"{address} answers")


class System:
    """A coordinator with the shipped components, below `home`."""

    def __init__(self, home: pathlib.Path,
                 components: Iterable[str] = SHIPPED,
                 coordinator_config: str = "") -> None:
        """Starts every process and waits until each component serves.

        Args:
          coordinator_config: added to the coordinator's configuration.
        """
        self.home = home
        self.components = tuple(components)
        self.processes: dict[str, Process] = {}
        # Of the process that runs, and of those before it: what the
        # coordinator still says of these is old news.
        self._replicas: dict[str, str] = {}
        self._former: set[str] = set()
        for each in ("config", "data", "logs", "run"):
            (home / each).mkdir(mode=0o700)
        self._write_configs(coordinator_config)
        for name in (*self.components, "coordinator"):
            self.start(name)
        self.await_serving(self.components)

    def __enter__(self) -> System:
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes.values():
            process.kill()

    @property
    def address(self) -> str:
        """Where the coordinator listens."""
        return address_of(self.home, "coordinator")

    def start(self, name: str) -> Process:
        """Starts a part: the coordinator, a shipped component, or the Python
        hello, "answer_tone", which joins by itself."""
        if name == "answer_tone":
            command = hello_command(self.home, "--coordinator", self.address)
        else:
            command = [BIN / f"alhf-{name.replace('_', '-')}", "--config",
                       self._config(name)]
            if name != "coordinator":
                command += ["--data", self.home / "data" / name, "--listen",
                            address_of(self.home, name)]
        self._former.add(self._replicas.get(name, ""))
        process = Process(command, self.home / "logs" / f"{name}.log")
        self.processes[name] = process
        return process

    def await_serving(self, names: Iterable[str], tenant: str = "acme"
                      ) -> None:
        """Waits until the coordinator finds each component SERVING, with all
        of the tenant's log applied."""
        wanted = set(names)

        def ready() -> bool:
            for name, process in self.processes.items():
                assert process.running, f"{name}: {process.log.read_text()}"
            serving = {
                each.manifest.name: each.manifest.replica_id
                for each in self.list_components(tenant)
                if each.health == coordinator_pb2.COMPONENT_SERVING and
                each.lag == 0 and
                each.manifest.replica_id not in self._former}
            self._replicas.update(serving)
            return wanted <= serving.keys()

        eventually(ready, f"{wanted} serve")

    def list_components(self, tenant: str = "acme") -> list[Any]:
        """Returns what the coordinator knows; nothing where it is away."""
        with grpc.insecure_channel(self.address) as channel:
            stub = coordinator_stub(channel)
            try:
                return list(stub.ListComponents(
                    coordinator_pb2.ListComponentsRequest(tenant=tenant),
                    timeout=5).components)
            except grpc.RpcError:
                return []

    def _config(self, name: str) -> pathlib.Path:
        return self.home / "config" / f"{name}.textproto"

    def _write_configs(self, coordinator_config: str) -> None:
        quoted = json.dumps
        configs = {
            "retriever": f"folder: {quoted(str(SAMPLES / 'company/handbook'))}",
            "sql_generator":
                f"semantic_file: "
                f"{quoted(str(SAMPLES / 'company/semantic.textproto'))}\n"
                f"databases {{ name: 'company' "
                f"uri: {quoted('sqlite:' + str(DATABASE))} }}",
            "answer_writer": "",
        }
        lines = [
            f"data_folder: {quoted(str(self.home / 'data/coordinator'))}",
            f"listen: {quoted(self.address)}",
            # A loaded machine is late.
            "limits { assess_ms: 20000 adjust_ms: 10000 lease_s: 6 }",
            coordinator_config,
        ]
        for name in self.components:
            self._config(name).write_text(configs[name])
            lines.append(f"component {{ name: '{name}' address: "
                         f"{quoted(address_of(self.home, name))} }}")
        self._config("coordinator").write_text("\n".join(lines))
