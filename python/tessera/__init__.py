# SPDX-License-Identifier: Apache-2.0
"""Writes traces of neural networks for the Tessera estimator."""

from .trace import Layer, quantize_weights, save_network, save_trace, unfold

__all__ = ["Layer", "quantize_weights", "save_network", "save_trace", "unfold"]
__version__ = "0.1.0"
