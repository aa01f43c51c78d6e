# SPDX-License-Identifier: Apache-2.0
"""Settings of a training on devices: the keys of the configuration of `tessera train`, their defaults and their ranges.

The keys, the defaults and what they mean: docs/models/device-training.md, section "Settings".
"""

from __future__ import annotations

import difflib
import json
import math
import os
from dataclasses import dataclass, field, fields
from typing import Any, Dict, Iterable, Mapping, Optional, Tuple, Union

from .._errors import InputError, MissingInputError, UsageError

_BITS = ("weight_bits", "gradient_bits", "act_bits", "error_bits")
_WHOLE: Dict[str, Tuple[int, int]] = {
    **{name: (1, 16) for name in _BITS}, "max_level": (1, 1 << 20), "batch_size": (1, 1 << 20),
    "augment_padding": (0, 1024)}
_REAL: Dict[str, Tuple[float, float]] = {
    "learning_rate": (0, 1e6), "momentum": (0, 1), "gradient_share": (0, 1), "nonlinearity_ltp": (-9, 9),
    "nonlinearity_ltd": (-9, 9), "d2d_sigma": (0, 1e3), "c2c_sigma": (0, 1e3), "weight_range": (0, 1e6)}
_WORDS: Dict[str, Tuple[str, ...]] = {
    "accounting": ("neurosim", "exact"), "loss": ("squared_error", "cross_entropy"),
    "schedule": ("steps", "constant", "cosine"), "device_curve_use": ("label", "table")}
_FLAGS = ("clamp_initial_weights", "augment_flip")
_LAYER_KEYS: Dict[str, Tuple[str, ...]] = {
    "conv": ("outputs", "kernel", "padding", "stride", "groups"), "fc": ("outputs",), "max_pool": ("size",),
    "avg_pool": ("size",), "batch_norm": ("momentum", "epsilon")}
_LAYER_RANGES = {
    "outputs": (1, 1 << 24), "kernel": (1, 1024), "stride": (1, 1024), "groups": (1, 1 << 20), "size": (1, 16)}


@dataclass(frozen=True)
class TrainingSettings:
    """The settings of a training on devices. Each attribute is a key of the configuration of `tessera train`.

    Attributes:
        accounting: `neurosim`, as DNN+NeuroSim V2.1 counts, or `exact`, as the hardware does.
        weight_bits, gradient_bits, act_bits, error_bits: bits of the numbers, 1 to 16.
        learning_rate: the learning rate; None stands for 1, in exact accounting for 2^(1 - gradient_bits).
        momentum, gradient_share: shares of the last velocity and of the gradient in the next velocity.
        schedule, decreasing_lr: how the learning rate falls, and the epochs, from 0, at whose start it becomes an eighth.
        max_level: pulses of a full swing of a device.
        nonlinearity_ltp, nonlinearity_ltd: labels of rising and falling weights, -9 to 9.
        d2d_sigma: spread of the labels between devices.
        c2c_sigma: noise of a write, as a share of the range of weights.
        device_curve, device_curve_use: a measurement in place of labels and levels, and what is taken of it.
        weight_range: initial weights reach this over 2^(weight_bits - 1).
        clamp_initial_weights: whether weights are within the limits from the start; None: only in exact accounting.
        batch_size, input_range, augment_padding, augment_flip: of the images; a program that loads images reads them.
        loss: `squared_error` or `cross_entropy`.
        network: the layers, each a dictionary with `type` and the keys of that type.
    """

    accounting: str = "neurosim"
    weight_bits: int = 5
    gradient_bits: int = 5
    act_bits: int = 8
    error_bits: int = 8
    learning_rate: Optional[float] = None
    momentum: float = 0.9
    gradient_share: float = 0.1
    schedule: str = "steps"
    decreasing_lr: Tuple[int, ...] = (200, 250)
    max_level: int = 32
    nonlinearity_ltp: float = 1.75
    nonlinearity_ltd: float = 1.46
    d2d_sigma: float = 0.0
    c2c_sigma: float = 0.003
    device_curve: Optional[str] = None
    device_curve_use: str = "label"
    weight_range: float = 24.0
    clamp_initial_weights: Optional[bool] = None
    batch_size: int = 200
    input_range: Tuple[float, float] = (-1.0, 1.0)
    loss: str = "squared_error"
    augment_padding: int = 0
    augment_flip: bool = False
    network: Tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def is_exact(self) -> bool:
        """Whether counted as the hardware does it."""
        return self.accounting == "exact"

    @property
    def first_rate(self) -> float:
        """The learning rate of the first epoch [1]."""
        if self.learning_rate is not None:
            return self.learning_rate
        return 2.0 ** (1 - self.gradient_bits) if self.is_exact else 1.0

    @property
    def clamps_initially(self) -> bool:
        """Whether initial weights are cut to the limits."""
        return self.is_exact if self.clamp_initial_weights is None else self.clamp_initial_weights

    def rate(self, epoch: int, epochs: Optional[int] = None) -> float:
        """The learning rate of an epoch, counted from 0 [1].

        Args:
            epoch: the epoch.
            epochs: epochs of the training; `schedule = cosine` needs them.
        """
        if self.schedule == "steps":
            return self.first_rate * 2.0 ** (-3 * sum(start <= epoch for start in self.decreasing_lr))
        if self.schedule == "constant":
            return self.first_rate
        if epochs is None:
            raise UsageError("schedule = cosine needs `epochs`, the number of epochs of the training")
        return self.first_rate * (1 + math.cos(math.pi * epoch / max(1, epochs))) / 2


Config = Union[TrainingSettings, Mapping[str, Any], str, "os.PathLike[str]", None]
"""Settings, a dictionary of keys and values, or the path of a file in JSON."""

