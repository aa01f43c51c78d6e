# SPDX-License-Identifier: Apache-2.0
"""Networks of weights on devices: the forward and the backward pass of `tessera train` for PyTorch.

Equations: docs/models/device-training.md, sections "Numbers", "The network" and "Errors and gradients". Scale and reach of
weights are those of S. Wu et al., "Training and inference with integers in deep neural networks", ICLR 2018.
"""

from __future__ import annotations

import math
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

import torch
from torch import nn
from torch.nn import functional
from torch.nn import grad

from .._errors import InputError, UsageError
from ._device_rule import CellRule
from ._training_settings import Config, TrainingSettings, read_settings, whole

GRADIENTS: Any = grad
"""Gradients of convolutions; PyTorch has no types for them."""
Context = Any
"""What a function of autograd keeps for its backward pass; PyTorch has no type for it."""


def nearest(values: torch.Tensor, bits: int) -> torch.Tensor:
    """The nearest multiples of 1/S, halves to the even one; one bit is the sign, and more than 15 bits are not rounded."""
    if bits == 1:
        return torch.sign(values)
    steps = 2.0 ** (bits - 1)
    return torch.round(values * steps) / steps if bits <= 15 else values


def to_grid(values: torch.Tensor, bits: int) -> torch.Tensor:
    """Numbers of so many bits: cut to the limits, then rounded."""
    limit = CellRule.limit_of(bits)
    return nearest(values.clamp(-limit, limit), bits)


class _RoundedErrors(torch.autograd.Function):
    """The same values; backwards, errors over the power of two next to the largest one, cut and rounded."""

    @staticmethod
    def forward(ctx: Context, values: torch.Tensor, bits: int, is_exact: bool, layer: int) -> torch.Tensor:
        ctx.given = (bits, is_exact, layer)
        return values.view_as(values)

    @staticmethod
    def backward(ctx: Context, *errors: torch.Tensor) -> Tuple[Optional[torch.Tensor], None, None, None]:
        bits, is_exact, layer = ctx.given
        largest = float(errors[0].abs().max())
        if not math.isfinite(largest):
            raise InputError(f"errors of layer {layer + 1} are not finite")
        if largest == 0:
            if not is_exact:
                raise InputError(
                    f"all errors of layer {layer + 1} are 0, at which the reference stops (accounting = exact goes on)")
            return errors[0], None, None, None
        power = 2.0 ** round(math.log2(largest))
        return to_grid(errors[0] / power, bits), None, None, None


class _Grid(torch.autograd.Function):
    """Numbers on a grid; errors pass where the values are within the limits, the limits included, or everywhere."""

    @staticmethod
    def forward(ctx: Context, values: torch.Tensor, bits: int, masks: bool) -> torch.Tensor:
        limit = CellRule.limit_of(bits)
        ctx.save_for_backward(values.abs() <= limit if masks else None)
        return to_grid(values, bits)

    @staticmethod
    def backward(ctx: Context, *errors: torch.Tensor) -> Tuple[torch.Tensor, None, None]:
        (passes,) = ctx.saved_tensors
        return (errors[0] if passes is None else errors[0] * passes), None, None


class _Product(torch.autograd.Function):
    """Weights on their grid times inputs, over a scale. The gradient of the weights is that of the product without the scale,
    straight through the grid.
    """

    @staticmethod
    def forward(ctx: Context, values: torch.Tensor, weight: torch.Tensor, read: Any, scale: float, conv: Any) -> torch.Tensor:
        rounded = read(weight)
        ctx.save_for_backward(values, rounded)
        ctx.given = (scale, conv)
        product: torch.Tensor = (
            functional.linear(values, rounded) if conv is None else functional.conv2d(values, rounded, **conv))
        return product / scale

    @staticmethod
    def backward(
        ctx: Context, *errors: torch.Tensor
    ) -> Tuple[Optional[torch.Tensor], Optional[torch.Tensor], None, None, None]:
        (values, weight), (scale, conv) = ctx.saved_tensors, ctx.given
        (error,), needs = errors, ctx.needs_input_grad
        below = gradient = None
        if conv is None:
            below = error @ weight / scale if needs[0] else None
            gradient = error.T @ values if needs[1] else None
        else:
            if needs[0]:
                below = GRADIENTS.conv2d_input(values.shape, weight, error, **conv) / scale
            if needs[1]:
                gradient = GRADIENTS.conv2d_weight(values, list(weight.shape), error, **conv)
        return below, gradient, None, None, None


