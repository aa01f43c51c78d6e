// SPDX-License-Identifier: Apache-2.0

import Counting
import Circuits

/// The lines that a read of a resistive array charges: the sensed ones to the read voltage, wordlines to the supply
/// voltage, and the inputs of a transposed read to the read voltage.
struct ChargedLines: Sendable {
    let port: ReadPort
    /// Energy to charge the lines that are sensed together [J].
    let sensed: Double
    /// Energy to charge one input line [J].
    let input: Double

    init(port: ReadPort, readVoltage: Double, supplyVoltage: Double) {
        self.port = port
        let together = ceilingDivision(port.outputCount, port.outputsPerConverter)
        sensed = port.outputWireCapacitance * readVoltage * readVoltage * Double(together)
        let inputVoltage = port.isTransposed ? readVoltage : supplyVoltage
        input = port.inputLine.capacitance * inputVoltage * inputVoltage
    }

    /// Energy of a read whose converters take `steps` steps [J].
    func energy(schedule: ReadSchedule, activity: Double, steps: Int) -> Double {
        let active = Double(port.inputCount) * activity
        switch schedule {
        case .oneByOne: return (sensed + input) * active * Double(steps)
        case .allAtOnce: return (sensed + input * active) * Double(steps)
        }
    }
}
