# SPDX-License-Identifier: Apache-2.0
"""Reports: strict decoding, frames, pages, files."""

from __future__ import annotations

import copy
import json
import pathlib
import pickle
import xml.dom.minidom
from typing import Any, Dict

import pytest

import tessera
from tessera import _results, _views

pytestmark = [pytest.mark.usefixtures("program"), pytest.mark.filterwarnings("ignore::tessera.TesseraWarning")]


@pytest.fixture(scope="module")
def estimate(program: str) -> tessera.Estimate:
    return tessera.estimate("vgg8", technode=22)


def _changed(raw: Dict[str, Any], path: str, change: Any) -> Dict[str, Any]:
    """A report with a member changed; `del` removes it."""
    raw = copy.deepcopy(raw)
    holder: Any = raw
    *names, last = path.split(".")
    for name in names:
        holder = holder[int(name) if name.isdigit() else name]
    if change == "del":
        del holder[last]
    else:
        holder[last] = change
    return raw


@pytest.mark.parametrize("path,change,message", [
    ("area", "del", "tessera.estimate.area is missing"),
    ("strange", 1, "tessera.estimate.strange is a member that is not known"),
    ("chip.costs.total.energy", "del", "tessera.estimate.chip.costs.total.energy is missing"),
    ("chip.costs.total.energie", 1.0, "tessera.estimate.chip.costs.total.energie is a member that is not known"),
    ("layers.3.leakage.power", "1", "tessera.estimate.layers[3].leakage.power is '1', and no number"),
    ("layers.3.leakage.power", True, "tessera.estimate.layers[3].leakage.power is True, and no number"),
    ("layers.3.layer", 1.5, "tessera.estimate.layers[3].layer is 1.5, and no whole number"),
    ("layers", {}, "tessera.estimate.layers is {}, and no list"),
    ("network.layers.0.pads", [1], "tessera.estimate.network.layers[0].pads has 1 elements, and not 4"),
    ("mode", "sleep", "tessera.estimate.mode is 'sleep' (known: inference, training)"),
    ("parameters.0.isDefault", 1, "tessera.estimate.parameters[0].isDefault is 1, and neither true nor false"),
    ("schema", "tessera.estimate/2", "tessera.estimate.schema is 'tessera.estimate/2', and not 'tessera.estimate/1'"),
    ("chip", None, "tessera.estimate.chip is None, and no object"),
])
def test_a_report_of_another_form_names_the_member(
    estimate: tessera.Estimate, path: str, change: Any, message: str
) -> None:
    with pytest.raises(tessera.ProtocolError) as caught:
        tessera.Estimate.from_dict(_changed(estimate.to_dict(), path, change)).check()
    assert message in str(caught.value)


def test_attributes_are_members_in_si_units(estimate: tessera.Estimate) -> None:
    raw = estimate.to_dict()
    assert estimate.chip.costs.total.latency == raw["chip"]["costs"]["total"]["latency"]
    assert estimate.layers[2].costs.forward.energy == raw["layers"][2]["costs"]["forward"]["energy"]
    assert estimate.clock_period is None and "clockPeriod" not in raw
    assert {one.name: one.value for one in estimate.parameters}["technode"] == 22
    fields = type(estimate).__dataclass_fields__
    assert fields["clock_period"].metadata == {"json": "clockPeriod", "unit": "s"}
    with pytest.raises(AttributeError):
        estimate.mode = "x"  # type: ignore[misc, assignment]
    with pytest.raises(AttributeError, match="Estimate has no attribute 'powr'"):
        estimate.powr  # type: ignore[attr-defined]


def test_the_dictionary_is_a_copy(estimate: tessera.Estimate) -> None:
    first = estimate.to_dict()
    first["chip"]["energy"] = 0
    assert estimate.to_dict()["chip"]["energy"] == estimate.chip.energy != 0


