# SPDX-License-Identifier: Apache-2.0
"""Records traces from PyTorch models. PyTorch is imported when a recorder is made, not before."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Type, Union

import numpy as np
import numpy.typing as npt

from ..trace import Layer, Path, quantize_weights, save_network, save_trace, unfold

Array = npt.NDArray[Any]
Geometry = Dict[str, Any]
"""A line of a network: the columns of `tessera.save_network`."""


class TraceRecorder:
    """Records the quantized weights and activations of a model's convolutions and fully connected layers.

        with TraceRecorder(model, weight_bits=8, activation_bits=8) as recorder:
            model(images[:1])
        recorder.save("trace.npz", network="Network.csv")

    Every `Conv2d` and `Linear` module is recorded once, in the order in which they run. Weights become the nearest of the
    levels of `weight_bits` (see `tessera.quantize_weights`); activations become integers with the step
    max|x| / (2^bits - 1), or max|x| / (2^(bits - 1) - 1) where some are negative. Give `activation_scales`, by module
    name, where the model has steps of its own.

    Products of two activations are recorded, too: `@`, `torch.matmul`, `torch.bmm`, `torch.baddbmm`,
    `scaled_dot_product_attention`, `torch.nn.MultiheadAttention`, `tessera.torch.MatMul`. A trace has no place for them, as
    they have no weights: they are lines `product` of the network. A network with products also has lines for `softmax`,
    `layer_norm`, `group_norm`, `rms_norm`, `gelu`, `silu`, and for sums of recorded values. Scales, masks and the
    selection of channels have none. A warning says what is multiplied and cannot be recorded.

    Args:
        model: the model.
        weight_bits, activation_bits: bits of a weight and of an activation.
        per_channel: whether the weights of each output have a step of their own.
        activation_scales: steps of activations by module name.
        layer_types: types of modules to record, in place of `Conv2d` and `Linear`.
        images: images that the model takes in the run. None: the first extent of what the model and its layers take,
            which is wrong where tokens come first.

    Raises:
        ValueError: the model has no such layer, or `activation_scales` names an unknown module.
    """

    def __init__(
        self, model: Any, weight_bits: int = 8, activation_bits: int = 8, per_channel: bool = False,
        activation_scales: Optional[Mapping[str, float]] = None, layer_types: Union[type, Tuple[type, ...], None] = None,
        images: Optional[int] = None
    ) -> None:
        if layer_types is None:
            import torch  # only here, so that NumPy is enough for everything else

            layer_types = (torch.nn.Conv2d, torch.nn.Linear)
        self.weight_bits, self.activation_bits = weight_bits, activation_bits
        self.per_channel = per_channel
        self.activation_scales = dict(activation_scales or {})
        self.images = images
        self._model, self._layer_types = model, layer_types
        self._records: Dict[str, Tuple[Optional[Layer], Geometry]] = {}
        self._handles: List[Any] = []
        self._watch: Any = None
        self._modules: List[Tuple[str, Any]] = [
            (name, module) for name, module in model.named_modules() if isinstance(module, layer_types)]
        if not self._modules and not _has_attention(model):
            raise ValueError("the model has no layer to record (recorded: Conv2d, Linear)")
        known = {name for name, _ in self._modules}
        unknown = set(self.activation_scales) - known
        if unknown:
            raise ValueError(f"activation_scales for unknown modules {sorted(unknown)} (known: {sorted(known)})")

    def __enter__(self) -> TraceRecorder:
        torch = sys.modules.get("torch")
        if torch is not None and isinstance(self._model, torch.nn.Module):
            from ._product_recorder import Watch

            self._watch = Watch(self, self._model, self._layer_types)
            self._watch.__enter__()
        else:
            for name, module in self._modules:
                self._handles.append(module.register_forward_hook(self._hook(name)))
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        if self._watch is not None:
            self._watch.__exit__(kind, error, trace)
            self._watch = None
        for handle in self._handles:
            handle.remove()
        self._handles = []

    def _hook(self, name: str) -> Any:
        def record(module: Any, inputs: Sequence[Any], _output: Any) -> None:
            self.add_layer(name, module, inputs[0])
        return record

    def add_layer(self, name: str, module: Any, values: Any, source: str = "image") -> None:
        """Records a layer and what enters it, unless it is recorded already. `source` is the line that this comes from."""
        if name not in self._records:
            layer, geometry = self._record(name, module, array_of(values))
            self._records[name] = layer, {**geometry, "inputs": source}

    def add_step(self, geometry: Geometry) -> None:
        """Records a line without weights, unless one of its name is recorded already."""
        self._records.setdefault(geometry["name"], (None, geometry))

    def elements(self, line: str) -> Optional[int]:
        """Numbers that a recorded line puts out for an image; None for lines that are not recorded."""
        if line not in self._records:
            return None
        height, width, channels = output_of(self._records[line][1])
        return height * width * channels

    def _record(self, name: str, module: Any, x: Array) -> Tuple[Layer, Geometry]:
        integers = self._quantized(x, name)
        weight = array_of(module.weight)
        if weight.ndim == 4:
            vectors, geometry = _convolution(module, integers, weight)
        else:
            vectors = integers.reshape(-1, integers.shape[-1])
            places = vectors.shape[0] // integers.shape[0] if integers.ndim > 2 else 1
            if self.images is not None:
                places = self._share(name, vectors.shape[0])
            geometry = dict(
                input_height=places, input_width=1, input_channels=weight.shape[1], kernel_height=1, kernel_width=1,
                output_channels=weight.shape[0], stride=1, padding=0, groups=1)
        matrix = quantize_weights(weight.reshape(weight.shape[0], -1).T, self.weight_bits, self.per_channel)
        return Layer(matrix, vectors), {**geometry, "name": name}

    def _share(self, name: str, vectors: int) -> int:
        assert self.images is not None
        if vectors % self.images:
            raise ValueError(f"`{name}` takes {vectors} vectors, which is no multiple of images = {self.images}")
        return vectors // self.images

    def _quantized(self, x: Array, name: str) -> Array:
        if not np.isfinite(x).all():
            raise ValueError(f"the input of `{name}` is not finite")
        bits = self.activation_bits
        if x.min() < 0:
            low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
        else:
            low, high = 0, (1 << bits) - 1
        scale = self.activation_scales.get(name) or float(np.abs(x).max()) / max(1, high)
        if not scale > 0:
            scale = 1
        integers: Array = np.clip(np.floor(x.astype(np.float64) / scale + 0.5), low, high).astype(np.int64)
        return integers

    @property
    def layers(self) -> List[Layer]:
        """What has been recorded: a `tessera.Layer` for each layer, in the order in which they ran."""
        layers = [layer for layer, _ in self._records.values() if layer is not None]
        if not layers:
            raise ValueError("nothing has been recorded: run the model inside the `with` block")
        return layers

    @property
    def network(self) -> List[Geometry]:
        """The geometry of the recorded layers, as `tessera.save_network` takes it; where activations are multiplied with
        each other, also the lines of steps without weights, and where each line reads from.
        """
        lines = [geometry for _, geometry in self._records.values()]
        if any(line.get("operation") == "product" for line in lines):
            return lines
        return [
            {name: value for name, value in geometry.items() if name != "inputs"}
            for layer, geometry in self._records.values() if layer is not None]

    def save(self, path: Path, network: Optional[Path] = None, force: bool = False) -> str:
        """Writes the trace, and the network file if one is named.

        Raises:
            FileExistsError: a file exists, and `force` is not given.
            ValueError: nothing has been recorded.
        """
        if network is not None and os.path.exists(network) and not force:
            raise FileExistsError(f"{os.fspath(network)} exists already; force=True replaces it")
        path = save_trace(path, self.layers, self.weight_bits, self.activation_bits, force)
        if network is not None:
            save_network(network, self.network, force)
        return path


def _has_attention(model: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and any(
        isinstance(module, torch.nn.MultiheadAttention) for _, module in model.named_modules())


def array_of(tensor: Any) -> Array:
    """A tensor as an array of NumPy."""
    if hasattr(tensor, "detach"):
        tensor = tensor.detach().cpu()
        if str(tensor.dtype) == "torch.bfloat16":  # which NumPy does not have
            tensor = tensor.float()
        tensor = tensor.numpy()
    return np.asarray(tensor)


def pair(value: Any) -> Tuple[int, int]:
    """Vertical and horizontal."""
    return (int(value[0]), int(value[1])) if isinstance(value, (tuple, list)) else (int(value), int(value))


def output_of(geometry: Geometry) -> Tuple[int, int, int]:
    """Height, width and channels of the output of a line."""
    extents = []
    padding = geometry.get("padding") or 0
    pads = padding if isinstance(padding, tuple) and len(padding) == 4 else (*pair(padding), *pair(padding))
    for axis, side in enumerate(("height", "width")):
        span = (geometry[f"kernel_{side}"] - 1) * pair(geometry.get("dilation", 1))[axis] + 1
        room = geometry[f"input_{side}"] + pads[axis] + pads[axis + 2] - span
        extents.append(room // pair(geometry.get("stride", 1))[axis] + 1)
    return extents[0], extents[1], int(geometry["output_channels"])


def _pads(module: Any, kernel: Sequence[int], dilation: Sequence[int]) -> Tuple[int, ...]:
    """Top, left, bottom, right."""
    if module.padding == "valid":
        return 0, 0, 0, 0
    if module.padding == "same":
        # As PyTorch does: the odd one goes below and to the right.
        total = [gap * (extent - 1) for gap, extent in zip(dilation, kernel)]
        before = [number // 2 for number in total]
        return (*before, *(number - first for number, first in zip(total, before)))
    if isinstance(module.padding, str):
        raise ValueError(f"padding `{module.padding}` (allowed: numbers, same, valid)")
    return pair(module.padding) * 2


def _convolution(module: Any, integers: Array, weight: Array) -> Tuple[Array, Geometry]:
    """Input vectors, the rows of the groups one behind the other, and the geometry."""
    if getattr(module, "padding_mode", "zeros") != "zeros":
        raise ValueError(f"padding_mode `{module.padding_mode}` (allowed: zeros)")
    stride, dilation = pair(module.stride), pair(module.dilation)
    kernel = weight.shape[2:]
    padding = _pads(module, kernel, dilation)
    channels = weight.shape[1]
    if integers.ndim == 3:
        integers = integers[None]
    groups = [integers[:, start:start + channels] for start in range(0, integers.shape[1], channels)]
    vectors: Array = np.concatenate([unfold(part, kernel, stride, padding, dilation) for part in groups], axis=1)
    height, width = integers.shape[2:]
    geometry = dict(
        input_height=height, input_width=width, input_channels=integers.shape[1], kernel_height=kernel[0],
        kernel_width=kernel[1], output_channels=weight.shape[0], stride=stride, padding=padding, dilation=dilation,
        groups=module.groups)
    return vectors, geometry
