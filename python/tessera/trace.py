# SPDX-License-Identifier: Apache-2.0
"""Traces and network files, with NumPy alone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Dict, Iterable, Mapping, Optional, Sequence, Tuple, Union

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Path = Union[str, "os.PathLike[str]"]


@dataclass(frozen=True)
class Layer:
    """A layer of a trace.

    weights: [rows, outputs], real numbers from -1 to 1 (or whatever algoWeightMin and algoWeightMax are).
    activations: [vectors, rows * groups], integers.
    old_weights: like weights, before the last training step.
    activity: fraction of ones among the bits of the activations, 0 to 1; used for weight gradients.
    """

    weights: Array
    activations: Array
    old_weights: Optional[Array] = None
    activity: Optional[float] = None


def save_trace(
    path: Path, layers: Iterable[Union[Layer, Tuple[npt.ArrayLike, npt.ArrayLike]]], weight_bits: int = 8,
    activation_bits: int = 8, force: bool = False
) -> str:
    """Writes a trace for `tessera estimate --trace`.

    path: the file, which gets the ending .npz if it has none.
    layers: for each layer a Layer, or a pair (weights, activations).
    weight_bits, activation_bits: bits of a weight and of an activation, 1 to 32.
    force: replaces a file that exists.

    Returns the path. Raises ValueError for arrays that make no trace, FileExistsError for a file that exists.
    """
    path = os.fspath(path)
    if not path.endswith(".npz"):
        path += ".npz"
    for bits, what in ((weight_bits, "weight_bits"), (activation_bits, "activation_bits")):
        if isinstance(bits, bool) or not isinstance(bits, (int, np.integer)) or not 1 <= bits <= 32:
            raise ValueError(f"{what} is {bits!r} (allowed: 1 to 32)")
    arrays: Dict[str, Any] = {"weight_bits": np.int64(weight_bits), "activation_bits": np.int64(activation_bits)}
    for index, layer in enumerate(layers):
        if not isinstance(layer, Layer):
            try:
                weights, activations = layer
            except (TypeError, ValueError):
                raise ValueError(f"layer {index} is neither a Layer nor a pair of weights and activations") from None
            layer = Layer(np.asarray(weights), np.asarray(activations))
        arrays.update(_arrays(index, layer, int(activation_bits)))
    if len(arrays) == 2:
        raise ValueError("a trace needs at least one layer")
    if os.path.exists(path) and not force:
        raise FileExistsError(f"{path} exists already; force=True replaces it")
    partial = path + ".partial"
    try:
        with open(partial, "wb") as file:
            np.savez(file, **arrays)
        os.replace(partial, path)
    except BaseException:
        if os.path.exists(partial):
            os.remove(partial)
        raise
    return path


def _arrays(index: int, layer: Layer, bits: int) -> Dict[str, Any]:
    weights = _weights(layer.weights, f"weights of layer {index}")
    activations = np.asarray(layer.activations)
    if activations.ndim == 1:
        activations = activations[None]
    if activations.ndim != 2 or activations.size == 0:
        raise ValueError(f"activations of layer {index} have the shape {activations.shape} (needed: vectors, rows)")
    if activations.dtype.kind not in "iub":
        raise ValueError(f"activations of layer {index} are of type {activations.dtype} (needed: integers)")
    if activations.shape[1] % weights.shape[0] != 0:
        raise ValueError(
            f"layer {index} has {weights.shape[0]} rows of weights, but {activations.shape[1]} activations a vector "
            "(needed: as many, or as many in each group)")
    low, high = int(activations.min()), int(activations.max())
    limits = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if low < 0 else (0, (1 << bits) - 1)
    if low < limits[0] or high > limits[1]:
        raise ValueError(
            f"activations of layer {index} are from {low} to {high}, which {bits} bits cannot hold "
            f"(allowed: {limits[0]} to {limits[1]})")
    found: Dict[str, Any] = {f"weight_{index}": weights, f"activation_{index}": _smallest(activations, low, high)}
    if layer.old_weights is not None:
        old = _weights(layer.old_weights, f"old weights of layer {index}")
        if old.shape != weights.shape:
            raise ValueError(f"old weights of layer {index} have the shape {old.shape} (needed: {weights.shape})")
        found[f"old_weight_{index}"] = old
    if layer.activity is not None:
        if not 0 <= layer.activity <= 1:
            raise ValueError(f"activity of layer {index} is {layer.activity} (allowed: 0 to 1)")
        found[f"activity_{index}"] = np.float64(layer.activity)
    return found


def _weights(values: npt.ArrayLike, what: str) -> npt.NDArray[np.float32]:
    weights = np.asarray(values, dtype=np.float32)
    if weights.ndim != 2 or weights.size == 0:
        raise ValueError(f"{what} have the shape {weights.shape} (needed: rows, outputs)")
    if not np.isfinite(weights).all():
        raise ValueError(f"{what} are not all finite")
    return weights


def _smallest(integers: Array, low: int, high: int) -> Array:
    kinds: Tuple[Any, ...] = (np.uint8, np.int8, np.int16, np.int32, np.int64)
    for kind in kinds:
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return np.ascontiguousarray(integers.astype(kind))
    raise ValueError("activations beyond 64 bits")


def quantize_weights(weights: npt.ArrayLike, bits: int, per_channel: bool = False) -> npt.NDArray[np.float32]:
    """Weights as the multiples of a step that hardware of some bits holds, from -1 to just below 1.

    weights: [rows, outputs]. The largest magnitude (of an output, with per_channel) becomes 1 - 2^(1 - bits). One bit
    is -1 or 0, the two levels that there are: the sign of the weight.
    """
    values = np.asarray(weights, dtype=np.float64)
    if not 1 <= bits <= 32:
        raise ValueError(f"bits is {bits!r} (allowed: 1 to 32)")
    if bits == 1:
        return np.where(values >= 0, 0.0, -1.0).astype(np.float32)
    half = 2.0 ** (bits - 1)
    largest: Array = np.abs(values).max(axis=0 if per_channel else None, keepdims=True)
    step = np.where(largest > 0, largest / (half - 1), 1)
    multiples: Array = (np.clip(np.floor(values / step + 0.5), 1 - half, half - 1) / half).astype(np.float32)
    return multiples


def unfold(
    maps: npt.ArrayLike, kernel: Sequence[int], stride: Sequence[int] = (1, 1), padding: Sequence[int] = (0, 0),
    dilation: Sequence[int] = (1, 1)
) -> Array:
    """The input vectors of a convolution: [images * places, channels * kernel height * kernel width].

    maps: [images, channels, height, width]. padding: vertical and horizontal, or top, left, bottom, right.
    """
    top, left, bottom, right = padding if len(padding) == 4 else (*padding, *padding)
    padded: Array = np.pad(np.asarray(maps), ((0, 0), (0, 0), (top, bottom), (left, right)))
    span = [(size - 1) * gap + 1 for size, gap in zip(kernel, dilation)]
    windows: Array = np.lib.stride_tricks.sliding_window_view(padded, span, axis=(2, 3))
    windows = windows[:, :, ::stride[0], ::stride[1], ::dilation[0], ::dilation[1]]
    images, channels, height, width = windows.shape[:4]
    rows = channels * kernel[0] * kernel[1]
    vectors: Array = windows.transpose(0, 2, 3, 1, 4, 5).reshape(images * height * width, rows)
    return vectors


COLUMNS = (
    "input_height", "input_width", "input_channels", "kernel_height", "kernel_width", "output_channels", "pooling",
    "stride", "name", "padding", "dilation", "groups", "operation", "inputs")


def _numbers(value: Any) -> str:
    """One number, or several with blanks between, as few as say the same."""
    if not isinstance(value, (tuple, list)):
        return str(value)
    if len(value) not in (1, 2, 4):
        raise ValueError(f"{value!r} has {len(value)} numbers (allowed: 1, 2, 4)")
    if len(value) == 4 and tuple(value[:2]) == tuple(value[2:]):
        value = value[:2]
    return " ".join(str(number) for number in (value if len(set(value)) > 1 else value[:1]))


def save_network(path: Path, layers: Iterable[Mapping[str, Any]], force: bool = False) -> str:
    """Writes a network file. layers: for each layer a dictionary with the columns of `COLUMNS`.

    `stride` and `dilation` are one number or two (vertical, horizontal), `padding` one, two or four (top, left, bottom,
    right). The column `dilation` is left out where it is 1 everywhere, and `operation` and `inputs` where no layer has them.
    Lines that say where they read from have names without blanks, each its own.
    """
    path = os.fspath(path)
    layers = list(layers)
    has_dilation = any(_numbers(layer.get("dilation", 1)) != "1" for layer in layers)
    left_out = {column for column in ("operation", "inputs") if not any(column in layer for layer in layers)}
    if not has_dilation:
        left_out.add("dilation")
    columns = [column for column in COLUMNS if column not in left_out]
    lines = [",".join(columns)]
    for index, layer in enumerate(layers):
        unknown = set(layer) - set(COLUMNS)
        if unknown:
            raise ValueError(f"layer {index}: unknown columns {sorted(unknown)} (allowed: {', '.join(COLUMNS)})")
        values = {"pooling": 0, "stride": 1, "name": "", "padding": "", "dilation": 1, "groups": 1, "operation": "",
                  "inputs": "", **layer}
        missing = [column for column in COLUMNS if column not in values]
        if missing:
            raise ValueError(f"layer {index}: columns {missing} are missing")
        values["name"] = '"' + str(values["name"]).replace('"', "").replace("\n", " ") + '"'
        lines.append(",".join(_numbers(values[column]) for column in columns))
    if os.path.exists(path) and not force:
        raise FileExistsError(f"{path} exists already; force=True replaces it")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path
