# SPDX-License-Identifier: Apache-2.0
"""Runs the notebooks of the examples, and compares what they print with the pages that show it.

A page shows a notebook's output in the block below `<!-- notebook: PATH; percent within N -->`. Words are to be the same, percentages
within N points, whole numbers the same, and other numbers within 2 %.
"""

from __future__ import annotations

import functools
import os
import pathlib
import re
from typing import Any, List, Tuple

import pytest

from conftest import EXAMPLES, ROOT

nbformat = pytest.importorskip("nbformat", reason="needs nbformat and nbclient")
nbclient = pytest.importorskip("nbclient", reason="needs nbclient and ipykernel")

NOTEBOOKS = sorted(EXAMPLES.glob("*/*.ipynb"))
_BLOCK = re.compile(r"<!-- notebook: (\S+); percent within ([\d.]+) -->\n\n```\n(.*?)```", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?(?: %)?")


def pages() -> List[Tuple[pathlib.Path, str, float, str]]:
    """Page, notebook, points and text of each block."""
    found = []
    for path in sorted([*EXAMPLES.glob("*/README.md"), *(ROOT / "docs").rglob("*.md")]):
        for notebook, points, text in _BLOCK.findall(path.read_text(encoding="utf-8")):
            found.append((path.relative_to(ROOT), notebook, float(points), text))
    return found


@functools.lru_cache(maxsize=None)
def printed(notebook: str) -> str:
    """What a notebook prints."""
    path = ROOT / notebook
    content = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(content, timeout=300, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    outputs = [output for cell in content.cells for output in cell.get("outputs", ())]
    return "".join(output["text"] for output in outputs if output.get("name") == "stdout")


def difference(found: str, shown: str, points: float) -> str:
    """What differs first; empty where all is as shown."""
    words = [_NUMBER.sub("#", text) for text in (found, shown)]
    if words[0].split() != words[1].split():
        return f"other words:\n{found}"
    for got, right in zip(_NUMBER.findall(found), _NUMBER.findall(shown)):
        if right.endswith("%"):
            is_near = abs(float(got[:-1]) - float(right[:-1])) <= points
        elif right.isdigit():
            is_near = got == right
        else:
            is_near = abs(float(got) - float(right)) <= 0.02 * abs(float(right))
        if not is_near:
            return f"{got} in place of {right}:\n{found}"
    return ""


def test_differences_are_seen() -> None:
    assert difference("a 12.0 %, 3 b, 1.00 nJ", "a 10.0 %, 3 b, 1.01 nJ", 2) == ""
    assert "12.1 %" in difference("a 12.1 %", "a 10.0 %", 2)
    assert difference("a 4", "a 3", 2) and difference("a 1.00", "a 1.03", 2) and difference("b 3", "a 3", 2)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_stored_without_outputs_and_shown(path: pathlib.Path) -> None:
    content = nbformat.read(path, as_version=4)
    nbformat.validate(content)
    cells = [cell for cell in content.cells if cell.cell_type == "code"]
    assert cells and not any(cell.outputs or cell.execution_count for cell in cells)
    assert str(path.relative_to(ROOT)) in {notebook for _, notebook, _, _ in pages()}


@pytest.mark.parametrize("page, notebook, points, text", pages(), ids=lambda value: str(value)[:60])
def test_pages_show_what_notebooks_print(
    program: str, monkeypatch: pytest.MonkeyPatch, page: pathlib.Path, notebook: str, points: float, text: str
) -> None:
    pytest.importorskip("pandas" if "first-figure" in notebook else "torch")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("TESSERA_PROGRAM", program)
    source: Any = __import__("tessera").__file__
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(pathlib.Path(source).parents[1]), os.environ.get("PYTHONPATH", "")]))
    problem = difference(printed(notebook), text, points)
    assert not problem, f"{page}: {problem}"
