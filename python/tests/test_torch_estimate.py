# SPDX-License-Identifier: Apache-2.0
"""Estimates of models of PyTorch in one call."""

from __future__ import annotations

import os
import pathlib
import tempfile
import warnings
from typing import Any, Dict, Iterator

import pytest

torch = pytest.importorskip("torch", reason="needs PyTorch")

from torch import nn  # noqa: E402

import tessera  # noqa: E402
import tessera.torch  # noqa: E402
from tessera.torch import TraceRecorder  # noqa: E402

INFERENCE: Dict[str, Any] = {"trainingEstimation": False}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tessera.TesseraWarning)
        yield


def small() -> Any:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.5),
        nn.Linear(128, 10))


def test_figures_are_those_of_the_command_line(program: str, tmp_path: pathlib.Path, command_line: Any) -> None:
    model, images = small(), torch.rand(5, 3, 8, 8)
    figures = tessera.torch.estimate(model, images, technode=32, **INFERENCE)
    model.eval()
    with TraceRecorder(model) as recorder, torch.no_grad():
        model(images[:1])
    recorder.save(tmp_path / "trace.npz", tmp_path / "network.csv")
    report = command_line(
        tmp_path, "estimate", "--network", "network.csv", "--trace", "trace.npz", "--set", "technode=32", "--set",
        "trainingEstimation=false", "--format", "json")
    assert figures.operations.exact == report["operations"]["exact"] == 2 * (64 * 27 * 8 + 128 * 10)
    assert figures.area.total == report["area"]["total"] > 0
    assert figures.chip.costs.forward.energy == report["chip"]["costs"]["forward"]["energy"] > 0


def test_energy_follows_the_weights_and_the_images(program: str) -> None:
    model, images = small(), torch.rand(1, 3, 8, 8)
    exact = {"accounting": "exact", **INFERENCE}
    first, dark = (tessera.torch.estimate(model, x, **exact) for x in (images, images * 0))
    with torch.no_grad():
        model[0].weight.fill_(0)
    other = tessera.torch.estimate(model, images, **exact)
    energies = {figures.chip.costs.forward.energy for figures in (first, dark, other)}
    assert len(energies) == 3 and dark.chip.costs.forward.energy < first.chip.costs.forward.energy
    assert first.area.total == other.area.total


def test_bits_count(program: str) -> None:
    model, images = small(), torch.rand(1, 3, 8, 8)
    eight = tessera.torch.estimate(model, images, **INFERENCE)
    four = tessera.torch.estimate(model, images, weight_bits=4, activation_bits=4, **INFERENCE)
    assert four.chip.costs.forward.energy < eight.chip.costs.forward.energy


def test_the_model_stays_as_it_is(program: str) -> None:
    model = small().train()
    model[5].eval()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    modes = [part.training for part in model.modules()]
    folders = set(os.listdir(tempfile.gettempdir()))
    tessera.torch.estimate(model, torch.rand(2, 3, 8, 8), **INFERENCE)
    assert [part.training for part in model.modules()] == modes
    assert all(torch.equal(before[name], value) for name, value in model.state_dict().items())
    assert not any(part._forward_hooks or part._forward_pre_hooks for part in model.modules())
    left = set(os.listdir(tempfile.gettempdir())) - folders
    assert not any(name.startswith("tessera-") and os.path.exists(
        os.path.join(tempfile.gettempdir(), name, "trace.npz")) for name in left)


def test_tokens_and_several_inputs(program: str) -> None:
    layer = nn.TransformerEncoderLayer(16, 2, 32)
    tokens = torch.randn(6, 1, 16)
    figures = tessera.torch.estimate(layer, (tokens, torch.zeros(6, 6)), **INFERENCE)
    assert figures.operations.exact == 2 * 6 * (4 * 16 * 16 + 2 * 16 * 32)
    assert figures.activations is not None and figures.activations.multiply_accumulates == 2 * 6 * 6 * 16


@pytest.mark.parametrize("images, keywords, message", [
    (torch.rand(0, 3, 8, 8), {}, "needed: .images"), (torch.rand(8), {}, "needed: .images"),
    (torch.rand(1, 3, 8, 8), {"trace": "x.npz"}, "trace contradicts the model"),
    (torch.rand(1, 3, 8, 8), {"technodes": 32}, "technode"),
])
def test_wrong_arguments(program: str, images: Any, keywords: Any, message: str) -> None:
    with pytest.raises((tessera.UsageError, tessera.InputError), match=message):
        tessera.torch.estimate(small(), images, **keywords)


def test_models_without_layers_and_numbers_that_are_not_finite() -> None:
    with pytest.raises(ValueError, match="no layer to record"):
        tessera.torch.estimate(nn.Sequential(nn.ReLU()), torch.rand(1, 4))
    with pytest.raises(ValueError, match="not finite"):
        tessera.torch.estimate(small(), torch.full((1, 3, 8, 8), float("nan")))