KEYS = tuple(item.name for item in fields(TrainingSettings))
"""The keys of a configuration."""


def read_settings(config: Config = None, **keywords: Any) -> TrainingSettings:
    """Settings from a configuration and from keywords, which win over it.

    Args:
        config: the configuration; None: all keys are at their defaults.
        keywords: keys and values; None leaves a key as it is.

    Raises:
        UsageError: keywords or a dictionary have unknown keys or values that are out of range.
        InputError: a file has them, or is no JSON object.
        MissingInputError: the file is not there.
    """
    given = {name: value for name, value in keywords.items() if value is not None}
    if isinstance(config, TrainingSettings):
        known = {name: getattr(config, name) for name in KEYS}
        standard = TrainingSettings()
        kept = {name: value for name, value in known.items() if value != getattr(standard, name)}
        return TrainingSettings(**checked({**kept, **given}))
    if config is None or isinstance(config, Mapping):
        return TrainingSettings(**checked({**(config or {}), **given}))
    path = os.fspath(config)
    try:
        read = checked(_of_file(path))
    except UsageError as error:
        raise InputError(f"{path}: {error.message}", file=path) from None
    if "device_curve" in read:
        read["device_curve"] = os.path.join(os.path.dirname(path), read["device_curve"])
    return TrainingSettings(**{**read, **checked({**read, **given})})


def _of_file(path: str) -> Mapping[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
    except FileNotFoundError:
        raise MissingInputError(f"{path} is not there", file=path) from None
    except ValueError as error:
        raise InputError(f"{path}: no JSON: {error}", file=path) from None
    if not isinstance(content, dict):
        raise InputError(f"{path}: the settings are no JSON object", file=path)
    return content


def checked(values: Mapping[str, Any]) -> Dict[str, Any]:
    """The values with their types, where every key is known and every value is in range.

    Raises:
        UsageError: otherwise.
    """
    result: Dict[str, Any] = {}
    for name, value in values.items():
        if name not in KEYS:
            raise UsageError(f"unknown key `{name}`{did_you_mean(name, KEYS)}")
        result[name] = _value(name, value)
    if "device_curve" in result:
        for name in ("nonlinearity_ltp", "nonlinearity_ltd", "max_level"):
            if name in result:
                raise UsageError(f"{name} contradicts device_curve, which tells it")
        if result.get("device_curve_use") == "table" and result.get("d2d_sigma", 0) != 0:
            raise UsageError(
                f"d2d_sigma = {result['d2d_sigma']} contradicts device_curve_use = table: a table has no label that could "
                "differ (allowed: 0, or device_curve_use = label)")
    elif "device_curve_use" in result:
        raise UsageError("device_curve_use needs device_curve")
    return result


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The nearest name as a question, else all names."""
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f" (did you mean `{near[0]}`?)" if near else f" (allowed: {', '.join(names)})"


def _value(name: str, value: Any) -> Any:
    if name in _WHOLE:
        return whole(name, value, *_WHOLE[name])
    if name in _REAL:
        return real(name, value, *_REAL[name])
    if name in _WORDS:
        if value not in _WORDS[name]:
            raise UsageError(f"{name} is {value!r} (allowed: {', '.join(_WORDS[name])})")
        return value
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise UsageError(f"{name} is {value!r} (allowed: true, false)")
        return value
    if name == "device_curve":
        return os.fspath(value)
    return _list(name, value)


def _list(name: str, value: Any) -> Any:
    if not isinstance(value, (list, tuple)):
        raise UsageError(f"{name} is {value!r} (needed: a list)")
    if name == "network":
        return tuple(_layer(f"layer {index + 1}", layer) for index, layer in enumerate(value))
    if name == "input_range":
        if len(value) != 2:
            raise UsageError(f"input_range is {value!r} (needed: two numbers)")
        ends = tuple(real(name, end, -1e3, 1e3) for end in value)
    else:
        ends = tuple(whole(name, epoch, 0, 1 << 20) for epoch in value)
    if any(first >= second for first, second in zip(ends, ends[1:])):
        raise UsageError(f"{name} does not ascend: {value!r}")
    return ends


def _layer(place: str, layer: Any) -> Mapping[str, Any]:
    if not isinstance(layer, Mapping):
        raise UsageError(f"{place} is {layer!r} (needed: an object with `type`)")
    kind = layer.get("type")
    if not isinstance(kind, str) or kind not in _LAYER_KEYS:
        raise UsageError(f"{place}: type is {kind!r} (allowed: {', '.join(_LAYER_KEYS)})")
    for name, value in layer.items():
        allowed = ("type", *_LAYER_KEYS[kind])
        if name not in allowed:
            raise UsageError(f"{place}, {kind}: unknown key `{name}`{did_you_mean(name, allowed)}")
        if name in _LAYER_RANGES:
            whole(f"{place}, {kind}: {name}", value, *_LAYER_RANGES[name])
        elif name == "padding" and value not in ("same", "valid"):
            raise UsageError(f"{place}, {kind}: padding is {value!r} (allowed: same, valid)")
    for name in ("outputs", "kernel", "size"):
        if name in _LAYER_KEYS[kind] and name not in layer:
            raise UsageError(f"{place}, {kind}: `{name}` is missing")
    return dict(layer)


def whole(name: str, value: Any, low: int, high: int) -> int:
    """A whole number within limits. Raises UsageError otherwise."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value) or not low <= value <= high:
        raise UsageError(f"{name} is {value!r} (allowed: whole numbers from {low} to {high})")
    return int(value)


def real(name: str, value: Any, low: float, high: float) -> float:
    """A number within limits. Raises UsageError otherwise."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise UsageError(f"{name} is {value!r} (allowed: {low:g} to {high:g})")
    return float(value)
