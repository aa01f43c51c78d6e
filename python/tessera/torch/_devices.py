# SPDX-License-Identifier: Apache-2.0
"""Curves of synaptic devices: how a weight moves over identical pulses.

Equations: docs/models/device-training.md, section "Devices". The nonlinearity label is that of P.-Y. Chen, X. Peng, S. Yu,
"NeuroSim+: an integrated device-to-algorithm framework for benchmarking synaptic devices and array architectures", IEDM
2017. NumPy in double precision.
"""

from __future__ import annotations

import csv
import functools
import math
from dataclasses import dataclass
from typing import Any, List, Optional, Tuple

import numpy as np

from .._errors import InputError, MissingInputError

Numbers = Any
"""An array of NumPy in double precision."""

LARGEST_LABEL = 9.0
STRAIGHT_LABEL = 0.005
"""Labels below this one are a straight line in exact accounting."""
_HEADER = ["pulse", "potentiation", "depression"]
_LABEL_UNIT = 0.07 * math.sqrt(2)


def constants(labels: Numbers) -> Numbers:
    """The constant a of labels above 0: f(x) = (1 - e^(-x/a)) / (1 - e^(-1/a)) has its largest distance from the diagonal,
    0.07 sqrt(2) label. The distance falls in a, so that the logarithm of a is bisected.
    """
    labels = np.asarray(labels, dtype=np.float64)
    low, high = np.full(labels.shape, math.log(1e-3)), np.full(labels.shape, math.log(1e4))
    for _ in range(60):
        middle = (low + high) / 2
        a = np.exp(middle)
        reach = -np.expm1(-1 / a)
        place = -a * np.log(a * reach)
        is_low = -np.expm1(-place / a) / reach - place > _LABEL_UNIT * labels
        low, high = np.where(is_low, middle, low), np.where(is_low, high, middle)
    return np.exp((low + high) / 2)


@functools.lru_cache(maxsize=1)
def _table() -> Numbers:
    """Constants of the labels 0.01, 0.02 ... 9, rounded to six decimals as the reference has them."""
    table = np.floor(constants(np.arange(1, 901) / 100) * 1e6 + 0.5) / 1e6
    table.setflags(write=False)
    return table


@dataclass(frozen=True)
class Curve:
    """One direction of the devices of a layer.

    Attributes:
        pulses: pulses of a full swing [1].
        constant: A, pulses in which a curve bends, for all cells or for each; 0 stands for a straight line.
        points: measured shares of the swing after 0, 1 ... pulses, which take the place of the equation, or None.
    """

    pulses: float
    constant: Numbers
    points: Optional[Numbers] = None

    def moved(self, weights: Numbers, pulses: Numbers) -> Tuple[Numbers, Numbers]:
        """Weights after pulses, those below 0 upwards, and where a weight lies beyond the end of its curve.

        w' = B (1 - (1 - (w + 1)/B) e^(n/A)) - 1 with B = 2 / (1 - e^(-P/A)).
        """
        if self.points is not None:
            return self._along_points(weights, pulses), np.zeros(np.shape(weights), dtype=bool)
        constant = np.asarray(self.constant, dtype=np.float64)
        is_straight = constant == 0
        bend = np.where(is_straight, 1.0, constant)
        swing = 2 / -np.expm1(-self.pulses / bend)
        rest = 1 - (weights + 1) / swing
        with np.errstate(over="ignore", invalid="ignore"):  # so many pulses that the weight ends beyond all limits
            fallen = np.where(rest == 0, 0.0, rest * np.exp(pulses / bend))
        curved = swing * (1 - fallen) - 1
        moved = np.where(is_straight, weights - 2 * pulses / self.pulses, curved)
        return np.where(pulses == 0, weights, moved), (rest < 0) & ~is_straight & (pulses != 0)

    def _along_points(self, weights: Numbers, pulses: Numbers) -> Numbers:
        """The place where the points first reach a weight, and the point some pulses away."""
        points = self.points
        assert points is not None
        share = np.clip((np.asarray(weights) + 1) / 2, points[0], points[-1])
        above = np.maximum(1, np.searchsorted(points, share, side="left"))
        low, high = points[above - 1], points[above]
        place = np.where(share <= points[0], 0.0, above - 1 + (share - low) / np.where(high > low, high - low, 1.0))
        moved = 2 * np.interp(place - pulses, np.arange(len(points)), points) - 1
        return np.where(pulses == 0, weights, moved)


