# SPDX-License-Identifier: Apache-2.0
"""A small reader and executor of ONNX networks, so that every program runs the same layers.

Batch normalizations are folded into the convolution before them. Convolutions and matrix products go to an *engine*; all other
operators are computed here, in NumPy or PyTorch.
"""

from __future__ import annotations

import dataclasses
import pathlib
from typing import Any, Callable

import numpy as np


@dataclasses.dataclass
class Step:
    """One operator: its kind, the names of its operands and of its result, and its attributes."""

    kind: str
    inputs: list[str]
    output: str
    attributes: dict[str, Any] = dataclasses.field(default_factory=dict)
    weights: np.ndarray | None = None
    bias: np.ndarray | None = None


@dataclasses.dataclass(frozen=True)
class Range:
    """The range of the inputs of a layer, symmetric if they have a sign."""

    maximum: float
    is_signed: bool


class Network:
    """The operators of an ONNX file, in order."""

    def __init__(self, path: str) -> None:
        import onnx
        from onnx import numpy_helper

        graph = onnx.load(path).graph
        self._constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self.input = next(entry.name for entry in graph.input if entry.name not in self._constants)
        self.output = graph.output[0].name
        self.steps: list[Step] = []
        for node in graph.node:
            attributes = {entry.name: onnx.helper.get_attribute_value(entry) for entry in node.attribute}
            self._add(node.op_type, list(node.input), node.output[0], attributes, pathlib.Path(path).name)

    def _add(self, kind: str, inputs: list[str], output: str, attributes: dict[str, Any], file: str) -> None:
        constants = self._constants
        if kind == "DequantizeLinear" and inputs[0] in constants:
            value, scale = constants[inputs[0]].astype(np.float32), constants[inputs[1]]
            constants[output] = value * scale if scale.ndim == 0 else value * scale.reshape(-1, *[1] * (value.ndim - 1))
        elif kind in ("Conv", "Gemm"):
            weights = constants[inputs[1]]
            if kind == "Gemm" and not attributes.get("transB"):
                weights = weights.T
            bias = constants[inputs[2]] if len(inputs) > 2 else np.zeros(len(weights), np.float32)
            self.steps.append(Step(kind, inputs[:1], output, attributes, weights.astype(np.float32), bias.astype(np.float32)))
        elif kind == "BatchNormalization" and self.steps[-1].kind == "Conv" and self.steps[-1].output == inputs[0]:
            gain, shift, mean, variance = (constants[name].astype(np.float64) for name in inputs[1:5])
            layer, factor = self.steps[-1], gain / np.sqrt(variance + attributes.get("epsilon", 1e-5))
            layer.weights = (layer.weights * factor.reshape(-1, 1, 1, 1)).astype(np.float32)
            layer.bias = ((layer.bias - mean) * factor + shift).astype(np.float32)
            layer.output = output
        elif kind == "QuantizeLinear":
            zero = constants[inputs[2]]
            self.steps.append(Step(kind, inputs[:1], output, {"scale": float(constants[inputs[1]]), "zero": int(zero),
                                                              "limits": np.iinfo(zero.dtype)}))
        elif kind == "DequantizeLinear":
            self.steps.append(Step("Identity", inputs[:1], output))
        elif kind in ("Relu", "Add", "MaxPool", "AveragePool", "GlobalAveragePool", "Flatten"):
            self.steps.append(Step(kind, inputs, output, attributes))
        else:
            raise ValueError(f"{file}: operator {kind} (this script runs convolutional networks)")

    @property
    def layers(self) -> list[Step]:
        """Convolutions and matrix products with weights."""
        return [step for step in self.steps if step.weights is not None]

    def run(self, images: Any, layer: Callable[[Step, Any], Any], operators: Any) -> Any:
        """The network's result for images; `layer` computes a layer without its bias."""
        values = {self.input: images}
        for step in self.steps:
            operands = [values[name] for name in step.inputs]
            if step.weights is None:
                values[step.output] = getattr(operators, step.kind)(step, *operands)
            else:
                values[step.output] = layer(step, operands[0])
        return values[self.output]

    def ranges(self, images: np.ndarray) -> dict[str, Range]:
        """For each layer, by the name of its result, the range of its inputs: that of its quantizer, else that of these images."""
        found: dict[str, Range] = {}
        quantizers = {step.output: step.attributes for step in self.steps if step.kind == "QuantizeLinear"}
        sources = {step.output: step.inputs[0] for step in self.steps if step.kind == "Identity"}

        def observe(step: Step, operand: np.ndarray) -> np.ndarray:
            rule = quantizers.get(sources.get(step.inputs[0], ""))
            if rule is not None:
                low, high = (rule["scale"] * (limit - rule["zero"]) for limit in (rule["limits"].min, rule["limits"].max))
                found[step.output] = Range(max(-low, high), low < 0)
            else:
                found[step.output] = Range(float(np.abs(operand).max()), bool(operand.min() < 0))
            return exact_layer(step, operand)

        self.run(images, observe, NumPyOperators)
        return found


