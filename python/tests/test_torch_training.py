# SPDX-License-Identifier: Apache-2.0
"""Gradients through modelled hardware, and training on it."""

from __future__ import annotations

from typing import Any, Callable, Dict

import pytest

torch = pytest.importorskip("torch")
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

from tessera import _kernels  # noqa: E402
from tessera.torch import exact_integers, to_hardware  # noqa: E402
from torch_networks import digits, inputs, lenet, resnet20  # noqa: E402

needs_library = pytest.mark.skipif(not _kernels.is_available(), reason="needs the C library: set TESSERA_LIBRARY")
BACKENDS = ["torch", pytest.param("library", marks=needs_library)]


class Straight(torch.autograd.Function):
    """Rounds to a grid, and lets gradients through within the limits."""

    @staticmethod
    def forward(ctx: Any, x: torch.Tensor, scale: float, low: int, high: int) -> torch.Tensor:
        places = torch.floor(x / scale + 0.5)
        ctx.save_for_backward((places >= low) & (places <= high))
        return places.clamp(low, high) * scale

    @staticmethod
    def backward(ctx: Any, *grads: torch.Tensor) -> Any:
        return grads[0] * ctx.saved_tensors[0], None, None, None


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("kind", ["linear", "conv"])
def test_gradients_are_those_of_the_quantized_layer(backend: str, kind: str) -> None:
    torch.manual_seed(2)
    layer: Any = nn.Linear(9, 5) if kind == "linear" else nn.Conv2d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2)
    layer = layer.double()
    shape = (7, 9) if kind == "linear" else (7, 4, 8, 9)
    x = torch.rand(shape, dtype=torch.float64)
    chip = to_hardware(
        nn.Sequential(layer), {"adc_bits": 5, "adc_noise_sigma": 0.5}, calibration=0.8 * x, backend=backend,
        activation_bits=6, weight_bits=5)
    own = x.clone().requires_grad_()
    y = chip(own)
    seed = torch.randn_like(y)
    (y * seed).sum().backward()
    # The same by autograd, with grids in place of the hardware.
    other = x.clone().requires_grad_()
    weight, bias = layer.weight.detach().clone().requires_grad_(), layer.bias.detach().clone().requires_grad_()
    top = (0.8 * x).max().item() / 63
    step = weight.detach().float().abs().max().double().item() / 15
    rounded, grid = Straight.apply(other, top, 0, 63), Straight.apply(weight, step, -15, 15)
    z = (functional.linear(rounded, grid, bias) if kind == "linear"
         else functional.conv2d(rounded, grid, bias, layer.stride, layer.padding, layer.dilation, layer.groups))
    assert not torch.equal(z.detach(), y.detach())
    (z * seed).sum().backward()
    for found, expected in ((own.grad, other.grad), (chip[0].weight.grad, weight.grad), (chip[0].bias.grad, bias.grad)):
        assert found is not None and expected is not None
        torch.testing.assert_close(found, expected, rtol=1e-12, atol=1e-12)
    # Activations beyond the range have no gradient.
    assert own.grad is not None and (own.grad[x > 0.8 * x.max() + top] == 0).all()


def losses(model: nn.Module, images: torch.Tensor, labels: torch.Tensor, rate: float, steps: int) -> "list[float]":
    """The loss of an ordinary training loop, step by step."""
    optimizer = torch.optim.SGD(model.parameters(), rate, momentum=0.9)
    found = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = functional.cross_entropy(model(images), labels)
        loss.backward()
        optimizer.step()
        found.append(float(loss.detach()))
    return found


@pytest.mark.parametrize("name, backend, steps, rate", [
    pytest.param("lenet", "library", 25, 0.1, marks=needs_library),
    pytest.param("resnet20", "library", 10, 0.1, marks=needs_library), ("lenet", "torch", 8, 0.2)])
def test_the_loss_falls(name: str, backend: str, steps: int, rate: float) -> None:
    make: Dict[str, Callable[[], nn.Module]] = {"lenet": lenet, "resnet20": resnet20}
    torch.manual_seed(1)
    images = inputs(digits(32)).float() if name == "lenet" else torch.rand(8, 3, 32, 32)
    labels = torch.arange(len(images)) % 4
    model = make[name]().float()
    chip = to_hardware(
        model, {"adc_bits": 6, "adc_noise_sigma": 0.5}, calibration=images, activation_bits=6, weight_bits=6,
        backend=backend).train()
    found = losses(chip, images, labels, rate, steps)
    assert min(found[-3:]) < 0.8 * found[0], found
    assert all(parameter.grad is not None and bool(torch.isfinite(parameter.grad).all()) for parameter in chip.parameters())


def test_gradients_of_products_of_activations() -> None:
    torch.manual_seed(0)
    model = nn.MultiheadAttention(12, 2, batch_first=True).double()

    class Alone(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = model

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            y: torch.Tensor = self.attention(x, x, x)[0]
            return y

    x = torch.randn(3, 5, 12, dtype=torch.float64)
    real = x.clone().requires_grad_()
    Alone()(real).square().sum().backward()
    chip = to_hardware(Alone(), {"adc_bits": 8}, calibration=x, backend="torch")
    own = x.clone().requires_grad_()
    chip(own).square().sum().backward()
    assert own.grad is not None and real.grad is not None
    cosine = functional.cosine_similarity(own.grad.flatten(), real.grad.flatten(), dim=0)
    assert cosine > 0.98


@pytest.mark.parametrize("backend", BACKENDS)
def test_training_on_hardware_is_for_the_hardware(backend: str) -> None:
    """A network of few weights learns on noisy converters of few bits; its exact integers then do as well."""
    torch.manual_seed(4)
    x = torch.rand(120, 8)
    labels = (x[:, :4].sum(1) > x[:, 4:].sum(1)).long()
    model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2))
    chip = to_hardware(model, {"adc_bits": 3, "rows_per_array": 16}, calibration=x, backend=backend).train()
    before = losses(chip, x, labels, 0.1, 40)
    assert before[-1] < 0.6 * before[0]
    with torch.no_grad(), exact_integers(chip):
        assert float((chip(x).argmax(1) == labels).float().mean()) > 0.6
