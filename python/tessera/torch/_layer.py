# SPDX-License-Identifier: Apache-2.0
"""One layer on hardware: its numbers, its programmed arrays, and gradients that go straight through."""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

import torch
import torch.nn.grad
from torch.nn import functional

from .. import _kernels
from ._arrays import Arrays, Plan
from ._cells import Chance
from ._hardware import Hardware, check, file_keys
from ._histogram import Histogram
from ._quantization import (
    Activation, Range, Settings, Weights, activation, library_keys, quantize_weights, require_finite)

# PyTorch has no types for these.
_conv2d_input: Callable[..., torch.Tensor] = torch.nn.grad.conv2d_input
_conv2d_weight: Callable[..., torch.Tensor] = torch.nn.grad.conv2d_weight

BACKENDS = ("auto", "library", "torch")


@dataclass(frozen=True)
class Setup:
    """What all layers of a network have in common.

    threads: of the library; None: one for each processor. backend: "auto", "library" or "torch".
    """

    hardware: Hardware
    settings: Settings
    seed: int = 0
    trial: int = 0
    threads: Optional[int] = None
    backend: str = "auto"

    def backend_on(self, device: torch.device) -> str:
        """The backend for tensors on a device.

        Raises ValueError where the library is wanted and the tensors are not on a CPU.
        """
        if self.backend == "library" and device.type != "cpu":
            raise ValueError(
                f'backend = "library" works on a CPU, and the module is on {device} (allowed: backend = "torch" or "auto")')
        if self.backend != "auto":
            return self.backend
        return "library" if device.type == "cpu" and _kernels.is_available() else "torch"

    def library_keys(self) -> Dict[str, Any]:
        """Settings of the library."""
        keys: Dict[str, Any] = {"hardware": file_keys(self.hardware), "seed": self.seed, "trial": self.trial}
        return keys if self.threads is None else {**keys, "threads": self.threads}