def curve(labels: Numbers, pulses: int, is_tabulated: bool) -> Curve:
    """The curve of labels, for all cells or for each.

    Args:
        labels: nonlinearity labels; one below 0 mirrors the curve.
        pulses: pulses of a full swing.
        is_tabulated: whether labels are cut to hundredths in single precision, as the reference does.
    """
    labels = np.asarray(labels, dtype=np.float64)
    magnitudes = np.minimum(np.abs(labels), LARGEST_LABEL)
    if is_tabulated:
        hundredths = (np.abs(labels.astype(np.float32)) * np.float32(100)).astype(np.int64)
        shapes = np.where(labels == 0, 0.0, _table()[np.clip(hundredths, 1, 900) - 1])
    else:
        is_straight = magnitudes < STRAIGHT_LABEL
        shapes = np.where(is_straight, 0.0, constants(np.where(is_straight, 1.0, magnitudes)))
    return Curve(float(pulses), np.where(labels < 0, -shapes, shapes) * pulses)


@dataclass(frozen=True)
class Measurement:
    """Measured conductance of a device, as shares of its range.

    Attributes:
        rising: after 0, 1 ... pulses.
        falling: the last pulse first, so that it rises as `rising` does.
    """

    rising: Numbers
    falling: Numbers

    @property
    def pulses(self) -> int:
        """Pulses of a full swing [1]."""
        return len(self.rising) - 1

    def labels(self) -> Tuple[float, float]:
        """The labels of rising and falling weights that fit by least squares."""
        return _fitted(self.rising), _fitted(self.falling)

    def curves(self) -> Tuple[Curve, Curve]:
        """The points themselves; those that fall where they should rise count as flat."""
        rising, falling = (np.maximum.accumulate(points) for points in (self.rising, self.falling))
        return Curve(float(self.pulses), 0.0, rising), Curve(float(self.pulses), 0.0, falling)


def _fitted(points: Numbers) -> float:
    """The label whose curve has the smallest sum of squared differences from the points."""
    pulses = len(points) - 1
    places = np.arange(len(points), dtype=np.float64)

    def error(label: float) -> float:
        moved, _ = curve(label, pulses, False).moved(np.full(len(points), -1.0), -places)
        return float(np.sum(((moved + 1) / 2 - points) ** 2))

    best = min((label / 10 for label in range(-90, 91)), key=error)
    width = 0.1
    while width > 1e-6:
        near = min((max(-9.0, min(9.0, best + step)) for step in (-width / 2, 0.0, width / 2)), key=error)
        width = width / 2 if near == best else width
        best = near
    return best


@functools.lru_cache(maxsize=16)
def read_measurement(path: str) -> Measurement:
    """Reads a table with the columns `pulse` (0, 1, 2 ...), `potentiation` and `depression`, conductance in any unit.

    Raises:
        MissingInputError: the file is not there.
        InputError: it is no such table, or its conductance does not change.
    """
    try:
        with open(path, encoding="utf-8", newline="") as file:
            rows = [[item.strip() for item in row] for row in csv.reader(file)]
    except FileNotFoundError:
        raise MissingInputError(f"{path} is not there", file=path) from None
    rows = [row for row in rows if any(row)]
    if not rows or rows[0] != _HEADER:
        raise InputError(f"{path} does not begin with `{','.join(_HEADER)}`", file=path)
    numbers = np.array([_row(row, index, path) for index, row in enumerate(rows[1:])])
    if len(numbers) < 3:
        raise InputError(f"{path} has {len(numbers)} rows (needed: 3 or more)", file=path)
    low, high = numbers.min(), numbers.max()
    if not low < high:
        raise InputError(f"{path} has conductance that does not change", file=path)
    rising, falling = ((numbers - low) / (high - low)).T
    for name, points, way in (("potentiation", rising, "rise"), ("depression", falling[::-1], "fall")):
        if points[0] >= points[-1]:
            raise InputError(f"{path}: {name} does not {way} from the first to the last pulse", file=path)
    return Measurement(rising, falling[::-1])


def _row(row: List[str], index: int, path: str) -> Tuple[float, float]:
    try:
        if len(row) != 3 or int(row[0]) != index:
            raise ValueError
        values = float(row[1]), float(row[2])
        if not all(math.isfinite(value) for value in values):
            raise ValueError
    except ValueError:
        raise InputError(
            f"{path}: row {index + 1} is `{','.join(row)}` (needed: the pulse {index} and two finite conductances)",
            file=path) from None
    return values
