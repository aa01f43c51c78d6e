// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration

/// Makes the digital circuits of elements, tiles and the chip, by their role.
///
/// The answers of the extension are circuits that work at their own pace.
public protocol DigitalCircuits: Sendable {
    /// Trees that add up the results of several units.
    func adderTree(_ demand: AdderTreeDemand, inputs: DesignInputs) -> any SumTree
    /// A register of so many bits at the edge of an element.
    func register(bits: Int, layout: LayoutConstraint, inputs: DesignInputs) -> any WordRegister
    /// Units that pool windows of `window` words.
    func pooling(window: Int, units: Int, layout: LayoutConstraint, inputs: DesignInputs) -> any PoolingUnits
    /// Rectified linear units.
    func rectifiers(_ units: Int, layout: LayoutConstraint, inputs: DesignInputs) -> ActivationUnit
    /// Tables of a sigmoid, of so many entries each.
    func sigmoids(_ units: Int, entries: Int, layout: LayoutConstraint, inputs: DesignInputs) -> ActivationUnit
}

/// What sizes adder trees.
public struct AdderTreeDemand: Sendable {
    /// Units that one tree sums up [1].
    public let units: Int
    /// Length of an operand [bit].
    public let operandBits: Int
    /// Trees side by side [1].
    public let trees: Int
    /// A height or a width that they must fit.
    public let layout: LayoutConstraint

    /// A demand of the given figures.
    public init(units: Int, operandBits: Int, trees: Int, layout: LayoutConstraint) {
        self.units = units
        self.operandBits = operandBits
        self.trees = trees
        self.layout = layout
    }
}

extension DigitalCircuits {
    /// Ripple-carry adders in binary trees.
    public func adderTree(_ demand: AdderTreeDemand, inputs: DesignInputs) -> any SumTree {
        AdderTree(
            unitCount: demand.units, inputBits: demand.operandBits, treeCount: demand.trees, layout: demand.layout,
            technology: inputs.technology)
    }

    /// D flip-flops.
    public func register(bits: Int, layout: LayoutConstraint, inputs: DesignInputs) -> any WordRegister {
        DFlipFlop(
            count: bits, clockFrequency: inputs.configuration.clockFrequency, layout: layout,
            technology: inputs.technology)
    }

    /// Trees of comparators.
    public func pooling(
        window: Int, units: Int, layout: LayoutConstraint, inputs: DesignInputs
    ) -> any PoolingUnits {
        MaxPooling(
            bits: inputs.activationBits, window: window, unitCount: units, layout: layout,
            technology: inputs.technology)
    }

    /// Registers that drop negative words.
    public func rectifiers(_ units: Int, layout: LayoutConstraint, inputs: DesignInputs) -> ActivationUnit {
        ActivationUnit(
            BitShifter(
                unitCount: units, bits: inputs.activationBits, clockFrequency: inputs.configuration.clockFrequency,
                layout: layout, technology: inputs.technology))
    }

    /// Look-up tables in the cells of the arrays.
    public func sigmoids(
        _ units: Int, entries: Int, layout: LayoutConstraint, inputs: DesignInputs
    ) -> ActivationUnit {
        ActivationUnit(
            Sigmoid(
                outputBits: inputs.activationBits, entryCount: entries, unitCount: units, cell: inputs.cell,
                clockFrequency: inputs.configuration.clockFrequency, layout: layout, technology: inputs.technology))
    }
}
