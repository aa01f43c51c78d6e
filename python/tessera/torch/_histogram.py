# SPDX-License-Identifier: Apache-2.0
"""Partial sums that occur on calibration data, and converters that fit them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, List, Tuple

import numpy as np
import torch


@dataclass
class Histogram:
    """How often partial sums occur: bin b stands for the sum b * width [cell levels]."""

    width: float = 1.0
    counts: Dict[int, int] = field(default_factory=dict)

    def add(self, sums: torch.Tensor) -> None:
        """Counts some partial sums."""
        places = (sums.double() / self.width)
        places = torch.where(places < 0, -torch.floor(0.5 - places), torch.floor(places + 0.5))
        values, counts = torch.unique(places.long(), return_counts=True)
        for value, count in zip(values.tolist(), counts.tolist()):
            self.counts[value] = self.counts.get(value, 0) + count

    @property
    def is_empty(self) -> bool:
        """Whether no sum was counted."""
        return not self.counts

    @property
    def points(self) -> List[Tuple[float, float]]:
        """The sums that occur, ascending, with how often they do."""
        return [(float(place) * self.width, float(count)) for place, count in sorted(self.counts.items())]

    def range(self, percentile: float) -> Tuple[float, float]:
        """The range that holds `percentile` per cent of the sums, with as many beyond one end as beyond the other."""
        outside = float(sum(self.counts.values())) * (1 - percentile / 100) / 2
        points = self.points

        def end(ordered: List[Tuple[float, float]]) -> float:
            passed = 0.0
            for value, count in ordered:
                passed += count
                if passed > outside:
                    return value
            return 0.0

        low = end(points)
        return low, max(low, end(points[::-1]))


def lloyd_max(histogram: Histogram, codes: int) -> Tuple[Tuple[float, ...], Tuple[float, ...]]:
    """Thresholds and values with the least mean square error.

    Means and midpoints are iterated (Lloyd, IEEE Trans. Inf. Theory 28, 1982; Max, IRE Trans. Inf. Theory 6, 1960) from
    values spread as the cube root of the density (Panter, Dite, Proc. IRE 39, 1951).
    """
    points = histogram.points
    if len(points) <= codes:
        values = [value for value, _ in points]
    else:
        values = _start(points, codes)
        for _ in range(500):
            following = _means(points, _middles(values))
            if following == values:
                break
            values = following
    return tuple(_middles(values)), tuple(values)


def _middles(values: List[float]) -> List[float]:
    return [0.5 * (low + high) for low, high in zip(values, values[1:])]


def _start(points: List[Tuple[float, float]], codes: int) -> List[float]:
    weights = [float(np.cbrt(count)) for _, count in points]
    total, passed = sum(weights), 0.0
    values: List[float] = []
    for (value, _), weight in zip(points, weights):
        passed += weight
        while len(values) < codes and passed >= (len(values) + 0.5) / codes * total:
            if values and values[-1] == value:
                break
            values.append(value)
    return values


def _means(points: List[Tuple[float, float]], thresholds: List[float]) -> List[float]:
    moments = [[0.0, 0.0] for _ in range(len(thresholds) + 1)]
    code = 0
    for value, count in points:
        while code < len(thresholds) and value > thresholds[code]:
            code += 1
        moments[code][0] += value * count
        moments[code][1] += count
    return [total / count for total, count in moments if count > 0]
