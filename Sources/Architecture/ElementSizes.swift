// SPDX-License-Identifier: Apache-2.0

import Configuration
import Counting

/// Lengths and counts of what a processing element has besides its subarrays.
public struct ElementSizes: Sendable, Equatable {
    /// Length of an operand of the adder tree [bit].
    public let operandBits: Int
    /// Adder trees side by side.
    public let trees: Int
    /// Bits of the register for input vectors.
    public let inputRegisterBits: Int
    /// Results in the register for results.
    public let results: Int
    /// Bits of a result, without those that the stages of the adder tree add; fractional where a policy does not
    /// round [bit].
    public let resultBits: Double
    /// Wires of the bus for inputs.
    public let inputLanes: Int
    /// Wires of the bus for results in front of each subarray.
    public let outputLanes: Int

    /// Sizes of the given figures; the arguments are the properties of the same names.
    public init(
        operandBits: Int, trees: Int, inputRegisterBits: Int, results: Int, resultBits: Double, inputLanes: Int,
        outputLanes: Int
    ) {
        self.operandBits = operandBits
        self.trees = trees
        self.inputRegisterBits = inputRegisterBits
        self.results = results
        self.resultBits = resultBits
        self.inputLanes = inputLanes
        self.outputLanes = outputLanes
    }

    /// Sizes of an element of `size` wordlines and columns.
    init(size: Int, inputs: DesignInputs) {
        let configuration = inputs.configuration
        let columns = configuration.subarrayColumns
        let side = inputs.layoutSide(ofElement: size)
        let partialSumBits = inputs.partialSumBits
        let digits = Double(inputs.activationBits + inputs.columnsPerWeight)
        self.init(
            operandBits: Int(partialSumBits + digits + 1), trees: inputs.converters(columns: side * columns),
            inputRegisterBits: inputs.activationBits * configuration.subarrayRows,
            results: columns / configuration.columnsPerADC, resultBits: partialSumBits + digits,
            inputLanes: configuration.subarrayRows, outputLanes: columns)
    }
}

extension DesignInputs {
    /// Subarrays on each side of the layout of an element of so many wordlines and columns.
    public func layoutSide(ofElement size: Int) -> Int {
        let arrays =
            ceilingDivision(size, configuration.subarrayRows) * ceilingDivision(size, configuration.subarrayColumns)
        return Int(Double(arrays).squareRoot().rounded(.up))
    }
}
