# SPDX-License-Identifier: Apache-2.0
"""aihwkit (IBM): analog inputs and analog weights that are not sliced, 8-bit converters, arrays of so many rows, no noise."""

from __future__ import annotations

from typing import Any

from .floating_point import FloatingPoint, symmetric_padding
from .network import Network


def _configuration(rows: int) -> Any:
    from aihwkit.simulator.configs import NoiseManagementType, TorchInferenceRPUConfig, WeightNoiseType

    configuration = TorchInferenceRPUConfig()
    configuration.mapping.max_input_size = rows
    configuration.mapping.max_output_size = 0
    configuration.mapping.digital_bias = True
    forward = configuration.forward
    forward.inp_res = 1 / (2**8 - 2)
    forward.out_res = 1 / (2**8 - 2)
    forward.out_noise = 0.0
    forward.w_noise_type = WeightNoiseType.NONE
    forward.noise_management = NoiseManagementType.ABS_MAX
    return configuration


class AnalogNetwork(FloatingPoint):
    """A network whose layers run in aihwkit's tiles."""

    def __init__(self, network: Network, rows: int) -> None:
        import torch
        from aihwkit.nn import AnalogConv2d, AnalogLinear

        self._layers: dict[str, Any] = {}
        for step in network.layers:
            outputs, inputs = step.weights.shape[:2]
            if step.kind == "Gemm":
                layer = AnalogLinear(inputs, outputs, bias=True, rpu_config=_configuration(rows))
            else:
                layer = AnalogConv2d(
                    inputs, outputs, step.weights.shape[2:], stride=tuple(step.attributes.get("strides", [1, 1])),
                    padding=symmetric_padding(step), bias=True, rpu_config=_configuration(rows))
            layer.set_weights(torch.from_numpy(step.weights.reshape(outputs, -1)), torch.from_numpy(step.bias))
            self._layers[step.output] = layer.eval()

    def layer(self, step: Any, operand: Any) -> Any:
        """A layer on tiles, with its bias."""
        return self._layers[step.output](operand)
