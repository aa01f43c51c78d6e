# SPDX-License-Identifier: Apache-2.0
"""Generated files are those of the program, and types hold."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys

import pytest

from conftest import ROOT

HERE = pathlib.Path(__file__).parent


def test_generated_files_are_fresh(program: str) -> None:
    command = [sys.executable, str(ROOT / "Scripts" / "generate-python.py"), program, "--check"]
    result = subprocess.run(command, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 0, result.stderr


def test_the_check_finds_an_old_file(program: str, tmp_path: pathlib.Path) -> None:
    for name in ("Scripts", "docs", "python/tessera"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-r", str(ROOT / name), str(tmp_path / name)], check=True)
    for name in ("python/tessera/_reports.py", "python/tessera/_parameters.py", "docs/python-api.md"):
        path = tmp_path / name
        kept = path.read_text()
        path.write_text(kept.replace("Generated", "Made", 1) + "\n")
        command = [sys.executable, str(tmp_path / "Scripts" / "generate-python.py"), program, "--check"]
        result = subprocess.run(command, stderr=subprocess.PIPE, text=True)
        assert result.returncode == 1 and name in result.stderr
        path.write_text(kept)


def _mypy(*arguments: str) -> str:
    pytest.importorskip("mypy")
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", *arguments], stdout=subprocess.PIPE, text=True, cwd=HERE.parent,
        env=dict(os.environ, MYPYPATH=str(HERE.parent)))
    return result.stdout


def test_the_package_has_types() -> None:
    found = [line for line in _mypy("-p", "tessera").splitlines() if ": error:" in line]
    # Modules of PyTorch are checked where PyTorch is installed.
    assert [line for line in found if not line.startswith("tessera/torch")] == []


def test_usage_has_types_and_mistakes_are_found() -> None:
    lines = (HERE / "typed_usage.py").read_text().splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if line.endswith("# error")}
    output = _mypy("tests/typed_usage.py")
    found = {int(number) for number in re.findall(r"typed_usage\.py:(\d+): error", output)}
    assert found == wrong and len(wrong) == 7, output
