// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// A square group of subarrays with an adder tree, input and output registers and two buses.
///
/// Source of the organisation: X. Peng et al., IEDM 2019, and IEEE TCAD 40(11), 2021.
public struct ProcessingElement: Sendable {
    /// The quantities that size the chip.
    public let inputs: DesignInputs
    /// The subarray that the element repeats.
    public let subarray: Subarray
    /// Wordlines, and columns, of the element.
    public let size: Int
    /// Subarrays along the element's wordlines.
    public let subarrayRows: Int
    /// Subarrays along the element's columns.
    public let subarrayColumns: Int
    /// Subarrays on each side of the layout.
    public let layoutSide: Int
    /// The parts of the processing element, laid out as a square.
    public let blocks: ChipBlock

    private let adderTree: AdderTree
    private let inputRegister: DFlipFlop
    private let outputRegister: DFlipFlop
    private let registers: ChipBlock
    private let inputBus: any Interconnect
    private let outputBus: any Interconnect
    /// Bits of a digitised partial sum; fractional for subarrays whose rows are no power of two.
    private let partialSumBits: Double

    /// Sizes an element of `size` wordlines and columns.
    public init(size: Int, subarray: Subarray, inputs: DesignInputs) {
        self.size = size
        self.subarray = subarray
        self.inputs = inputs
        let configuration = inputs.configuration
        let technology = inputs.technology
        let rows = configuration.subarrayRows
        let columns = configuration.subarrayColumns
        subarrayRows = ceilingDivision(size, rows)
        subarrayColumns = ceilingDivision(size, columns)
        let side = Int(Double(subarrayRows * subarrayColumns).squareRoot().rounded(.up))
        layoutSide = side
        let unit = subarray.footprint

        let partialSumBits = inputs.partialSumBits
        self.partialSumBits = partialSumBits
        let operandBits = Double(inputs.activationBits + inputs.columnsPerWeight)
        let converters = Double(side * columns) / Double(configuration.columnsPerADC)
        adderTree = AdderTree(
            unitCount: side, inputBits: Int(partialSumBits + operandBits + 1),
            treeCount: Int(converters.rounded(.up)), layout: .width(unit.width), technology: technology)
        inputRegister = DFlipFlop(
            count: inputs.activationBits * rows, clockFrequency: configuration.clockFrequency,
            layout: .height(Double(side) * unit.height), technology: technology)
        let resultBits = partialSumBits + operandBits + Double(adderTree.stageCount)
        outputRegister = DFlipFlop(
            count: Int(Double(columns / configuration.columnsPerADC) * resultBits),
            clockFrequency: configuration.clockFrequency,
            layout: .width(Double(side) * unit.width), technology: technology)
        inputBus = inputs.bus(.rows, side: side, width: rows, unit: unit)
        outputBus = inputs.bus(.columns, side: side, width: columns, unit: unit)

        registers = ChipBlock(
            "registers",
            parts: [
                ChipBlock("input register", as: .other, circuit: inputRegister),
                ChipBlock("output register", as: .other, circuit: outputRegister),
            ])
        let arrays = Double(subarrayRows * subarrayColumns)
        blocks = ChipBlock(
            "processing element", isSquare: true,
            repeating: [subarray.blocks.repeated(Double(side * side), powered: arrays)],
            parts: [
                ChipBlock("adder tree", as: .accumulation, circuit: adderTree), registers,
                .wires("input bus", inputBus), .wires("output bus", outputBus),
            ])
    }

    /// The element laid out as a square.
    public var footprint: Footprint { Footprint(squareOf: blocks.area) }

    /// Area by category [m²].
    public var area: AreaBreakdown { AreaBreakdown(blocks) }

    /// The parts that draw power while a layer uses the element.
    func powered(_ use: TileUse) -> ChipBlock {
        let array = subarray.powered(includingTransposed: use.includesTransposed)
        return ChipBlock(
            "processing element", repeating: [array.repeated(Double(subarrayRows * subarrayColumns))],
            parts: [registers, inputs.adders("adder tree", adderTree, adding: use.elementUnits)])
    }

    /// Largest number of partial sums that the adder tree adds.
    public var adderUnits: Int { adderTree.unitCount }

    /// Adds up the partial sums of the subarrays that share a column.
    ///
    /// - Parameters:
    ///   - rows: Wordlines in use; each `subarrayRows` of them make one partial sum.
    ///   - reads: Input bit vectors.
    /// - Returns: The time [s] and energy [J].
    public func accumulate(rows: Int, reads: Int) -> OperationCost {
        let units = unitsAdded(rows: rows)
        let operations = inputs.accumulations(reads: reads)
        return adderTree.cost(of: .sum(units: units)) * operations
    }

    /// Partial sums to add for so many wordlines.
    public func unitsAdded(rows: Int) -> Int {
        ceilingDivision(rows, inputs.configuration.subarrayRows)
    }

    /// Brings input vectors in and sums out.
    ///
    /// - Parameters:
    ///   - rows: Wordlines in use.
    ///   - columns: Columns of cells in use.
    ///   - reads: Input bit vectors.
    /// - Returns: The costs in buffers and on wires.
    public func move(rows: Int, columns: Int, reads: Int) -> MovementCost {
        let operandRows = Double(rows / inputs.rowsPerWeight)
        let outputs = Double(columns / inputs.columnsPerWeight)
        let bits = Double(reads)
        let vectors = reads / inputs.activationBits
        let inputWords = Double(unitsAdded(rows: rows)) * bits
        let sumBits = outputs * Double(adderTree.inputBits)
        let buffer =
            access(inputRegister, words: inputWords, accesses: bits, bits: operandRows)
            + access(outputRegister, words: Double(vectors), accesses: Double(vectors), bits: sumBits)

        let inputTransfers = operandRows * bits / inputBus.width
        let lanes = Double(layoutSide) * outputBus.width
        let outputBits = outputs * partialSumBits * bits / Double(inputs.activationBits)
        let outputTransfers = outputBits / lanes
        return MovementCost(
            buffer: buffer,
            interconnect: inputBus.cost(of: .transfer(bits: inputBus.width)) * inputTransfers
                + outputBus.cost(of: .transfer(bits: lanes)) * outputTransfers)
    }

    /// So many words through a register, whose switching is counted apart.
    private func access(_ register: DFlipFlop, words: Double, accesses: Double, bits: Double) -> OperationCost {
        let activity = inputs.counting.registerActivity(accesses: accesses, bits: bits)
        return register.cost(of: .store(activeBits: activity.bits)).times(latency: words, energy: activity.accesses)
    }
}

extension DesignInputs {
    /// Bits of a digitised partial sum of one subarray; fractional when the rows are no power of two and are read
    /// one by one.
    var partialSumBits: Double {
        configuration.operationMode.isParallel
            ? log2(Double(array.codes ?? array.weights.topLevel + 1))
            : log2(Double(configuration.subarrayRows)) + Double(cellBits) - 1
    }

    /// Whole bits of a digitised partial sum.
    var wholePartialSumBits: Int { Int(partialSumBits.rounded(.up)) }

    /// Additions that an adder makes for so many input bit vectors: one for each weight that shares its ADC.
    func accumulations(reads: Int) -> Double {
        Double(reads / activationBits) * weightsPerADC
    }

    /// Weights whose columns share an ADC.
    var weightsPerADC: Double {
        counting.weights(
            sharingConverterOf: configuration.columnsPerADC, columnsPerWeight: columnsPerWeight)
    }
}