def padded(step: Step, operand: np.ndarray) -> np.ndarray:
    """Feature maps with the zeros around them that a convolution asks for."""
    top, left, bottom, right = step.attributes.get("pads", [0, 0, 0, 0])
    return np.pad(operand, ((0, 0), (0, 0), (top, bottom), (left, right))) if any((top, left, bottom, right)) else operand


def exact_layer(step: Step, operand: np.ndarray) -> np.ndarray:
    """A layer in floating point, with its bias."""
    if step.kind == "Gemm":
        return operand @ step.weights.T + step.bias
    size, strides = step.weights.shape[2:], step.attributes.get("strides", [1, 1])
    windows = np.lib.stride_tricks.sliding_window_view(padded(step, operand), size, axis=(2, 3))
    result = np.tensordot(windows[:, :, :: strides[0], :: strides[1]], step.weights, axes=((1, 4, 5), (1, 2, 3)))
    return result.transpose(0, 3, 1, 2) + step.bias.reshape(-1, 1, 1)


class NumPyOperators:
    """Operators without weights, in NumPy."""

    @staticmethod
    def Identity(step: Step, operand: np.ndarray) -> np.ndarray:
        return operand

    @staticmethod
    def QuantizeLinear(step: Step, operand: np.ndarray) -> np.ndarray:
        rule = step.attributes
        integers = np.rint(operand / np.float32(rule["scale"])) + rule["zero"]
        return (np.clip(integers, rule["limits"].min, rule["limits"].max) - rule["zero"]) * np.float32(rule["scale"])

    @staticmethod
    def Relu(step: Step, operand: np.ndarray) -> np.ndarray:
        return np.maximum(operand, 0)

    @staticmethod
    def Add(step: Step, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        return first + second

    @staticmethod
    def _windows(step: Step, operand: np.ndarray) -> np.ndarray:
        size = step.attributes["kernel_shape"]
        strides = step.attributes.get("strides", [1, 1])
        if any(step.attributes.get("pads", [])):
            raise ValueError("pooling with padding (this script has none)")
        windows = np.lib.stride_tricks.sliding_window_view(operand, size, axis=(2, 3))
        return windows[:, :, :: strides[0], :: strides[1]]

    @classmethod
    def MaxPool(cls, step: Step, operand: np.ndarray) -> np.ndarray:
        return cls._windows(step, operand).max(axis=(4, 5))

    @classmethod
    def AveragePool(cls, step: Step, operand: np.ndarray) -> np.ndarray:
        return cls._windows(step, operand).mean(axis=(4, 5), dtype=np.float32)

    @staticmethod
    def GlobalAveragePool(step: Step, operand: np.ndarray) -> np.ndarray:
        return operand.mean(axis=(2, 3), keepdims=True)

    @staticmethod
    def Flatten(step: Step, operand: np.ndarray) -> np.ndarray:
        return operand.reshape(len(operand), -1)
