# SPDX-License-Identifier: Apache-2.0
"""What an update does to the cells of a layer. Equations: docs/models/device-training.md, section "Update"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Mapping, Optional, Tuple

import numpy as np

from ._devices import Curve, Numbers


@dataclass(frozen=True)
class Step:
    """Random numbers of a step for each cell.

    Attributes:
        uniforms: from 0 up to 1, for the rounding.
        normals: standard normal numbers, for the noise of writes.
    """

    uniforms: Numbers
    normals: Numbers


class CellRule:
    """The figures that all cells of a layer share in an update.

    Args:
        is_exact: whether counted as the hardware does it, else as DNN+NeuroSim V2.1.
        group: `lr`, `weight_bits`, `gradient_bits`, `max_level` and `c2c_sigma`.
    """

    def __init__(self, is_exact: bool, group: Mapping[str, Any]) -> None:
        self.is_exact = is_exact
        self.rate = float(group["lr"])
        self.limit = self.limit_of(group["weight_bits"])
        self.gradient_steps = 2.0 ** (group["gradient_bits"] - 1)
        self.most = float(group["max_level"])
        self.noise = 2 * float(group["c2c_sigma"])

    @staticmethod
    def limit_of(bits: int) -> float:
        """The largest number of so many bits [1]."""
        return 1 - 2.0 ** (1 - bits) if 1 < bits <= 15 else 1.0

    def _clamped(self, values: Numbers) -> Numbers:
        return np.clip(values, -self.limit, self.limit)

    def moved(
        self, weights: Numbers, velocity: Numbers, curves: Tuple[Curve, Curve], numbers: Step
    ) -> Optional[Tuple[Numbers, Numbers, Numbers, Numbers, Numbers]]:
        """Pulses, targets, deltas, what is applied, and new weights; None where a weight lies beyond its curve.

        Args:
            weights: the weights before.
            velocity: the velocity over the power of two next to the largest one.
            curves: those of rising and of falling weights.
            numbers: the random numbers.
        """
        old = self._clamped(weights) if self.is_exact else weights
        if self.is_exact:
            pulses = np.clip(np.floor(self.rate * velocity * self.most / 2 + numbers.uniforms), -self.most, self.most)
        else:
            pulses = np.round(self.rate * velocity / 2 * self.most)
        target, is_beyond = _along(old, pulses, curves)
        if is_beyond.any():
            return None
        delta = old - self._clamped(target)
        if self.is_exact:
            applied, writes = delta, np.sqrt(np.abs(pulses))
        else:
            applied = np.floor(delta + numbers.uniforms) / self.gradient_steps
            writes = (applied != 0).astype(np.float64)
        return pulses, target, delta, applied, self._clamped(old - applied + self.noise * writes * numbers.normals)

    def beyond(self, weights: Numbers, curves: Tuple[Curve, Curve]) -> Numbers:
        """Which weights lie beyond the end of one of their curves."""
        old = self._clamped(weights) if self.is_exact else weights
        sides = [curve.moved(old, np.full(old.shape, pulses))[1] for curve, pulses in zip(curves, (-1.0, 1.0))]
        return sides[0] | sides[1]

    def steps(self, pulses: Numbers, applied: Numbers) -> Numbers:
        """Steps that cells moved by: pulses, or steps of the gradient's grid; whole numbers."""
        moved = np.abs(pulses) if self.is_exact else np.abs(applied) * self.gradient_steps
        return np.round(moved).astype(np.int64)


def _along(weights: Numbers, pulses: Numbers, curves: Tuple[Curve, Curve]) -> Tuple[Numbers, Numbers]:
    """Weights after pulses on the curve of each direction, and which lie beyond the end of it."""
    (risen, over), (fallen, under) = (
        curve.moved(weights, np.where(side, pulses, 0.0)) for curve, side in zip(curves, (pulses < 0, pulses > 0)))
    return np.where(pulses < 0, risen, fallen), over | under
