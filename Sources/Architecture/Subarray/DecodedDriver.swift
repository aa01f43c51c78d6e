// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A decoder that selects one line after the other, with a driver that gives the line its read or write voltage.
struct DecodedDriver: RowDriver {
    /// The circuit between the decoder and the line.
    enum LineDriver: Sendable {
        /// The line is a gate line: the decoder drives it itself.
        case none
        /// Drivers of 1T1R wordlines.
        case accessTransistors(WordlineDecoderDriver)
        /// Drivers of cross-point rows, and how many of them are selected in reads and in writes.
        case crossPoint(CrossPointWordlineDriver, readSelection: Double, writeSelection: Double)
    }

    let parts: [CircuitPart]
    let outputRamp: Ramp
    let holdsSelectedLine = true
    let stagedDelays: StagedDelays?
    /// Time of one selection [s].
    private let delay: Double
    /// Energy of one selection in the decoder [J].
    private let decoding: Double
    /// Energy of one selection at the line, in a read and in a write [J].
    private let line: (reading: Double, writing: Double)

    /// A decoder for all inputs of `port`.
    init(port: ReadPort, driver: LineDriver, technology: Technology) {
        let decoder = RowDecoder(
            addressBits: port.inputAddressBits, layout: port.inputLayout, technology: technology)
        let load = port.inputLine
        let selecting = decoder.timing(loadCapacitance: load.capacitance)
        decoding = decoder.cost(of: .select(load: load.capacitance)).energy
        outputRamp = selecting.outputRamp
        let reading: OperationCost
        let writing: OperationCost
        switch driver {
        case .none:
            parts = [CircuitPart(decoder)]
            (reading, writing) = (.zero, .zero)
            stagedDelays = nil
        case .accessTransistors(let stage):
            parts = [CircuitPart(decoder), CircuitPart(stage)]
            reading = stage.cost(of: .read(load: load, inputRamp: selecting.outputRamp))
            writing = stage.cost(of: .write(load: load, inputRamp: selecting.outputRamp))
            stagedDelays = nil
        case .crossPoint(let stage, let readSelection, let writeSelection):
            parts = [CircuitPart(decoder), CircuitPart(stage)]
            reading = stage.cost(of: .read(selected: readSelection, load: load, inputRamp: selecting.outputRamp))
            writing = stage.cost(of: .write(selected: writeSelection, load: load, inputRamp: selecting.outputRamp))
            stagedDelays = StagedDelays(decoding: selecting.delay, driving: reading.latency)
        }
        delay = selecting.delay + reading.latency
        line = (reading.energy, writing.energy)
    }

    func cost(of work: RowDriving) -> OperationCost {
        switch work {
        case .read(let selections, _): cost(selections, line: line.reading)
        case .write(let selections, _, _, _): cost(selections, line: line.writing)
        }
    }

    private func cost(_ selections: Double, line: Double) -> OperationCost {
        OperationCost(latency: delay * selections, energy: decoding * selections + line * selections)
    }
}
