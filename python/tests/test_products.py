# SPDX-License-Identifier: Apache-2.0
"""Products of two activations in traces: their lines, and what `tessera estimate` counts."""

from __future__ import annotations

import pathlib
import warnings
from typing import Any, Dict, List, Tuple

import pytest

torch = pytest.importorskip("torch", reason="needs PyTorch")

import tessera  # noqa: E402
from tessera.torch import MatMul, MultiheadAttention, ScaledDotProductAttention, TraceRecorder  # noqa: E402

from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

TOKENS, WIDTH, HEADS = 5, 12, 3


class Attention(nn.Module):
    """Attention in one of the ways in which models write it."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.way = way
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.first, self.second, self.whole = MatMul(), MatMul(), ScaledDotProductAttention()

    def forward(self, x: Any) -> Any:
        q, k, v = (
            layer(x).unflatten(-1, (HEADS, -1)).transpose(1, 2) for layer in (self.query, self.key, self.value))
        if self.way == "functional":
            mixed = functional.scaled_dot_product_attention(q, k, v)
        elif self.way == "module":
            mixed = self.whole(q, k, v)
        else:
            mixed = self.product(self.first, self.product(self.second, q, k.transpose(-2, -1)).softmax(-1), v)
        return self.out(mixed.transpose(1, 2).flatten(2))

    def product(self, module: nn.Module, a: Any, b: Any) -> Any:
        if self.way == "operator":
            return a @ b
        if self.way == "bmm":
            return torch.bmm(a.flatten(0, 1), b.flatten(0, 1)).unflatten(0, (-1, HEADS))
        return module(a, b)


class Native(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.MultiheadAttention(WIDTH, HEADS, batch_first=True)

    def forward(self, x: Any) -> Any:
        return self.attention(x, x, x, need_weights=False)[0]


def recorded(model: Any, x: Any, folder: pathlib.Path, **keywords: Any) -> Tuple[TraceRecorder, Any]:
    """A recorder after a run, and the estimate of what it wrote."""
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("error", tessera.TesseraWarning)
        expected = model(x)
        with TraceRecorder(model, **keywords) as recorder:
            result = model(x)
    assert torch.allclose(result, expected, atol=1e-5)
    path = recorder.save(folder / "trace.npz", folder / "network.csv", force=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", tessera.TesseraWarning)
        return recorder, tessera.estimate(folder / "network.csv", trace=path, trainingEstimation=False)


def products(estimate: Any) -> Dict[str, float]:
    return {step.name: step.multiply_accumulates for step in estimate.activations.steps if step.operation == "product"}


@pytest.mark.parametrize("way", ["functional", "module", "operator", "bmm", "matmul", "native"])
@pytest.mark.parametrize("images", [1, 2])
def test_operations_of_attention(program: str, tmp_path: pathlib.Path, way: str, images: int) -> None:
    model = (Native() if way == "native" else Attention(way)).eval()
    recorder, estimate = recorded(model, torch.randn(images, TOKENS, WIDTH), tmp_path)
    each = TOKENS * TOKENS * WIDTH
    assert list(products(estimate).values()) == [each, each]
    assert estimate.activations.multiply_accumulates == 2 * each
    assert estimate.operations.exact == 2 * 4 * TOKENS * WIDTH * WIDTH
    assert [step.operation for step in estimate.activations.steps] == ["product", "softmax", "product"]
    lines = recorder.network
    first, softmax, second = [line for line in lines if line.get("operation")]
    assert len(recorder.layers) == 4 and first["groups"] == second["groups"] == HEADS
    names = [line["name"] for line in lines if not line.get("operation")]
    assert first["inputs"] == f"{names[0]} {names[1]}"
    assert (softmax["inputs"], second["inputs"]) == (first["name"], f"{softmax['name']} {names[2]}")
    assert lines[-1]["inputs"] == second["name"]


def test_weights_of_native_attention(tmp_path: pathlib.Path) -> None:
    model = Native().eval()
    with TraceRecorder(model) as recorder, torch.no_grad():
        model(torch.randn(1, TOKENS, WIDTH))
    assert [line["name"] for line in recorder.network if not line.get("operation")] == [
        f"attention.{part}" for part in ("q_proj", "k_proj", "v_proj", "out_proj")]
    query = model.attention.in_proj_weight[:WIDTH].detach().numpy()
    assert (tessera.quantize_weights(query.T, 8) == recorder.layers[0].weights).all()


def encoder(**keywords: Any) -> Any:
    layer = nn.TransformerEncoderLayer(WIDTH, HEADS, 20, activation="gelu", **keywords)
    return nn.TransformerEncoder(layer, 2, enable_nested_tensor=False).eval()


@pytest.mark.parametrize("is_batch_first", [True, False])
def test_transformer_encoders(program: str, tmp_path: pathlib.Path, is_batch_first: bool) -> None:
    model = encoder(batch_first=is_batch_first)
    x = torch.randn((2, TOKENS, WIDTH) if is_batch_first else (TOKENS, 2, WIDTH))
    recorder, estimate = recorded(model, x, tmp_path, images=2)
    assert estimate.activations.multiply_accumulates == 2 * 2 * TOKENS * TOKENS * WIDTH
    assert estimate.operations.exact == 2 * 2 * TOKENS * (4 * WIDTH * WIDTH + 2 * 20 * WIDTH)
    found: List[str] = [step.operation for step in estimate.activations.steps]
    one = ["product", "softmax", "product", "add", "layer_norm", "gelu", "add", "layer_norm"]
    assert found == 2 * one
    sums = [line for line in recorder.network if line.get("operation") == "add"]
    assert sums[0]["inputs"] == "image layers.0.self_attn.out_proj" and not vars(x)
    assert sums[-1]["inputs"] == "layers.1.norm1 layers.1.linear2"
    assert torch.backends.mha.get_fastpath_enabled()


def test_tokens_first_need_the_number_of_images() -> None:
    model = encoder(batch_first=False)
    with pytest.raises(ValueError, match="images=3"):
        with TraceRecorder(model), torch.no_grad():
            model(torch.randn(TOKENS, 3, WIDTH))
    assert torch.backends.mha.get_fastpath_enabled()
    assert not any(module._forward_hooks for module in model.modules())


def test_networks_without_products_stay_as_they_are(tmp_path: pathlib.Path) -> None:
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.GELU(), nn.Flatten(), nn.Linear(8, 3), nn.Softmax(-1))
    with TraceRecorder(model) as recorder, torch.no_grad():
        model(torch.rand(1, 1, 4, 4))
    recorder.save(tmp_path / "trace", tmp_path / "network.csv")
    header = (tmp_path / "network.csv").read_text().splitlines()[0]
    assert header.endswith("groups") and len(recorder.network) == 2


def test_what_cannot_be_recorded_is_said() -> None:
    class Odd(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer, self.matrix = nn.Linear(4, 4), nn.Parameter(torch.ones(4, 4))

        def forward(self, x: Any) -> Any:
            x = self.layer(x) @ self.matrix.t()
            return torch.einsum("nij,nkj->nik", functional.linear(x, self.matrix), x)

    model = Odd()
    with pytest.warns(tessera.TesseraWarning) as caught:
        with TraceRecorder(model) as recorder, torch.no_grad():
            model(torch.rand(1, 3, 4))
    messages = [str(warning.message) for warning in caught]
    assert [message.split(" is")[0] for message in messages] == [
        "`matmul with a parameter` in `Odd`", "`linear` in `Odd`", "`einsum` in `Odd`"]
    assert len(recorder.network) == 1


def test_modules_that_cannot_be_recorded_are_named() -> None:
    parts: Any = {"cells": nn.LSTM(4, 4, batch_first=True), "up": nn.ConvTranspose1d(3, 2, 2), "last": nn.Linear(4, 2)}
    model = nn.ModuleDict(parts)

    def run(x: Any) -> Any:
        return model["last"](model["cells"](x)[0]), model["up"](x)

    with pytest.warns(tessera.TesseraWarning) as caught:
        with TraceRecorder(model) as recorder, torch.no_grad():
            run(torch.rand(1, 3, 4))
    assert [str(warning.message).split(" is")[0] for warning in caught] == ["`LSTM` in `cells`", "`conv_transpose1d` in `up`"]
    assert [line["name"] for line in recorder.network] == ["last"]


def test_a_run_after_one_that_failed() -> None:
    model = Attention("operator").eval()
    with TraceRecorder(model) as recorder, torch.no_grad():
        with pytest.raises(RuntimeError):
            model(torch.randn(1, TOKENS, WIDTH + 1))
        model(torch.randn(1, TOKENS, WIDTH))
    assert [line["name"] for line in recorder.network if line.get("operation")] == ["product", "softmax", "product2"]


def test_operands_that_are_no_multiple_of_the_images() -> None:
    model = nn.Sequential(MatMulOfItself(), nn.Linear(3, 2))
    with pytest.raises(ValueError, match="no multiple of 4 images"):
        with TraceRecorder(model, images=4), torch.no_grad():
            model(torch.rand(3, 3, 3))


class MatMulOfItself(nn.Module):
    def forward(self, x: Any) -> Any:
        return torch.matmul(x, x)


def test_a_second_run_adds_no_lines() -> None:
    model = Attention("operator").eval()
    with TraceRecorder(model) as recorder, torch.no_grad():
        model(torch.randn(1, TOKENS, WIDTH))
        count = len(recorder.network)
        model(torch.randn(1, TOKENS, WIDTH))
    assert len(recorder.network) == count == 7


def test_own_attention_is_recorded_in_its_parts() -> None:
    model = MultiheadAttention(WIDTH, HEADS, batch_first=True).eval()
    with TraceRecorder(model) as recorder, torch.no_grad():
        x = torch.randn(1, TOKENS, WIDTH)
        model(x, x, x)
    assert [line["name"] for line in recorder.network] == [
        "q_proj", "k_proj", "v_proj", "attention.scores", "softmax", "attention.mixed", "out_proj"]
