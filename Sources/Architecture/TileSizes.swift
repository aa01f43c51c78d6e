// SPDX-License-Identifier: Apache-2.0

import Configuration
import Counting
import Foundation

/// Bits and counts of what a tile has besides its processing elements.
public struct TileSizes: Sendable, Equatable {
    /// The store of a buffer.
    public struct BufferSize: Sendable, Equatable {
        /// Bits of a core [bit].
        public let bits: Int
        /// Length of a line [bit].
        public let lineBits: Int

        /// A core of so many bits, in lines of so many.
        public init(bits: Int, lineBits: Int) {
            self.bits = bits
            self.lineBits = lineBits
        }
    }

    /// Bits of a sum that leaves a processing element.
    public let sumBits: Int
    /// Trees that accumulate sums side by side.
    public let trees: Int
    /// Cores of the input and of the output buffer.
    public let cores: BufferCores
    /// A core of the input buffer.
    public let inputBuffer: BufferSize
    /// A core of the output buffer.
    public let outputBuffer: BufferSize
    /// Units of activation, where tiles have some.
    public let activationUnits: Int
    /// Entries of each table of a sigmoid.
    public let sigmoidEntries: Int
    /// Rows, and columns, of units that the H-tree reaches.
    public let treeSide: Int
    /// Wires of the H-tree [bit].
    public let treeWidth: Double

    /// Sizes of the given figures; the arguments are the properties of the same names.
    public init(
        sumBits: Int, trees: Int, cores: BufferCores, inputBuffer: BufferSize, outputBuffer: BufferSize,
        activationUnits: Int, sigmoidEntries: Int, treeSide: Int, treeWidth: Double
    ) {
        self.sumBits = sumBits
        self.trees = trees
        self.cores = cores
        self.inputBuffer = inputBuffer
        self.outputBuffer = outputBuffer
        self.activationUnits = activationUnits
        self.sigmoidEntries = sigmoidEntries
        self.treeSide = treeSide
        self.treeWidth = treeWidth
    }

    /// Sizes of a tile of some shape.
    init(shape: TileShape, inputs: DesignInputs) {
        let configuration = inputs.configuration
        let arrays = Double(shape.elementSize) / Double(configuration.subarrayRows)
        let carryBits = Int(log2(arrays).rounded(.up))
        let sumBits = inputs.wholePartialSumBits + inputs.activationBits + inputs.columnsPerWeight + 1 + carryBits
        let trees = inputs.converters(columns: shape.accumulated * configuration.subarrayColumns)
        let valueBits = configuration.chipActivationOutsideTile ? sumBits : inputs.activationBits
        // An input vector for each subarray row of elements, a value for each ADC.
        let inputBits = Double(shape.accumulated * inputs.activationBits * configuration.subarrayRows)
        let values = Double(shape.accumulated * configuration.subarrayColumns)
        let resultBits = Double(valueBits) * values / Double(configuration.columnsPerADC)
        let core = BufferSize(
            bits: configuration.tileBufferCoreRows * configuration.tileBufferCoreColumns,
            lineBits: configuration.tileBufferCoreColumns)
        let sumCarryBits = Int(log2(Double(shape.accumulated)).rounded(.up))
        self.init(
            sumBits: sumBits, trees: trees, cores: core.count(input: inputBits, output: resultBits),
            inputBuffer: core.holding(inputBits, lineBits: shape.accumulated * configuration.subarrayRows),
            outputBuffer: core.holding(resultBits, lineBits: valueBits * shape.accumulated),
            activationUnits: configuration.usesReLU
                ? inputs.converters(columns: shape.elementSize * configuration.subarrayColumns) : trees,
            sigmoidEntries: sumBits + sumCarryBits, treeSide: shape.side,
            treeWidth: Double(shape.side * configuration.subarrayRows))
    }
}

extension TileSizes.BufferSize {
    /// Cores of this size for so many bits.
    public func count(input: Double, output: Double) -> BufferCores {
        BufferCores(input: (input / Double(bits)).rounded(.up), output: (output / Double(bits)).rounded(.up))
    }

    /// One small core when everything fits, otherwise one of several cores of the standard size.
    public func holding(_ needed: Double, lineBits: Int) -> TileSizes.BufferSize {
        needed < Double(bits) ? TileSizes.BufferSize(bits: Int(needed), lineBits: lineBits) : self
    }
}
