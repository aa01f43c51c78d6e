// SPDX-License-Identifier: Apache-2.0

/// The adders of a digital macro: what sums up the products of a column of weights.
public struct AdderDesign: Sendable, Equatable {
    /// How adders are connected.
    public enum Organisation: Sendable, Equatable {
        /// Binary trees.
        case trees
        /// A full adder in every cell; sums run down the columns and carries along the rows.
        case cells
    }

    /// A second tree that sums up the results of several trees.
    public struct SecondTree: Sendable, Equatable {
        /// Operands [1].
        public let inputs: Int
        /// Length of an operand [bit].
        public let bits: Int

        /// A tree of so many operands of so many bits.
        public init(inputs: Int, bits: Int) {
            self.inputs = inputs
            self.bits = bits
        }
    }

    /// How adders are connected.
    public let organisation: Organisation
    /// Products that a tree sums up [1].
    public let inputs: Int
    /// Length of a product [bit]; nil for that of a weight.
    public let operandBits: Int?
    /// Trees side by side [1]; nil for one an output.
    public let trees: Int?
    /// Length of an accumulator [bit]; nil for that of the whole sum.
    public let accumulatorBits: Int?
    /// A tree behind the trees, one an output; nil for none.
    public let secondTree: SecondTree?
    /// Whether multipliers recode two bits of the input (A. D. Booth, 1951).
    public let recodesInputs: Bool
    /// Flip-flops a column where adders stand in the cells [1].
    public let registersPerColumn: Int

    /// Adders of the given figures.
    public init(
        _ organisation: Organisation, inputs: Int, operandBits: Int? = nil, trees: Int? = nil,
        accumulatorBits: Int? = nil, secondTree: SecondTree? = nil, recodesInputs: Bool = false,
        registersPerColumn: Int = 16
    ) {
        self.organisation = organisation
        self.inputs = inputs
        self.operandBits = operandBits
        self.trees = trees
        self.accumulatorBits = accumulatorBits
        self.secondTree = secondTree
        self.recodesInputs = recodesInputs
        self.registersPerColumn = registersPerColumn
    }
}
