# SPDX-License-Identifier: Apache-2.0
"""Steps on devices: PyTorch against `tessera train step`, and against the golden cases where these are there."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
from typing import Any, Dict, List

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs PyTorch")

import tessera  # noqa: E402
from device_steps import difference, steps_of  # noqa: E402

SHARED = pathlib.Path(os.environ.get("TESSERA_SHARED", pathlib.Path(__file__).resolve().parents[3] / "shared"))
GOLDEN = SHARED / "training" / "golden" / "train-step"
MLP = [{"type": "fc", "outputs": 7}, {"type": "fc", "outputs": 4}]
CNN = [
    {"type": "conv", "outputs": 6, "kernel": 3, "padding": "same", "stride": 2, "groups": 2},
    {"type": "max_pool", "size": 2}, {"type": "conv", "outputs": 4, "kernel": 2}, {"type": "fc", "outputs": 4}]


def golden_cases() -> List[Any]:
    if not (GOLDEN / "cases.json").exists():
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"golden steps are not at {GOLDEN}"))]
    cases = json.loads((GOLDEN / "cases.json").read_text())["cases"]
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", golden_cases())
def test_golden_steps(case: Dict[str, Any]) -> None:
    with np.load(GOLDEN / f"{case['name']}.npz") as archive:
        arrays = dict(archive)
    inputs = {name: values for name, values in arrays.items() if not name.startswith("out_")}
    if "refused" in case:
        with pytest.raises((tessera.InputError, tessera.UsageError)) as caught:
            steps_of(case["config"], inputs)
        word = {"step_refused_zero_gradient": "0", "step_refused_beyond_curve": "beyond the end",
                "step_refused_unknown_key": "did you mean `max_level`"}[case["name"]]
        assert word in str(caught.value)
        return
    right = {name[4:]: values for name, values in arrays.items() if name.startswith("out_")}
    assert difference(steps_of(case["config"], inputs), right, case["config"].get("accounting") == "exact") == ""


def shapes_of(network: List[Dict[str, Any]]) -> List[Any]:
    return [(7, 10), (4, 7)] if network is MLP else [(6, 2, 3, 3), (4, 6, 2, 2), (4, 4)]


def case_of(network: List[Dict[str, Any]], seed: int, reach: float = 0.9, steps: int = 3) -> Dict[str, Any]:
    """Random images, weights, momentum and random numbers of some steps."""
    random = np.random.default_rng(seed)
    shape = (10,) if network is MLP else (4, 8, 8)
    images = np.round(random.uniform(-1, 1, (steps, 9, *shape)) * 32) / 32
    case: Dict[str, Any] = {"x": images, "labels": random.integers(0, 4, (steps, 9))}
    for index, extents in enumerate(shapes_of(network)):
        case[f"w{index}"] = random.uniform(-reach, reach, extents)
        case[f"v{index}"] = random.normal(0, 0.1, extents)
        case[f"u{index}"] = random.uniform(0, 1, (steps, *extents))
        case[f"z{index}"] = random.normal(0, 1, (steps, *extents))
    return case


CURVE = "pulse,potentiation,depression\n" + "".join(
    f"{p},{round(1e-6 * (1 - 2.718 ** (-p / 9)), 12)},{1e-6 * 2.718 ** (-p / 5):.12g}\n" for p in range(25))
CONFIGS: Dict[str, Dict[str, Any]] = {
    "defaults": {}, "exact": {"accounting": "exact"}, "cross_entropy": {"loss": "cross_entropy"},
    "asymmetric": {"nonlinearity_ltp": 2.5, "nonlinearity_ltd": -4, "accounting": "exact", "max_level": 60},
    "straight": {"nonlinearity_ltp": 0, "nonlinearity_ltd": 0, "c2c_sigma": 0.02, "learning_rate": 2},
    "one_bit": {"accounting": "exact", "act_bits": 1, "weight_bits": 2, "weight_range": 3},
    "not_rounded": {"accounting": "exact", "act_bits": 16, "error_bits": 16, "weight_bits": 16, "weight_range": 30000},
    "deviating": {"accounting": "exact", "d2d_sigma": 0.4}, "shared_deviation": {"d2d_sigma": 0.2},
    "measured_label": {"accounting": "exact", "device_curve": "curve.csv"},
    "measured_table": {"accounting": "exact", "device_curve": "curve.csv", "device_curve_use": "table"}}


@pytest.mark.parametrize("layers", ["mlp", "cnn"])
@pytest.mark.parametrize("name", CONFIGS)
def test_steps_are_those_of_the_program(program: str, tmp_path: pathlib.Path, layers: str, name: str) -> None:
    network = MLP if layers == "mlp" else CNN
    config: Dict[str, Any] = {**CONFIGS[name], "network": network}
    case = case_of(network, seed=len(name))
    if "d2d_sigma" in config:
        names = ["dltp", "dltd"] if config.get("accounting") == "exact" else ["dltp"]
        for index, extents in enumerate(shapes_of(network)):
            case.update({f"{word}{index}": np.random.default_rng(index).normal(0, 1, extents) for word in names})
    (tmp_path / "curve.csv").write_text(CURVE)
    (tmp_path / "config.json").write_text(json.dumps(config))
    np.savez(tmp_path / "case.npz", **case)
    words = [program, "train", "step", "case.npz", "--config", "config.json", "--output", "out.npz"]
    result = subprocess.run(words, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert result.returncode == 0, result.stderr
    with np.load(tmp_path / "out.npz") as archive:
        right = dict(archive)
    if "device_curve" in config:
        config["device_curve"] = str(tmp_path / "curve.csv")
    assert difference(steps_of(config, case), right, config.get("accounting") == "exact") == ""
    assert any(np.abs(right[f"pulses{index}"]).max() > 0 for index in range(len(shapes_of(network))))
