# SPDX-License-Identifier: Apache-2.0
"""The client of the server: faults of the other side, threads, forks, Ctrl-C."""

from __future__ import annotations

import os
import pathlib
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Iterator, List, Tuple

import pytest

import tessera

pytestmark = pytest.mark.filterwarnings("ignore::tessera.TesseraWarning")
FAKE = str(pathlib.Path(__file__).with_name("fake_server.py"))
PACKAGE = str(pathlib.Path(__file__).resolve().parents[1])
LONG = ("estimate", "--network", "resnet50", "--seed", "1", "--format", "json")
SHORT = ("estimate", "--network", "lenet5", "--workload", "statistics", "--format", "json")


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Makes servers that misbehave."""
    monkeypatch.setenv("PYTHONPATH", PACKAGE)
    made: List[tessera.Server] = []

    def make(mode: str) -> tessera.Server:
        made.append(tessera.Server(sys.executable, arguments=(FAKE, mode)))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.mark.parametrize("mode,words", [
    ("greets-badly", "no.?t? JSON"), ("other-schema", "no server of Tessera"), ("no-json", "not JSON"),
    ("no-object", "no object"), ("nan", "NaN"), ("other-id", "belongs to no request"), ("no-result", "neither `report`"),
    ("unknown-kind", "no known kind"), ("not-understood", "no such line"),
])
def test_what_is_not_of_the_protocol_is_an_error(fake, mode: str, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(tessera.ProtocolError, match=words):
        fake(mode).run(["estimate"])


def test_versions_that_differ_are_named(fake) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(tessera.VersionMismatch, match=r"0\.0\.9 \(abc\)") as caught:
        fake("other-version").run(["estimate"])
    assert caught.value.package == tessera.__version__
    assert caught.value.program == "0.0.9 (abc)"
    with pytest.raises(tessera.VersionMismatch, match="version 99 of the protocol"):
        fake("other-protocol").run(["estimate"])


def test_death_is_told_with_its_cause(fake) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(tessera.ServerDied, match="SIGKILL") as killed:
        fake("killed").run(["estimate"])
    assert killed.value.signal == "SIGKILL" and killed.value.status is None
    with pytest.raises(tessera.ServerDied, match="exit status 3.*the last words") as ended:
        fake("exits").run(["estimate"])
    assert (ended.value.signal, ended.value.status, ended.value.errors) == (None, 3, "the last words")
    with pytest.raises(tessera.ServerDied, match="before it had answered"):
        fake("half-line").run(["estimate"])
    with pytest.raises(tessera.ServerDied, match="before its first line.*unknown command serve"):
        fake("ends-at-once").run(["estimate"])


def test_a_program_that_is_missing_is_an_error(tmp_path: pathlib.Path) -> None:
    with pytest.raises(tessera.MissingInputError, match="cannot be run"):
        tessera.Server(tmp_path / "none").run(["estimate"])
    other = tmp_path / "other"
    other.write_text("no program")
    other.chmod(0o755)
    with pytest.raises(tessera.TesseraError, match="cannot be run"):
        tessera.Server(other).run(["estimate"])


def test_progress_and_messages(fake) -> None:  # type: ignore[no-untyped-def]
    heard: List[str] = []
    answer = fake("progress").run(["x"], progress=heard.append)
    assert heard == ["step 1 of 3", "step 2 of 3", "step 3 of 3"]
    assert answer.output == "done" and answer.messages == ("warning: w", "a note")


def test_an_error_in_progress_ends_the_call_and_not_the_server(program: str, server: tessera.Server) -> None:
    def fail(line: str) -> None:
        raise RuntimeError(line)

    with pytest.raises(RuntimeError):
        server.run(LONG, progress=fail)
    assert server.run(SHORT).report


def test_progress_cannot_use_its_own_server(fake) -> None:  # type: ignore[no-untyped-def]
    server = fake("progress")
    with pytest.raises(tessera.UsageError, match="use another Server"):
        server.run(["x"], progress=lambda line: server.run(["y"]))
    assert server.run(["x"]).output == "done"


def test_a_server_that_is_closed_during_a_call(fake) -> None:  # type: ignore[no-untyped-def]
    server = fake("deaf")
    server.program_version
    threading.Timer(0.2, server.close).start()
    with pytest.raises(tessera.ServerDied):
        server.run(["x"])


def test_a_second_server_answers_like_a_process(  # type: ignore[no-untyped-def]
    fake, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSERA_PROGRAM", program)
    assert tessera.estimate("lenet5", server=fake("honest")) == tessera.estimate("lenet5")
    with pytest.raises(tessera.MissingInputError, match="nosuch"):
        tessera.estimate("nosuch", server=fake("honest"))


def test_a_killed_server_is_started_again(server: tessera.Server) -> None:
    first = server.run(SHORT).report
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    time.sleep(0.2)
    assert server.run(SHORT).report == first
    assert server.pid not in (None, pid)


def test_a_server_that_dies_during_a_call(server: tessera.Server) -> None:
    server.run(SHORT)
    pid = server.pid
    assert pid is not None
    threading.Timer(0.1, os.kill, (pid, signal.SIGKILL)).start()
    with pytest.raises(tessera.ServerDied, match="SIGKILL"):
        for _ in range(100):
            server.run(LONG)
    assert server.run(SHORT).report


def test_close_ends_the_process_and_a_later_call_starts_it(server: tessera.Server) -> None:
    server.run(SHORT)
    pid = server.pid
    assert pid is not None
    server.close()
    server.close()
    assert server.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert server.run(SHORT).report


def test_threads_share_a_server(server: tessera.Server) -> None:
    nodes = [32, 22] * 20
    expected = {node: tessera.estimate("lenet5", technode=node, server=server).to_dict() for node in (32, 22)}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda node: tessera.estimate("lenet5", technode=node, server=server).to_dict(), nodes))
    assert found == [expected[node] for node in nodes]


def test_cancel_from_another_thread(server: tessera.Server) -> None:
    server.cancel()
    assert server.run(SHORT).report
    timer = threading.Timer(0.3, server.cancel)
    timer.start()
    started = time.monotonic()
    with pytest.raises(tessera.Interrupted):
        for _ in range(100):
            server.run(LONG)
    assert time.monotonic() - started < 20
    assert server.run(SHORT).report


def _interrupted(code: str, signals: List[float]) -> Tuple[int, str]:
    """Runs Python code in a process, and sends it Ctrl-C after some seconds; says how it ended and what it wrote."""
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=dict(os.environ, PYTHONPATH=PACKAGE))
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    for delay in signals:
        time.sleep(delay)
        process.send_signal(signal.SIGINT)
    output = process.communicate(timeout=60)[0]
    return process.returncode, output


def test_ctrl_c_cancels_the_run_and_keeps_the_process(program: str) -> None:
    code = f"""
