# SPDX-License-Identifier: Apache-2.0
"""Values of keywords as words of a command line, with temporary files for those that are no files."""

from __future__ import annotations

import json
import math
import numbers
import os
import shutil
import tempfile
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

import numpy as np

from ._errors import UsageError

Words = List[str]
Convert = Callable[["Inputs", str, Any], Words]
"""Makes the words of an option: one for each time that it is given. An empty word is an option without a value."""


class Inputs:
    """Temporary files of a call. They are in a folder that goes away with the block of ``with``."""

    def __init__(self) -> None:
        self._folder: Optional[str] = None
        self.names: Dict[str, str] = {}

    def __enter__(self) -> Inputs:
        return self

    def __exit__(self, *error: object) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def path(self, keyword: str, ending: str) -> str:
        """A new file for a keyword; messages name the keyword in place of the file."""
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="tessera-")
        path = os.path.join(self._folder, f"{len(self.names)}-{keyword}{ending}")
        self.names[path] = keyword
        return path

    def write(self, keyword: str, ending: str, text: str) -> str:
        """A new file with a text."""
        path = self.path(keyword, ending)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path


def wrong(keyword: str, value: object, needed: str) -> UsageError:
    """An error for a value of a wrong type or range."""
    shown = repr(value)
    shown = shown if len(shown) <= 80 else shown[:77] + "..."
    return UsageError(f"{keyword} is {shown} (needed: {needed})")


def plain(value: Any) -> Any:
    """A scalar of NumPy as one of Python; other values as they are."""
    return value.item() if isinstance(value, (np.generic, np.ndarray)) and value.shape == () else value


