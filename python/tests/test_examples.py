# SPDX-License-Identifier: Apache-2.0
"""Functions give the reports of the command line, for the commands of all examples, to the last bit."""

from __future__ import annotations

import pathlib
from typing import Any, Callable, Dict, List, NamedTuple

import pytest

import tessera
from conftest import EXAMPLES, ROOT

pytestmark = pytest.mark.filterwarnings("ignore::tessera.TesseraWarning")


class Case(NamedTuple):
    """A command of an example, and the same as a call."""

    example: str
    arguments: str
    call: Callable[[], Any]


def _designs() -> List[Case]:
    e = tessera.estimate
    return [
        Case("area-breakdown", "estimate --network ../../Network.csv --param chip.param",
             lambda: e("../../Network.csv", param="chip.param", statistics=False)),
        Case("area-breakdown", "compare --network ../../Network.csv --param chip.param --vary numColMuxed=4,8,16 "
             "--workload statistics",
             lambda: tessera.compare("../../Network.csv", param="chip.param", vary={"numColMuxed": [4, 8, 16]})),
        Case("area-breakdown", "floorplan --network ../../Network.csv --param chip.param",
             lambda: tessera.floorplan("../../Network.csv", param="chip.param")),
        Case("compare-memory-cells", "compare --param common.param sram.param rram.param fefet.param --network network.csv",
             lambda: tessera.compare("network.csv", param="common.param", statistics=False,
                                     files=["sram.param", "rram.param", "fefet.param"])),
        Case("depthwise", "estimate --network network.csv --param chip.param",
             lambda: e("network.csv", param=["chip.param"], statistics=False)),
        Case("depthwise", "floorplan --network network.csv --param chip.param",
             lambda: tessera.floorplan("network.csv", param="chip.param")),
        Case("edit-param", "estimate --network ../../Network.csv --set technode=22 --set trainingEstimation=false",
             lambda: e("../../Network.csv", statistics=False, technode=22, trainingEstimation=False)),
        Case("exact-accounting", "estimate --network network.csv --param chip.param --set accounting=exact",
             lambda: e("network.csv", param="chip.param", statistics=False, accounting="exact")),
        Case("exact-accounting", "estimate --network network.csv --param chip.param --set accounting=neurosim",
             lambda: e(pathlib.Path("network.csv"), param=pathlib.Path("chip.param"), statistics=False,
                       accounting="neurosim")),
        Case("lenet5", "estimate --network network.csv --param chip.param --workload statistics",
             lambda: e("network.csv", param="chip.param")),
        Case("neurosim-trace", "estimate --set trainingEstimation=false --trace-command trace_command.sh",
             lambda: e(trace_command="trace_command.sh", trainingEstimation=False)),
        Case("published-table",
             "estimate --network ../../Network.csv --param chip.param --weight-bits 5 --activation-bits 8",
             lambda: e("../../Network.csv", param="chip.param", weight_bits=5, activation_bits=8, statistics=False)),
        Case("pytorch-model", "estimate --trace trace.npz --network network.csv --param chip.param",
             lambda: e("network.csv", trace="trace.npz", param="chip.param")),
        Case("training", "estimate --network network.csv --param chip.param",
             lambda: e("network.csv", param="chip.param", statistics=False)),
    ]


def _models() -> List[Case]:
    digits = "../accuracy-adc/digits.npz"
    return [
        Case("accuracy-adc", "accuracy --model model.npz --network network.csv --data digits.npz --limit 200 "
             "--hardware hardware.json --trials 2 --vary adcBits=3,6",
             lambda: tessera.accuracy("model.npz", network="network.csv", data="digits.npz", limit=200,
                                      hardware="hardware.json", trials=2, vary={"adcBits": [3, 6]})),
        Case("accuracy-transformer", f"accuracy --model model.onnx --data {digits} --limit 50 --hardware digital.json",
             lambda: tessera.accuracy("model.onnx", data=digits, limit=50, hardware="digital.json")),
        Case("pytorch-model", f"accuracy --model model.onnx --data {digits} --limit 100 --param chip.param "
             "--vary levelOutput=16,128",
             lambda: tessera.accuracy("model.onnx", data=digits, limit=100, param="chip.param",
                                      vary={"levelOutput": (16, 128)})),
        Case("train-devices",
             "train --config ideal.json --data train.npz --test-images test.npz --epochs 2 --seed 1 --limit 200",
             lambda: tessera.train("ideal.json", data="train.npz", test_images="test.npz", epochs=2, seed=1, limit=200)),
    ]


