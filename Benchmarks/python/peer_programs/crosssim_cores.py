# SPDX-License-Identifier: Apache-2.0
"""CrossSim (github.com/sandialabs/cross-sim) in several forms.

`shipped` has its own converters. `fastest` gives it a DAC that slices by integer shifts and an ADC of one pass, by the interface
that CrossSim has for converters of users; the hardware is the same. `noise` and `spread` are the fastest form with noise on every
conversion, and with cells that differ. `unsliced` has whole weights in cells and whole inputs.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .network import Network, Range, Step, padded

#: Noise of a conversion in cell levels, and deviation of cells relative to their conductance.
NOISE, SPREAD = 0.3, 0.05


def _define_converters() -> None:
    """Converters of users, which CrossSim finds by the names of their classes."""
    from simulator.circuits.adc.iadc import IADC
    from simulator.circuits.dac.idac import IDAC

    class ShiftDAC(IDAC):
        """Whole numbers of 0 to 2^bits - 1, whose bits are read by shifts; with a sign, those of the magnitude."""

        def __init__(self, dac_params: Any, core_params: Any) -> None:
            super().__init__(dac_params, core_params)
            self.magnitude_bits = self.bits - (1 if self.signed else 0)
            self.largest = np.float32(2**self.magnitude_bits - 1)

        def convert(self, vector: np.ndarray) -> np.ndarray:
            scaled = vector * self.largest
            np.rint(scaled, out=scaled)
            np.clip(scaled, -self.largest if self.signed else 0, self.largest, out=scaled)
            self._integers = scaled.astype(np.int16 if self.signed else np.uint8)
            scaled /= self.largest
            return scaled

        def convert_sliced(self, vector: np.ndarray, slice_size: int | None = None) -> list[np.ndarray]:
            integers = self._integers
            if not self.signed:
                return [((integers >> bit) & 1).astype(np.float32) for bit in range(self.magnitude_bits)]
            magnitudes, signs = np.abs(integers), np.sign(integers).astype(np.float32)
            return [((magnitudes >> bit) & 1) * signs for bit in range(self.magnitude_bits)]

        def set_limits(self, matrix: np.ndarray) -> None:
            pass

    class UnitADC(IADC):
        """Codes in steps of one cell, rounded and clipped in place."""

        def set_limits(self, matrix: np.ndarray) -> None:
            super().set_limits(matrix)

        def convert(self, vector: np.ndarray) -> np.ndarray:
            np.rint(vector, out=vector)
            return np.clip(vector, np.float32(self.min), np.float32(self.max), out=vector)

    class NoisyUnitADC(UnitADC):
        """The same with normally distributed noise on every conversion."""

        random = np.random.default_rng(0)

        def convert(self, vector: np.ndarray) -> np.ndarray:
            noise = self.random.standard_normal(vector.shape, dtype=np.float32)
            noise *= np.float32(NOISE)
            noise += vector
            return super().convert(noise)

    _define_converters.classes = (ShiftDAC, UnitADC, NoisyUnitADC)  # CrossSim looks for subclasses, which must stay alive.


def _parameters(form: str, inputs: Range, rows: int, bits: int, converter_bits: int) -> Any:
    """CrossSim's parameters for a layer: offset weights, cells without errors, digital offset."""
    from simulator import CrossSimParameters

    parameters = CrossSimParameters()
    core, array = parameters.core, parameters.xbar
    core.rows_max = rows
    core.weight_bits = bits
    core.offset.style = "DIGITAL_OFFSET"
    core.mapping.weights.percentile = 1.0
    array.device.infinite_on_off_ratio = True
    array.dac.mvm.bits = bits
    array.dac.mvm.signed = inputs.is_signed
    core.mapping.inputs.mvm.min = -inputs.maximum if inputs.is_signed else 0.0
    core.mapping.inputs.mvm.max = inputs.maximum
    quantizer = "SignMagnitude" if inputs.is_signed else "Quantizer"
    array.dac.mvm.model = quantizer + "DAC"
    array.adc.mvm.model = quantizer + "ADC"
    array.adc.mvm.signed = inputs.is_signed
    if form == "unsliced":
        core.style = "OFFSET"
        array.device.cell_bits = bits
        array.adc.mvm.bits = 8
        array.adc.mvm.adc_range_option = "MAX"
        return parameters
    core.style = "BITSLICED"
    core.bit_sliced.style = "OFFSET"
    core.bit_sliced.num_slices = bits
    array.device.cell_bits = 1
    array.dac.mvm.input_bitslicing = True
    array.dac.mvm.slice_size = 1
    array.adc.mvm.adc_per_ibit = True
    array.adc.mvm.bits = converter_bits
    array.adc.mvm.adc_range_option = "CALIBRATED"
    high = 2 ** (converter_bits - 1) - 1 if inputs.is_signed else 2**converter_bits - 1
    array.adc.mvm.calibrated_range = [[-high if inputs.is_signed else 0, high]] * bits
    if form != "shipped":
        array.dac.mvm.model = "ShiftDAC"
        array.adc.mvm.model = "NoisyUnitADC" if form == "noise" else "UnitADC"
    if form == "spread":
        array.device.programming_error.enable = True
        array.device.programming_error.model = "NormalProportionalDevice"
        array.device.programming_error.magnitude = SPREAD
    return parameters


def _use_single_precision(core: Any) -> None:
    """Cells in single precision: errors of programming are drawn in double precision, which makes all products slower."""
    for part in (part for row in core.cores for part in row):
        for (cells,) in part.core_slices:
            cells.matrix = cells.matrix.astype(np.float32)


class CrossSim:
    """A network whose layers run in CrossSim's cores."""

    def __init__(self, network: Network, ranges: dict[str, Range], form: str, rows: int, bits: int, converter_bits: int) -> None:
        from simulator.algorithms.dnn.analog_convolution import AnalogConvolution2D
        from simulator.algorithms.dnn.analog_linear import AnalogLinear

        if form not in ("shipped", "unsliced"):
            _define_converters()
        self._layers: dict[str, Any] = {}
        for step in network.layers:
            parameters = _parameters(form, ranges[step.output], rows, bits, converter_bits)
            outputs, inputs = step.weights.shape[:2]
            if step.kind == "Gemm":
                layer = AnalogLinear(parameters, inputs, outputs, 0)
            else:
                if step.attributes.get("group", 1) != 1:
                    raise ValueError("a grouped convolution (this script has none)")
                layer = AnalogConvolution2D(
                    parameters, inputs, outputs, step.weights.shape[2:], tuple(step.attributes.get("strides", [1, 1])), (1, 1), 1, 0)
            layer.set_matrix(layer.form_matrix(step.weights))
            if form == "spread":
                _use_single_precision(layer.core)
            self._layers[step.output] = layer

    def layer(self, step: Step, operand: np.ndarray) -> np.ndarray:
        """A layer on arrays, with its bias."""
        result = self._layers[step.output].apply(operand if step.kind == "Gemm" else padded(step, operand)).astype(np.float32)
        return result + (step.bias if step.kind == "Gemm" else step.bias.reshape(-1, 1, 1))
