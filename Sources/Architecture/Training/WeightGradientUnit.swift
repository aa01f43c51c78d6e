// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Technology

/// The part of a chip that computes the gradients of the weights while it trains: SRAM arrays, because they are written
/// again for every image, sized for the largest feature map.
///
/// For each kernel position the activations of a layer are written into the arrays; the errors of each output channel
/// are then applied to the rows, which gives the gradients of its weights. Source: X. Peng et al., IEEE
/// TCAD 40(11), 2021.
public struct WeightGradientUnit: Sendable {
    /// Arrays below each other, whose results are added up; at least 1.
    public let arrayRows: Int
    /// Arrays side by side; at least 1.
    public let arrayColumns: Int
    /// Bits of a weight gradient of one image [bit].
    public let gradientBits: Int
    /// Arrays and adder trees.
    public let blocks: ChipBlock
    /// The unit as it counts for the chip, which may leave out its area.
    let countedBlocks: ChipBlock

    private let array: ChipBlock
    private let cells: WeightGradientCells
    private let readout: any WeightGradientReadout
    private let accumulation: AdderTree
    private let counting: any CountingPolicy

    /// A unit that holds the activations `largest`.
    public init(_ inputs: DesignInputs, largest: WeightGradientMatrix) {
        let configuration = inputs.configuration
        let counting = inputs.counting
        let cells = WeightGradientCells(inputs)
        let readout: any WeightGradientReadout =
            configuration.usesParallelBackpropagation
            ? ParallelGradientReadout(inputs, cells: cells) : SequentialGradientReadout(inputs, cells: cells)
        arrayRows = counting.gradientArrays(largest.rows, size: cells.rows)
        arrayColumns = counting.gradientArrays(largest.columns, size: cells.columns)
        let array = ChipBlock("array", parts: [cells.blocks, readout.blocks])
        let columns = arrayColumns * cells.columns
        accumulation = AdderTree(
            unitCount: arrayRows, inputBits: Int(readout.sumBits) + 1,
            treeCount: ceilingDivision(columns, configuration.columnsPerWeightGradientADC),
            layout: .width(array.area.squareRoot()), technology: inputs.technology)
        let bits = readout.sumBits + Double(accumulation.stageCount)
        gradientBits = Int(counting.gradientBits(bits))
        let trees = ChipBlock(
            "adder trees", as: .weightGradient, circuit: accumulation,
            countedLeakage: counting.gradientOutputLeakage(accumulation.leakagePower))
        blocks = ChipBlock(
            "weight gradient unit", repeating: [array.repeated(Double(arrayRows * arrayColumns))], parts: [trees])
        let fillsArray = largest.rows >= cells.rows && largest.columns >= cells.columns
        countedBlocks = blocks.repeated(counting.countedGradientArea(fillsArray: fillsArray), powered: 1)
        self.array = array
        self.cells = cells
        self.readout = readout
        self.counting = counting
    }

    /// Arrays of the unit.
    public var arrayCount: Int { arrayRows * arrayColumns }

    /// Area of one array with its periphery [m²].
    public var arrayArea: Double { array.area }

    /// Area of the unit [m²].
    public var area: Double { blocks.area }

    /// Area that counts for the chip [m²].
    public var countedArea: Double { countedBlocks.area }

    /// Static power of the unit [W].
    public var leakagePower: Double { blocks.leakagePower }

    /// Multiplying all stored activations with the errors of `outputs` channels, one after the other, when the fraction
    /// `activity` of the lines is active [1].
    public func read(outputs: Int, activity: Double) -> OperationCost {
        let one = readout.read(cells, activity: activity)
        let additions = readout.accumulations
        let sums = accumulation.cost(of: .sum()).times(
            latency: additions, energy: counting.gradientAdditionsWithEnergy(additions))
        return (one.times(latency: 1, energy: Double(arrayCount)) + sums) * Double(outputs)
    }

    /// Writing activations into all arrays at the same time; `activity` is the fraction of lines that are active [1].
    public func write(activity: Double) -> OperationCost {
        let one = cells.write(activity: activity) + readout.select(cells, activity: activity)
        return one.times(latency: 1, energy: Double(arrayCount))
    }

    /// The weight gradients of a layer for one image: writing and reading for all its kernel positions. The transfers
    /// of activations, errors and gradients are not part of it.
    ///
    /// - Parameters:
    ///   - matrix: The layer's activations.
    ///   - activity: Fraction of lines that are active [1].
    /// - Returns: The time [s] and energy [J].
    public func gradients(of matrix: WeightGradientMatrix, activity: Double) -> OperationCost {
        let reading = read(outputs: matrix.outputs, activity: activity)
        let writing = write(activity: activity)
        let speed = speedUp(matrix)
        let passes = counting.gradientPasses(max(1, 1 / speed))
        let share = counting.gradientReadShare(speed, outputs: matrix.outputs)
        let latency = reading.latency / share + writing.latency * passes
        let energy = (reading.energy + writing.energy) * usedShare(matrix)
        return OperationCost(latency: latency, energy: energy) * Double(matrix.kernelPositions)
    }

    /// Share of the unit's cells that a layer's activations take; above 1 for those that are written in several passes.
    func usedShare(_ matrix: WeightGradientMatrix) -> Double {
        let stored = Double(matrix.rows) * Double(matrix.columns)
        return stored / (Double(arrayCount) * Double(cells.rows * cells.columns))
    }

    /// How much faster a layer is read when its activations stand in the unit several times, each copy with errors of
    /// its own [1].
    func speedUp(_ matrix: WeightGradientMatrix) -> Double {
        counting.gradientSpeedUp(
            GradientArrays(
                arrayRows: arrayRows, arrayColumns: arrayColumns, cellRows: cells.rows, cellColumns: cells.columns,
                rows: matrix.rows, columns: matrix.columns))
    }
}