@dataclass(frozen=True)
class Window:
    """The window of a convolution; `padding` is top, left, bottom, right [elements]."""

    kernel: Tuple[int, int]
    stride: Tuple[int, int]
    dilation: Tuple[int, int]
    padding: Tuple[int, int, int, int]

    @property
    def sides(self) -> Tuple[int, int, int, int]:
        """The padding in the order of `torch.nn.functional.pad`."""
        top, left, bottom, right = self.padding
        return left, right, top, bottom

    def keys(self) -> Dict[str, Any]:
        """The window as the library takes it."""
        return {"kernel": list(self.kernel), "stride": list(self.stride), "dilation": list(self.dilation),
                "padding": list(self.padding)}

    def extents(self, height: int, width: int) -> Tuple[int, int]:
        """Extents of the output of a map. Raises ValueError where the kernel is larger than the padded map."""
        top, left, bottom, right = self.padding
        padded = (height + top + bottom, width + left + right)
        spans = [(size - 1) * gap + 1 for size, gap in zip(self.kernel, self.dilation)]
        if padded[0] < spans[0] or padded[1] < spans[1]:
            raise ValueError(f"a kernel of {tuple(spans)} elements does not fit a padded input of {padded}")
        return ((padded[0] - spans[0]) // self.stride[0] + 1, (padded[1] - spans[1]) // self.stride[1] + 1)


@dataclass
class LayerState:
    """A layer of a network on hardware.

    name: in the network. layer, matrix: how many layers, and how many matrices, ran before. window: None for a fully
    connected layer. images: images that have run; they number what is drawn. observations: what enters the layer in the
    calibration run, where converters are fitted to it. mode: "hardware", "integers" or "observe".
    """

    setup: Setup
    name: str
    layer: int
    matrix: int
    groups: int
    window: Optional[Window]
    limits: Range
    images: int = 0
    observations: List[torch.Tensor] = field(default_factory=list)
    mode: str = "hardware"
    programmed: Dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    programmings: int = 0

    def __getstate__(self) -> Dict[str, Any]:
        return {**self.__dict__, "programmed": {}}

    @property
    def activation(self) -> Activation:
        """How what enters the layer becomes integers."""
        settings = self.setup.settings
        return activation(self.limits, settings.activation_bits, settings.form, settings.asymmetric)

    def reset(self, trial: Optional[int]) -> None:
        """Numbers images from 0 again and programs anew at the next call, as chip number `trial`."""
        self.images = 0
        self.programmed = {}
        if trial is not None:
            self.setup = replace(self.setup, trial=trial)

    def __call__(self, x: torch.Tensor, weight: torch.Tensor, bias: Optional[torch.Tensor]) -> torch.Tensor:
        """What the layer computes. Raises TypeError and ValueError for inputs that do not fit."""
        _require_floating(x, self.name)
        if x.device != weight.device:
            raise ValueError(f"`{self.name}`: the input is on {x.device} and the weights are on {weight.device}")
        rows = weight.shape[1]
        axis = -1 if self.window is None else -3
        if self.window is not None and x.dim() not in (3, 4) or x.dim() < -axis:
            raise ValueError(
                f"`{self.name}`: the input has the shape {tuple(x.shape)} (needed: "
                f"{'images, channels, height, width' if self.window else '..., inputs'})")
        if x.shape[axis] != rows * self.groups:
            raise ValueError(
                f"`{self.name}`: the input has {x.shape[axis]} {'inputs' if self.window is None else 'channels'} "
                f"(needed: {rows * self.groups})")
        is_single = x.dim() == (1 if self.window is None else 3)
        batch = x.unsqueeze(0) if is_single else x
        y: torch.Tensor = _Straight.apply(batch, weight, bias, self)
        return y.squeeze(0) if is_single else y

    def forward(self, x: torch.Tensor, weight: torch.Tensor, bias: Optional[torch.Tensor]) -> torch.Tensor:
        """The products on hardware, in the precision of the inputs. `x` has an axis of images first."""
        require_finite(x, f"the input of `{self.name}`")
        if self.mode == "observe" and self.setup.hardware.is_calibrated:
            self.observations.append(x.detach().clone())
        if self.mode != "hardware":
            numbers = quantize_weights(weight, self.setup.settings)
            return _Numbers(self, numbers, bias, None).forward(x, 0).to(x.dtype)
        first, self.images = self.images, self.images + x.shape[0]
        y: torch.Tensor = self._arrays(x, weight, bias).forward(x, first)
        return y.to(x.dtype)

    def _arrays(self, x: torch.Tensor, weight: torch.Tensor, bias: Optional[torch.Tensor]) -> Any:
        """The programmed arrays. They are programmed anew when weights or biases have changed since the last call."""
        backend = self.setup.backend_on(x.device)
        version = (backend, x.device, *(_version(tensor) for tensor in (weight, bias)))
        # A library layer has room for one shape of inputs.
        shape = tuple(x.shape[1:]) if backend == "library" else ()
        if self.programmed.get("version") != version:
            self.programmed = {"version": version, "kept": (weight, bias)}
        if shape not in self.programmed:
            self.programmings += 1
            if backend == "library":
                self.programmed[shape] = _LibraryLayer(self, weight, bias, shape)
            else:
                numbers = quantize_weights(weight, self.setup.settings)
                self.programmed[shape] = _Numbers(self, numbers, bias, self._plans(numbers))
        return self.programmed[shape]

    def _plans(self, numbers: Weights) -> List[Plan]:
        """The arrays: alike for all groups of channels, or of each group, whose converters are fitted to its own sums."""
        hardware, (outputs, rows) = self.fitted, numbers.integers.shape
        positions = 1 if self.window is None else self.window.kernel[0] * self.window.kernel[1]
        with self._named():
            histograms: List[Optional[Histogram]] = [None]
            if hardware.is_calibrated:
                histograms = [*self._histograms(numbers, hardware, rows, positions)]
            return [Plan.of(hardware, rows, outputs // self.groups, positions, histogram) for histogram in histograms]

    @property
    def fitted(self) -> Hardware:
        """The hardware with the widths of the layer."""
        numbers = self.activation
        if numbers.form == "odd" and self.setup.hardware.mapping != "xnor":
            raise ValueError(
                f'`{self.name}`: activations of -1 and +1 need mapping = "xnor", and not '
                f'"{self.setup.hardware.mapping}"')
        hardware = self.setup.hardware.fitted(self.setup.settings.weight_bits, numbers.bits, numbers.is_signed)
        with self._named():
            check(hardware)
        return hardware

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (ValueError, NotImplementedError) as error:
            if f"`{self.name}`" in str(error):
                raise
            raise type(error)(f"layer {self.layer} (`{self.name}`): {error}") from None

    def _histograms(self, numbers: Weights, hardware: Hardware, rows: int, positions: int) -> List[Histogram]:
        """Partial sums of each group on nominal hardware, for what entered the layer in the calibration run."""
        plan = Plan.of(nominal(hardware), rows, numbers.integers.shape[0] // self.groups, positions)
        numbers_of = _Numbers(self, numbers, None, [plan] * self.groups)
        histograms = []
        for group, arrays in enumerate(numbers_of.arrays):
            histogram = arrays.histogram()
            for x in self.observations:
                vectors = numbers_of.vectors(x.to(numbers.integers.device))[group:group + 1]
                for sums in arrays.partial_sums(vectors):
                    histogram.add(sums)
            histograms.append(histogram)
        return histograms

    def settings_for_library(self, weight: torch.Tensor, shape: Tuple[int, ...]) -> Dict[str, Any]:
        """The description of the layer for the library."""
        settings = self.setup.settings
        keys: Dict[str, Any] = {
            **self.setup.library_keys(), **library_keys(settings), "name": self.name, "layer": self.layer,
            "matrix": self.matrix, "outputs": weight.shape[0], "inputs": weight[0].numel(), "groups": self.groups,
            "range": self.limits.keys(), "inputShape": list(shape)}
        if self.window is not None:
            keys["window"] = self.window.keys()
        return keys


def nominal(hardware: Hardware) -> Hardware:
    """Hardware as it is designed: cells at their levels, no noise, no converter."""
    kept = ("weight_bits", "act_bits", "act_signed", "dac_bits", "cell_bits", "weight_joining", "mapping",
            "rows_per_array", "rows_active", "row_order", "on_off", "gmin_comp")
    return Hardware(adc_bits=None, **{key: getattr(hardware, key) for key in kept})


def _require_floating(x: torch.Tensor, name: str) -> None:
    if not isinstance(x, torch.Tensor) or not x.is_floating_point():
        kind = x.dtype if isinstance(x, torch.Tensor) else type(x).__name__
        raise TypeError(f"`{name}`: the input is {kind} (needed: a tensor of floating-point numbers)")


def _version(tensor: Optional[torch.Tensor]) -> Any:
    if tensor is None:
        return None
    return id(tensor), tensor._version, tensor.data_ptr(), tensor.dtype


class _Numbers:
    """A layer in integers with arrays of PyTorch, or with exact products."""

    def __init__(
        self, state: LayerState, numbers: Weights, bias: Optional[torch.Tensor], plans: Optional[List[Plan]]
    ) -> None:
        """plans: one for all groups, or one for each; None: exact products."""
        self.state = state
        self.activation = state.activation
        outputs, rows = numbers.integers.shape
        self.matrices = numbers.integers.view(state.groups, outputs // state.groups, rows).transpose(1, 2)
        self.columns = numbers.integers.sum(dim=1)
        self.factors = self.activation.scale * numbers.scales
        self.bias = torch.zeros_like(self.factors) if bias is None else bias.detach().double()
        self.arrays: List[Arrays] = []
        for place, plan in enumerate(plans or ()):
            matrices = self.matrices if len(plans or ()) == 1 else self.matrices[place:place + 1]
            chance = Chance(state.setup.seed, state.setup.trial, f"layer {state.matrix + place}", self.factors.device)
            self.arrays.append(Arrays(plan, matrices.to(torch.int64), chance))
        self.is_exact = plans is None

    def vectors(self, x: torch.Tensor) -> torch.Tensor:
        """Integer vectors [groups, vectors, rows] of real inputs [images, ...]."""
        integers = self.activation.integers(x)
        window = self.state.window
        if window is None:
            return integers.reshape(1, -1, x.shape[-1]).to(torch.int32)
        window.extents(*x.shape[2:])
        padded = functional.pad(integers.float(), window.sides, value=float(self.activation.padding))
        columns = functional.unfold(padded, window.kernel, window.dilation, 0, window.stride)
        rows = self.matrices.shape[1]
        grouped = columns.view(x.shape[0], self.state.groups, rows, columns.shape[-1])
        return grouped.permute(1, 0, 3, 2).reshape(self.state.groups, -1, rows).to(torch.int32)

    def forward(self, x: torch.Tensor, first: int) -> torch.Tensor:
        """Real outputs in double precision. first: number of the first image."""
        vectors = self.vectors(x)
        if self.is_exact:
            sums = torch.bmm(vectors.double(), self.matrices)
        else:
            sums = torch.cat([
                arrays.multiply(part, first)
                for arrays, part in zip(self.arrays, vectors.chunk(len(self.arrays)))])
        groups, count, columns = sums.shape
        if self.activation.zero:
            sums = sums - float(self.activation.zero) * self.columns.view(groups, 1, columns)
        y = sums * self.factors.view(groups, 1, columns) + self.bias.view(groups, 1, columns)
        window = self.state.window
        if window is None:
            return y.view(*x.shape[:-1], columns)
        height, width = window.extents(*x.shape[2:])
        return y.view(groups, x.shape[0], height * width, columns).permute(1, 0, 3, 2).reshape(
            x.shape[0], groups * columns, height, width)


class _LibraryLayer:
    """A layer of the library, for one shape of inputs."""

    def __init__(
        self, state: LayerState, weight: torch.Tensor, bias: Optional[torch.Tensor], shape: Tuple[int, ...]
    ) -> None:
        self.window = state.window
        entered = shape if state.window is not None else _flattened(shape)
        self.layer = _kernels.Layer(
            state.settings_for_library(weight, entered), weight.detach().flatten(1).double().contiguous().numpy(),
            None if bias is None else bias.detach().double().contiguous().numpy())
        if state.setup.hardware.is_calibrated:
            for x in state.observations:
                if tuple(x.shape[1:]) != shape:
                    raise ValueError(
                        f"`{state.name}`: inputs of the shape {shape} after a calibration with {tuple(x.shape[1:])}: "
                        "fitted converters need inputs of one shape")
                self.layer.observe(x.double().contiguous().numpy())
            self.layer.finish_calibration()
        self.outputs = weight.shape[0]

    def forward(self, x: torch.Tensor, first: int) -> torch.Tensor:
        """Real outputs. first: number of the first image."""
        dtype = torch.float64 if x.dtype == torch.float64 else torch.float32
        entered = x.detach().to(dtype).contiguous()
        if self.window is None:
            shape: Tuple[int, ...] = (*x.shape[:-1], self.outputs)
        else:
            shape = (x.shape[0], self.outputs, *self.window.extents(*x.shape[2:]))
        y = torch.empty(shape, dtype=dtype)
        self.layer.forward(entered.numpy(), first, y.numpy())
        return y


def _flattened(shape: Tuple[int, ...]) -> Tuple[int, ...]:
    if len(shape) <= 1:
        return shape
    return math.prod(shape[:-1]), shape[-1]


class _Straight(torch.autograd.Function):
    """Forward through hardware; backward as of the quantized layer with real products.

    Gradients stop where an activation or a weight was cut to its limits (Bengio et al., arXiv:1308.3432, 2013).
    """

    @staticmethod
    def forward(
        ctx: Any, x: torch.Tensor, weight: torch.Tensor, bias: Optional[torch.Tensor], state: LayerState
    ) -> torch.Tensor:
        ctx.save_for_backward(x, weight)
        ctx.state = state
        return state.forward(x, weight, bias)

    @staticmethod
    @torch.autograd.function.once_differentiable  # type: ignore[untyped-decorator, unused-ignore]
    def backward(ctx: Any, *grads: torch.Tensor) -> Tuple[Optional[torch.Tensor], ...]:
        x, weight = ctx.saved_tensors
        state: LayerState = ctx.state
        grad, window = grads[0], state.window
        wants_x, wants_weight, wants_bias = ctx.needs_input_grad[:3]
        numbers = quantize_weights(weight, state.setup.settings)
        rounded, inside = state.activation.rounded(x)
        grad_x = grad_weight = grad_bias = None
        if window is None:
            flat = grad.reshape(-1, grad.shape[-1])
            if wants_x:
                grad_x = (grad @ numbers.values(weight)) * inside
            if wants_weight:
                grad_weight = (flat.T @ rounded.reshape(-1, x.shape[-1])) * numbers.inside
            if wants_bias:
                grad_bias = flat.sum(dim=0)
            return grad_x, grad_weight, grad_bias, None
        numerics = state.activation
        outside = float(numerics.values(torch.tensor(float(numerics.padding))))
        padded = functional.pad(rounded, window.sides, value=outside)
        extra = (window.stride, (0, 0), window.dilation, state.groups)
        if wants_x:
            whole = _conv2d_input(
                list(padded.shape), numbers.values(weight), grad, *extra)
            top, left, _, _ = window.padding
            grad_x = whole[..., top:top + x.shape[2], left:left + x.shape[3]] * inside
        if wants_weight:
            grad_weight = numbers.inside * _conv2d_weight(
                padded, tuple(weight.shape), grad, *extra)
        if wants_bias:
            grad_bias = grad.sum(dim=(0, 2, 3))
        return grad_x, grad_weight, grad_bias, None
