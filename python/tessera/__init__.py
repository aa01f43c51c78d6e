# SPDX-License-Identifier: Apache-2.0
"""Writes traces of neural networks for the Tessera estimator."""

from ._version import __version__
from .trace import Layer, quantize_weights, save_network, save_trace, unfold

__all__ = ["__version__", "Layer", "quantize_weights", "save_network", "save_trace", "unfold"]
