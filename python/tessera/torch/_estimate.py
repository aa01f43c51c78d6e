# SPDX-License-Identifier: Apache-2.0
"""The estimate of a model of PyTorch in one call."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import Any, Iterator, Mapping, Optional, Tuple, Union

import torch
from torch import nn

import tessera

from .._errors import UsageError
from ._recorder import TraceRecorder

_OWN = ("network", "trace", "trace_command", "workload", "model", "data")


def estimate(
    module: nn.Module, images: Union[torch.Tensor, Tuple[Any, ...]], *, weight_bits: int = 8, activation_bits: int = 8,
    per_channel: bool = False, activation_scales: Optional[Mapping[str, float]] = None, **keywords: Any
) -> tessera.Estimate:
    """Estimates area, latency, energy and leakage of a model on a chip, with the model's own weights and activations.

        for epoch in range(epochs):
            train(model)
            figures = tessera.torch.estimate(model, images, technode=22, trainingEstimation=False)
            print(epoch, figures.chip.costs.forward.energy)

    The first image runs through the model, in `eval` mode and without gradients; a `TraceRecorder` writes what it sees to a
    temporary folder, and `tessera.estimate` reads it. The model, its mode and its parameters stay as they are.

    Args:
        module: the model. Its `Conv2d` and `Linear` layers, and its products of two activations, are counted.
        images: [images, ...], of which the first one is used; or a tuple of all inputs of the model for one image, which
            are used as they are.
        weight_bits, activation_bits: bits of a weight and of an activation.
        per_channel: whether the weights of each output have a step of their own.
        activation_scales: steps of activations by module name, where the model has its own.
        **keywords: keywords of `tessera.estimate`: parameters of the chip such as `technode`, `param`, `server`.

    Returns:
        The estimate, in SI units.

    Raises:
        UsageError: `images` holds no image, or a keyword names another source of the network.
        ValueError: the model has no layer that can be recorded, or what enters a layer is not finite.
        TesseraError: as `tessera.estimate`.
    """
    for name in _OWN:
        if name in keywords:
            raise UsageError(f"{name} contradicts the model, whose layers and data are recorded (allowed: leave it out)")
    if isinstance(images, torch.Tensor):
        if images.dim() < 2 or len(images) == 0:
            raise UsageError(f"images has the shape {tuple(images.shape)} (needed: [images, ...] with one image or more)")
        images = (images[:1],)
    with tempfile.TemporaryDirectory(prefix="tessera-") as folder:
        recorder = TraceRecorder(module, weight_bits, activation_bits, per_channel, activation_scales, images=1)
        with recorder, _evaluated(module):
            module(*images)
        network = os.path.join(folder, "network.csv")
        trace = recorder.save(os.path.join(folder, "trace.npz"), network)
        return tessera.estimate(
            network, trace=trace, weight_bits=weight_bits, activation_bits=activation_bits, **keywords)


@contextmanager
def _evaluated(module: nn.Module) -> Iterator[None]:
    """The model in `eval` mode without gradients; then each of its modules is in its own mode again."""
    modes = [(part, part.training) for part in module.modules()]
    module.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for part, mode in modes:
            part.training = mode
