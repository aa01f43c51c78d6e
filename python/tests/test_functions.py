# SPDX-License-Identifier: Apache-2.0
"""Keywords: what they become, what is wrong with them, and that none is missing."""

from __future__ import annotations

import inspect
import json
import math
import pathlib
import subprocess
import warnings
from typing import Any, Callable, Dict, List, Type

import numpy as np
import pytest

import tessera
from conftest import EXAMPLES
from tessera._parameters import REVISIONS

pytestmark = [pytest.mark.usefixtures("program"), pytest.mark.filterwarnings("ignore::tessera.TesseraWarning")]

FUNCTIONS: List[Callable[..., Any]] = [
    tessera.estimate, tessera.macro, tessera.floorplan, tessera.compare, tessera.validate, tessera.networks, tessera.devices,
    tessera.accuracy,
    tessera.train, tessera.systolic, tessera.systolic_search, tessera.stream, tessera.sweep]
# Options without a keyword: results are returned and not written, pictures have a method, warnings are Python's, and `device` is a
# parameter.
NOT_KEYWORDS = {"output", "format", "quiet", "version", "help", "set", "figure-width", "font-size", "device"}
NOT_KEYWORDS_OF = {
    "estimate": {"force", "epoch", "capsule"}, "macro": {"force"}, "floorplan": {"force"}, "compare": {"force"},
    "stream": {"force"}, "networks": {"force"}, "devices": {"force"}, "sweep": {"no-wait"}, "train": {"report"}}


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_every_option_of_a_command_is_a_keyword(function: Callable[..., Any], program: str) -> None:
    command = function.command  # type: ignore[attr-defined]
    dump = json.loads(subprocess.run(
        [program, *command.words, "--experimental-dump-help"], stdout=subprocess.PIPE, check=True).stdout)["command"]
    for word in command.words[1:]:
        dump = next((one for one in dump.get("subcommands", ()) if one["commandName"] == word), dump)
    known = {
        name["name"] for argument in dump["arguments"] if argument["kind"] != "positional"
        for name in argument["names"] if name["kind"] == "long"}
    flags = {option.flag[2:] for option in command.options.values() if option.flag}
    left_out = NOT_KEYWORDS | NOT_KEYWORDS_OF.get(function.__name__, set())
    flags -= {"objectives"} if function is tessera.sweep else set()
    if function.__name__ in ("train", "systolic"):
        left_out = left_out - {"output"}
    assert flags == known - left_out


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_signatures_and_docstrings_have_all_keywords(function: Callable[..., Any]) -> None:
    command = function.command  # type: ignore[attr-defined]
    for keyword in command.options:
        assert f"\n    {keyword}: " in (function.__doc__ or "")
    names = set(inspect.signature(function).parameters)
    takes_parameters = "parameters" in inspect.signature(inspect.unwrap(function), follow_wrapped=False).parameters or (
        "technode" in names)
    assert set(command.options) <= names
    if takes_parameters:
        assert set(REVISIONS) <= names


@pytest.mark.parametrize("error,keywords,message", [
    (tessera.InputError, dict(levelOutput=48),
     "levelOutput=48: levelOutput = 48 is not a power of two (allowed: 2, 4, 8, ... 1024)"),
    (tessera.InputError, dict(levelOutputt=32), "unknown parameter `levelOutputt`; did you mean `levelOutput`?"),
    (tessera.InputError, dict(memcelltype="SRA"), "did you mean `SRAM`?"),
    (tessera.UsageError, dict(temp=math.nan), "temp is nan (needed: a finite number)"),
    (tessera.UsageError, dict(temp=np.float32(math.inf)), "temp is inf (needed: a finite number)"),
    (tessera.UsageError, dict(percentile=math.nan), "percentile is nan (needed: a finite number)"),
    (tessera.UsageError, dict(technode=[22]), "technode is [22] (needed: a number, a boolean or a word)"),
    (tessera.UsageError, dict(technode=None), "technode is None (needed: a number, a boolean or a word)"),
    (tessera.UsageError, dict(memcelltype="SRAM\n"), "needed: a word without line ends"),
    (tessera.UsageError, dict(weight_bits=50), "weight_bits is 50 (allowed: 1 to 32)"),
    (tessera.UsageError, dict(weight_bits=8.0), "weight_bits is 8.0 (needed: a whole number)"),
    (tessera.UsageError, dict(weight_bits=True), "weight_bits is True (needed: a whole number)"),
    (tessera.UsageError, dict(weight_bit=8), "estimate() has no keyword 'weight_bit', and there is no such parameter; did "
     "you mean 'weight_bits'?"),
    (tessera.UsageError, dict(seed=3, workload="statistics"), "seed is for synthetic traces"),
    (tessera.UsageError, dict(sensitivity="yes"), "sensitivity is 'yes' (needed: True or False)"),
    (tessera.UsageError, dict(server="x"), "server is 'x' (needed: a Server)"),
    (tessera.UsageError, dict(progress=3), "progress is 3"),
    (tessera.UsageError, dict(param=3), "param is 3 (needed: a path or a list of paths)"),
    (tessera.UsageError, dict(trace=""), "trace is '' (needed: a path)"),
    (tessera.MissingInputError, dict(param="none.param"), "none.param: no such file"),
    (tessera.UsageError, dict(input_shape=3.5, model="m.onnx"), "input_shape is 3.5"),
])
def test_wrong_keywords(error: Type[tessera.TesseraError], keywords: Dict[str, Any], message: str) -> None:
    with pytest.raises(error) as caught:
        tessera.estimate("vgg8", **keywords)
    assert message in str(caught.value)
    assert "--" not in str(caught.value)
    assert caught.value.exit_code == {
        tessera.UsageError: 64, tessera.InputError: 65, tessera.MissingInputError: 66}[error]


