# SPDX-License-Identifier: Apache-2.0
"""The page of the package shows what its code gives."""

from __future__ import annotations

import doctest
import re

import pytest

import tessera
from conftest import ROOT


def test_code_of_the_page_gives_what_the_page_shows(program: str) -> None:
    pytest.importorskip("pandas")
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if block.startswith(">>>")]
    assert len(blocks) >= 6
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "python.md", "python.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    said = []
    with pytest.warns(tessera.TesseraWarning):
        runner.run(test, out=said.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)


def test_the_client_of_the_protocol_works(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "serve.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    exec(code.replace('"tessera", "serve"', f'{program!r}, "serve"'), {})
    areas = dict(line.split() for line in capsys.readouterr().out.splitlines())
    assert list(areas) == ["32", "22"]
    with pytest.warns(tessera.TesseraWarning):
        assert float(areas["22"]) == tessera.estimate("vgg8", technode=22).area.total


def test_the_page_names_all_functions_and_exceptions() -> None:
    text = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    for name in tessera.__all__:
        value = getattr(tessera, name)
        is_error = isinstance(value, type) and issubclass(value, Exception) and value is not tessera.Answer
        if is_error or (callable(value) and not isinstance(value, type)):
            assert f"`{name}" in text or name == "default_server", name
