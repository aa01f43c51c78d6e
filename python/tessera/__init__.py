# SPDX-License-Identifier: Apache-2.0
"""Tessera: area, latency, energy and accuracy of neural networks on in-memory-computing chips.

Example:
    >>> import tessera
    >>> estimate = tessera.estimate("vgg8", memcelltype="RRAM", technode=22)
    >>> estimate.chip.energy        # in J
    >>> estimate.to_frame()         # the layers, with pandas

docs/python.md introduces the package. Modules are loaded when one of their names is first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, List

from ._version import __version__

if TYPE_CHECKING:
    from . import reports
    from ._designs import compare, devices, estimate, floorplan, macro, networks, validate
    from ._errors import (
        CannotWriteError, InputError, InternalError, Interrupted, MissingInputError, ProtocolError, ServerDied, TesseraError,
        TesseraWarning, UsageError, VersionMismatch)
    from ._learning import accuracy, train
    from ._machines import stream, systolic, systolic_search
    from ._matmul import matmul
    from ._parameters import Parameters
    from ._results import (
        Accuracy, Comparison, Devices, Estimate, Floorplan, Macro, Networks, Stream, Sweep, Systolic, SystolicSearch,
        Training, Validation)
    from ._server import Answer, Server, default_server
    from ._sweeps import sweep
    from .trace import Layer, quantize_weights, save_network, save_trace, unfold

__all__ = [
    "Accuracy", "Answer", "CannotWriteError", "Comparison", "Devices", "Estimate", "Floorplan", "InputError", "InternalError",
    "Interrupted", "Layer", "Macro", "MissingInputError", "Networks", "Parameters", "ProtocolError", "Server", "ServerDied",
    "Stream", "Sweep", "Systolic", "SystolicSearch", "TesseraError", "TesseraWarning", "Training", "UsageError", "Validation",
    "VersionMismatch", "__version__", "accuracy", "compare", "default_server", "devices", "estimate", "floorplan", "macro", "matmul",
    "networks", "quantize_weights", "reports", "save_network", "save_trace", "stream", "sweep", "systolic", "systolic_search",
    "train", "unfold", "validate",
]

_MODULES = {
    "_designs": ("compare", "devices", "estimate", "floorplan", "macro", "networks", "validate"),
    "_errors": (
        "CannotWriteError", "InputError", "InternalError", "Interrupted", "MissingInputError", "ProtocolError", "ServerDied",
        "TesseraError", "TesseraWarning", "UsageError", "VersionMismatch"),
    "_matmul": ("matmul",),
    "_learning": ("accuracy", "train"),
    "_machines": ("stream", "systolic", "systolic_search"),
    "_parameters": ("Parameters",),
    "_results": (
        "Accuracy", "Comparison", "Devices", "Estimate", "Floorplan", "Macro", "Networks", "Stream", "Sweep",
        "Systolic", "SystolicSearch", "Training", "Validation"),
    "_server": ("Answer", "Server", "default_server"),
    "_sweeps": ("sweep",),
    "trace": ("Layer", "quantize_weights", "reports", "save_network", "save_trace", "unfold"),
}


def __getattr__(name: str) -> Any:
    if name == "reports":
        return importlib.import_module(".reports", __name__)
    for module, names in _MODULES.items():
        if name in names:
            value = getattr(importlib.import_module("." + module, __name__), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> List[str]:
    return sorted({*globals(), *__all__})
