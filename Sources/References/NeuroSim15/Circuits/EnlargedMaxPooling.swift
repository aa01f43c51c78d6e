// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Units that find the largest word of a pooling window with a tree of comparators, of gates that fill the height of
/// their cells.
///
/// Comparators and stages are counted by halving the window until nothing is left, the remainders dropped; an odd
/// window adds one of each. Equations and constants: table of sources in the README of this revision.
struct EnlargedMaxPooling: CircuitModel {
    /// Length of a word [bit].
    let bits: Int
    /// Words in a pooling window [1].
    let window: Int
    /// Number of pooling units [1].
    let unitCount: Int
    /// Comparators that a window passes one after the other [1].
    let stageCount: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// The static power of one inverter in each comparator [W]; nothing else is counted.
    let leakagePower: Double

    private let comparatorCount: Int
    private let comparator: EnlargedComparator
    private let cells: SelectionCells
    private let selectEnergy: Double

    /// Makes pooling units.
    ///
    /// - Parameters:
    ///   - bits: length of a word.
    ///   - window: words that are compared.
    ///   - unitCount: number of units.
    ///   - switchingActivity: energy of a comparison over that of one in which every gate switches [1].
    ///   - layout: a height, a width, or one row; only the area counts.
    ///   - technology: the process.
    init(
        bits: Int, window: Int, unitCount: Int, switchingActivity: Double = 1, layout: LayoutConstraint = .free,
        technology: Technology
    ) {
        let cells = SelectionCells(bits: bits, technology: technology)
        let comparator = EnlargedComparator(
            bits: 1, count: 1, switchingActivity: switchingActivity, technology: technology)
        let (comparators, stages) = Self.comparatorTree(window: window)
        let units = Double(comparators) * Double(unitCount)
        let area = cells.area(bits: bits, comparator: comparator) * units
        self.bits = bits
        self.window = window
        self.unitCount = unitCount
        self.comparator = comparator
        self.cells = cells
        comparatorCount = comparators
        stageCount = stages
        footprint = Footprint(area: area, layout: layout, technology: technology)
        leakagePower = cells.inverter.leakagePower * units
        selectEnergy = cells.energy(supplyVoltage: technology.supplyVoltage) * switchingActivity
    }

    private static func comparatorTree(window: Int) -> (comparators: Int, stages: Int) {
        let halvings = max(0, Int.bitWidth - window.leadingZeroBitCount)
        let halved = (0..<halvings).reduce(0) { $0 + window >> ($1 + 1) }
        return (halved + window % 2, halvings + window % 2)
    }

    /// What pooling units do.
    enum Operation: Sendable {
        /// Each unit finds the largest word of one window. Each output drives `load` [F]; the words arrive with the
        /// slope `inputRamp`.
        case pool(load: Double = 0, inputRamp: Ramp = .step)
    }

    /// Time [s] of all stages and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .pool(let load, let inputRamp):
            let compare = comparison(inputRamp: inputRamp)
            return OperationCost(
                latency: stageDelay(load: load, inputRamp: inputRamp) * Double(stageCount),
                energy: (compare.energy + selectEnergy) * Double(comparatorCount) * Double(unitCount))
        }
    }

    /// Delay of one stage [s], from two words to the larger of them: ``stageCount`` of them are passed.
    ///
    /// A NOR gate over all bits, an inverter and a transmission gate follow the comparison.
    ///
    /// - Parameters:
    ///   - load: what each output drives [F].
    ///   - inputRamp: slope with which the words arrive.
    /// - Returns: the delay [s].
    func stageDelay(load: Double = 0, inputRamp: Ramp = .step) -> Double {
        comparison(inputRamp: inputRamp).latency + cells.delay(bits: bits, load: load)
    }

    /// A comparison of two words: on average it is decided after half of the bits.
    private func comparison(inputRamp: Ramp) -> OperationCost {
        comparator.cost(of: .compare(load: 2 * cells.inverter.outputCapacitance, inputRamp: inputRamp))
            * (Double(bits) / 2)
    }
}

/// The gates beside the comparator proper that choose the larger of two words.
private struct SelectionCells {
    let inverter: StandardCell
    let nand: StandardCell
    let nor: StandardCell
    /// A NOR gate with an input for each bit.
    let wideNor: StandardCell

    init(bits: Int, technology: Technology) {
        inverter = StandardCell.inverter(technology: technology).filled(technology)
        nand = StandardCell.nand2(technology: technology).filled(technology)
        nor = StandardCell.fallingNor(inputs: 2, technology: technology).filled(technology)
        wideNor = StandardCell.fallingNor(inputs: bits, technology: technology).filled(technology)
    }

    /// Area of the comparator of two words [m²]: a bit comparator, an enable inverter and four transmission gates a
    /// bit; three inverters, three transmission gates, an AND, a NOR and a wide NOR gate for the word. A transmission
    /// gate is as large as an inverter.
    func area(bits: Int, comparator: EnlargedComparator) -> Double {
        let perBit = comparator.area + 5 * inverter.footprint.area
        let perWord = 7 * inverter.footprint.area + nand.footprint.area
        return perBit * Double(bits) + perWord + nor.footprint.area + wideNor.footprint.area
    }

    /// Energy of one choice [J]: an input of each NAND, NOR and wide NOR gate, two inverter inputs, and five inverter
    /// outputs.
    func energy(supplyVoltage: Double) -> Double {
        let gateInputs = nand.inputCapacitance + nor.inputCapacitance + wideNor.inputCapacitance
        let inverters = 2 * inverter.inputCapacitance + 5 * inverter.outputCapacitance
        return (gateInputs + inverters) * supplyVoltage * supplyVoltage
    }

    /// Delay from a decided comparison to the larger word at the output, which drives `load` [F], in [s].
    func delay(bits: Int, load: Double) -> Double {
        let norLoad = 2 * inverter.inputCapacitance + Double(bits) * inverter.outputCapacitance
        let nor = stageTiming(timeConstant: 2 * wideNor.nmosResistance * norLoad, input: .step)
        let invert = 2 * inverter.nmosResistance * (inverter.inputCapacitance + wideNor.outputCapacitance)
        let pass = 2 * inverter.nmosResistance * (2 * inverter.inputCapacitance + load)
        return nor.delay + StageChain(timeConstants: [invert, pass], inputRamp: .step).delay
    }
}