def _machines() -> List[Case]:
    sides = [1, 2, 4, 8, 16, 32, 64]
    listed = ",".join(map(str, sides))
    stream = dict(param="Stream.param", network="efficientnet_b0.csv")
    return [
        Case("efficientnet-b0", "stream --param Stream.param --network efficientnet_b0.csv",
             lambda: tessera.stream(**stream)),  # type: ignore[arg-type]
        Case("efficientnet-b0", "stream --param Stream.param --network efficientnet_b0.csv --set accounting=origin "
             "--set streamPowerMean=simple",
             lambda: tessera.stream(**stream, accounting="origin", streamPowerMean="simple")),  # type: ignore[arg-type]
        Case("efficientnet-b0", "stream --param Stream.param --network efficientnet_b0.csv --capacity 128,4096",
             lambda: tessera.stream(**stream, capacity=[128, 4096])),  # type: ignore[arg-type]
        Case("systolic-search", f"systolic search --rows {listed} --columns {listed} --min-elements 64 --max-elements 64 "
             "--ifmap-sram 36 --filter-sram 36 --ofmap-sram 36 --bandwidth 10 --objectives cycles --topology layer.csv",
             lambda: tessera.systolic_search(
                 topology="layer.csv", rows=sides, columns=sides, min_elements=64, max_elements=64, ifmap_sram=36,
                 filter_sram=36, ofmap_sram=36, bandwidth=10, objectives=["cycles"])),
        Case("systolic-search", "systolic --topology misread.csv --gemm --array 8x16 --dataflow ws --exact",
             lambda: tessera.systolic(topology="misread.csv", gemm=True, array=(8, 16), dataflow="ws", exact=True)),
        Case("lenet5", "macro --set technode=22 --set computeDomain=charge --input-bits 4 --sensitivity",
             lambda: tessera.macro(technode=22, computeDomain="charge", input_bits=4, sensitivity=True)),
        Case("../Validation", "validate open-chips.json", lambda: tessera.validate("open-chips.json")),
        Case("lenet5", "networks", lambda: tessera.networks()),
        Case("lenet5", "devices --revision tessera", lambda: tessera.devices(revision="tessera")),
        Case("lenet5", "estimate --network gpt2 --tokens 16 --generate 4 --batch 2 --workload statistics "
             "--set trainingEstimation=false",
             lambda: tessera.estimate("gpt2", tokens=16, generate=4, batch=2, trainingEstimation=False)),
    ]


@pytest.mark.parametrize(
    "case", _designs() + _models() + _machines(), ids=lambda case: f"{case.example}: {case.arguments[:60]}")
def test_a_function_gives_the_report_of_its_command(
    case: Case, command_line: Callable[..., Dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = EXAMPLES / case.example
    expected = command_line(folder, *case.arguments.split(), "--format", "json")
    monkeypatch.chdir(folder)
    result = case.call()
    assert result.to_dict() == expected
    assert result.check() is result


def test_sweeps_of_a_file_and_of_a_dictionary(
    command_line: Callable[..., Dict[str, Any]], program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path
) -> None:
    folder = EXAMPLES / "sweep"
    monkeypatch.chdir(folder)
    database = tmp_path / "plan.db"
    result = tessera.sweep("plan.yaml", database=database)
    expected = command_line(folder, "sweep", "show", str(database), "--format", "json")
    assert result.to_dict() == expected
    assert len(result.points) == 108 and 0 < len(result.best) < 108
    plan = {"network": "network.csv", "set": {"trainingEstimation": False}, "parameters": {"technode": [32, 22]},
            "objectives": ["energy"]}
    first = tessera.sweep(plan)
    assert sorted(point.settings["technode"] for point in first.points) == ["22", "32"]
    assert tessera.sweep(plan, objectives=["area"]).objectives == ("area",)
    single = tessera.estimate("network.csv", trainingEstimation=False, technode=22)
    (point,) = [point for point in first.points if point.settings["technode"] == "22"]
    assert point.figures is not None and point.figures.area == single.area.total


def test_a_plan_with_trainings_finds_its_files(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES / "train-devices")
    result = tessera.sweep({
        "training": {"config": "ideal.json", "images": "train.npz", "testImages": "test.npz", "limit": 100, "epochs": 1},
        "parameters": {"training.max_level": [16, 97]},
        "objectives": ["testAccuracy"],
    })
    assert len(result.points) == 2
    assert all(point.figures is not None and point.figures.test_accuracy is not None for point in result.points)
    assert "test_accuracy" in str(result._rows("points")[0])


def test_the_root_has_the_network_of_the_readme() -> None:
    assert (ROOT / "Network.csv").is_file()
