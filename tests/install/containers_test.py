"""Runs what the container files say, without containers: the very commands and
probes of deploy/containers and deploy/kubernetes, with their paths moved into
a folder. And looks whether the image has the libraries that programs load.

  BIN=build/dev/bin SAMPLE=build/dev/samples/company.db \\
    python3 tests/install/containers_test.py
"""

import glob
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ["BIN"]).resolve()
SAMPLE = pathlib.Path(os.environ["SAMPLE"]).resolve()
CONTAINERS = ROOT / "deploy" / "containers"
PATIENCE_S = 60


def compose_parts():
    """Name to command of every service, and the commands of its probes."""
    document = yaml.safe_load((CONTAINERS / "compose.yaml").read_text())
    commands, probes = {}, []
    for name, service in document["services"].items():
        commands[name] = service["command"]
        test = service.get("healthcheck", {}).get("test")
        if test:
            assert test[0] == "CMD", test
            probes.append(test[1:])
    return document, commands, probes


def kubernetes_parts():
    documents = list(
        yaml.safe_load_all((ROOT / "deploy/kubernetes/alhf.yaml").read_text()))
    pod = documents[0]["spec"]["template"]["spec"]
    commands, probes = {}, []
    for container in pod["containers"]:
        commands[container["name"]] = container["command"]
        for key in ("startupProbe", "livenessProbe", "readinessProbe"):
            if key in container:
                probes.append(container[key]["exec"]["command"])
    return documents, commands, probes


class Moved:
    """The file system of the image, in a folder."""

    def __init__(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="alhf-"))
        os.chmod(self.root, 0o700)
        for name in ("r", "data", "etc"):
            (self.root / name).mkdir(mode=0o700)
        for file in (CONTAINERS / "config").iterdir():
            (self.root / "etc" / file.name).write_text(
                self.move(file.read_text()))

    def move(self, text):
        for there, here in (
            ("/opt/alhf/samples/company.db", str(SAMPLE)),
            ("/opt/alhf/samples", str(ROOT / "deploy/samples")),
            ("/run/alhf", str(self.root / "r")),
            ("/etc/alhf", str(self.root / "etc")),
            ("/data", str(self.root / "data")),
        ):
            text = text.replace(there, here)
        return text

    def start(self, command):
        return subprocess.Popen([self.move(word) for word in command],
                                env=self.environment(),
                                stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE,
                                text=True)

    def run(self, command):
        return subprocess.run(command,
                              env=self.environment(),
                              capture_output=True,
                              text=True,
                              check=False)

    def environment(self):
        """What the Containerfile sets, and nothing else."""
        text = (CONTAINERS / "Containerfile").read_text()
        address = re.search(r"ALHF_ADDRESS=(\S+)", text).group(1)
        return {"PATH": f"{BIN}:/usr/bin:/bin",
                "ALHF_ADDRESS": self.move(address)}


class ContainersTest(unittest.TestCase):

    def play(self, commands, probes):
        moved = Moved()
        self.addCleanup(shutil.rmtree, moved.root, True)
        processes = {}
        for name, command in commands.items():
            processes[name] = moved.start(command)
            self.addCleanup(processes[name].kill)
            self.addCleanup(processes[name].stderr.close)
        end = time.monotonic() + PATIENCE_S
        for probe in probes:
            while (result := moved.run(probe)).returncode != 0:
                self.assertLess(time.monotonic(), end, result.stderr)
                time.sleep(0.2)
        while True:
            answer = moved.run(
                ["alhf", "ask", "How many orders were there in 2025?"])
            if "orders count is" in answer.stdout:
                break
            self.assertLess(time.monotonic(), end,
                            answer.stdout + answer.stderr)
            time.sleep(0.2)
        for name, process in processes.items():
            process.terminate()
            self.assertEqual(process.wait(PATIENCE_S), 0, name)

    def test_compose_runs(self):
        _, commands, probes = compose_parts()
        self.assertEqual(len(commands), 4)
        self.assertTrue(probes)
        self.play(commands, probes)

    def test_kubernetes_runs(self):
        _, commands, probes = kubernetes_parts()
        self.assertEqual(len(commands), 4)
        self.assertEqual(len(probes), 3)
        self.play(commands, probes)

    def test_nobody_is_root_or_reached_from_outside(self):
        document, _, _ = compose_parts()
        for name, service in document["services"].items():
            self.assertEqual(service["user"], "10001:10001", name)
            self.assertEqual(service["network_mode"], "none", name)
            self.assertTrue(service["read_only"], name)
            self.assertNotIn("ports", service, name)
        documents, _, _ = kubernetes_parts()
        pod = documents[0]["spec"]["template"]["spec"]
        self.assertTrue(pod["securityContext"]["runAsNonRoot"])
        for container in pod["containers"]:
            context = container["securityContext"]
            self.assertFalse(context["allowPrivilegeEscalation"])
            self.assertTrue(context["readOnlyRootFilesystem"])
            self.assertNotIn("ports", container)
        self.assertEqual(documents[1]["kind"], "NetworkPolicy")
        text = (CONTAINERS / "Containerfile").read_text()
        self.assertRegex(text, r"(?m)^USER 10001:10001$")

    def test_a_read_only_image_has_a_volume_for_all_that_is_written(self):
        document, commands, _ = compose_parts()
        for name, service in document["services"].items():
            mounts = [v.split(":")[1] for v in service["volumes"]]
            words = " ".join(commands[name])
            for path in re.findall(r"(?:--data |unix:)(/\S+)", words):
                self.assertTrue(any(path.startswith(m + "/") for m in mounts),
                                (name, path))

    def test_the_image_has_the_libraries_that_programs_load(self):
        listed = self.packages("run")
        loaded = self.libraries(glob.glob(f"{BIN}/alhf*"))
        self.assertTrue(loaded)
        have = set()
        todo = list(listed)
        while todo:  # what the listed ones bring along
            package = todo.pop()
            if package in have:
                continue
            have.add(package)
            todo += self.dependencies(package)
        # Of the build that is tested alone: no release has it.
        loaded.discard("libubsan1")
        self.assertEqual(loaded - have, set(),
                         "tools/packages.txt, [run], lacks them")

    @staticmethod
    def packages(group):
        text = (ROOT / "tools" / "packages.txt").read_text()
        section = text.split(f"[{group}]")[1].split("[")[0]
        return [line.strip() for line in section.splitlines()
                if line.strip() and not line.startswith("#")]

    @staticmethod
    def libraries(programs):
        """The packages whose libraries the programs load."""
        out = subprocess.run(["ldd", *programs], capture_output=True,
                             text=True, check=False).stdout
        real = {os.path.realpath(p) for p in re.findall(r"=> (/\S+)", out)}
        # What lies below /usr may be packaged as if it lay above.
        names = sorted(real | {p.removeprefix("/usr") for p in real})
        owners = subprocess.run(["dpkg", "-S", *names], capture_output=True,
                                text=True, check=False).stdout
        return {line.split(":")[0] for line in owners.splitlines()}

    @staticmethod
    def dependencies(package):
        out = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Depends},${Pre-Depends}", package],
            capture_output=True, text=True, check=False).stdout
        return [re.split(r"[ (:]", word.strip())[0]
                for word in re.split(r"[,|]", out) if word.strip()]


if __name__ == "__main__":
    unittest.main(verbosity=2)
