# SPDX-License-Identifier: Apache-2.0
"""PyTorch on the processor, in single precision: what the network costs without any hardware."""

from __future__ import annotations

from typing import Any

import numpy as np

from .network import Network, Step


class TorchOperators:
    """Operators without weights, in PyTorch."""

    @staticmethod
    def Identity(step: Step, operand: Any) -> Any:
        return operand

    @staticmethod
    def QuantizeLinear(step: Step, operand: Any) -> Any:
        rule = step.attributes
        integers = (operand / rule["scale"]).round() + rule["zero"]
        return (integers.clamp(int(rule["limits"].min), int(rule["limits"].max)) - rule["zero"]) * rule["scale"]

    @staticmethod
    def Relu(step: Step, operand: Any) -> Any:
        return operand.relu()

    @staticmethod
    def Add(step: Step, first: Any, second: Any) -> Any:
        return first + second

    @staticmethod
    def MaxPool(step: Step, operand: Any) -> Any:
        from torch.nn import functional

        return functional.max_pool2d(operand, step.attributes["kernel_shape"], step.attributes.get("strides", [1, 1]))

    @staticmethod
    def AveragePool(step: Step, operand: Any) -> Any:
        from torch.nn import functional

        return functional.avg_pool2d(operand, step.attributes["kernel_shape"], step.attributes.get("strides", [1, 1]))

    @staticmethod
    def GlobalAveragePool(step: Step, operand: Any) -> Any:
        return operand.mean(dim=(2, 3), keepdim=True)

    @staticmethod
    def Flatten(step: Step, operand: Any) -> Any:
        return operand.flatten(1)


def symmetric_padding(step: Step) -> tuple[int, int]:
    """The padding of a convolution, the same on opposite sides."""
    top, left, bottom, right = step.attributes.get("pads", [0, 0, 0, 0])
    if (top, left) != (bottom, right):
        raise ValueError("a convolution with other padding on opposite sides (this script has none)")
    return top, left


class FloatingPoint:
    """A network in PyTorch."""

    operators = TorchOperators

    def __init__(self, network: Network) -> None:
        import torch

        self._values = {
            step.output: (torch.from_numpy(step.weights), torch.from_numpy(step.bias)) for step in network.layers}

    def layer(self, step: Step, operand: Any) -> Any:
        """A layer with its bias."""
        from torch.nn import functional

        weights, bias = self._values[step.output]
        if step.kind == "Gemm":
            return functional.linear(operand, weights, bias)
        return functional.conv2d(
            operand, weights, bias, stride=step.attributes.get("strides", [1, 1]), padding=symmetric_padding(step),
            groups=step.attributes.get("group", 1))

    @staticmethod
    def batch(images: np.ndarray) -> Any:
        """Images as this program takes them."""
        import torch

        return torch.from_numpy(images)
