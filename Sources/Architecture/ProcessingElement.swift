import Circuits
import Configuration
import Counting
import Foundation
import Technology

/// What moving operands in and results out of a block takes.
public struct MovementCost: Sendable, Equatable {
    /// Registers and buffers.
    public let buffer: OperationCost
    /// Buses and H-trees.
    public let interconnect: OperationCost

    /// A movement through buffers and wires.
    public init(buffer: OperationCost, interconnect: OperationCost) {
        self.buffer = buffer
        self.interconnect = interconnect
    }

    /// Both together.
    public var total: OperationCost { buffer + interconnect }
}

/// A square group of subarrays with an adder tree, input and output registers and two buses.
///
/// Source of the organisation: X. Peng et al., IEDM 2019, and IEEE TCAD 40(11), 2021.
public struct ProcessingElement: Sendable {
    /// What sizes the chip.
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
    /// Area by category [m²].
    public let area: AreaBreakdown
    /// The element laid out as a square.
    public let footprint: Footprint

    private let adderTree: AdderTree
    private let inputRegister: DFlipFlop
    private let outputRegister: DFlipFlop
    private let inputBus: Bus
    private let outputBus: Bus
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
        inputBus = Bus(
            .horizontal, rows: side, columns: side, width: Double(rows), unit: unit,
            wireResistance: inputs.wireResistancePerLength, technology: technology)
        outputBus = Bus(
            .vertical, rows: side, columns: side, width: Double(columns), unit: unit,
            wireResistance: inputs.wireResistancePerLength, technology: technology)

        let registers = inputRegister.footprint.area + outputRegister.footprint.area
        let copies = Double(side * side)
        area =
            subarray.area * copies
            + AreaBreakdown(accumulation: adderTree.footprint.area, other: registers)
        let total = subarray.usedArea * copies + adderTree.footprint.area + registers
        footprint = Footprint(width: total.squareRoot(), height: total.squareRoot())
    }

    /// Largest number of partial sums that the adder tree adds.
    public var adderUnits: Int { adderTree.unitCount }

    /// Adds up the partial sums of the subarrays that share a column.
    ///
    /// - Parameters:
    ///   - rows: Wordlines in use; each `subarrayRows` of them make one partial sum.
    ///   - reads: Input bit vectors.
    public func accumulate(rows: Int, reads: Int) -> OperationCost {
        let units = unitsAdded(rows: rows)
        let operations = inputs.accumulations(reads: reads)
        return OperationCost(
            latency: adderTree.readLatency(summing: units, operations: operations),
            energy: adderTree.readEnergy(summing: units, operations: operations))
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
    public func move(rows: Int, columns: Int, reads: Int) -> MovementCost {
        let operandRows = Double(rows / inputs.rowsPerWeight)
        let outputs = Double(columns / inputs.columnsPerWeight)
        let bits = Double(reads)
        let vectors = reads / inputs.activationBits
        let inputWords = Double(unitsAdded(rows: rows)) * bits
        let registerLatency =
            inputRegister.readLatency(operations: inputWords)
            + outputRegister.readLatency(operations: Double(vectors))
        let sumBits = outputs * Double(adderTree.inputBits)
        let registerEnergy =
            registerEnergy(inputRegister, accesses: bits, bits: operandRows)
            + registerEnergy(outputRegister, accesses: Double(vectors), bits: sumBits)

        let inputTransfers = operandRows * bits / inputBus.width
        let lanes = Double(layoutSide) * outputBus.width
        let outputBits = outputs * partialSumBits * bits / Double(inputs.activationBits)
        let outputTransfers = outputBits / lanes
        let busLatency =
            inputBus.readLatency(operations: inputTransfers) + outputBus.readLatency(operations: outputTransfers)
        let busEnergy =
            inputBus.readEnergy(bits: inputBus.width, operations: inputTransfers)
            + outputBus.readEnergy(bits: lanes, operations: outputTransfers)
        return MovementCost(
            buffer: OperationCost(latency: registerLatency, energy: registerEnergy),
            interconnect: OperationCost(latency: busLatency, energy: busEnergy))
    }

    private func registerEnergy(_ register: DFlipFlop, accesses: Double, bits: Double) -> Double {
        let activity = inputs.counting.registerActivity(accesses: accesses, bits: bits)
        return register.readEnergy(operations: activity.accesses, activeBits: activity.bits)
    }

    /// Leakage of adders that add `units` partial sums, or of all when nil [W].
    public func adderLeakage(units: Int?) -> Double {
        guard let units else { return adderTree.leakagePower }
        return adderTree.leakagePower(summing: units)
    }

    /// Leakage of the element without its adder tree [W].
    ///
    /// - Parameter includingTransposed: Whether the read-out for backward passes is powered.
    public func leakageWithoutAdders(includingTransposed: Bool) -> Double {
        let arrays = subarray.leakagePower(includingTransposed: includingTransposed)
        let registers = inputRegister.leakagePower + outputRegister.leakagePower
        return arrays * Double(subarrayRows * subarrayColumns) + registers
    }
}

extension DesignInputs {
    /// Bits of a digitised partial sum of one subarray; fractional when the rows are no power of two and are read
    /// one by one.
    var partialSumBits: Double {
        configuration.operationMode.isParallel
            ? log2(Double(configuration.adcLevels))
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
