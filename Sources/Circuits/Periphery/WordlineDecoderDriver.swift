// SPDX-License-Identifier: Apache-2.0

import Technology

/// The drivers behind the row decoder of a 1T1R array that is read row by row.
///
/// Per row two NAND2 with their inverters steer two minimum transmission gates, which put the line on the read or the
/// write level; only one row is active at a time. Equations and constants: table of sources in Sources/References.
public struct WordlineDecoderDriver: CircuitModel {
    /// The number of wordlines.
    public let wordlineCount: Int
    /// The rectangle that the drivers take [m].
    public let footprint: Footprint
    /// Static power of the logic [W]; transmission gates are taken not to leak.
    public let leakagePower: Double

    private let nand: StandardCell
    private let inverter: StandardCell
    private let gate: TransmissionGate
    private let gateDrainCapacitance: Double
    private let supplyVoltage: Double
    private let readVoltage: Double
    private let writeVoltage: Double

    /// Sizes the drivers of `wordlineCount` wordlines.
    ///
    /// - Parameters:
    ///   - wordlineCount: the number of wordlines.
    ///   - readVoltage: the level that a gate passes in a read [V].
    ///   - writeVoltage: the level that a gate passes in a write [V].
    ///   - layout: the drivers stand beside the array: a height folds them into columns, a width has no effect.
    ///   - technology: the process.
    public init(
        wordlineCount: Int, readVoltage: Double, writeVoltage: Double, layout: LayoutConstraint = .free,
        technology: Technology
    ) {
        let nand = StandardCell.nand2(technology: technology)
        let inverter = StandardCell.inverter(technology: technology)
        let gate = TransmissionGate(minimumIn: technology) { nmos, pmos in 1 / (1 / nmos + 1 / pmos) }
        let gateHeight = WordlineDecoderDriver.gateHeight(
            wordlineCount: wordlineCount, layout: layout, technology: technology)
        let gateLayout = gate.layout(rowHeight: gateHeight, technology: technology)
        let unit = Footprint(
            width: 3 * nand.footprint.width + inverter.footprint.width + 2 * gateLayout.width,
            height: max(max(inverter.footprint.height, nand.footprint.height), gateLayout.height))

        self.wordlineCount = wordlineCount
        self.nand = nand
        self.inverter = inverter
        self.gate = gate
        gateDrainCapacitance = gate.drainCapacitance(height: gateLayout.height, technology: technology)
        supplyVoltage = technology.supplyVoltage
        self.readVoltage = readVoltage
        self.writeVoltage = writeVoltage
        footprint = unit.tiledBesideRows(count: wordlineCount, layout: layout)
        leakagePower = (nand.leakagePower + inverter.leakagePower) * 2 * Double(wordlineCount)
    }

    /// The height of a transmission gate [m]: that of a row, or of as many rows as a standard cell needs.
    private static func gateHeight(
        wordlineCount: Int, layout: LayoutConstraint, technology: Technology
    ) -> Double {
        let minimum = StandardCell.rowHeight(technology)
        guard case .height(let available) = layout, wordlineCount > 0 else { return minimum }
        let length = max(available, minimum)
        let pitch = length / Double(wordlineCount)
        guard pitch < minimum else { return pitch }
        let columns = (minimum / pitch).rounded(.up)
        return length / (Double(wordlineCount) / columns).rounded(.up)
    }

    /// Delay from the decoder's edge to the wordline, and the slope of the wordline's edge.
    ///
    /// The three logic stages all see the edge of the decoder; the transmission gate starts from a full level.
    public func timing(load: LineLoad, inputRamp: Ramp) -> StageTiming {
        let logicConstants = [
            nand.nmosResistance * 2 * (nand.outputCapacitance + inverter.inputCapacitance),
            inverter.pmosResistance * (inverter.outputCapacitance + 2 * nand.inputCapacitance),
            nand.nmosResistance * 2 * (nand.outputCapacitance + gate.gateCapacitance),
        ]
        let logicDelay = logicConstants.reduce(0) { sum, timeConstant in
            sum + stageTiming(timeConstant: timeConstant, input: inputRamp).delay
        }
        let line = load.timeConstant(driverResistance: gate.resistance, driverCapacitance: gateDrainCapacitance * 2)
        let lineStage = stageTiming(timeConstant: line, input: .step)
        return StageTiming(delay: logicDelay + lineStage.delay, outputRamp: lineStage.outputRamp)
    }

    /// Operations of the drivers.
    public enum Operation: Sendable {
        /// A read puts one wordline, loaded with `load`, on the read level after a decoder's edge of `inputRamp`.
        case read(load: LineLoad, inputRamp: Ramp)
        /// A write puts one wordline on the write level.
        case write(load: LineLoad, inputRamp: Ramp)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let load, let inputRamp):
            OperationCost(
                latency: timing(load: load, inputRamp: inputRamp).delay, energy: energy(lineVoltage: readVoltage))
        case .write(let load, let inputRamp):
            OperationCost(
                latency: timing(load: load, inputRamp: inputRamp).delay, energy: energy(lineVoltage: writeVoltage))
        }
    }

    /// Energy of the one row that switches [J].
    private func energy(lineVoltage: Double) -> Double {
        let nandCapacitance = nand.inputCapacitance + nand.outputCapacitance + gate.gateCapacitance
        let logicCapacitance = nandCapacitance + inverter.outputCapacitance + gate.nmosGateCapacitance
        let logicEnergy = logicCapacitance * supplyVoltage * supplyVoltage
        return logicEnergy + gateDrainCapacitance * lineVoltage * lineVoltage
    }
}
