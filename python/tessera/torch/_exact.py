# SPDX-License-Identifier: Apache-2.0
"""Numbers that stay fractions as long as 64 bits hold them, so that sums half-way between two codes stay half-way.

The equations are those of "Sums half-way between two codes" in `docs/models/imc-matmul.md`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce
from typing import Optional, Sequence, Tuple

_LARGEST = (1 << 63) - 1
_Ratio = Optional[Tuple[int, int]]


def _ratio(numerator: int, denominator: int) -> _Ratio:
    """In lowest terms with a positive divisor; None beyond 64 bits."""
    if denominator == 0 or abs(numerator) > _LARGEST or abs(denominator) > _LARGEST:
        return None
    divisor = max(1, math.gcd(numerator, denominator)) * (-1 if denominator < 0 else 1)
    return numerator // divisor, denominator // divisor


def _held(number: int) -> Optional[int]:
    return number if -_LARGEST - 1 <= number <= _LARGEST else None


def _decimal(number: float) -> _Ratio:
    """The decimal fraction that a number is spelled as: 1/10 for 0.1."""
    if not math.isfinite(number):
        return None
    mantissa, _, exponent = repr(number).partition("e")
    whole, _, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = _held(int(whole + fraction))
    shift = (int(exponent) if exponent else 0) - len(fraction)
    if digits is None or abs(shift) > 18:
        return None
    if shift <= 0:
        return _ratio(digits, 10 ** -shift)
    return _ratio(digits * 10 ** shift, 1)


@dataclass(frozen=True)
class Exact:
    """A number in double precision, and beside it the fraction that it is; None where only the double is known."""

    value: float
    ratio: _Ratio

    @staticmethod
    def of(number: float) -> Exact:
        """A number as a user spells it, or a whole number."""
        if isinstance(number, int):
            return Exact(float(number), _ratio(number, 1))
        return Exact(number, _decimal(number))

    def __add__(self, other: Exact) -> Exact:
        return Exact(self.value + other.value, _sum(self.ratio, other.ratio))

    def __sub__(self, other: Exact) -> Exact:
        opposite = None if other.ratio is None else (-other.ratio[0], other.ratio[1])
        return Exact(self.value - other.value, _sum(self.ratio, opposite))

    def __mul__(self, other: Exact) -> Exact:
        return Exact(self.value * other.value, _product(self.ratio, other.ratio))

    def __truediv__(self, other: Exact) -> Exact:
        inverse = None if other.ratio is None else _ratio(other.ratio[1], other.ratio[0])
        return Exact(self.value / other.value, _product(self.ratio, inverse))


def _product(first: _Ratio, second: _Ratio) -> _Ratio:
    if first is None or second is None:
        return None
    return _ratio(first[0] * second[0], first[1] * second[1])


def _sum(first: _Ratio, second: _Ratio) -> _Ratio:
    if first is None or second is None:
        return None
    parts = [_held(first[0] * second[1]), _held(second[0] * first[1]), _held(first[1] * second[1])]
    if any(part is None for part in parts):
        return None
    left, right, divisor = (part or 0 for part in parts)
    return None if _held(left + right) is None else _ratio(left + right, divisor)


@dataclass(frozen=True)
class SumLine:
    """(level x sum of levels + digit x sum of digits + constant) / divisor, in double precision."""

    level: float
    digit: float
    constant: float
    divisor: float

    @staticmethod
    def of(level: Exact, digit: Exact, constant: Exact, divisor: Exact, largest: float) -> SumLine:
        """A line whose numerator is a whole number below 2^52 where that is possible.

        largest: the magnitude of the largest sum [1].
        """
        whole = _whole([level / divisor, digit / divisor, constant / divisor], largest)
        return whole or SumLine(level.value, digit.value, constant.value, divisor.value)


def _whole(numbers: Sequence[Exact], largest: float) -> Optional[SumLine]:
    ratios = [number.ratio for number in numbers if number.ratio is not None]
    if len(ratios) != len(numbers):
        return None

    def common(held: Optional[int], ratio: Tuple[int, int]) -> Optional[int]:
        return None if held is None else _held(held // math.gcd(held, ratio[1]) * ratio[1])

    start: Optional[int] = 1
    divisor = reduce(common, ratios, start)
    if divisor is None:
        return None
    factors = [float(numerator) * float(divisor // denominator) for numerator, denominator in ratios]
    top = (abs(factors[0]) + abs(factors[1])) * max(1.0, largest) + abs(factors[2])
    if not max(top, float(divisor)) < 2.0 ** 52:
        return None
    return SumLine(factors[0], factors[1], factors[2], float(divisor))
