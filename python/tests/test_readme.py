# SPDX-License-Identifier: Apache-2.0
"""The examples of both README files run."""

from __future__ import annotations

import re
from typing import Any, Dict

import pytest

from conftest import ROOT


@pytest.mark.parametrize("name", ["README.md", "python/README.md"])
@pytest.mark.filterwarnings("ignore::tessera.TesseraWarning")
def test_examples_run(name: str, program: str) -> None:
    pytest.importorskip("pandas")
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    shown = [block for block in blocks if "tessera.torch" not in block]
    assert shown
    for block in shown:
        names: Dict[str, Any] = {}
        exec(compile(block, name, "exec"), names)
        assert names["estimate"].area.total > 0
