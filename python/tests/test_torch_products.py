# SPDX-License-Identifier: Apache-2.0
"""Products of two activations on hardware, attention in modules, and numbers of half precision."""

from __future__ import annotations

from typing import Any, Dict

import numpy as np
import pytest

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402

from tessera import _kernels  # noqa: E402
from tessera.torch import MatMul, MultiheadAttention, exact_integers, reset, to_hardware  # noqa: E402

needs_library = pytest.mark.skipif(not _kernels.is_available(), reason="needs the C library: set TESSERA_LIBRARY")
BACKENDS = ["torch", pytest.param("library", marks=needs_library)]


class Product(nn.Module):
    """A product of an activation with itself."""

    def __init__(self) -> None:
        super().__init__()
        self.product = MatMul()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.product(x, x.transpose(-1, -2))
        return y


def tokens(images: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(images, 2, 5, 9, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def random_hardware(random: np.random.Generator) -> Dict[str, Any]:
    """Settings without chance, each of which holds numbers with a sign."""
    mapping = str(random.choice(["offset", "twos", "diff", "diff_analog"]))
    scheme = str(random.choice(["linear", "lossless", "clipped", "nonuniform", "calibrated", "lloydmax"]))
    hardware: Dict[str, Any] = {
        "mapping": mapping, "cell_bits": int(random.choice([1, 2, 3])), "dac_bits": int(random.choice([1, 2])),
        "rows_per_array": int(random.choice([4, 8, 64])), "adc_scheme": scheme, "adc_bits": int(random.integers(3, 8)),
        "rounding": str(random.choice(["half_up", "half_even", "floor"])),
        "full_scale": str(random.choice(["array", "layer"]))}
    if scheme == "nonuniform":
        hardware["adc_thresholds"] = sorted(random.choice(40, 6, replace=False) * 0.7 - 3)
        hardware["adc_values"] = sorted(random.uniform(-5, 30, 7))
    if mapping == "offset":
        hardware["offset_ref"] = str(random.choice(["digital", "dummy", "counted"]))
    if random.random() < 0.4:
        hardware.update(on_off=float(random.choice([2, 10, 37.5])), gmin_comp=str(random.choice(["none", "digital"])))
    return hardware


@needs_library
def test_both_backends_agree_bit_by_bit() -> None:
    random = np.random.default_rng(12)
    coarse = 0
    for case in range(60):
        hardware = {"dynamic": random_hardware(random)}
        keywords: Dict[str, Any] = {"activation_bits": int(random.integers(2, 9)), "asymmetric": bool(random.integers(2))}
        results = []
        for backend in ("library", "torch"):
            chip = to_hardware(Product(), hardware, calibration=tokens(3), backend=backend, **keywords)
            results.append(chip(tokens(4, seed=case)))
            with exact_integers(chip):
                integers = chip(tokens(4, seed=case))
        assert torch.equal(*results), (hardware, keywords)
        coarse += not torch.equal(results[0], integers)
    assert coarse > 30


@pytest.mark.parametrize("backend", BACKENDS)
def test_fitted_converters_need_the_shapes_of_the_calibration(backend: str) -> None:
    hardware = {"dynamic": {"adc_scheme": "calibrated", "adc_bits": 4}}
    chip = to_hardware(Product(), hardware, calibration=tokens(3), backend=backend)
    chip(tokens(2))
    with pytest.raises(ValueError, match="same shapes"):
        chip(tokens(2)[:, :, :3])


@pytest.mark.parametrize("backend", BACKENDS)
def test_noise_of_products_is_drawn_for_each_image(backend: str) -> None:
    # Without a converter, which would cut sums below its range and so shift their mean.
    hardware = {"dynamic": {"adc_bits": None, "rbl_sigma": 1.0}}
    chip = to_hardware(Product(), hardware, calibration=tokens(3), backend=backend)
    same = tokens(1).repeat(600, 1, 1, 1)
    y = chip(same)
    with exact_integers(chip):
        exact = chip(same)[0]
    spread = y.std(0)
    assert (spread > 0).all()
    assert ((y.mean(0) - exact).abs() < 6 * spread / 600 ** 0.5).all()
    reset(chip)
    assert torch.equal(chip(same), y)


def test_operands_that_do_not_fit() -> None:
    chip: Any = to_hardware(Product(), None, calibration=tokens(3), backend="torch")
    with pytest.raises(ValueError, match="shapes"):
        chip.product(tokens(2), tokens(2))
    with pytest.raises(ValueError, match="float32"):
        chip.product(tokens(2), tokens(2).transpose(-1, -2).float())
    with pytest.raises(TypeError, match="floating-point"):
        chip.product(tokens(2).long(), tokens(2).transpose(-1, -2).long())


# Attention


def attentions(**keywords: Any) -> "tuple[nn.MultiheadAttention, MultiheadAttention]":
    torch.manual_seed(7)
    module = nn.MultiheadAttention(12, 3, **keywords).double().eval()
    return module, MultiheadAttention.of(module)


@pytest.mark.parametrize("batch_first", [False, True])
@pytest.mark.parametrize("mask", ["none", "attention", "padding", "both"])
def test_attention_of_modules_is_that_of_pytorch(batch_first: bool, mask: str) -> None:
    module, own = attentions(batch_first=batch_first)
    shape = (2, 5, 12) if batch_first else (5, 2, 12)
    query, key, value = (torch.randn(shape, dtype=torch.float64) for _ in range(3))
    keywords: Dict[str, Any] = {}
    if mask in ("attention", "both"):
        keywords["attn_mask"] = torch.ones(5, 5, dtype=torch.bool).triu(1)
    if mask in ("padding", "both"):
        keywords["key_padding_mask"] = torch.tensor([[False] * 5, [False] * 3 + [True] * 2])
    for average in (True, False):
        for found, expected in zip(
                own(query, key, value, average_attn_weights=average, **keywords),
                module(query, key, value, average_attn_weights=average, **keywords)):
            torch.testing.assert_close(found, expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("keywords", [{}, {"bias": False}, {"kdim": 7, "vdim": 8}])
def test_parameters_of_attention_go_both_ways(keywords: Dict[str, Any]) -> None:
    module, own = attentions(**keywords)
    state = module.state_dict()
    assert set(own.state_dict()) == set(state)
    assert all(torch.equal(own.state_dict()[name], value) for name, value in state.items())
    torch.manual_seed(8)
    other = nn.MultiheadAttention(12, 3, **keywords).double()
    other.load_state_dict(own.state_dict())
    own.load_state_dict({name: 2 * value for name, value in state.items()})
    for name, value in state.items():
        assert torch.equal(other.state_dict()[name], value) and torch.equal(own.state_dict()[name], 2 * value)


# Half precision


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_precision_is_computed_in_full_and_rounded_at_the_end(backend: str, dtype: torch.dtype) -> None:
    torch.manual_seed(3)
    model = nn.Sequential(nn.Linear(9, 6)).to(dtype)
    x = torch.randn(11, 9).to(dtype)
    chip = to_hardware(model, {"adc_bits": 6}, calibration=x, backend=backend)
    y = chip(x)
    assert y.dtype == dtype
    whole = to_hardware(model.double(), {"adc_bits": 6}, calibration=x.double(), backend=backend)(x.double())
    assert torch.equal(y.double(), whole.float().to(dtype).double())
    y.float().square().sum().backward()
    gradient = chip[0].weight.grad  # type: ignore[index]
    assert isinstance(gradient, torch.Tensor) and gradient.dtype == dtype and bool(torch.isfinite(gradient).all())