def integer(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A whole number."""
    value = plain(value)
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        raise wrong(keyword, value, "a whole number")
    return [str(int(value))]


def number(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A finite real number."""
    return [_number(keyword, plain(value), "a number")]


def _number(keyword: str, value: Any, needed: str) -> str:
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise wrong(keyword, value, needed)
    if isinstance(value, numbers.Integral):
        return str(int(value))
    value = float(value)
    if not math.isfinite(value):
        raise wrong(keyword, value, "a finite number")
    return repr(value)


def parameter(keyword: str, value: Any) -> str:
    """The value of a parameter as in a parameter file."""
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        if "\n" in value or "\0" in value:
            raise wrong(keyword, value, "a word without line ends")
        return value
    return _number(keyword, value, "a number, a boolean or a word")


def switch(inputs: Inputs, keyword: str, value: Any) -> Words:
    """An option without a value."""
    value = plain(value)
    if not isinstance(value, bool):
        raise wrong(keyword, value, "True or False")
    return [""] if value else []


def word(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A word."""
    if not isinstance(value, str):
        raise wrong(keyword, value, "a text")
    return [value]


def path(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A file or folder."""
    return [_path(keyword, value)]


def _path(keyword: str, value: Any, needed: str = "a path") -> str:
    if not isinstance(value, (str, os.PathLike)):
        raise wrong(keyword, value, needed)
    name = os.fspath(value)
    if not isinstance(name, str) or not name or "\0" in name:
        raise wrong(keyword, value, needed)
    return name


def paths(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A file, or several of them."""
    if isinstance(value, (list, tuple)):
        return [_path(keyword, one) for one in value]
    return [_path(keyword, value, "a path or a list of paths")]


def words(inputs: Inputs, keyword: str, value: Any) -> Words:
    """Words or numbers, as a list with commas."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, (list, tuple, range, np.ndarray)) or len(value) == 0:
        value = [value]
    return [",".join(parameter(keyword, one) for one in value)]


def each(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A word, or several of them, each an option of its own."""
    return [word(inputs, keyword, one)[0] for one in ([value] if isinstance(value, str) else value)]


def shape(inputs: Inputs, keyword: str, value: Any) -> Words:
    """Extents."""
    return [_shape(keyword, value)]


def _shape(keyword: str, value: Any) -> str:
    if isinstance(value, str):
        return value
    if not isinstance(value, (list, tuple)) or not value:
        raise wrong(keyword, value, "whole numbers such as (224, 224), or a text such as '224x224'")
    return "x".join(integer(Inputs(), keyword, extent)[0] for extent in value)


def input_shape(inputs: Inputs, keyword: str, value: Any) -> Words:
    """Extents of inputs of a model, by name where there are several."""
    if isinstance(value, Mapping):
        return [f"{name}={_shape(keyword, extents)}" for name, extents in value.items()]
    return [_shape(keyword, value)]


def vary(inputs: Inputs, keyword: str, value: Any) -> Words:
    """Values to try, an option for each parameter."""
    if not isinstance(value, Mapping):
        raise wrong(keyword, value, "a dictionary such as {'technode': [32, 22]}")
    found = []
    for name, values in value.items():
        if isinstance(values, (str, bytes)) or not isinstance(values, (Sequence, np.ndarray)) or len(values) == 0:
            raise wrong(f"{keyword}[{name!r}]", values, "a list of values")
        found.append(f"{name}=" + ",".join(parameter(f"{keyword}[{name!r}]", one) for one in values))
    return found


_FILES_IN_SETTINGS = ("adc_inl_file", "adc_table_file", "device_curve", "network")


def settings(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A file in JSON, or what it would hold. Files that a dictionary names are relative to the working folder."""
    if isinstance(value, Mapping):
        return [inputs.write(keyword, ".json", settings_text(keyword, settled(value)))]
    return [_path(keyword, value, "a path or a dictionary")]


def settled(value: Mapping[str, Any]) -> Dict[str, Any]:
    """Settings with files from the root, and an infinite ratio as the word that JSON has for it."""
    found: Dict[str, Any] = {}
    for key, one in value.items():
        if isinstance(one, Mapping):
            one = settled(one)
        elif key in _FILES_IN_SETTINGS and isinstance(one, (str, os.PathLike)):
            one = os.path.abspath(os.fspath(one))
        elif key == "on_off" and one == math.inf:
            one = "inf"
        found[key] = one
    return found


def settings_text(keyword: str, value: Mapping[str, Any]) -> str:
    """A dictionary as JSON."""
    try:
        return json.dumps(value, default=_json, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise UsageError(f"{keyword} is no JSON: {error}") from None


def _json(value: Any) -> Any:
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    if isinstance(value, (range, set, frozenset)):
        return list(value)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"{value!r:.80} is neither a number nor a text, list or dictionary")


def images(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A file, or an array."""
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in "iufb":
            raise wrong(keyword, f"an array of {value.dtype}", "numbers")
        name = inputs.path(keyword, ".npy")
        np.save(name, np.ascontiguousarray(value))
        return [name]
    return [_path(keyword, value, "a path or an array")]


def network(inputs: Inputs, keyword: str, value: Any) -> Words:
    """A network: a name, a file, or rows."""
    if isinstance(value, (str, os.PathLike)):
        return [_path(keyword, value)]
    needed = "a name, a path, rows of numbers, or a dictionary for each layer"
    if not isinstance(value, (Sequence, np.ndarray)) or len(value) == 0:
        raise wrong(keyword, value, needed)
    layers = list(value)
    if all(isinstance(layer, Mapping) for layer in layers):
        columns = list(dict.fromkeys(column for layer in layers for column in layer))
        lines = [",".join(_cell(keyword, column) for column in columns)]
        lines += [",".join(_cell(keyword, layer.get(column, "")) for column in columns) for layer in layers]
    elif all(isinstance(layer, (Sequence, np.ndarray)) and not isinstance(layer, str) for layer in layers):
        lines = [",".join(_cell(keyword, cell) for cell in layer) for layer in layers]
    else:
        raise wrong(keyword, value, needed)
    return [inputs.write(keyword, ".csv", "\n".join(lines) + "\n")]


def _cell(keyword: str, value: Any) -> str:
    """A cell of a network file; several numbers, such as paddings, stand with spaces between them."""
    value = plain(value)
    if isinstance(value, (list, tuple)):
        return " ".join(_cell(keyword, one) for one in value)
    if isinstance(value, str):
        if any(sign in value for sign in ",\n\"\0"):
            raise wrong(keyword, value, "cells without commas, quotes and line ends")
        return value
    if isinstance(value, bool):
        return str(int(value))
    return _number(keyword, value, "rows of whole numbers and names")