class DeviceLayer(nn.Module):
    """A layer with weights on devices; `device_network` makes it.

    Attributes:
        weight: the weights of the devices: [outputs, inputs], or [outputs, channels of a group, rows, columns].
        scale: what products are divided by, a power of two [1].
        number: its number among the layers with weights, from 0.
        is_last: whether its outputs are the logits, which are neither cut nor rounded nor rectified.
    """

    def __init__(
        self, settings: TrainingSettings, shape: Sequence[int], conv: Optional[Mapping[str, int]], number: int, is_last: bool
    ) -> None:
        super().__init__()
        self.settings, self.number, self.is_last = settings, number, is_last
        self.conv = None if conv is None else dict(conv)
        rows = math.prod(shape[1:])
        even, wide = math.sqrt(3 / rows), settings.weight_range / 2.0 ** (settings.weight_bits - 1)
        self.scale = max(1.0, 2.0 ** round(math.log2(wide / even))) if wide > 0 else 1.0
        self.reach = max(wide, even)
        self.weight = nn.Parameter(torch.zeros(*shape))

    def draw(self, generator: torch.Generator) -> None:
        """Draws initial weights."""
        numbers = torch.rand(self.weight.shape, generator=generator, dtype=torch.float64)
        drawn = (2 * numbers - 1) * self.reach
        if self.settings.clamps_initially:
            limit = CellRule.limit_of(self.settings.weight_bits)
            drawn = drawn.clamp(-limit, limit)
        with torch.no_grad():
            self.weight.copy_(drawn)

    def read(self, weight: torch.Tensor) -> torch.Tensor:
        """Weights as products read them: on the grid, in exact accounting within the limits."""
        bits = self.settings.weight_bits
        return to_grid(weight, bits) if self.settings.is_exact else nearest(weight, bits)

    def forward(self, input: torch.Tensor, record: Optional[Dict[str, torch.Tensor]] = None) -> torch.Tensor:
        """[images, channels, rows, columns], or [images, ...] for a fully connected layer."""
        settings = self.settings
        values = input.flatten(1) if self.conv is None else input
        if settings.is_exact:
            values = _Grid.apply(values, settings.act_bits, False)
        product: torch.Tensor = _Product.apply(values, self.weight, self.read, self.scale, self.conv)
        output: torch.Tensor = product if self.is_last else _Grid.apply(product, settings.act_bits, True)
        if record is not None:
            record[f"output{self.number}"] = output
        rounded: torch.Tensor = _RoundedErrors.apply(output, settings.error_bits, settings.is_exact, self.number)
        return rounded if self.is_last else torch.relu(rounded)

    def extra_repr(self) -> str:
        """Extents and scale."""
        return f"{tuple(self.weight.shape)}, scale={self.scale:g}, {self.conv or 'fully connected'}"


