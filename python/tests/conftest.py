# SPDX-License-Identifier: Apache-2.0
"""What tests share: the program, a server, and the folder of the repository."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
from typing import Any, Callable, Dict, Iterator, List

import pytest

import tessera
from tessera import _program

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "Examples"


@pytest.fixture(scope="session")
def program() -> str:
    """The path of the program; tests that need it are skipped where there is none."""
    try:
        return os.path.abspath(_program.program_path())
    except tessera.MissingInputError as error:
        pytest.skip(f"needs the program: set TESSERA_PROGRAM ({error})")


@pytest.fixture
def server(program: str) -> Iterator[tessera.Server]:
    """A server of its own."""
    with tessera.Server(program) as server:
        yield server


@pytest.fixture(scope="session")
def command_line(program: str) -> Callable[..., Dict[str, Any]]:
    """Runs the program as a process, and gives its JSON report."""

    def run(folder: pathlib.Path, *arguments: str) -> Dict[str, Any]:
        words: List[str] = [program, *arguments]
        result = subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert result.returncode == 0, result.stderr
        report: Dict[str, Any] = json.loads(result.stdout)
        return report

    return run
