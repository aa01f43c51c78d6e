# SPDX-License-Identifier: Apache-2.0
"""The C library of Tessera by ctypes: matrix products, layers and products of activations without files.

Arrays are handed over by address. Results do not depend on the number of threads.
"""

from __future__ import annotations

import ctypes
import functools
import json
import os
import weakref
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, Type, Union

import numpy as np
import numpy.typing as npt

from ._errors import (
    CannotWriteError, InputError, InternalError, Interrupted, MissingInputError, TesseraError, UsageError,
    VersionMismatch)
from ._program import library_path

INTERFACE_VERSION = 1
"""The version of the C interface that this module speaks."""

_KINDS: Mapping[int, Type[TesseraError]] = {
    kind.exit_code: kind for kind in (
        UsageError, InputError, MissingInputError, InternalError, CannotWriteError, Interrupted)
    if kind.exit_code is not None}
_P, _N, _TEXT, _KIND = ctypes.c_void_p, ctypes.c_int64, ctypes.c_char_p, ctypes.c_int32
# The functions of the library: what each returns, and what it takes.
_FUNCTIONS: Mapping[str, Tuple[Any, List[Any]]] = {
    "tessera_interface_version": (_KIND, []),
    "tessera_program_version": (_TEXT, []),
    "tessera_error": (_TEXT, []),
    "tessera_free": (None, [_P]),
    "tessera_matmul": (_KIND, [_TEXT, _P, _N, _N, _P, _N, _P, _N, _P]),
    "tessera_layer": (_P, [_TEXT, _P, _P]),
    "tessera_layer_forward": (_KIND, [_P, _P, _N, _N, _P]),
    "tessera_layer_forward_f32": (_KIND, [_P, _P, _N, _N, _P]),
    "tessera_layer_integers": (_KIND, [_P, _P, _N, _P]),
    "tessera_layer_quantization": (_KIND, [_P, _P, _P, _P, _P, _P]),
    "tessera_layer_observe": (_KIND, [_P, _P, _N]),
    "tessera_layer_finish_calibration": (_KIND, [_P]),
    "tessera_product": (_P, [_TEXT]),
    "tessera_product_forward": (_KIND, [_P, _P, _P, _N, _N, _P]),
    "tessera_product_observe": (_KIND, [_P, _P, _P, _N]),
    "tessera_product_finish_calibration": (_KIND, [_P]),
}


def is_available() -> bool:
    """Whether there is a library to load. A library that is named and missing is not available."""
    try:
        library_path()
    except MissingInputError:
        return False
    return True


def program_version() -> str:
    """What `tessera --version` prints for the sources of the library."""
    version: bytes = _library().tessera_program_version()
    return version.decode()


def _library() -> Any:
    """The library, loaded once for each path.

    Raises MissingInputError where there is none, VersionMismatch where it speaks another version of the interface.
    """
    return _loaded(library_path())


@functools.lru_cache(maxsize=None)
def _loaded(path: str) -> Any:
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise MissingInputError(f"the library cannot be loaded: {error}", file=path) from None
    for name, (result, arguments) in _FUNCTIONS.items():
        try:
            function = getattr(library, name)
        except AttributeError:
            raise VersionMismatch(
                f"{path} has no function {name}: it is no library of Tessera, or an older one", file=path) from None
        function.restype, function.argtypes = result, arguments
    version = library.tessera_interface_version()
    if version != INTERFACE_VERSION:
        raise VersionMismatch(
            f"{path} speaks version {version} of the C interface (needed: {INTERFACE_VERSION})", file=path)
    return library


def _raised(library: Any, kind: int) -> TesseraError:
    text: Optional[bytes] = library.tessera_error()
    message = text.decode() if text else "the library gives no reason"
    return _KINDS.get(kind, InternalError)(message[len("error: "):] if message.startswith("error: ") else message)


def _check(library: Any, kind: int) -> None:
    if kind != 0:
        raise _raised(library, kind)


def _text(settings: Mapping[str, Any]) -> bytes:
    return json.dumps(settings, allow_nan=False).encode()