class DeviceNetwork(nn.Module):
    """A chain of layers with weights on devices, and pools; `device_network` makes it.

    Attributes:
        settings: the settings.
        layers: the layers in their order.
        classes: number of classes that it tells apart.
    """

    def __init__(self, settings: TrainingSettings, layers: Sequence[nn.Module], classes: int) -> None:
        super().__init__()
        self.settings, self.classes = settings, classes
        self.layers = nn.ModuleList(layers)

    @property
    def device_layers(self) -> List[DeviceLayer]:
        """The layers with weights, in their order."""
        return [layer for layer in self.layers if isinstance(layer, DeviceLayer)]

    def forward(self, images: torch.Tensor, record: Optional[Dict[str, torch.Tensor]] = None) -> torch.Tensor:
        """Logits [images, classes] of images within `input_range`.

        Args:
            images: [images, channels, rows, columns] or [images, inputs].
            record: gets `output0`, `output1` ...: the rounded outputs of the layers with weights before ReLU, of the last
                one the logits. Hooks on them (`Tensor.register_hook`) see the rounded errors.
        """
        values = images
        for layer in self.layers:
            values = layer(values, record) if isinstance(layer, DeviceLayer) else layer(values)
        return values

    def loss(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """The loss of a batch: the sum over its images of half the squares of logit - target, or of the cross-entropy."""
        if self.settings.loss == "cross_entropy":
            return functional.cross_entropy(logits, labels, reduction="sum")
        target = functional.one_hot(labels, self.classes).to(logits)
        return ((logits - target) ** 2).sum() / 2


def device_network(
    config: Config, input_shape: Union[int, Sequence[int]], *, seed: int = 0, **keywords: Any
) -> DeviceNetwork:
    """A network that computes what `tessera train` does: rounded weights, activations and errors.

    Args:
        config: the configuration with its key `network`: a dictionary, or the path of a JSON file.
        input_shape: extents of an image: (channels, rows, columns), or the number of inputs.
        seed: chooses the initial weights, which are even within the reach of each layer.
        **keywords: keys of the configuration, which win over `config`.

    Raises:
        UsageError: unknown keys, values out of range, layers that do not fit together, or `batch_norm`, which single steps do
            not have.
        InputError: a file with such content; in the backward pass, errors that are not finite, or in accounting `neurosim`
            all 0.
    """
    settings = read_settings(config, **keywords)
    shape = (input_shape,) if isinstance(input_shape, int) else tuple(input_shape)
    if len(shape) not in (1, 3):
        raise UsageError(f"input_shape is {input_shape!r} (needed: inputs, or channels, rows, columns)")
    shape = tuple(whole("input_shape", extent, 1, 1 << 30) for extent in shape)
    weighted = [index for index, layer in enumerate(settings.network) if layer["type"] in ("conv", "fc")]
    if not weighted:
        raise UsageError("the network has no layer with weights (key `network` of the settings)")
    if weighted[-1] != len(settings.network) - 1:
        raise UsageError(
            f"the last layer is `{settings.network[-1]['type']}` (allowed: a layer with weights, conv or fc)")
    layers: List[nn.Module] = []
    for index, layer in enumerate(settings.network):
        made, shape = _layer(settings, layer, shape, f"layer {index + 1}", weighted, index)
        layers.append(made)
    network = DeviceNetwork(settings, layers, math.prod(shape))
    generator = torch.Generator().manual_seed(whole("seed", seed, 0, (1 << 63) - 1))
    for device_layer in network.device_layers:
        device_layer.draw(generator)
    return network


def _layer(
    settings: TrainingSettings, layer: Mapping[str, Any], shape: Tuple[int, ...], place: str, weighted: List[int], index: int
) -> Tuple[nn.Module, Tuple[int, ...]]:
    """A layer, and the extents of its output."""
    kind = layer["type"]
    if kind == "batch_norm":
        raise UsageError(f"{place}: batch_norm has no form here (allowed: conv, fc, max_pool, avg_pool)")
    if kind == "fc":
        outputs, number = int(layer["outputs"]), weighted.index(index)
        made = DeviceLayer(settings, (outputs, math.prod(shape)), None, number, index == weighted[-1])
        return made, (outputs,)
    if len(shape) != 3:
        raise UsageError(f"{place}: {kind} needs maps, and its input is {shape[0]} numbers")
    channels, height, width = shape
    if kind in ("max_pool", "avg_pool"):
        size = int(layer["size"])
        if height < size or width < size:
            raise UsageError(f"{place}: squares of {size} do not fit on maps of {height} x {width}")
        pool = nn.MaxPool2d(size) if kind == "max_pool" else nn.AvgPool2d(size)
        return pool, (channels, height // size, width // size)
    kernel, stride, groups = int(layer["kernel"]), int(layer.get("stride", 1)), int(layer.get("groups", 1))
    padding, outputs = kernel // 2 if layer.get("padding", "valid") == "same" else 0, int(layer["outputs"])
    extents = [(extent + 2 * padding - kernel) // stride + 1 for extent in (height, width)]
    if min(height, width) + 2 * padding < kernel:
        raise UsageError(f"{place}: a kernel of {kernel} does not fit on maps of {height} x {width}")
    if channels % groups or outputs % groups:
        raise UsageError(f"{place}: {groups} groups do not divide {channels} channels and {outputs} outputs")
    made = DeviceLayer(
        settings, (outputs, channels // groups, kernel, kernel), {"stride": stride, "padding": padding, "groups": groups},
        weighted.index(index), index == weighted[-1])
    return made, (outputs, *extents)
