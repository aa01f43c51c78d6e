# SPDX-License-Identifier: Apache-2.0
"""The program and the library of the package, and the command that becomes the program."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import tessera
from tessera import _program

PYTHON_FOLDER = Path(__file__).resolve().parents[1]
ROOT = PYTHON_FOLDER.parent
COMMAND = "import sys; from tessera._program import main; sys.exit(main())"


def executable(path: Path, text: str) -> Path:
    """A script that may be run."""
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def start(program: Path | str | None, *arguments: str, path: str | None = None) -> subprocess.Popen[str]:
    """The package's command in a process of its own, as the console script runs it."""
    environment = {**os.environ, "PYTHONPATH": str(PYTHON_FOLDER)}
    environment.pop(_program.PROGRAM_VARIABLE, None)
    if program is not None:
        environment[_program.PROGRAM_VARIABLE] = str(program)
    if path is not None:
        environment["PATH"] = path
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of a package without a program and a library in it; no variables are set, and the PATH is empty."""
    package = tmp_path / "package"
    package.mkdir()
    monkeypatch.setattr(_program, "_FOLDER", str(package))
    monkeypatch.delenv(_program.PROGRAM_VARIABLE, raising=False)
    monkeypatch.delenv(_program.LIBRARY_VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    return package


def test_version_is_that_of_the_program() -> None:
    source = (ROOT / "Sources/Reporting/Shared/Tessera.swift").read_text(encoding="utf-8")
    found = re.search(r'static let version = "(.*)"', source)
    assert found is not None
    assert tessera.__version__ == found.group(1)


def test_order_of_programs(clean: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    on_path = folder / "tessera"
    on_path.write_bytes(b"\x7fELF")
    on_path.chmod(0o755)
    assert _program.program_path() == str(on_path)
    own = executable(clean / "tessera", "")
    assert _program.program_path() == str(own)
    named = executable(tmp_path / "named", "#!/bin/sh\n")
    monkeypatch.setenv(_program.PROGRAM_VARIABLE, str(named))
    assert _program.program_path() == str(named)


def test_relative_names_become_absolute(clean: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    executable(tmp_path / "named", "#!/bin/sh\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(_program.PROGRAM_VARIABLE, "named")
    monkeypatch.setenv(_program.LIBRARY_VARIABLE, "named")
    assert _program.program_path() == str(tmp_path / "named")
    assert _program.library_path() == str(tmp_path / "named")


def test_scripts_on_the_path_are_passed_over(clean: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    executable(tmp_path / "tessera", f"#!{sys.executable}\n{COMMAND}\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(tessera.MissingInputError, match="was not found.*TESSERA_PROGRAM"):
        _program.program_path()


def test_wrong_program(clean: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(_program.PROGRAM_VARIABLE, str(tmp_path / "absent"))
    with pytest.raises(tessera.MissingInputError, match="TESSERA_PROGRAM names .*absent, which is no file"):
        _program.program_path()
    command = executable(tmp_path / "command", f"#!{sys.executable}\n{COMMAND}\n")
    monkeypatch.setenv(_program.PROGRAM_VARIABLE, str(command))
    with pytest.raises(tessera.MissingInputError, match="the command of this package"):
        _program.program_path()
    command.chmod(0o644)
    with pytest.raises(tessera.MissingInputError, match="may not be run"):
        _program.program_path()


def test_library(clean: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(tessera.MissingInputError, match="was not found.*TESSERA_LIBRARY"):
        _program.library_path()
    own = clean / "libtessera.so"
    own.touch()
    assert _program.library_path() == str(own)
    monkeypatch.setenv(_program.LIBRARY_VARIABLE, str(tmp_path / "absent"))
    with pytest.raises(tessera.MissingInputError, match="TESSERA_LIBRARY names .*absent, which is no file"):
        _program.library_path()


def test_arguments_output_and_exit_code(tmp_path: Path) -> None:
    program = executable(tmp_path / "program", '#!/bin/sh\nfor word; do echo "<$word>"; done\necho wrong >&2\nexit 65\n')
    process = start(program, "a b", "", "--c=ü")
    output, errors = process.communicate(timeout=60)
    assert (output, errors, process.returncode) == ("<a b>\n<>\n<--c=ü>\n", "wrong\n", 65)


def test_the_process_becomes_the_program(tmp_path: Path) -> None:
    program = executable(tmp_path / "program", "#!/bin/sh\necho $$\n")
    process = start(program)
    output, _ = process.communicate(timeout=60)
    assert int(output) == process.pid


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGPIPE", "SIGXFSZ"])
def test_signals_end_the_program(tmp_path: Path, name: str) -> None:
    """Also those that Python ignores."""
    number = getattr(signal, name)
    program = executable(tmp_path / "program", f"#!/bin/sh\nkill -{int(number)} $$\nexit 3\n")
    process = start(program)
    process.communicate(timeout=60)
    assert process.returncode == -number


def test_interrupt_reaches_a_handler_of_the_program(tmp_path: Path) -> None:
    program = executable(tmp_path / "program", "#!/bin/sh\ntrap 'exit 130' INT\necho ready\nwhile :; do sleep 0.05; done\n")
    process = start(program)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, "")


def test_a_missing_program_is_an_error_of_input(tmp_path: Path) -> None:
    process = start(tmp_path / "absent", "--version")
    output, errors = process.communicate(timeout=60)
    assert (output, process.returncode) == ("", 66)
    assert errors.startswith("error: TESSERA_PROGRAM names ")


def test_a_program_for_another_machine(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_bytes(b"\x7fELF no program")
    program.chmod(0o755)
    process = start(program)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 70
    assert re.fullmatch(r"error: .*program cannot be run: .+\n", errors)


def built_program() -> str:
    """The program of a build of these sources, or of the package."""
    for path in (ROOT / ".build/release/tessera", ROOT / ".build/static/release/tessera", ROOT / ".build/tests/release/tessera"):
        if path.is_file():
            return str(path)
    pytest.skip("the program is not built")


def test_exit_codes_of_tessera() -> None:
    program = built_program()
    wrong = (["estimate", "--network", "absent.csv"], ["estimate", "--set", "technode=wrong"], ["nonsense"])
    for arguments in (["--version"], *wrong):
        bare = subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
        process = start(program, *arguments)
        output, errors = process.communicate(timeout=60)
        assert (output, errors, process.returncode) == (bare.stdout, bare.stderr, bare.returncode)


def test_interrupt_of_tessera() -> None:
    """A long run is ended by Ctrl-C with the program's own exit code, and at once."""
    example = ROOT / "Examples/accuracy-adc"
    files = ["--model", example / "model.npz", "--network", example / "network.csv", "--data", example / "digits.npz"]
    more = ["--hardware", example / "hardware.json", "--trials", "100000"]
    process = start(built_program(), "accuracy", *map(str, files + more))
    time.sleep(2)
    assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGINT)
    sent = time.monotonic()
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert time.monotonic() - sent < 10
