# SPDX-License-Identifier: Apache-2.0
"""Cells after programming: levels, conductances, and what is drawn for them from PyTorch's generator.

The steps and their order are those of the table "Cells" in `docs/models/imc-matmul.md`. Distributions are those of the
program; the numbers are not, because they come from another generator.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Optional, Tuple

import torch

from ._converter import CellSums, drift_factor
from ._encoding import InputEncoding, Reads, WeightEncoding
from ._hardware import Hardware

# What belongs to arrays and stays when other numbers are written into them.
_OF_ARRAYS = ("stuck", "bitcell", "capacitor", "joining", "offset", "gain")


@dataclass(frozen=True)
class Chance:
    """Where random numbers begin, and where they are drawn.

    name: what the arrays belong to, such as the number of a matrix. first: number of the first image. arrays: arrays that
    hold the matrices in turn, where products of two activations write them anew; None: each matrix has its own.
    """

    seed: int
    trial: int
    name: str
    device: torch.device
    first: int = 0
    arrays: Optional[int] = None

    def generator(self, purpose: str, number: int = 0) -> torch.Generator:
        """A generator for one purpose."""
        text = f"{self.seed} {self.trial} {self.name} {purpose} {number}"
        word = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
        return torch.Generator(self.device).manual_seed(word)

    def reads(self) -> torch.Generator:
        """The generator of what is drawn at reads, which begins anew with each number of a first image."""
        return self.generator("reads", self.first)

    def normals(self, purpose: str, shape: Tuple[int, ...]) -> torch.Tensor:
        """Normal numbers for cells or converters, `shape` beginning with the matrices."""
        return self._drawn(torch.randn, purpose, shape)

    def uniforms(self, purpose: str, shape: Tuple[int, ...]) -> torch.Tensor:
        """Even numbers between 0 and 1, as `normals`."""
        return self._drawn(torch.rand, purpose, shape)

    def _drawn(self, draw: object, purpose: str, shape: Tuple[int, ...]) -> torch.Tensor:
        assert callable(draw)
        stays = self.arrays is None or purpose in _OF_ARRAYS
        own = shape if self.arrays is None or not stays else (self.arrays, *shape[1:])
        numbers: torch.Tensor = draw(
            own, generator=self.generator(purpose, 0 if stays else self.first), dtype=torch.float64,
            device=self.device)
        return numbers if own == shape else numbers.repeat(shape[0] // own[0], *[1] * (len(shape) - 1))


@dataclass(frozen=True)
class Cells:
    """What the conversions of a layer see of its cells: [matrices, lanes, rows, columns], in double precision.

    seen: whole levels where `sums` says how they add up, otherwise conductances [cell levels].
    sums: partial sums from whole sums; None where cells at the same level differ.
    is_digital: whether each cell is at its level exactly.
    variances, input_variances: of a row at a read, for digits squared and for rows that are on [cell levels^2].
    """

    seen: torch.Tensor
    sums: Optional[CellSums]
    is_digital: bool
    variances: Optional[torch.Tensor]
    input_variances: Optional[torch.Tensor]


def has_analog_cells(hardware: Hardware) -> bool:
    """Whether cells can differ from their nominal level by fractions of a level, other than at reads."""
    return (math.isfinite(hardware.on_off) or hardware.has_spread and hardware.g_variation == "device"
            or hardware.drift_time > 0 or hardware.bitcell_sigma > 0 or hardware.capacitor_sigma > 0
            or hardware.mapping == "xnor" and hardware.stuck_lo + hardware.stuck_hi > 0
            or hardware.joining_sigma > 0 and WeightEncoding.of(hardware).joins)


def has_uneven_read_noise(hardware: Hardware) -> bool:
    """Whether the noise of cells at a read is more than in proportion to one-bit levels."""
    reads = hardware.has_spread and hardware.g_variation == "read"
    if not (hardware.read_sigma > 0 or hardware.dac_sigma > 0 or reads):
        return False
    return (reads and hardware.g_model != "prop" or hardware.cell_bits > 1 or hardware.dac_bits > 1
            or hardware.mapping == "diff_analog" or WeightEncoding.of(hardware).joins)


def program(weights: torch.Tensor, hardware: Hardware, reads: Reads, reference: float, chance: Chance) -> Cells:
    """Writes integer weights [matrices, rows, columns].

    reference: what a reference column takes off for each digit, where conductances are seen [cell levels].
    """
    encoding = WeightEncoding.of(hardware)
    levels = _with_stuck_cells(encoding.levels(weights).double(), hardware, encoding, chance)
    joining = _joining(levels, hardware, encoding, reads, chance)
    physics = _Physics(hardware, encoding, reads, chance)
    share = 1 / hardware.on_off if math.isfinite(hardware.on_off) else 0.0
    cells = levels * (1 - share) + encoding.top_level * share if share > 0 else levels
    is_digital = not has_analog_cells(hardware) and not has_uneven_read_noise(hardware)
    sums = CellSums.of(hardware)
    if not is_digital:
        cells = physics.programmed(cells, levels)
    variances = _joined(physics.read_variances(cells, levels), joining, 2)
    means = _joined(physics.read_means(cells), joining, 1)
    whole = _joined(levels, _joining(levels, hardware, encoding, reads, None), 1)
    assert means is not None and whole is not None
    is_difference = hardware.mapping == "diff_analog"
    inputs = None
    if hardware.dac_sigma > 0:
        error = hardware.dac_sigma * InputEncoding.of(hardware).top_digit
        inputs = error * error * _lanes(means - reference, is_difference, -1).square()
    return Cells(
        _lanes(whole if sums is not None else means, is_difference, -1), sums, is_digital,
        None if variances is None else _lanes(variances, is_difference, 1), inputs)


def _lanes(cells: torch.Tensor, is_difference: bool, sign: int) -> torch.Tensor:
    """[matrices, polarities, slices, rows, columns] as [matrices, lanes, rows, columns]."""
    if is_difference:
        return cells[:, 0] + sign * cells[:, 1]
    return cells.flatten(1, 2)


def _with_stuck_cells(
    levels: torch.Tensor, hardware: Hardware, encoding: WeightEncoding, chance: Chance
) -> torch.Tensor:
    if hardware.stuck_lo + hardware.stuck_hi == 0:
        return levels
    number = chance.uniforms("stuck", tuple(levels.shape))
    levels = torch.where(number < hardware.stuck_lo + hardware.stuck_hi, float(encoding.top_level), levels)
    return torch.where(number < hardware.stuck_lo, 0.0, levels)


def _joining(
    levels: torch.Tensor, hardware: Hardware, encoding: WeightEncoding, reads: Reads, chance: Optional[Chance]
) -> Optional[torch.Tensor]:
    """The weights of slices in the sum before a conversion [matrices, polarities, slices, rows, columns]; None: no sum."""
    if not encoding.joins:
        return None
    weights = torch.tensor(encoding.joining_weights, dtype=torch.float64, device=levels.device).view(-1, 1, 1)
    if chance is None or hardware.joining_sigma == 0:
        return weights
    matrices, polarities, slices, rows, columns = levels.shape
    number = chance.normals("joining", (matrices, max(reads.arrays) + 1, polarities, slices, columns))
    array_of = torch.zeros(rows, dtype=torch.long)
    for array, part in zip(reads.arrays, reads.rows):
        array_of[list(part)] = array
    factors = 1 + hardware.joining_sigma * number[:, array_of.to(levels.device)]
    return weights * factors.permute(0, 2, 3, 1, 4)


def _joined(cells: Optional[torch.Tensor], joining: Optional[torch.Tensor], power: int) -> Optional[torch.Tensor]:
    if cells is None or joining is None:
        return cells
    return (joining ** power * cells).sum(dim=2, keepdim=True)


@dataclass(frozen=True)
class _Physics:
    """What programming and time make of conductances [matrices, polarities, slices, rows, columns]."""

    hardware: Hardware
    encoding: WeightEncoding
    reads: Reads
    chance: Chance

    def programmed(self, cells: torch.Tensor, levels: torch.Tensor) -> torch.Tensor:
        h, shape = self.hardware, tuple(cells.shape)
        if h.has_spread and h.g_variation == "device":
            cells = self._spread(cells, levels, self.chance.normals("spread", shape))
        if h.drift_time > 0 and h.drift_nu_sigma > 0:
            exponents = h.drift_nu + h.drift_nu_sigma * self.chance.normals("drift", shape)
            cells = cells * torch.exp(-exponents * math.log(h.drift_time / h.drift_reference_time))
        elif h.drift_time > 0:
            cells = cells * drift_factor(h)
        if h.bitcell_sigma > 0:
            factors = 1 + h.bitcell_sigma * self.chance.normals("bitcell", shape)
            cells = cells * (factors.clamp(min=0) if h.g_clip0 else factors)
        if h.capacitor_sigma > 0:
            cells = self._with_capacitors(cells)
        return cells

    def _spread(self, cells: torch.Tensor, levels: torch.Tensor, normals: torch.Tensor) -> torch.Tensor:
        h = self.hardware
        if h.g_model == "prop":
            cells = cells * (1 + h.g_sigma * normals)
        elif h.g_model == "range":
            cells = cells + h.g_sigma * self.encoding.top_level * normals
        elif h.g_model == "lognormal":
            cells = cells * torch.exp(h.g_sigma * normals)
        else:
            cells = cells + self._state_spread(levels) * normals
        return cells.clamp(min=0) if h.g_clip0 and h.mapping != "xnor" else cells

    def _state_spread(self, levels: torch.Tensor) -> torch.Tensor:
        spreads = torch.tensor(self.hardware.state_std, dtype=torch.float64, device=levels.device)
        return spreads[levels.long()]

    def _with_capacitors(self, cells: torch.Tensor) -> torch.Tensor:
        factors = 1 + self.hardware.capacitor_sigma * self.chance.normals("capacitor", tuple(cells.shape))
        factors = factors.clamp(min=0.01)
        cells = cells * factors
        for part in self.reads.rows:
            rows = list(part)
            cells[..., rows, :] = cells[..., rows, :] / factors[..., rows, :].mean(dim=-2, keepdim=True)
        return cells

    def read_means(self, cells: torch.Tensor) -> torch.Tensor:
        h = self.hardware
        if h.has_spread and h.g_variation == "read" and h.g_model == "lognormal":
            return cells * math.exp(h.g_sigma * h.g_sigma / 2)
        return cells

    def read_variances(self, cells: torch.Tensor, levels: torch.Tensor) -> Optional[torch.Tensor]:
        h = self.hardware
        relative, power = h.read_sigma * h.read_sigma, cells.square()
        if not (h.has_spread and h.g_variation == "read"):
            return relative * power if relative > 0 else None
        square = h.g_sigma * h.g_sigma
        if h.g_model == "prop":
            own = square * power
        elif h.g_model == "range":
            own = torch.full_like(power, square * self.encoding.top_level ** 2)
        elif h.g_model == "lognormal":
            own = power * math.exp(square) * (math.exp(square) - 1)
        else:
            own = self._state_spread(levels).square()
        return own + relative * power