def test_save_load_and_pickle(estimate: tessera.Estimate, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "e.json"
    assert estimate.save(path) == str(path)
    assert tessera.Estimate.load(path) == estimate
    assert tessera.Estimate.load(path).to_dict() == estimate.to_dict()
    assert pickle.loads(pickle.dumps(estimate)) == copy.deepcopy(estimate) == estimate
    with pytest.raises(tessera.CannotWriteError, match="force=True"):
        estimate.save(path)
    estimate.save(path, force=True)
    with pytest.raises(tessera.CannotWriteError, match="cannot be written"):
        estimate.save(tmp_path / "none" / "e.json")
    with pytest.raises(tessera.ProtocolError, match="schema"):
        tessera.Macro.load(path)
    with pytest.raises(tessera.MissingInputError, match="no such file"):
        tessera.Estimate.load(tmp_path / "none.json")
    path.write_text("{")
    with pytest.raises(tessera.InputError, match="no JSON"):
        tessera.Estimate.load(path)


def test_other_formats_are_those_of_the_command_line(estimate: tessera.Estimate) -> None:
    assert "ChipArea" in estimate.text()
    assert estimate.html().startswith("<!DOCTYPE html>")
    assert estimate.svg().startswith("<svg")
    with pytest.raises(tessera.UsageError, match=r"Networks has no svg\(\) \(it has: text\(\)\)"):
        tessera.networks().svg()
    with pytest.raises(tessera.UsageError, match=r"Networks has no picture\(\)"):
        tessera.networks().picture("fig.svg")
    with pytest.raises(tessera.UsageError, match="was loaded"):
        tessera.Estimate.from_dict(estimate.to_dict()).text()
    assert tessera.floorplan("lenet5").svg().startswith("<svg")
    assert "conv" in tessera.estimate([{
        "name": "conv", "input_height": 8, "input_width": 8, "input_channels": 3, "kernel_height": 3, "kernel_width": 3,
        "output_channels": 4}]).html()


def test_pictures_have_their_data_beside_them(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    plan = tessera.floorplan("lenet5")
    assert plan.picture("fig.svg", width="page", font_size=9) == "fig.svg"
    assert 'width="513.07pt"' in (tmp_path / "fig.svg").read_text(encoding="utf-8")
    assert (tmp_path / "fig.csv").read_text(encoding="utf-8").startswith("panel,item,")
    with pytest.raises(tessera.CannotWriteError, match="exists already"):
        plan.picture(tmp_path / "fig.svg")
    plan.picture(tmp_path / "fig.svg", width=100, force=True)
    with pytest.raises(tessera.UsageError, match=r"needed: a file that ends in .svg or .pdf"):
        plan.picture("fig.png")
    with pytest.raises(tessera.UsageError, match="font-size is 40"):
        plan.picture("other.svg", font_size=40)
    try:
        plan.picture("fig.pdf", force=True)
    except tessera.MissingInputError as error:
        pytest.skip(str(error))
    assert (tmp_path / "fig.pdf").read_bytes().startswith(b"%PDF-")


def test_frames(estimate: tessera.Estimate) -> None:
    pandas = pytest.importorskip("pandas")
    frame = estimate.to_frame()
    assert isinstance(frame, pandas.DataFrame) and len(frame) == 8
    assert frame["costs.forward.energy"].tolist() == [layer.costs.forward.energy for layer in estimate.layers]
    for result in (estimate, tessera.macro(), tessera.networks(), tessera.floorplan("lenet5"), tessera.systolic("lenet5"),
                   tessera.stream("lenet5"), tessera.compare("lenet5", vary={"technode": [32, 22]}),
                   tessera.sweep({"network": "lenet5", "parameters": {"technode": [32, 22]}})):
        for table in result.tables:
            assert len(result.to_frame(table)) > 0 or table == "sensitivities"
    assert len(tessera.estimate("lenet5", sensitivity=True).to_frame("sensitivities")) > 0
    with pytest.raises(tessera.UsageError, match="table is 'x' .known: layers, network"):
        estimate.to_frame("x")


def test_frames_without_pandas(estimate: tessera.Estimate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        estimate.to_frame()


def test_texts_are_short(estimate: tessera.Estimate) -> None:
    lines = str(estimate).splitlines()
    assert lines[0] == "Estimate" and 5 < len(lines) < 15
    assert repr(estimate).startswith("<Estimate: layers 8, ")
    assert len(repr(estimate)) < 300


def test_pages_in_notebooks_are_well_formed_and_escaped() -> None:
    name = "<b>&'\"</b>".replace('"', "")
    rows = [{"name": name, "input_height": 8, "input_width": 8, "input_channels": 3, "kernel_height": 3, "kernel_width": 3,
             "output_channels": 4}]
    for result in (tessera.estimate(rows), tessera.floorplan(rows), tessera.systolic(rows), tessera.macro(),
                   tessera.networks(), tessera.compare(rows, vary={"technode": [32, 22]})):
        page = result._repr_html_()
        assert "<b>" not in page
        xml.dom.minidom.parseString(page)
    page = tessera.estimate(rows)._repr_html_()
    assert page.count("<svg") == 3 and "&lt;b&gt;" in page


@pytest.mark.parametrize("value,unit,text", [
    (1.5e-3, "J", "1.5 mJ"), (0.0, "W", "0 W"), (2e12, "op/J", "2 TOPS/W"), (5e10, "op/s", "0.05 TOPS"), (3e-6, "m^2", "3 mm^2"), (4e-12, "m^2", "4 um^2"),
    (None, "s", "-"), (0.25, "1", "0.25"), (1e-18, "J", "0.001 fJ"), (1.0, "s", "1 s"),
])
def test_quantities(value: Any, unit: str, text: str) -> None:
    assert _views.quantity(value, unit) == text


def test_every_report_of_the_schemas_has_its_class() -> None:
    named = {one.SCHEMA for one in vars(_results).values() if isinstance(one, type) and hasattr(one, "SCHEMA")}
    assert {"tessera.estimate/1", "tessera.sweep/1", "tessera.train/1"} <= named
    assert json.dumps(sorted(named))
