# SPDX-License-Identifier: Apache-2.0
"""Integer products as in-memory-computing arrays form them, in operations of PyTorch on any device.

Equations: "Signal chain" in `docs/models/imc-matmul.md`. Without chance the results are those of the program bit for bit:
whole sums are exact in either precision, each position among codes is one division, and products of unequal steps are added
in the order of the program.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Iterator, Optional, Tuple

import torch

from ._cells import Cells, Chance, program
from ._converter import CellSums, Converter, design, full_scale
from ._encoding import InputEncoding, Reads, WeightEncoding
from ._exact import Exact, SumLine
from ._hardware import Hardware
from ._histogram import Histogram

# Conversions that are held at a time [1], and sums that the program looks up in a table at most [1].
_BLOCK = 1 << 23
_LARGEST_TABLE = 1 << 20
# Columns that the program works on at a time [1]: they decide the order of additions.
_TILE = 32
# Whole numbers up to here have an exact product in the shortest format that a device may take for single precision.
_SHORT = 1 << 11

# Keys that only the library models, with the values that mean their absence.
_UNSUPPORTED = {"ir_drop": "none", "adc_table_file": None}


def require_supported(hardware: Hardware) -> None:
    """Raises NotImplementedError that names a key which only the library models."""
    for key, absent in _UNSUPPORTED.items():
        if getattr(hardware, key) != absent:
            raise NotImplementedError(
                f"{key} = {getattr(hardware, key)!r} is not modelled by backend = \"torch\" (allowed: {absent!r}; "
                "backend = \"library\" on a CPU models it)")


@dataclass(frozen=True)
class Plan:
    """Arrays of one shape: how many rows and columns of weights, how they are read, and their converters."""

    hardware: Hardware
    rows: int
    columns: int
    reads: Reads
    converter: Converter

    @staticmethod
    def of(
        hardware: Hardware, rows: int, columns: int, positions: int = 1, calibration: Optional[Histogram] = None
    ) -> Plan:
        """Plans arrays for a matrix; `positions` are the elements of a kernel [1].

        Raises ValueError where the hardware cannot hold it, NotImplementedError where only the library models it.
        """
        require_supported(hardware)
        reads = Reads.of(hardware, rows, positions)
        return Plan(hardware, rows, columns, reads, design(hardware, reads.largest, calibration))

    @property
    def reference_current(self) -> Exact:
        """What a reference column takes off for each digit [cell levels]."""
        h = self.hardware
        if h.gmin_comp != "reference" or not math.isfinite(h.on_off) or h.mapping == "diff_analog":
            return Exact.of(0)
        return Exact.of(WeightEncoding.of(h).whole_cell_level) / Exact.of(h.on_off)

    @property
    def largest_sum(self) -> int:
        """The largest whole sum of a read, with cells that are stuck [1]."""
        encoding = WeightEncoding.of(self.hardware)
        level = encoding.whole_cell_level if self.hardware.stuck_hi > 0 else encoding.top_converted_level
        return self.reads.largest * level * InputEncoding.of(self.hardware).top_digit

    def reference_column(self) -> Plan:
        """The column that holds the offset of weights, which is read without noise."""
        h = self.hardware
        quiet = {"read_sigma": 0.0, "dac_sigma": 0.0, "rbl_sigma": 0.0, "adc_noise_sigma": 0.0, "adc_offset_sigma": 0.0,
                 "adc_gain_sigma": 0.0}
        still = {"g_sigma": 0.0, "state_std": tuple(0.0 for _ in h.state_std) if h.state_std else None}
        ideal = {"stuck_lo": 0.0, "stuck_hi": 0.0, "drift_time": 0.0, "drift_nu": 0.0, "drift_nu_sigma": 0.0,
                 "bitcell_sigma": 0.0, "capacitor_sigma": 0.0, "joining_sigma": 0.0}
        keys = {**quiet, **(still if h.g_variation == "read" or h.offset_ref == "counted" else {}),
                **(ideal if h.offset_ref == "counted" else {})}
        return replace(self, hardware=h.changed(**keys), columns=1)


class Arrays:
    """Matrices written into arrays that are alike."""

    def __init__(self, plan: Plan, weights: torch.Tensor, chance: Chance, is_reference: bool = False) -> None:
        """weights: integers [matrices, rows, columns]. is_reference: whether this is the column that holds the offset.

        Raises ValueError for weights that cells cannot hold.
        """
        self.plan = plan
        self.chance = chance
        self.encoding = WeightEncoding.of(plan.hardware)
        self.inputs = InputEncoding.of(plan.hardware)
        self.cells: Cells = program(weights, plan.hardware, plan.reads, plan.reference_current.value, chance)
        self.lane_scales = self.encoding.lane_scales
        self._index = plan.reads.index(plan.rows).to(weights.device)
        self._offsets = self._errors("offset", plan.hardware.adc_offset_sigma, 0.0)
        self._gains = self._errors("gain", plan.hardware.adc_gain_sigma, 1.0)
        self._reference: Optional[Arrays] = None
        if plan.hardware.subtracts_reference_code and not is_reference:
            zeros = torch.zeros_like(weights[:, :, :1])
            self._reference = Arrays(
                plan.reference_column(), zeros, replace(chance, name=f"{chance.name} reference"), True)

    def _errors(self, purpose: str, sigma: float, around: float) -> Optional[torch.Tensor]:
        """Constant errors of converters [matrices, reads, 1, 1, lanes, columns]; None: there are none."""
        if sigma == 0:
            return None
        seen = self.cells.seen
        arrays = self.plan.reads.arrays
        drawn = self.chance.normals(purpose, (seen.shape[0], max(arrays) + 1, seen.shape[1], seen.shape[3]))
        return (around + sigma * drawn)[:, list(arrays), None, None]

    # MARK: Products

    def multiply(self, x: torch.Tensor, first: int = 0) -> torch.Tensor:
        """What the hardware takes for the products, in double precision [matrices, vectors, columns].

        x: integers [matrices, vectors, rows]. first: number of the first image, which decides what is drawn.
        Raises ValueError for activations that rows cannot carry.
        """
        self.inputs.check(x)
        h, converter = self.plan.hardware, self.plan.converter
        total = self.raw(x, replace(self.chance, first=first).reads())
        if self._reference is not None:
            total = total - self._reference.raw(x, None)
        scales, lanes = sum(self.inputs.scales), float(sum(self.lane_scales))
        base = 0.0
        if self._reference is None:
            base = converter.value_base * scales * lanes * float(len(self.plan.reads.rows))
        inputs = x.sum(dim=-1, keepdim=True).double()
        total = total * converter.unit + base
        if (h.compensates_off_current and h.gmin_comp == "digital" and self._reference is None
                and h.mapping != "diff_analog"):
            total = total - float(self.encoding.whole_cell_level) / h.on_off * lanes * inputs
        if h.compensates_off_current:
            total = total / (1 - 1 / h.on_off)
        offset = 0 if h.subtracts_reference_code else self.encoding.offset
        return total - float(offset) * inputs if offset else total

    def raw(self, x: torch.Tensor, generator: Optional[torch.Generator]) -> torch.Tensor:
        """Sums of codes, each times what its digit and its lane count [matrices, vectors, columns]."""
        if self._is_exact():
            scales = self._scales(self.lane_scales).view(-1, 1, 1)
            return _whole_products(x, (self.cells.seen * scales).sum(dim=1))
        matrices, lanes, _, columns = self.cells.seen.shape
        per_vector = matrices * len(self.inputs.scales) * self._index.numel() * max(
            1, lanes * columns // self._index.shape[1] + 1)
        size = max(1, _BLOCK // per_vector)
        return torch.cat([self._block(part, generator) for part in torch.split(x, size, dim=1)], dim=1)

    def _scales(self, scales: Tuple[int, ...]) -> torch.Tensor:
        return torch.tensor(scales, dtype=torch.float64, device=self.cells.seen.device)

    def _is_exact(self) -> bool:
        """Whether each whole sum is its own code, so that digits and slices add up to the product."""
        converter, top = self.plan.converter, self.plan.largest_sum
        if not self.cells.is_digital or self._has_errors or self.plan.hardware.has_read_noise:
            return False
        if converter.kind == "none":
            return True
        least = -top if self.encoding.has_signed_sums else 0
        return (converter.kind == "linear" and not converter.inl and converter.plain_position == SumLine(1, 0, 0, 1)
                and converter.low <= least and converter.high >= top and converter.unit == 1)

    @property
    def _has_errors(self) -> bool:
        return self._offsets is not None or self._gains is not None

    def histogram(self) -> Histogram:
        """An empty histogram for `partial_sums`, as fine as that of the program."""
        full = float(full_scale(self.plan.hardware, self.plan.reads.largest))
        return Histogram(1.0 if self.has_tables else max(0.0625, full / 65536))

    def partial_sums(self, x: torch.Tensor) -> Iterator[torch.Tensor]:
        """Partial sums before conversion and without noise [cell levels], block by block."""
        size = max(1, _BLOCK // (8 * self.cells.seen[:, :, 0].numel() * len(self._index)))
        for part in torch.split(x, size, dim=1):
            sums, digits = self._sums(part)
            yield self._partial(sums, digits.sum(dim=-1)[..., None, None])

    def _sums(self, x: torch.Tensor) -> Tuple[torch.Tensor, torch.Tensor]:
        """Sums of levels times digits [matrices, reads, digits, vectors, lanes, columns], and the digits themselves
        [matrices, reads, digits, vectors, rows of a read]."""
        seen = self.cells.seen
        largest = self.plan.largest_sum
        is_short = self.cells.sums is not None and largest < 1 << 24 and self.encoding.top_converted_level < _SHORT
        is_short = is_short and (self.plan.hardware.stuck_hi == 0 or self.encoding.whole_cell_level < _SHORT)
        dtype = torch.float32 if is_short else torch.float64
        digits = self._gathered(self.inputs.digits(x, dtype).permute(1, 0, 2, 3))
        digits = digits.permute(0, 3, 1, 2, 4)
        cells = self._gathered(seen.to(dtype).transpose(2, 3)).permute(0, 3, 4, 1, 2)
        sums = _times(digits, cells)
        return sums, digits

    def _gathered(self, rows: torch.Tensor) -> torch.Tensor:
        """[..., rows] as [..., reads, rows of a read]; missing rows are 0."""
        return torch.nn.functional.pad(rows, (0, 1))[..., self._index]

    def _partial(self, sums: torch.Tensor, digits: torch.Tensor) -> torch.Tensor:
        """Partial sums [cell levels] from sums of levels, or of conductances, and of digits."""
        reference = self.plan.reference_current
        if self.cells.sums is None:
            return sums.double() - reference.value * digits.double() if reference.value else sums.double()
        line = self._cell_sums.line(self._largest) if not self.cells.is_digital else SumLine(1, 0, 0, 1)
        return _follow(line, sums.double(), digits.double())

    @property
    def _cell_sums(self) -> CellSums:
        assert self.cells.sums is not None
        return self.cells.sums.less(self.plan.reference_current)

    @property
    def _largest(self) -> float:
        """The bound of whole sums for which positions among codes are exact."""
        return float(self.plan.reads.largest) * float(self.encoding.whole_cell_level) * float(
            1 << self.plan.hardware.dac_bits)

    @property
    def _is_tabulated(self) -> bool:
        """Whether the program looks codes up in a table."""
        return self.has_tables and self.plan.converter.kind != "none"

    @property
    def has_tables(self) -> bool:
        """Whether sums are whole numbers that are few enough for a table."""
        sides = 2 if self.encoding.has_signed_sums else 1
        return self.cells.is_digital and not self._has_errors and sides * self.plan.largest_sum < _LARGEST_TABLE

    def _block(self, x: torch.Tensor, generator: Optional[torch.Generator]) -> torch.Tensor:
        converter = self.plan.converter
        sums, digits = self._sums(x)
        digit_sums = digits.sum(dim=-1)[..., None, None]
        noise = self._noise(digits, sums, generator)
        if converter.kind == "none":
            partial = self._partial(sums, digit_sums)
            return self._added(partial if noise is None else partial + noise)
        if self.cells.sums is not None and noise is None and not self._is_tabulated and converter.kind == "linear":
            t = _follow(converter.position(self._cell_sums, self._largest), sums.double(), digit_sums.double())
        else:
            partial = self._partial(sums, digit_sums)
            t = _follow(converter.plain_position, partial if noise is None else partial + noise, 0.0)
        if self._gains is not None:
            t = t * self._gains
        if self._offsets is not None:
            t = t + self._offsets
        if self.plan.hardware.adc_noise_sigma > 0:
            t = t + self.plan.hardware.adc_noise_sigma * _normals(t, generator)
        return self._added(converter.counted(converter.codes(t)))

    def _noise(
        self, digits: torch.Tensor, sums: torch.Tensor, generator: Optional[torch.Generator]
    ) -> Optional[torch.Tensor]:
        """Noise of the partial sums of reads; None where there is none."""
        variances, inputs = self.cells.variances, self.cells.input_variances
        column = self.plan.hardware.rbl_sigma ** 2
        if variances is None and inputs is None:
            return math.sqrt(column) * _normals(sums.double(), generator) if column > 0 else None
        total = torch.full_like(sums, column, dtype=torch.float64)
        for cells, weights in ((variances, digits.square()), (inputs, (digits != 0).to(digits.dtype))):
            if cells is not None:
                gathered = self._gathered(cells.transpose(2, 3)).permute(0, 3, 4, 1, 2)
                total = total + _times(weights.double(), gathered)
        return total.sqrt() * _normals(total, generator)

    def _added(self, values: torch.Tensor) -> torch.Tensor:
        """Sums over reads, digits and lanes of [matrices, reads, digits, vectors, lanes, columns]."""
        if self.plan.converter.kind == "linear":
            scales = self._scales(self.inputs.scales)[:, None] * self._scales(self.lane_scales)
            return torch.einsum("mrdvlc,dl->mvc", values, scales)
        matrices, reads, digits, vectors, lanes, columns = values.shape
        total = values.new_zeros(matrices, vectors, columns)
        for read in range(reads):
            if self._is_tabulated:
                for digit, scale in enumerate(self.inputs.scales):
                    part = values.new_zeros(matrices, vectors, columns)
                    for lane, weight in enumerate(self.lane_scales):
                        part = part + values[:, read, digit, :, lane] * float(weight)
                    total = total + float(scale) * part
                continue
            for tile in range(0, lanes * columns, _TILE):
                for digit, scale in enumerate(self.inputs.scales):
                    self._add_tile(total, values[:, read, digit], tile, float(scale))
        return total

    def _add_tile(self, total: torch.Tensor, values: torch.Tensor, tile: int, scale: float) -> None:
        columns = total.shape[-1]
        end = min(tile + _TILE, len(self.lane_scales) * columns)
        for lane in range(tile // columns, (end - 1) // columns + 1):
            first, last = max(tile - lane * columns, 0), min(end - lane * columns, columns)
            total[..., first:last] += scale * float(self.lane_scales[lane]) * values[:, :, lane, first:last]


def _follow(line: SumLine, sums: torch.Tensor, digits: object) -> torch.Tensor:
    """A point of a line for each sum, in the order of operations of the program."""
    shift = line.digit * digits + line.constant  # type: ignore[operator]
    return (line.level * sums + shift) / line.divisor


def _normals(like: torch.Tensor, generator: Optional[torch.Generator]) -> torch.Tensor:
    return torch.randn(like.shape, generator=generator, dtype=like.dtype, device=like.device)


def _times(digits: torch.Tensor, cells: torch.Tensor) -> torch.Tensor:
    """[matrices, reads, digits, vectors, rows] times [matrices, reads, rows, lanes, columns]."""
    matrices, reads, steps, vectors, rows = digits.shape
    lanes, columns = cells.shape[3:]
    product = torch.bmm(
        digits.reshape(matrices * reads, steps * vectors, rows), cells.reshape(matrices * reads, rows, lanes * columns))
    return product.view(matrices, reads, steps, vectors, lanes, columns)


def _whole_products(x: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Products of whole numbers [matrices, vectors, rows] and [matrices, rows, columns], exactly, in double precision."""
    if x.numel() == 0 or weights.numel() == 0:
        return weights.new_zeros(x.shape[0], x.shape[1], weights.shape[-1])
    most_x, most_w = float(x.abs().max()), float(weights.abs().max())
    is_short = most_x * most_w * x.shape[-1] < 1 << 24 and max(most_x, most_w) < _SHORT
    dtype = torch.float32 if is_short else torch.float64
    return torch.bmm(x.to(dtype), weights.to(dtype)).double()
