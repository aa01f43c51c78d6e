# SPDX-License-Identifier: Apache-2.0
"""How real numbers become the integers that hardware multiplies: "Layers in integers" in
`docs/models/networks-and-quantization.md`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
import torch

# Parts of the histogram of magnitudes [1].
BINS = 4096


@dataclass(frozen=True)
class Settings:
    """How a network is quantized.

    form: "integer" or "odd". product_bits, product_forms: of the first and of the stored operand of products of two
    activations.
    """

    weight_bits: int = 8
    activation_bits: int = 8
    per_channel: bool = False
    asymmetric: bool = False
    percentile: Optional[float] = None
    form: str = "integer"
    product_bits: Tuple[int, int] = (8, 8)
    product_forms: Tuple[str, str] = ("integer", "integer")

    def __post_init__(self) -> None:
        for name, bits in (("weight_bits", self.weight_bits), ("activation_bits", self.activation_bits),
                           ("bits of products", self.product_bits[0]), ("bits of products", self.product_bits[1])):
            if isinstance(bits, bool) or not isinstance(bits, int) or not 1 <= bits <= 8:
                raise ValueError(f"{name} = {bits!r} is not possible (allowed: 1 to 8)")
        if self.percentile is not None and not 50 <= self.percentile <= 100:
            raise ValueError(f"percentile = {self.percentile!r} is not possible (allowed: None, or 50 to 100)")
        if self.form == "odd" and self.asymmetric:
            raise ValueError("asymmetric = True contradicts odd numbers, which have no zero point")

    @property
    def needs_histogram(self) -> bool:
        """Whether ranges need the distribution of magnitudes."""
        return self.percentile is not None or 1 in (self.activation_bits, *self.product_bits)


@dataclass(frozen=True)
class Range:
    """The range of what enters a layer over calibration images; `largest` is the magnitude that counts as the largest."""

    minimum: float
    maximum: float
    largest: float
    mean_magnitude: float = 0.0

    def keys(self) -> Dict[str, float]:
        """The range as the library takes it."""
        return {"minimum": self.minimum, "maximum": self.maximum, "largest": self.largest,
                "meanMagnitude": self.mean_magnitude}


class Observer:
    """Collects the range of what enters a layer: first its ends, then, where that is needed, a histogram."""

    def __init__(self) -> None:
        self.minimum, self.maximum = math.inf, -math.inf
        self.histogram: Optional[torch.Tensor] = None

    @property
    def top(self) -> float:
        """The largest magnitude."""
        return max(self.maximum, -self.minimum)

    def see(self, x: torch.Tensor, name: str) -> None:
        """Sees some inputs. Raises ValueError where one is not finite."""
        require_finite(x, f"the input of `{name}` in the calibration run")
        if x.numel():
            self.minimum = min(self.minimum, float(x.min()))
            self.maximum = max(self.maximum, float(x.max()))

    def count(self, x: torch.Tensor) -> None:
        """Counts magnitudes in equal parts from 0 to the largest."""
        if self.histogram is None:
            self.histogram = torch.zeros(BINS, dtype=torch.long)
        if self.top > 0:
            places = (x.detach().double().abs() * (BINS / self.top)).long().clamp(max=BINS - 1)
            self.histogram += torch.bincount(places.flatten().cpu(), minlength=BINS)

    def range(self, percentile: Optional[float]) -> Range:
        """The range. Raises ValueError where nothing was seen."""
        if self.minimum > self.maximum:
            raise ValueError("no input was seen in the calibration run")
        counts: List[int] = [] if self.histogram is None else self.histogram.tolist()
        largest, mean = self.top, 0.0
        total = sum(counts)
        if total > 0:
            weighted = sum((place + 0.5) * count for place, count in enumerate(counts))
            mean = weighted / total * self.top / BINS
        if percentile is not None and counts:
            wanted, passed = float(total) * percentile / 100, 0
            for place, count in enumerate(counts):
                passed += count
                if float(passed) >= wanted:
                    largest = self.top * float(place + 1) / BINS
                    break
        return Range(self.minimum, self.maximum, largest, mean)


def require_finite(x: torch.Tensor, what: str) -> None:
    """Raises ValueError where a number is infinite or none."""
    if not bool(torch.isfinite(x.sum())) and not bool(torch.isfinite(x).all()):
        raise ValueError(f"{what} is not finite")


@dataclass(frozen=True)
class Activation:
    """How activations become integers: scale, the integer of zero, bits, and the form unsigned, twos or odd."""

    scale: float
    zero: int
    bits: int
    form: str
    low: int
    high: int

    @staticmethod
    def of(scale: float, bits: int, form: str, zero: int = 0, is_narrow: bool = False) -> Activation:
        """Integers of some form; a scale of 0 becomes 1. is_narrow: without the least number in two's complement."""
        half = 1 << (bits - 1)
        low, high = {"unsigned": (0, 2 * half - 1), "twos": (1 - half if is_narrow else -half, half - 1),
                     "odd": (1 - 2 * half, 2 * half - 1)}[form]
        return Activation(scale if scale > 0 and math.isfinite(scale) else 1.0, zero, bits, form, low, high)

    @property
    def is_signed(self) -> bool:
        """Whether integers may be below 0."""
        return self.form != "unsigned"

    def places(self, x: torch.Tensor) -> torch.Tensor:
        """The integers before they are cut to the limits, in double precision."""
        x = x.double()
        if self.form == "odd":
            return 2 * torch.floor(x / (2 * self.scale)) + 1
        return torch.floor(x / self.scale + 0.5) + self.zero

    def integers(self, x: torch.Tensor) -> torch.Tensor:
        """The integers of real numbers, in double precision."""
        return self.places(x).clamp(self.low, self.high)

    @property
    def padding(self) -> int:
        """The integer that stands for zero; +1 for odd numbers."""
        return int(self.integers(torch.zeros(())))

    def values(self, integers: torch.Tensor) -> torch.Tensor:
        """The real numbers that integers stand for."""
        return (integers - self.zero) * self.scale

    def rounded(self, x: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        """What hardware sees of real numbers, in their own precision, and which of them are within the limits."""
        places = self.places(x)
        inside = (places >= self.low) & (places <= self.high)
        return self.values(places.clamp(self.low, self.high)).to(x.dtype), inside


def activation(limits: Range, bits: int, form: str, asymmetric: bool) -> Activation:
    """How activations of a range become integers."""
    levels = float((1 << bits) - 1)
    if form == "odd":
        return Activation.of(limits.mean_magnitude if bits == 1 else limits.largest / levels, bits, "odd")
    if limits.minimum >= 0:
        return Activation.of(limits.largest / levels, bits, "unsigned")
    if asymmetric:
        low, high = max(limits.minimum, -limits.largest), max(0.0, min(limits.maximum, limits.largest))
        scale = (high - low) / levels
        zero = int(min(max(math.floor(-low / scale + 0.5), 0), levels)) if scale > 0 else 0
        return Activation.of(scale, bits, "unsigned", zero)
    if bits == 1:
        return Activation.of(limits.mean_magnitude, 1, "odd")
    return Activation.of(limits.largest / float((1 << (bits - 1)) - 1), bits, "twos")


def stored(limits: Range, bits: int, form: str) -> Activation:
    """How the second operand of a product of two activations becomes integers: symmetric numbers with a sign."""
    is_odd = form == "odd" or bits == 1
    levels = float((1 << bits) - 1 if is_odd else (1 << (bits - 1)) - 1)
    scale = limits.mean_magnitude if bits == 1 else limits.largest / levels
    return Activation.of(scale, bits, "odd" if is_odd else "twos", is_narrow=True)


@dataclass(frozen=True)
class Weights:
    """Weights in integers.

    integers: [outputs, rows], in double precision. scales: of each output. inside: which weights are within the limits.
    """

    integers: torch.Tensor
    scales: torch.Tensor
    inside: torch.Tensor

    def values(self, like: torch.Tensor) -> torch.Tensor:
        """The real numbers that the integers stand for, in the shape and precision of the weights `like`."""
        return (self.integers * self.scales[:, None]).to(like.dtype).view(like.shape)


def quantize_weights(weight: torch.Tensor, settings: Settings) -> Weights:
    """Weights [outputs, ...] as integers. Raises ValueError where one is not finite."""
    require_finite(weight, "a weight")
    # The program holds weights in single precision.
    numbers = weight.detach().flatten(1).float().double()
    bits = settings.weight_bits
    is_odd = settings.form == "odd" or bits == 1
    levels = (1 << bits) - 1 if is_odd else (1 << (bits - 1)) - 1
    parts = numbers if settings.per_channel else numbers.reshape(1, -1)
    if bits == 1:
        # One after the other, as the program adds them.
        sums = np.add.accumulate(parts.abs().cpu().numpy(), axis=1)[:, -1] / max(1, parts.shape[1])
        scales = torch.as_tensor(sums, dtype=torch.float64, device=numbers.device)
    else:
        scales = parts.abs().amax(dim=1) / float(levels)
    scales = torch.where((scales > 0) & torch.isfinite(scales), scales, torch.ones_like(scales))
    scales = scales.expand(numbers.shape[0])
    if is_odd:
        places = 2 * torch.floor(numbers / (2 * scales[:, None])) + 1
    else:
        places = torch.floor(numbers / scales[:, None] + 0.5)
    inside = (places >= -levels) & (places <= levels)
    return Weights(places.clamp(-levels, levels), scales, inside.view(weight.shape))


def library_keys(settings: Settings) -> Dict[str, Any]:
    """The settings as the library takes them."""
    return {"weightBits": settings.weight_bits, "activationBits": settings.activation_bits,
            "perChannel": settings.per_channel, "asymmetric": settings.asymmetric, "form": settings.form}
