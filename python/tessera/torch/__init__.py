# SPDX-License-Identifier: Apache-2.0
"""PyTorch networks on modelled hardware, and what they record for estimates.

`import tessera` needs no PyTorch, and neither does `TraceRecorder` before it records; all other names of this package load
PyTorch when they are first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, List

from ._recorder import TraceRecorder

if TYPE_CHECKING:
    from ._convert import exact_integers, reset, to_hardware
    from ._device_network import DeviceLayer, DeviceNetwork, device_network
    from ._device_sgd import DeviceSGD, DeviceUpdate
    from ._estimate import estimate
    from ._modules import (
        HardwareConv2d, HardwareLinear, HardwareMatMul, MatMul, MultiheadAttention, ScaledDotProductAttention)

_PLACES = {
    "DeviceLayer": "_device_network", "DeviceNetwork": "_device_network", "DeviceSGD": "_device_sgd",
    "DeviceUpdate": "_device_sgd", "device_network": "_device_network",
    "estimate": "_estimate", "exact_integers": "_convert", "reset": "_convert", "to_hardware": "_convert",
    "HardwareConv2d": "_modules", "HardwareLinear": "_modules", "HardwareMatMul": "_modules", "MatMul": "_modules",
    "MultiheadAttention": "_modules", "ScaledDotProductAttention": "_modules",
}

__all__ = [
    "DeviceLayer", "DeviceNetwork", "DeviceSGD", "DeviceUpdate", "HardwareConv2d", "HardwareLinear", "HardwareMatMul",
    "MatMul", "MultiheadAttention", "ScaledDotProductAttention", "TraceRecorder", "device_network", "estimate",
    "exact_integers", "reset", "to_hardware"]


def __getattr__(name: str) -> Any:
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r} (it has: {', '.join(__all__)})")
    return getattr(importlib.import_module(f"{__name__}.{place}"), name)


def __dir__() -> List[str]:
    return sorted(__all__)
