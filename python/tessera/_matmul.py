# SPDX-License-Identifier: Apache-2.0
"""Integer matrix products on modelled hardware, on arrays in memory."""

from __future__ import annotations

import json
import os
import re
from typing import Any, Mapping, Optional

import numpy as np
import numpy.typing as npt

from . import _inputs, _kernels
from ._errors import InputError, MissingInputError, UsageError
from ._types import Settings

_LIMITS = np.iinfo(np.int32)
_PLACE = re.compile(r"^(?:matrices in memory|(?:the settings:\d+:\d+: )?the settings): ")


def matmul(
    x: npt.ArrayLike, w: npt.ArrayLike, hardware: Optional[Settings] = None, *, seed: int = 0, trial: int = 0,
    threads: Optional[int] = None, calibration: Optional[npt.ArrayLike] = None,
) -> npt.NDArray[np.float64]:
    """Computes an integer matrix product as in-memory-computing hardware does, without files.

    Figures are those of ``tessera matmul``. With the default hardware, 8 bits and ideal converters, the product is exact.

    Args:
        x: activations, integers [vectors, rows] of at most 32 bits; an array of any order in memory.
        w: weights, integers [rows, columns].
        hardware: a JSON file or a dictionary of its keys (docs/models/imc-matmul.md); by default 8 bits, ideal.
        seed: seed of the random numbers, from 0.
        trial: index of the chip, from 0; each chip has other cells and other noise.
        threads: number of threads; by default one for each processor. Figures do not depend on it.
        calibration: activations [vectors, rows] to which converters are fitted, where the hardware needs that.

    Returns:
        The product [vectors, columns] in double precision.

    Raises:
        UsageError: an array has another type or shape, or numbers beyond 32 bits; seed, trial or threads are no such
            numbers.
        InputError: the hardware cannot hold the numbers, or has a wrong key or value.
        MissingInputError: the library of this package, or the file of the hardware, is not there.
    """
    left, right = _integers("x", x, "[vectors, rows]"), _integers("w", w, "[rows, columns]")
    if left.shape[1] != right.shape[0]:
        raise UsageError(
            f"x has the shape {left.shape} and w has the shape {right.shape} (needed: as many columns of x as rows of w)")
    others = None
    if calibration is not None:
        others = _integers("calibration", calibration, "[vectors, rows]")
        if others.shape[1] != right.shape[0]:
            raise UsageError(
                f"calibration has the shape {others.shape} and w has the shape {right.shape} (needed: as many columns of "
                "calibration as rows of w)")
    try:
        return _kernels.matmul(
            left, right, _hardware(hardware), calibration=others, seed=_count("seed", seed, 0),
            trial=_count("trial", trial, 0), threads=None if threads is None else _count("threads", threads, 1))
    except InputError as error:
        raise InputError(_PLACE.sub("", error.message), file=error.file, line=error.line) from None


def _integers(name: str, array: npt.ArrayLike, axes: str) -> npt.NDArray[np.int32]:
    """Numbers of 32 bits, row by row."""
    try:
        values = np.asarray(array)
    except ValueError as error:
        raise UsageError(f"{name} is no array: {error}") from None
    if values.dtype.kind not in "iub":
        raise UsageError(f"{name} is an array of {values.dtype} (needed: integers)")
    if values.ndim != 2 or values.size == 0:
        raise UsageError(f"{name} has the shape {values.shape} (needed: {axes}, not empty)")
    for extreme in (int(values.min()), int(values.max())):
        if not _LIMITS.min <= extreme <= _LIMITS.max:
            raise UsageError(f"{name} has {extreme} (allowed: {_LIMITS.min} to {_LIMITS.max})")
    return np.ascontiguousarray(values, dtype=np.int32)


def _count(name: str, value: Any, least: int) -> int:
    (word,) = _inputs.integer(_inputs.Inputs(), name, value)
    if int(word) < least:
        raise _inputs.wrong(name, value, f"a whole number from {least}")
    return int(word)


def _hardware(hardware: Optional[Settings]) -> Optional[Settings]:
    """Keys with plain numbers, or a file that is there."""
    if hardware is None:
        return None
    if isinstance(hardware, Mapping):
        keys: Mapping[str, Any] = json.loads(_inputs.settings_text("hardware", _inputs.settled(hardware)))
        return keys
    (name,) = _inputs.settings(_inputs.Inputs(), "hardware", hardware)
    if not os.path.isfile(name):
        raise MissingInputError(f"{name}: no such file", file=name)
    return name
