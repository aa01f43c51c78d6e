import Circuits
import Configuration
import Technology

/// The part of a chip that computes the gradients of the weights while it trains: SRAM arrays, because they are written
/// anew for every image, sized for the largest feature map.
///
/// For each kernel position the activations of a layer are written into the arrays; the errors of each output channel
/// are then applied to the rows, which gives the gradients of its weights. Source: DNN+NeuroSim V2.1 manual, weight
/// gradient computation.
public struct WeightGradientUnit: Sendable {
    /// Arrays below each other, whose results are added up; at least 1.
    public let arrayRows: Int
    /// Arrays side by side; at least 1.
    public let arrayColumns: Int
    /// Bits of a weight gradient of one image [bit].
    public let gradientBits: Int
    /// Area of one array with its periphery [m²].
    public let arrayArea: Double
    /// Area of the unit [m²].
    public let area: Double
    /// Area that counts for the chip [m²]: none for maps that do not fill an array in the reference's accounting.
    public let countedArea: Double
    /// Static power of the unit [W].
    public let leakagePower: Double

    private let cells: WeightGradientCells
    private let readout: any WeightGradientReadout
    private let accumulation: AdderTree
    private let rules: AccountingRules

    /// A unit that holds the activations `largest`.
    ///
    /// The reference rounds the number of arrays and the bits of a gradient down. It fails for maps that do not fill an
    /// array; here there is always one.
    public init(_ inputs: DesignInputs, largest: WeightGradientMatrix) {
        let configuration = inputs.configuration
        let truncates = inputs.rules.usesReferenceTrainingCounts
        func arrays(_ needed: Int, _ size: Int) -> Int {
            max(1, truncates ? needed / size : ceilingDivision(needed, size))
        }
        let cells = WeightGradientCells(inputs)
        let readout: any WeightGradientReadout =
            configuration.usesParallelBackpropagation
            ? ParallelGradientReadout(inputs, cells: cells) : SequentialGradientReadout(inputs, cells: cells)
        arrayRows = arrays(largest.rows, cells.rows)
        arrayColumns = arrays(largest.columns, cells.columns)
        arrayArea = cells.area + readout.area
        let columns = arrayColumns * cells.columns
        accumulation = AdderTree(
            unitCount: arrayRows, inputBits: Int(readout.sumBits) + 1,
            treeCount: ceilingDivision(columns, configuration.columnsPerWeightGradientADC),
            layout: .width(arrayArea.squareRoot()), technology: inputs.technology)
        let bits = readout.sumBits + Double(accumulation.stageCount)
        gradientBits = Int(truncates ? bits : bits.rounded(.up))
        let arrayCount = Double(arrayRows * arrayColumns)
        area = arrayArea * arrayCount + accumulation.area
        let fillsArray = largest.rows >= cells.rows && largest.columns >= cells.columns
        countedArea = truncates && !fillsArray ? 0 : area
        // The reference leaves out the leakage of the adder trees.
        let treeLeakage = truncates ? 0 : accumulation.leakagePower
        leakagePower = (cells.leakagePower + readout.leakagePower) * arrayCount + treeLeakage
        self.cells = cells
        self.readout = readout
        rules = inputs.rules
    }

    /// Arrays of the unit.
    public var arrayCount: Int { arrayRows * arrayColumns }

    /// Multiplying all stored activations with the errors of `outputs` channels, one after the other, when the share
    /// `activity` of the activations is not zero [1].
    public func read(outputs: Int, activity: Double) -> OperationCost {
        let one = readout.read(cells, activity: activity)
        let additions = readout.accumulations
        let sumLatency = accumulation.readLatency(operations: additions)
        // The reference counts the energy of one addition for each output channel.
        let sumEnergy = accumulation.readEnergy(operations: rules.usesReferenceTrainingCounts ? 1 : additions)
        let all = OperationCost(
            latency: one.latency + sumLatency, energy: one.energy * Double(arrayCount) + sumEnergy)
        return all * Double(outputs)
    }

    /// Writing activations into all arrays at the same time; `activity` is the share that is not zero [1].
    public func write(activity: Double) -> OperationCost {
        let one = cells.write(activity: activity) + readout.select(cells, activity: activity)
        return OperationCost(latency: one.latency, energy: one.energy * Double(arrayCount))
    }

    /// The weight gradients of a layer for one image: writing and reading for all its kernel positions. The transfers
    /// of activations, errors and gradients are not part of it.
    ///
    /// - Parameters:
    ///   - matrix: The layer's activations.
    ///   - activity: Share of the activations that is not zero [1].
    public func gradients(of matrix: WeightGradientMatrix, activity: Double) -> OperationCost {
        let reading = read(outputs: matrix.outputs, activity: activity)
        let writing = write(activity: activity)
        let speed = speedUp(matrix)
        let passes = rules.usesReferenceTrainingCounts ? 1 : max(1, 1 / speed)
        let latency = reading.latency / readShare(speed, outputs: matrix.outputs) + writing.latency * passes
        let energy = (reading.energy + writing.energy) * usedShare(matrix)
        return OperationCost(latency: latency, energy: energy) * Double(matrix.kernelPositions)
    }

    /// Time to read all output channels in one copy over that in copies that make reading `speed` times as fast. A channel is
    /// read in one copy; the reference divides the time of all channels.
    private func readShare(_ speed: Double, outputs: Int) -> Double {
        guard speed > 1, !rules.splitsVectorsOverCopies else { return speed }
        return Double(outputs) / (Double(outputs) / speed).rounded(.up)
    }

    /// Share of the unit's cells that a layer's activations take; above 1 for those that are written in several passes.
    func usedShare(_ matrix: WeightGradientMatrix) -> Double {
        let stored = Double(matrix.rows) * Double(matrix.columns)
        return stored / (Double(arrayCount) * Double(cells.rows * cells.columns))
    }

    /// How much faster a layer is read when its activations stand in the unit several times, each copy with errors of
    /// its own [1].
    ///
    /// The reference counts at least one copy, even of activations that are larger than the unit; and for a single
    /// output position it takes the arrays that the activations fill for the copies side by side. Otherwise activations
    /// that are lower than the unit but wider stand in parts below each other, and those larger than the unit are slower:
    /// their parts are written and read one after the other.
    func speedUp(_ matrix: WeightGradientMatrix) -> Double {
        let neededRows = ceilingDivision(matrix.rows, cells.rows)
        let neededColumns = ceilingDivision(matrix.columns, cells.columns)
        if rules.usesReferenceTrainingCounts {
            guard matrix.rows > 1 else {
                return Double(arrayRows * max(1, matrix.columns / cells.columns))
            }
            return Double(max(1, arrayRows / neededRows) * max(1, arrayColumns / neededColumns))
        }
        let places = max(1, arrayRows / neededRows) * arrayColumns
        let passes = ceilingDivision(neededRows, arrayRows) * ceilingDivision(neededColumns, places)
        return passes > 1 ? 1 / Double(passes) : Double(places / neededColumns)
    }
}
