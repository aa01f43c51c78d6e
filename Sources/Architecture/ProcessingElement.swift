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
public final class ProcessingElement: Sendable {
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

    private let adderTree: any SumTree
    private let inputRegister: any WordRegister
    private let outputRegister: any WordRegister
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
        let circuits = inputs.revision.circuits
        subarrayRows = ceilingDivision(size, configuration.subarrayRows)
        subarrayColumns = ceilingDivision(size, configuration.subarrayColumns)
        let side = inputs.layoutSide(ofElement: size)
        layoutSide = side
        let unit = subarray.footprint

        let sizes = circuits.elementSizes(size: size, inputs: inputs)
        partialSumBits = inputs.partialSumBits
        adderTree = circuits.adderTree(
            AdderTreeDemand(
                units: side, operandBits: sizes.operandBits, trees: sizes.trees, layout: .width(unit.width)),
            inputs: inputs)
        inputRegister = circuits.register(
            bits: sizes.inputRegisterBits, layout: .height(Double(side) * unit.height), inputs: inputs)
        let resultBits = sizes.resultBits + Double(adderTree.stageCount)
        outputRegister = circuits.register(
            bits: Int(Double(sizes.results) * resultBits), layout: .width(Double(side) * unit.width), inputs: inputs)
        inputBus = inputs.bus(.rows, side: side, width: sizes.inputLanes, unit: unit)
        outputBus = inputs.bus(.columns, side: side, width: sizes.outputLanes, unit: unit)

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
            parts: [
                registers, inputs.adders("adder tree", adderTree, adding: use.elementUnits),
                inputs.poweredWires("input bus", inputBus), inputs.poweredWires("output bus", outputBus),
            ])
    }

    /// Largest number of partial sums that the adder tree adds.
    var adderUnits: Int { adderTree.unitCount }

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
        let lanes = Double(layoutSide) * outputBus.width
        let transfers = inputs.counting.elementTransfers(
            ElementTraffic(
                operandRows: rows / inputs.rowsPerWeight, outputs: columns / inputs.columnsPerWeight, reads: reads,
                activationBits: inputs.activationBits, partialSums: unitsAdded(rows: rows),
                partialSumBits: partialSumBits, operandBits: adderTree.inputBits, stages: adderTree.stageCount,
                registerBits: (inputRegister.count, outputRegister.count), lanes: (inputBus.width, lanes)))
        return MovementCost(
            buffer: inputRegister.cost(of: transfers.inputRegister) + outputRegister.cost(of: transfers.outputRegister),
            interconnect: inputBus.cost(of: .transfer(bits: inputBus.width)).times(transfers.inputBus)
                + outputBus.cost(of: .transfer(bits: lanes)).times(transfers.outputBus))
    }
}

extension WordRegister {
    /// What a use of the register takes.
    fileprivate func cost(of use: RegisterUse) -> OperationCost {
        cost(of: .store(activeBits: use.activeBits)).times(latency: use.words, energy: use.accesses)
    }
}

extension OperationCost {
    /// As often as a use counts for time and energy.
    func times(_ use: WireUse) -> OperationCost { times(latency: use.latency, energy: use.energy) }
}

extension DesignInputs {
    /// Bits of a digitised partial sum of one subarray; fractional when the rows are no power of two and are read
    /// one by one.
    public var partialSumBits: Double {
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
