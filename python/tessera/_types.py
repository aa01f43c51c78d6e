# SPDX-License-Identifier: Apache-2.0
"""Types of keywords."""

from __future__ import annotations

import os
from typing import Any, Mapping, Sequence, Union

import numpy.typing as npt

Path = Union[str, "os.PathLike[str]"]
"""The name of a file or folder; relative ones are relative to the working folder."""

Row = Sequence[object]
"""A layer: input height, input width, input channels, kernel height, kernel width, output channels, and optionally pooling
and stride, as in a network file."""

Network = Union[str, "os.PathLike[str]", Sequence[Row], Sequence[Mapping[str, object]]]
"""A network: a name of `networks`, a network file, its rows, or a mapping from names of columns to values for each layer."""

Settings = Union[str, "os.PathLike[str]", Mapping[str, Any]]
"""Settings in JSON: a file or a dictionary."""

Images = Union[str, "os.PathLike[str]", "npt.NDArray[Any]"]
"""Images or labels: a file, or an array."""

Value = Union[bool, int, float, str]
"""The value of a parameter."""

Vary = Mapping[str, Sequence[Value]]
"""Values to try, by the name of the parameter or key."""

Shape = Union[str, Sequence[int]]
"""Extents: a text such as ``"224x224"`` or numbers such as ``(224, 224)``."""

InputShape = Union[str, Sequence[int], Mapping[str, Sequence[int]]]
"""Extents of an input: ``(3, 224, 224)``, or by name ``{"tokens": (1, 128)}``."""
