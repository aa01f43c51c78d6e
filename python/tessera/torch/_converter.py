# SPDX-License-Identifier: Apache-2.0
"""Converters: base, step and codes of each `adc_scheme`, as the table "Converters" of `docs/models/imc-matmul.md` has them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Optional, Tuple

import torch

from ._encoding import InputEncoding, WeightEncoding
from ._exact import Exact, SumLine
from ._hardware import Hardware
from ._histogram import Histogram, lloyd_max

_ZERO = Exact.of(0)
_ONE = Exact.of(1)


@dataclass(frozen=True)
class CellSums:
    """A partial sum from whole sums: `level` for each level times digit, `digit` for each digit [cell levels]."""

    level: Exact
    digit: Exact

    @staticmethod
    def of(hardware: Hardware) -> Optional[CellSums]:
        """The sums of some hardware; None where cells at the same level differ."""
        spreads = hardware.has_spread and (hardware.g_variation == "device" or hardware.g_model == "lognormal")
        encoding = WeightEncoding.of(hardware)
        if (spreads or hardware.drift_nu_sigma > 0 or hardware.bitcell_sigma > 0 or hardware.capacitor_sigma > 0
                or hardware.joining_sigma > 0 and encoding.joins):
            return None
        share = _ONE / Exact.of(hardware.on_off) if math.isfinite(hardware.on_off) else _ZERO
        drift = Exact.of(drift_factor(hardware)) if hardware.drift_time > 0 else _ONE
        digit = _ZERO if hardware.mapping == "diff_analog" else Exact.of(encoding.whole_cell_level) * share * drift
        return CellSums((_ONE - share) * drift, digit)

    def less(self, reference: Exact) -> CellSums:
        """The sums without what a reference column takes off for each digit."""
        return CellSums(self.level, self.digit - reference)

    def line(self, largest: float) -> SumLine:
        """The partial sum itself."""
        return SumLine.of(self.level, self.digit, _ZERO, _ONE, largest)


def drift_factor(hardware: Hardware) -> float:
    """What is left of a conductance where all cells drift alike [1]."""
    return math.exp(-hardware.drift_nu * math.log(hardware.drift_time / hardware.drift_reference_time))


@dataclass(frozen=True)
class Converter:
    """How a partial sum becomes a code, and what the code stands for.

    kind: "linear", "thresholds" or "none". base, span: `steps` steps from the base on reach `span` [cell levels].
    low, high: the codes. thresholds [LSB], values [cell levels]: of unequal steps. inl: deviations [LSB] by code.
    """

    kind: str
    base: Exact = _ZERO
    span: Exact = _ONE
    steps: int = 1
    low: int = 0
    high: int = 0
    rounding: str = "half_up"
    thresholds: Tuple[float, ...] = ()
    values: Tuple[float, ...] = ()
    inl: Tuple[float, ...] = ()

    @property
    def unit(self) -> float:
        """The weight of a code in sums [cell levels]."""
        return self.span.value / float(self.steps) if self.kind == "linear" else 1.0

    @property
    def value_base(self) -> float:
        """What is added to each code times the unit [cell levels]."""
        return self.base.value if self.kind == "linear" else 0.0

    @property
    def lsb(self) -> float:
        """Steps a cell level [1]."""
        return float(self.steps) / self.span.value

    def position(self, sums: CellSums, largest: float) -> SumLine:
        """The line from whole sums to a position among codes [LSB]."""
        if self.kind != "linear":
            return SumLine(1.0, 0.0, 0.0, self.span.value)
        steps = Exact.of(self.steps)
        return SumLine.of(
            sums.level * steps, sums.digit * steps, (_ZERO - self.base) * steps, self.span, largest)

    @property
    def plain_position(self) -> SumLine:
        """The line from a partial sum to a position among codes [LSB]."""
        return self.position(CellSums(_ONE, _ZERO), 2.0 ** 20)

    def codes(self, t: torch.Tensor) -> torch.Tensor:
        """Codes of positions [LSB]; for unequal steps the number of the code."""
        if self.inl:
            t = self._bent(t)
        if self.kind == "thresholds":
            borders = torch.tensor(self.thresholds, dtype=t.dtype, device=t.device)
            return torch.searchsorted(borders, t.contiguous()).to(t.dtype)
        if self.rounding == "half_up":
            t = torch.floor(t + 0.5)
        else:
            t = torch.floor(t) if self.rounding == "floor" else torch.round(t)
        return t.clamp(self.low, self.high)

    def _bent(self, t: torch.Tensor) -> torch.Tensor:
        """Positions with the deviations of the curve, which is straight between neighbouring codes."""
        last = self.high - self.low
        deviations = torch.tensor((*self.inl, 0.0), dtype=t.dtype, device=t.device)
        place = (t - self.low).clamp(0, last)
        below = place.long()
        share = place - below.to(t.dtype)
        between = deviations[below] * (1 - share) + deviations[below + 1] * share
        return t + torch.where(below == last, deviations[below], between)

    def counted(self, codes: torch.Tensor) -> torch.Tensor:
        """What codes count: themselves, in steps, or the values of unequal steps."""
        if not self.values:
            return codes
        return torch.tensor(self.values, dtype=codes.dtype, device=codes.device)[codes.long() - self.low]


def full_scale(hardware: Hardware, largest_read: int) -> int:
    """The largest partial sum of ideal cells [cell levels]; largest_read: the most rows that the layer reads together."""
    at_once = min(hardware.rows_active, hardware.rows_per_array)
    rows = at_once if hardware.full_scale == "array" else largest_read
    return rows * WeightEncoding.of(hardware).top_converted_level * InputEncoding.of(hardware).top_digit


def design(hardware: Hardware, largest_read: int, calibration: Optional[Histogram]) -> Converter:
    """The converter of a layer.

    Raises ValueError where values do not fit the layer, or calibration data are missing.
    """
    if not hardware.has_converter:
        return Converter("none")
    converter = _Design(hardware, full_scale(hardware, largest_read), calibration).converter()
    codes = converter.high - converter.low + 1
    if hardware.inl and len(hardware.inl) != codes:
        raise ValueError(f"adc_inl_file has {len(hardware.inl)} deviations, but the converter has {codes} codes")
    return Converter(**{**converter.__dict__, "inl": hardware.inl})


@dataclass(frozen=True)
class _Design:
    hardware: Hardware
    full_scale: int
    calibration: Optional[Histogram]

    def converter(self) -> Converter:
        h = self.hardware
        if h.adc_scheme == "nonuniform":
            return _unequal(h.adc_thresholds or (), h.adc_values or ())
        if h.adc_scheme == "lloydmax":
            return _unequal(*lloyd_max(self._calibrated, h.code_count))
        if h.adc_scheme == "confined":
            return self._confined()
        if h.mapping == "diff_analog":
            return self._signed()
        return self._bipolar() if h.mapping == "xnor" else self._unsigned()

    @property
    def _calibrated(self) -> Histogram:
        if self.calibration is None or self.calibration.is_empty:
            raise ValueError(
                f'adc_scheme = "{self.hardware.adc_scheme}" needs calibration data, and there are none')
        return self.calibration

    def _reduced(self, extent: Exact) -> Exact:
        if self.hardware.gmin_comp != "reference" or not math.isfinite(self.hardware.on_off):
            return extent
        return extent * (_ONE - _ONE / Exact.of(self.hardware.on_off))

    @property
    def _high(self) -> Exact:
        h = self.hardware
        if h.adc_hi is not None:
            return self._reduced(Exact.of(h.adc_hi))
        top = Exact.of(self.full_scale)
        return self._reduced(top if h.range_frac is None else Exact.of(h.range_frac) * top)

    def _steps(self, span: Exact, steps: int, low: int, high: int, base: Exact = _ZERO,
               rounding: Optional[str] = None) -> Converter:
        if not span.value > 0:
            raise ValueError(
                f"adc_lo to adc_hi is an empty range: {base.value} to {(base + span).value}")
        return Converter("linear", base, span, steps, low, high, rounding or self.hardware.rounding)

    def _unsigned(self) -> Converter:
        h, count, last = self.hardware, self.hardware.code_count, self.hardware.code_count - 1
        level = self._reduced(_ONE)
        low = Exact.of(h.adc_lo)
        if h.adc_scheme == "lossless" and last >= self.full_scale:
            return self._steps(level, 1, 0, self.full_scale)
        if h.adc_scheme == "clipped":
            return self._steps(self._high - low, last, 0, last, low)
        if h.adc_scheme == "calibrated":
            least, most = self._calibrated.range(h.calibration_percentile)
            return self._steps(
                _at_least_tiny(Exact.of(most) - Exact.of(least)), last, 0, last, Exact.of(least))
        if h.adc_scheme == "unitclip":
            return self._steps(level, 1, 0, last)
        if h.adc_scheme == "pow2":
            step = 1
            while step * count < self.full_scale + 1:
                step *= 2
            return self._steps(level * Exact.of(step), 1, 0, last)
        if h.adc_scheme == "nsfloor":
            return self._steps(self._high - low, count, 0, last, low, "floor")
        return self._steps(self._reduced(Exact.of(self.full_scale)), last, 0, last)

    def _signed(self) -> Converter:
        h, count = self.hardware, self.hardware.code_count
        side = (count - 2) // 2 if count % 2 == 0 else (count - 1) // 2
        if side < 1:
            raise ValueError(f'adc_levels = {count} leaves no codes for mapping = "diff_analog" (allowed: 3 or more)')
        if h.adc_scheme == "lossless" and side >= self.full_scale:
            return self._steps(self._reduced(_ONE), 1, -self.full_scale, self.full_scale)
        if h.adc_scheme == "unitclip":
            return self._steps(self._reduced(_ONE), 1, -side, side)
        bound = self._bound() or self._reduced(Exact.of(self.full_scale))
        return self._steps(bound, side, -side, side)

    def _bipolar(self) -> Converter:
        h, count = self.hardware, self.hardware.code_count
        if h.adc_scheme == "lossless" and count > self.full_scale:
            return self._steps(_ONE, 1, -self.full_scale, self.full_scale)
        bound = self._bound() or Exact.of(self.full_scale)
        return self._steps(Exact.of(2) * bound, count - 1, 0, count - 1, _ZERO - bound)

    def _bound(self) -> Optional[Exact]:
        """The end of a range that is the same on both sides of 0; None for the full scale."""
        if self.hardware.adc_scheme == "clipped":
            return self._high
        if self.hardware.adc_scheme == "calibrated":
            return _at_least_tiny(
                Exact.of(max(map(abs, self._calibrated.range(self.hardware.calibration_percentile)))))
        return None

    def _confined(self) -> Converter:
        """Saikia et al., DATE 2021: levels between -Q and Q, thresholds half-way, both cut to two decimals."""
        bound, last = self._high.value, self.hardware.code_count - 1
        step = 2 * bound / float(last)

        def cut(value: float) -> float:
            return math.trunc(value * 100) / 100

        return _unequal(
            tuple(cut(-bound - step / 2 + float(code) * step) for code in range(1, last + 1)),
            tuple(cut(-bound + float(code) * step) for code in range(last + 1)))


def _unequal(thresholds: Tuple[float, ...], values: Tuple[float, ...]) -> Converter:
    extent = values[-1] - values[0]
    step = extent / float(len(thresholds)) if extent > 0 else 1.0
    return Converter(
        "thresholds", _ZERO, Exact.of(step), 1, 0, len(thresholds), "half_up",
        tuple(threshold / step for threshold in thresholds), values)


def _at_least_tiny(extent: Exact) -> Exact:
    return Exact.of(1e-9) if extent.value < 1e-9 else extent