def _real(array: npt.NDArray[Any], dtype: Type[np.generic], what: str) -> int:
    """The address of an array of one kind whose elements lie one after the other."""
    if array.dtype != dtype or not array.flags.c_contiguous:
        raise TypeError(f"{what} are {array.dtype} (needed: {np.dtype(dtype)}, one after the other in memory)")
    return int(array.ctypes.data)


class _Handle:
    """Something that the library holds, freed when nobody holds this object any more."""

    def __init__(self, library: Any, address: Optional[int]) -> None:
        if not address:
            raise _raised(library, InputError.exit_code or 0)
        self._library = library
        self._address = address
        weakref.finalize(self, _freeing(library), address)

    def _call(self, name: str, *arguments: Any) -> None:
        _check(self._library, getattr(self._library, name)(self._address, *arguments))


def _freeing(library: Any) -> Callable[[int], None]:
    def free(address: int) -> None:
        library.tessera_free(address)
    return free


class Layer(_Handle):
    """A convolution or fully connected layer on modelled hardware.

    settings: as the library takes them. weights: [outputs, rows] in double precision. bias: [outputs], or None.
    Raises InputError where the hardware cannot hold the layer, or settings are wrong.
    """

    def __init__(
        self, settings: Mapping[str, Any], weights: npt.NDArray[np.float64], bias: Optional[npt.NDArray[np.float64]]
    ) -> None:
        library = _library()
        self.outputs, self.rows = weights.shape
        if bias is not None and bias.shape != (self.outputs,):
            raise InputError(f"the bias has the shape {bias.shape} (needed: {(self.outputs,)})")
        super().__init__(library, library.tessera_layer(
            _text(settings), _real(weights, np.float64, "weights"),
            None if bias is None else _real(bias, np.float64, "biases")))

    def forward(
        self, x: Union[npt.NDArray[np.float64], npt.NDArray[np.float32]], first_image: int,
        y: Union[npt.NDArray[np.float64], npt.NDArray[np.float32]]
    ) -> None:
        """Writes what the hardware makes of images `x` to `y`; both in double or both in single precision."""
        is_single = x.dtype == np.float32
        dtype: Type[np.generic] = np.float32 if is_single else np.float64
        self._call(
            "tessera_layer_forward_f32" if is_single else "tessera_layer_forward", _real(x, dtype, "inputs"),
            x.shape[0], first_image, _real(y, dtype, "outputs"))

    def integers(self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> None:
        """As `forward`, with exact integers in place of the hardware."""
        self._call(
            "tessera_layer_integers", _real(x, np.float64, "inputs"), x.shape[0], _real(y, np.float64, "outputs"))

    def observe(self, x: npt.NDArray[np.float64]) -> None:
        """Sees calibration images, to which converters are fitted."""
        self._call("tessera_layer_observe", _real(x, np.float64, "inputs"), x.shape[0])

    def finish_calibration(self) -> None:
        """Ends the calibration of converters. Raises InputError where no images were seen."""
        self._call("tessera_layer_finish_calibration")

    def quantization(self) -> Dict[str, Any]:
        """How numbers become integers: `weights` [outputs, rows], `weight_scales` and `weight_zero_points` of each output,
        `activation_scale`, and `activation_integers`: zero point, least, largest, and 1 where they are odd."""
        weights = np.zeros((self.outputs, self.rows), np.int32)
        scales, zeros = np.zeros(self.outputs), np.zeros(self.outputs, np.int32)
        scale, integers = np.zeros(1), np.zeros(4, np.int32)
        self._call("tessera_layer_quantization", *(int(part.ctypes.data) for part in (
            weights, scales, zeros, scale, integers)))
        return {"weights": weights, "weight_scales": scales, "weight_zero_points": zeros,
                "activation_scale": float(scale[0]), "activation_integers": integers}


class Product(_Handle):
    """A product of two activations on modelled hardware. settings: as the library takes them."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        library = _library()
        super().__init__(library, library.tessera_product(_text(settings)))

    def forward(
        self, a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], first_image: int, y: npt.NDArray[np.float64]
    ) -> None:
        """Writes a [images, ..., vectors, rows] times b [images, ..., rows, columns] to y."""
        self._call(
            "tessera_product_forward", _real(a, np.float64, "inputs"), _real(b, np.float64, "stored numbers"), a.shape[0],
            first_image, _real(y, np.float64, "outputs"))

    def observe(self, a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> None:
        """Sees operands of calibration images, to which converters are fitted."""
        self._call(
            "tessera_product_observe", _real(a, np.float64, "inputs"), _real(b, np.float64, "stored numbers"), a.shape[0])

    def finish_calibration(self) -> None:
        """Ends the calibration of converters. Raises InputError where no operands were seen."""
        self._call("tessera_product_finish_calibration")


def matmul(
    x: npt.ArrayLike, w: npt.ArrayLike, hardware: Union[None, str, "os.PathLike[str]", Mapping[str, Any]] = None, *,
    calibration: Optional[npt.ArrayLike] = None, seed: int = 0, trial: int = 0, threads: Optional[int] = None
) -> npt.NDArray[np.float64]:
    """An integer matrix product as in-memory-computing hardware computes it: `tessera matmul` without files.

    x: integers [vectors, rows]. w: integers [rows, columns]. hardware: keys of the hardware file, a file of them, or None
    for 8 bits and ideal cells. calibration: activations [vectors, rows] that converters are fitted to. seed, trial: choose
    random numbers. threads: None for one each processor.

    Returns y [vectors, columns] in double precision. Raises InputError for what the hardware cannot hold, TypeError and
    ValueError for arrays that are no integers or do not fit.
    """
    left, right = _integers(x, "x"), _integers(w, "w")
    if left.shape[1] != right.shape[0]:
        raise ValueError(f"x is {left.shape} and w is {right.shape}: the columns of x must be the rows of w")
    other = None if calibration is None else _integers(calibration, "calibration")
    if other is not None and other.shape[1] != right.shape[0]:
        raise ValueError(f"calibration is {other.shape} and w is {right.shape}: its columns must be the rows of w")
    settings: Dict[str, Any] = {"hardware": _hardware(hardware), "seed": seed, "trial": trial}
    if threads is not None:
        settings["threads"] = threads
    y = np.empty((left.shape[0], right.shape[1]))
    library = _library()
    _check(library, library.tessera_matmul(
        _text(settings), left.ctypes.data, left.shape[0], left.shape[1], right.ctypes.data, right.shape[1],
        None if other is None else other.ctypes.data, 0 if other is None else other.shape[0], y.ctypes.data))
    return y


def _hardware(source: Union[None, str, "os.PathLike[str]", Mapping[str, Any]]) -> Dict[str, Any]:
    """Keys of a hardware file, whose paths are looked up from its folder, or those of a mapping."""
    if source is None:
        return {}
    if isinstance(source, Mapping):
        return {key: "inf" if value == float("inf") else value for key, value in source.items()}
    try:
        with open(source, encoding="utf-8") as file:
            keys = json.load(file)
    except FileNotFoundError:
        raise MissingInputError("no such file", file=os.fspath(source)) from None
    except ValueError as error:
        raise InputError(f"{os.fspath(source)}: {error}", file=os.fspath(source)) from None
    if not isinstance(keys, dict):
        raise InputError(f"{os.fspath(source)} is no JSON object of keys and values", file=os.fspath(source))
    folder = os.path.dirname(os.path.abspath(source))
    for part in (keys, keys.get("dynamic")):
        if isinstance(part, dict):
            for key in ("adc_inl_file", "adc_table_file"):
                if isinstance(part.get(key), str):
                    part[key] = os.path.join(folder, part[key])
    return keys


def _integers(array: npt.ArrayLike, name: str) -> npt.NDArray[np.int32]:
    values = np.asarray(array)
    if values.ndim != 2 or values.size == 0:
        raise ValueError(f"{name} has the shape {values.shape} (needed: two axes, not empty)")
    if values.dtype.kind not in "iub":
        raise TypeError(f"{name} is {values.dtype} (needed: integers)")
    limits = np.iinfo(np.int32)
    if int(values.min()) < limits.min or int(values.max()) > limits.max:
        raise ValueError(f"{name} has numbers beyond 32 bits")
    return np.ascontiguousarray(values, dtype=np.int32)