@pytest.mark.parametrize("network,error,message", [
    ("vgg", tessera.MissingInputError, "did you mean `vgg8`?"),
    ([], tessera.UsageError, "network is [] (needed: a name"),
    (5, tessera.UsageError, "network is 5 (needed: a name"),
    ([5], tessera.UsageError, "network is [5]"),
    ([[32, 32, 3, 3, 3, "x"]], tessera.InputError, "network:1:13: output_channels is `x`"),
    ([[32, 32, 3, 3, 3, math.nan]], tessera.UsageError, "network is nan (needed: a finite number)"),
    ([[32, 32, 3, 3, 3, "1,2"]], tessera.UsageError, "cells without commas"),
])
def test_wrong_networks(network: Any, error: type, message: str) -> None:
    with pytest.raises(error) as caught:
        tessera.estimate(network)
    assert message in str(caught.value)


def test_an_error_names_file_and_line(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.param").write_text("technode = 22\nlevelOutput = 48\n")
    with pytest.raises(tessera.InputError, match="^a.param:2: levelOutput = 48") as caught:
        tessera.estimate("vgg8", param="a.param")
    assert (caught.value.file, caught.value.line) == ("a.param", 2)
    with pytest.raises(tessera.InputError) as in_rows:
        tessera.estimate([[32, 32, 3, 3, 3, 8], [32, 32, 8, 3, 3, "x"]])
    assert (in_rows.value.file, in_rows.value.line) == ("network", 2)
    with pytest.raises(tessera.InputError) as in_keyword:
        tessera.estimate("vgg8", levelOutput=48)
    assert (in_keyword.value.file, in_keyword.value.line) == (None, None)


def test_no_file_of_the_working_folder_is_read(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Param").write_text("technode = 130\n")
    (tmp_path / "Network.csv").write_text("32,32,3,3,3,8\n")
    monkeypatch.chdir(tmp_path)
    assert all(parameter.is_default for parameter in tessera.estimate("lenet5").parameters)
    with pytest.raises(tessera.TesseraError, match="network"):
        tessera.estimate()


def test_rows_are_a_network(tmp_path: pathlib.Path) -> None:
    rows = [[32, 32, 3, 3, 3, 16], [32, 32, 16, 3, 3, 8]]
    (tmp_path / "n.csv").write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n")
    expected = tessera.estimate(tmp_path / "n.csv").to_dict()
    assert tessera.estimate(rows).to_dict() == expected
    assert tessera.estimate(np.array(rows)).to_dict() == expected  # type: ignore[arg-type]
    named = [
        {"name": "a", "input_height": 32, "input_width": 32, "input_channels": 3, "kernel_height": 3, "kernel_width": 3,
         "output_channels": 16, "padding": (0, 0, 1, 1)}]
    (layer,) = tessera.estimate(named).network.layers
    assert (layer.name, layer.pads) == ("a", (0, 0, 1, 1))


def test_statistics_and_seeds() -> None:
    assert tessera.estimate("lenet5").workload.source == "statistics"
    assert tessera.estimate("lenet5", seed=0).workload.source == "synthetic"
    assert tessera.estimate("lenet5", statistics=False).workload.source == "synthetic"
    assert tessera.estimate("lenet5", statistics=False) == tessera.estimate("lenet5", seed=0)
    assert tessera.estimate("lenet5", seed=1) != tessera.estimate("lenet5", seed=0)
    with pytest.raises(tessera.MissingInputError, match="averages.json"):
        tessera.estimate("lenet5", statistics="averages.json")


def test_values_of_numpy_are_numbers() -> None:
    one = tessera.estimate("lenet5", technode=22, temp=320.5, trainingEstimation=False, weight_bits=4)
    values: Dict[str, Any] = dict(
        technode=np.int64(22), temp=np.float64(320.5), trainingEstimation=np.bool_(False), weight_bits=np.array(4))
    other = tessera.estimate("lenet5", **values)
    assert one.to_dict() == other.to_dict()


def test_a_warning_names_the_line_of_the_caller() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        tessera.estimate("vgg8")
        tessera.compare("vgg8", vary={"technode": [32, 22]})
    assert caught and all(warning.category is tessera.TesseraWarning for warning in caught)
    assert {pathlib.Path(warning.filename) for warning in caught} == {pathlib.Path(__file__)}
    assert not any(str(warning.message).startswith("warning") for warning in caught)


def test_arrays_of_images_are_as_good_as_their_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "accuracy-adc")
    with np.load("digits.npz") as data:
        images, labels = data["images"], data["labels"]
    hardware = json.loads(pathlib.Path("hardware.json").read_text())
    expected = tessera.accuracy("model.npz", network="network.csv", data="digits.npz", limit=100, hardware="hardware.json")
    found = tessera.accuracy(
        "model.npz", network="network.csv", images=images, labels=labels, limit=100, hardware=hardware)
    assert found.settings == expected.settings
    with pytest.raises(tessera.UsageError, match="images is 'an array of <U1' "):
        tessera.accuracy("model.npz", images=np.array(["a"]))
    with pytest.raises(tessera.UsageError, match="hardware is no JSON"):
        tessera.accuracy("model.npz", data="digits.npz", hardware={"adc_bits": math.nan})
    with pytest.raises(tessera.InputError, match="hardware.*adc_bit"):
        tessera.accuracy("model.npz", network="network.csv", data="digits.npz", hardware={"adc_bit": 3})


def test_results_of_images_go_to_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    monkeypatch.chdir(EXAMPLES / "accuracy-adc")
    keywords: Dict[str, Any] = dict(network="network.csv", data="digits.npz", limit=20, results=tmp_path / "r.npz")
    found = tessera.accuracy("model.npz", **keywords)
    with np.load(tmp_path / "r.npz") as results, np.load("digits.npz") as data:
        classes = results["hardware"][0, 0].argmax(axis=1)
        assert (classes == data["labels"][:20]).sum() == found.settings[0].correct[0]
    with pytest.raises(tessera.CannotWriteError, match="r.npz"):
        tessera.accuracy("model.npz", **keywords)
    tessera.accuracy("model.npz", **keywords, force=True)


def test_vary_takes_lists_only() -> None:
    with pytest.raises(tessera.UsageError, match=r"vary\['technode'\] is '32' \(needed: a list of values\)"):
        tessera.compare("vgg8", vary={"technode": "32"})
    with pytest.raises(tessera.UsageError, match="needed: a dictionary"):
        tessera.compare("vgg8", vary=["technode"])  # type: ignore[arg-type]


def test_files_that_exist_are_kept(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plot.svg").write_text("mine")
    with pytest.raises(tessera.CannotWriteError, match="plot.svg") as caught:
        tessera.systolic_search("lenet5", rows=[4], columns=[4], plot="plot.svg")
    assert caught.value.exit_code == 73
    tessera.systolic_search("lenet5", rows=[4], columns=[4], plot="plot.svg", force=True)
    assert "<svg" in (tmp_path / "plot.svg").read_text()


def test_a_path_that_begins_with_a_dash(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(tessera.MissingInputError, match="-chips.json"):
        tessera.validate("-chips.json")
    (tmp_path / "-n.csv").write_text("32,32,3,3,3,8\n")
    assert len(tessera.estimate("-n.csv").layers) == 1


def test_temporary_files_go_away(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    tessera.estimate([[32, 32, 3, 3, 3, 16]])
    with pytest.raises(tessera.InputError):
        tessera.estimate([[32, 32, 3, 3, 3, "x"]])
    tessera.sweep({"network": "lenet5", "parameters": {"technode": [22]}})
    assert list(tmp_path.iterdir()) == []
