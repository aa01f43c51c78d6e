# SPDX-License-Identifier: Apache-2.0
"""Matrix products on arrays in memory, beside NumPy and the command line."""

from __future__ import annotations

import json
import pathlib
import subprocess
from typing import Any, Dict

import numpy as np
import pytest

import tessera
from tessera import _program

try:
    _program.library_path()
except tessera.MissingInputError as error:
    pytest.skip(f"needs the C library: set TESSERA_LIBRARY ({error})", allow_module_level=True)

RANDOM = np.random.default_rng(1)
X = RANDOM.integers(0, 256, (5, 300))
W = RANDOM.integers(-128, 128, (300, 7))
NOISY: Dict[str, Any] = {"adc_bits": 5, "adc_noise_sigma": 0.5}


def test_ideal_hardware_is_exact_whatever_the_order_in_memory() -> None:
    expected = (X @ W).astype(float)
    assert np.array_equal(tessera.matmul(X, W), expected)
    assert np.array_equal(tessera.matmul(X.astype(np.uint8), np.asfortranarray(W)), expected)
    assert np.array_equal(tessera.matmul(X[::-1], W[:, ::-1]), expected[::-1, ::-1])
    assert np.array_equal(tessera.matmul(X.tolist(), W.tolist()), expected)
    assert tessera.matmul(X, W).dtype == np.float64


def _command_line(program: str, folder: pathlib.Path, hardware: Dict[str, Any], arrays: Dict[str, Any], *more: str) -> Any:
    np.savez(folder / "case.npz", **arrays)
    (folder / "hardware.json").write_text(json.dumps(hardware))
    subprocess.run(
        [program, "matmul", "case.npz", "--config", "hardware.json", "--output", "out.npz", "--force", *more], cwd=folder,
        check=True)
    with np.load(folder / "out.npz") as made:
        return made["y"]


def test_figures_are_those_of_the_command_line(program: str, tmp_path: pathlib.Path) -> None:
    expected = _command_line(program, tmp_path, NOISY, {"x": X, "w": W}, "--seed", "3", "--trial", "2")
    assert np.array_equal(tessera.matmul(X, W, NOISY, seed=3, trial=2), expected)
    assert np.array_equal(tessera.matmul(X, W, tmp_path / "hardware.json", seed=3, trial=2, threads=1), expected)
    assert np.array_equal(tessera.matmul(X, W, {**NOISY, "adc_bits": np.int64(5)}, seed=3, trial=2), expected)
    assert not np.array_equal(tessera.matmul(X, W, NOISY, seed=4, trial=2), expected)
    fitted = {"adc_bits": 4, "adc_scheme": "calibrated"}
    expected = _command_line(program, tmp_path, fitted, {"x": X, "w": W, "x_calibration": X[:3]})
    assert np.array_equal(tessera.matmul(X, W, fitted, calibration=X[:3]), expected)


@pytest.mark.parametrize("arguments,error,message", [
    (dict(x=X.astype(float)), tessera.UsageError, "x is an array of float64 (needed: integers)"),
    (dict(w=W.astype(complex)), tessera.UsageError, "w is an array of complex128 (needed: integers)"),
    (dict(x=[["a"]]), tessera.UsageError, "x is an array of <U1 (needed: integers)"),
    (dict(x=[[1, 2], [3]]), tessera.UsageError, "x is "),
    (dict(x=X[0]), tessera.UsageError, "x has the shape (300,) (needed: [vectors, rows], not empty)"),
    (dict(w=W[:0]), tessera.UsageError, "w has the shape (0, 7) (needed: [rows, columns], not empty)"),
    (dict(w=W.T), tessera.UsageError, "x has the shape (5, 300) and w has the shape (7, 300)"),
    (dict(calibration=X[:, :5]), tessera.UsageError, "calibration has the shape (5, 5)"),
    (dict(x=np.full((5, 300), 2**40)), tessera.UsageError, "x has 1099511627776 (allowed: -2147483648 to 2147483647)"),
    (dict(x=np.full((5, 300), 2**63, np.uint64)), tessera.UsageError, "x has 9223372036854775808"),
    (dict(x=X * 2), tessera.InputError, "does not fit act_bits = 8"),
    (dict(seed=1.5), tessera.UsageError, "seed is 1.5 (needed: a whole number)"),
    (dict(seed=-1), tessera.UsageError, "seed is -1 (needed: a whole number from 0)"),
    (dict(trial=True), tessera.UsageError, "trial is True (needed: a whole number)"),
    (dict(threads=0), tessera.UsageError, "threads is 0 (needed: a whole number from 1)"),
    (dict(hardware={"adc_bit": 5}), tessera.InputError, "unknown key `adc_bit`; did you mean `adc_bits`?"),
    (dict(hardware={"adc_bits": float("nan")}), tessera.UsageError, "hardware is no JSON"),
    (dict(hardware="none.json"), tessera.MissingInputError, "none.json: no such file"),
    (dict(hardware=5), tessera.UsageError, "hardware is 5 (needed: a path or a dictionary)"),
    (dict(hardware={"adc_scheme": "calibrated"}), tessera.InputError, "calibrat"),
])
def test_what_is_wrong_is_named(arguments: Dict[str, Any], error: type, message: str) -> None:
    with pytest.raises(error) as caught:
        tessera.matmul(**{"x": X, "w": W, **arguments})
    assert message in str(caught.value)
