# SPDX-License-Identifier: Apache-2.0
"""How integers become digits of rows and levels of cells, and which rows are read together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Tuple

import torch

from ._hardware import Hardware


@dataclass(frozen=True)
class Slice:
    """Bits of a weight that one cell holds: the lowest bit, their number, and the weight of a level [1]."""

    shift: int
    bits: int
    scale: int


@dataclass(frozen=True)
class WeightEncoding:
    """How integer weights are cut into levels of cells."""

    mapping: str
    bits: int
    cell_bits: int
    joins: bool

    @staticmethod
    def of(hardware: Hardware) -> WeightEncoding:
        """The encoding of some hardware."""
        encoding = WeightEncoding(hardware.mapping, hardware.weight_bits, hardware.cell_bits, False)
        joins = hardware.weight_joining == "analog" and hardware.mapping not in ("twos", "xnor")
        return WeightEncoding(
            hardware.mapping, hardware.weight_bits, hardware.cell_bits, joins and len(encoding.slices) > 1)

    @property
    def slices(self) -> Tuple[Slice, ...]:
        """The slices of a weight, the lowest first."""
        cut = self.bits - 1 if self.mapping in ("twos", "diff", "diff_analog") else self.bits
        step = 1 if self.mapping == "xnor" else self.cell_bits
        unit = 2 if self.mapping == "odd" else 1
        slices = [Slice(low, min(step, cut - low), unit << low) for low in range(0, cut, step)]
        if self.mapping == "twos":
            slices.append(Slice(self.bits - 1, 1, -(1 << (self.bits - 1))))
        return tuple(slices)

    @property
    def signs(self) -> Tuple[int, ...]:
        """The weights of the copies of all slices."""
        return (1, -1) if self.mapping in ("diff", "diff_analog", "odd_pair") else (1,)

    @property
    def is_odd(self) -> bool:
        """Whether only odd weights can be held."""
        return self.mapping in ("xnor", "odd", "odd_pair")

    @property
    def has_signed_sums(self) -> bool:
        """Whether partial sums have a sign."""
        return self.mapping in ("xnor", "diff_analog")

    @property
    def limits(self) -> Tuple[int, int]:
        """The least and the largest weight that can be held."""
        half = 1 << (self.bits - 1)
        if self.mapping in ("offset", "twos"):
            return -half, half - 1
        return (1 - 2 * half, 2 * half - 1) if self.is_odd else (1 - half, half - 1)

    @property
    def offset(self) -> int:
        """What is added to a weight before it is cut [1]."""
        return {"offset": 1 << (self.bits - 1), "odd": (1 << self.bits) - 1}.get(self.mapping, 0)

    @property
    def top_level(self) -> int:
        """The highest level of a cell [1]."""
        return (1 << self.cell_bits) - 1

    @property
    def joining_weights(self) -> Tuple[int, ...]:
        """Weights of slices over that of the lowest one [1]."""
        return tuple(part.scale // self.slices[0].scale for part in self.slices)

    @property
    def top_converted_level(self) -> int:
        """The largest level that a conversion sees of one row."""
        if not self.joins:
            return self.top_level
        return sum(weight * ((1 << part.bits) - 1) for part, weight in zip(self.slices, self.joining_weights))

    @property
    def whole_cell_level(self) -> int:
        """What a conversion sees of one row whose cells all stand at their highest level."""
        return self.top_level * sum(self.joining_weights) if self.joins else self.top_level

    @property
    def lane_scales(self) -> Tuple[int, ...]:
        """The weights of the conversions of a weight: polarity by polarity, slice by slice."""
        signs = (1,) if self.mapping == "diff_analog" else self.signs
        parts = self.slices[:1] if self.joins else self.slices
        return tuple(sign * part.scale for sign in signs for part in parts)

    def check(self, weights: torch.Tensor) -> None:
        """Raises ValueError for weights that cells cannot hold."""
        low, high = self.limits
        if weights.numel() == 0:
            return
        least, most = int(weights.min()), int(weights.max())
        if least < low or most > high or self.is_odd and bool((weights & 1 == 0).any()):
            raise ValueError(
                f"weights from {least} to {most} do not fit weight_bits = {self.bits} and mapping = "
                f"\"{self.mapping}\" (allowed: {'odd numbers from ' if self.is_odd else ''}{low} to {high})")

    def levels(self, weights: torch.Tensor) -> torch.Tensor:
        """Levels [..., polarities, slices, rows, columns] of integer weights [..., rows, columns]; -1 and +1 in XNOR cells."""
        self.check(weights)
        copies = []
        for sign in self.signs:
            stored = sign * weights
            if self.mapping == "offset":
                stored = stored + self.offset
            elif self.mapping in ("diff", "diff_analog"):
                stored = stored.clamp(min=0)
            elif self.is_odd:
                stored = (stored + (1 << self.bits) - 1) // 2
            digits = torch.stack([stored >> part.shift & (1 << part.bits) - 1 for part in self.slices], dim=-3)
            copies.append(2 * digits - 1 if self.mapping == "xnor" else digits)
        return torch.stack(copies, dim=-4)


@dataclass(frozen=True)
class InputEncoding:
    """How activations become digits, which enter the rows one after the other."""

    bits: int
    step: int
    is_signed: bool
    is_bipolar: bool

    @staticmethod
    def of(hardware: Hardware) -> InputEncoding:
        """The encoding of some hardware."""
        is_bipolar = hardware.mapping == "xnor"
        return InputEncoding(
            hardware.act_bits, hardware.dac_bits, hardware.act_signed and not is_bipolar, is_bipolar)

    @property
    def scales(self) -> Tuple[int, ...]:
        """The weight of each digit, the lowest first [1]."""
        scales = [1 << low for low in range(0, self.bits, self.step)]
        return (*scales[:-1], -scales[-1]) if self.is_signed else tuple(scales)

    @property
    def top_digit(self) -> int:
        """The largest digit [1]."""
        return (1 << self.step) - 1

    def check(self, x: torch.Tensor) -> None:
        """Raises ValueError for activations that rows cannot carry."""
        if x.numel() == 0:
            return
        top = 1 << self.bits
        low, high = (1 - top, top - 1) if self.is_bipolar else (-top // 2, top // 2 - 1) if self.is_signed else (0, top - 1)
        least, most = int(x.min()), int(x.max())
        if least < low or most > high or self.is_bipolar and bool((x & 1 == 0).any()):
            raise ValueError(
                f"activations from {least} to {most} do not fit act_bits = {self.bits}, act_signed = {self.is_signed} "
                f"(allowed: {'odd numbers from ' if self.is_bipolar else ''}{low} to {high})")

    def digits(self, x: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
        """Digits [digits, ...] of integer activations; -1 and +1 of bipolar ones."""
        planes = (x + (1 << self.bits) - 1) // 2 if self.is_bipolar else x
        digits = torch.stack([planes >> low & self.top_digit for low in range(0, self.bits, self.step)])
        return (2 * digits - 1 if self.is_bipolar else digits).to(dtype)


@dataclass(frozen=True)
class Reads:
    """Rows that are read together: the rows of each read, and the array that each read belongs to."""

    rows: Tuple[Tuple[int, ...], ...]
    arrays: Tuple[int, ...]

    @staticmethod
    def of(hardware: Hardware, rows: int, positions: int = 1) -> Reads:
        """The reads of a layer of `rows` rows, whose kernel has `positions` elements."""
        held: List[range] = []
        if hardware.row_order == "positions":
            for position in range(positions):
                held += _pieces(range(position, rows, positions), hardware.rows_per_array)
        else:
            held = _pieces(range(rows), hardware.rows_per_array)
        at_once = min(hardware.rows_active, hardware.rows_per_array)
        reads = [(array, part) for array, own in enumerate(held) for part in _pieces(own, at_once)]
        return Reads(tuple(tuple(part) for _, part in reads), tuple(array for array, _ in reads))

    @property
    def largest(self) -> int:
        """Rows of the largest read [1]."""
        return max(map(len, self.rows))

    def index(self, rows: int) -> torch.Tensor:
        """The rows of each read [reads, rows of the largest]; `rows`, a row beyond the last one, fills shorter reads."""
        filled = [[*part, *[rows] * (self.largest - len(part))] for part in self.rows]
        return torch.tensor(filled, dtype=torch.long)


def _pieces(rows: range, size: int) -> List[range]:
    return [rows[start:start + size] for start in range(0, len(rows), size)]
