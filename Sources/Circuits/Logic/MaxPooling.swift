// SPDX-License-Identifier: Apache-2.0

import Technology

/// Units that find the largest word of a pooling window with a tree of comparators.
///
/// Equations and constants: table of sources in Sources/References.
///
/// Comparators and stages are counted by halving the window until nothing is left, the remainders dropped; an odd
/// window adds one of each. A window of four so takes three comparators and three stages.
public struct MaxPooling: CircuitModel {
    /// Length of a word [bit].
    public let bits: Int
    /// Words in a pooling window [1].
    public let window: Int
    /// Number of pooling units [1].
    public let unitCount: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// The static power of one inverter in each comparator [W]; nothing else is counted.
    public let leakagePower: Double

    private let comparatorCount: Int
    private let stageCount: Int
    private let comparator: Comparator
    private let inverter: StandardCell
    private let wideNor: StandardCell
    private let selectEnergy: Double

    /// Makes pooling units.
    /// - Parameters:
    ///   - bits: length of a word.
    ///   - window: words that are compared.
    ///   - unitCount: number of units.
    ///   - layout: a height, a width, or one row; only the area counts.
    ///   - technology: the process.
    public init(bits: Int, window: Int, unitCount: Int, layout: LayoutConstraint = .free, technology: Technology) {
        let cells = SelectorCells(bits: bits, technology: technology)
        let comparator = Comparator(bits: 1, count: 1, technology: technology)
        let (comparators, stages) = Self.comparatorTree(window: window)
        let units = Double(comparators) * Double(unitCount)
        let area = cells.area(bits: bits, comparator: comparator) * units
        self.bits = bits
        self.window = window
        self.unitCount = unitCount
        self.comparator = comparator
        comparatorCount = comparators
        stageCount = stages
        inverter = cells.inverter
        wideNor = cells.wideNor
        footprint = Footprint(area: area, layout: layout, technology: technology)
        leakagePower = cells.inverter.leakagePower * units
        selectEnergy = cells.energy(supplyVoltage: technology.supplyVoltage)
    }

    private static func comparatorTree(window: Int) -> (comparators: Int, stages: Int) {
        var comparators = window % 2
        var stages = window % 2
        var words = window
        while words > 0 {
            words /= 2
            comparators += words
            stages += 1
        }
        return (comparators, stages)
    }

    /// Operations of pooling units.
    public enum Operation: Sendable {
        /// Each unit finds the largest word of one window. Each output drives `load` [F]; the words arrive with the
        /// slope `inputRamp`.
        case pool(load: Double = 0, inputRamp: Ramp = .step)
    }

    /// Time [s] and energy [J] of one operation.
    ///
    /// On average the comparison is decided after half of the bits. Then a NOR gate over all bits, an inverter and a
    /// transmission gate hand the larger word to the next stage.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .pool(let load, let inputRamp):
            let compare =
                comparator.cost(of: .compare(load: 2 * inverter.outputCapacitance, inputRamp: inputRamp))
                * (Double(bits) / 2)
            return OperationCost(
                latency: (compare.latency + selectionDelay(load: load)) * Double(stageCount),
                energy: (compare.energy + selectEnergy) * Double(comparatorCount) * Double(unitCount))
        }
    }

    /// Delay from a decided comparison to the larger word at the next stage [s].
    private func selectionDelay(load: Double) -> Double {
        let norLoad = 2 * inverter.inputCapacitance + Double(bits) * inverter.outputCapacitance
        let nor = stageTiming(timeConstant: 2 * wideNor.nmosResistance * norLoad, input: .step)
        let invert = 2 * inverter.nmosResistance * (inverter.inputCapacitance + wideNor.outputCapacitance)
        let pass = 2 * inverter.nmosResistance * (2 * inverter.inputCapacitance + load)
        let select = StageChain(timeConstants: [invert, pass], inputRamp: .step)
        return nor.delay + select.delay
    }
}

/// The gates beside the comparator proper that choose the larger of two words.
private struct SelectorCells {
    let inverter: StandardCell
    let nand: StandardCell
    let nor: StandardCell
    /// A NOR gate with an input for each bit.
    let wideNor: StandardCell

    init(bits: Int, technology: Technology) {
        inverter = .inverter(technology: technology)
        nand = .nand2(technology: technology)
        nor = .fallingNor(inputs: 2, technology: technology)
        wideNor = .fallingNor(inputs: bits, technology: technology)
    }

    /// Area of the comparator of two words [m²]: a bit comparator, an enable inverter and four transmission gates a
    /// bit; three inverters, three transmission gates, an AND, a NOR and a wide NOR gate for the word. A transmission
    /// gate is as large as an inverter.
    func area(bits: Int, comparator: Comparator) -> Double {
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
}
