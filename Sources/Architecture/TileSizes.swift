// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// Bits and counts that size a tile's blocks.
struct TileSizes {
    let shape: TileShape
    let inputs: DesignInputs
    /// Bits of a sum that leaves a processing element.
    let sumBits: Int
    /// ADCs whose sums the accumulators take at a time.
    let converters: Int
    /// Bits of a value in the output buffer.
    let outputBits: Int

    init(shape: TileShape, inputs: DesignInputs) {
        self.shape = shape
        self.inputs = inputs
        let configuration = inputs.configuration
        let arrays = Double(shape.elementSize) / Double(configuration.subarrayRows)
        let carryBits = Int(log2(arrays).rounded(.up))
        sumBits =
            inputs.wholePartialSumBits + inputs.activationBits + inputs.columnsPerWeight + 1 + carryBits
        converters = inputs.converters(columns: shape.accumulated * configuration.subarrayColumns)
        outputBits = configuration.chipActivationOutsideTile ? sumBits : inputs.activationBits
    }

    private var coreRows: Int { inputs.configuration.tileBufferCoreRows }
    private var coreColumns: Int { inputs.configuration.tileBufferCoreColumns }
    private var coreBits: Double { Double(coreRows * coreColumns) }

    /// Bits that the input buffer holds: an input vector for each subarray row of elements.
    private var inputBits: Double {
        Double(shape.accumulated * inputs.activationBits * inputs.configuration.subarrayRows)
    }

    /// Bits that the output buffer holds: a value for each ADC.
    private var resultBits: Double {
        let values = Double(shape.accumulated * inputs.configuration.subarrayColumns)
        return Double(outputBits) * values / Double(inputs.configuration.columnsPerADC)
    }

    var cores: BufferCores {
        BufferCores(
            input: (inputBits / coreBits).rounded(.up), output: (resultBits / coreBits).rounded(.up))
    }

    func inputBuffer(storage: Buffer.Storage, height: Double) -> any DataBuffer {
        let line = shape.accumulated * inputs.configuration.subarrayRows
        return buffer(bits: inputBits, lineBits: line, storage: storage, layout: .height(height))
    }

    func outputBuffer(storage: Buffer.Storage, width: Double) -> any DataBuffer {
        let line = outputBits * shape.accumulated
        return buffer(bits: resultBits, lineBits: line, storage: storage, layout: .width(width))
    }

    /// One small core when everything fits, otherwise one of several cores of the standard size.
    private func buffer(bits: Double, lineBits: Int, storage: Buffer.Storage, layout: LayoutConstraint)
        -> any DataBuffer
    {
        let isSmall = bits < coreBits
        return inputs.buffer(
            bits: isSmall ? Int(bits) : coreRows * coreColumns, lineBits: isSmall ? lineBits : coreColumns,
            storage: storage, layout: layout)
    }

    func activationUnit(width: Double) -> ActivationUnit {
        let configuration = inputs.configuration
        if configuration.usesReLU {
            let lanes = inputs.converters(columns: shape.elementSize * configuration.subarrayColumns)
            return .relu(
                BitShifter(
                    unitCount: lanes, bits: inputs.activationBits, clockFrequency: configuration.clockFrequency,
                    layout: .width(width), technology: inputs.technology))
        }
        let carryBits = Int(log2(Double(shape.accumulated)).rounded(.up))
        return .sigmoid(
            inputs.sigmoid(entryCount: sumBits + carryBits, functionCount: converters, layout: .width(width)))
    }
}