import tessera
server = tessera.Server({program!r})
server.run({SHORT!r})
pid = server.pid
print("ready", flush=True)
try:
    while True:
        server.run({LONG!r})
except KeyboardInterrupt:
    print("interrupted", server.pid == pid, server.run({SHORT!r}).report is not None)
"""
    assert _interrupted(code, [0.5]) == (0, "interrupted True True\n")


def test_second_ctrl_c_ends_the_program(fake) -> None:  # type: ignore[no-untyped-def]
    code = f"""
import sys, tessera
server = tessera.Server(sys.executable, arguments=({FAKE!r}, "deaf"))
server.program_version
print("ready", flush=True)
try:
    server.run(["estimate"])
except KeyboardInterrupt:
    print("interrupted", server.pid)
"""
    assert _interrupted(code, [0.5, 0.5]) == (0, "interrupted None\n")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_has_a_server_of_its_own(server: tessera.Server) -> None:
    expected = server.run(SHORT).report
    parent = server.pid
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            report = server.run(SHORT).report
            os.write(writer, pickle.dumps((server.pid != parent, report == expected)))
            server.close()
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        assert pickle.loads(file.read()) == (True, True)
    assert os.waitpid(child, 0)[1] == 0
    assert server.pid == parent and server.run(SHORT).report == expected


def test_python_ends_its_servers(program: str) -> None:
    code = f"""
import tessera
server = tessera.Server({program!r})
server.run({SHORT!r})
print(server.pid)
"""
    result = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=dict(os.environ, PYTHONPATH=PACKAGE))
    assert result.returncode == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(result.stdout), 0)


def test_a_relative_path_is_that_of_the_call(server: tessera.Server, tmp_path: pathlib.Path) -> None:
    (tmp_path / "n.csv").write_text("32,32,3,3,3,8\n")
    (tmp_path / "Param").write_text("technode = 22\n")
    report = server.run(["floorplan", "--network", "n.csv", "--format", "json"], folder=tmp_path).report
    assert report is not None and all(parameter["isDefault"] for parameter in report["parameters"])
    report = server.run(
        ["floorplan", "--network", "n.csv", "--format", "json"], folder=tmp_path, default_files=True).report
    assert report is not None and not all(parameter["isDefault"] for parameter in report["parameters"])
