import Circuits
import Technology

/// A decoder that selects one line after the other, with a driver that gives the line its read or write voltage.
struct DecodedDrive: InputDrive {
    /// What stands between the decoder and the line.
    enum LineDriver: Sendable {
        /// The line is a gate line: the decoder drives it itself.
        case none
        /// Drivers of 1T1R wordlines.
        case accessTransistors(WordlineDecoderDriver)
        /// Drivers of cross-point rows, and how many of them are selected in reads and in writes.
        case crossPoint(CrossPointWordlineDriver, readSelection: Double, writeSelection: Double)
    }

    let decoder: RowDecoder
    let driver: LineDriver
    let blocks: [SubarrayBlock]
    let outputRamp: Ramp
    let holdsSelectedLine = true
    let stagedDelays: StagedDelays?
    private let delay: Double

    /// A decoder for all inputs of `port`.
    init(port: ReadPort, driver: LineDriver, technology: Technology) {
        let decoder = RowDecoder(
            addressBits: port.inputAddressBits, layout: port.inputLayout, technology: technology)
        let decoding = decoder.timing(loadCapacitance: port.inputLine.capacitance)
        let decoderBlock = SubarrayBlock(decoder, as: .other, at: .inputs, footprint: port.placed(decoder.footprint))
        self.decoder = decoder
        self.driver = driver
        outputRamp = decoding.outputRamp
        switch driver {
        case .none:
            blocks = [decoderBlock]
            stagedDelays = nil
            delay = decoding.delay
        case .accessTransistors(let stage):
            blocks = [decoderBlock, SubarrayBlock(stage, as: .other, at: .inputs)]
            stagedDelays = nil
            let driving = stage.latency(load: port.inputLine, inputRamp: decoding.outputRamp, operations: 1)
            delay = decoding.delay + driving
        case .crossPoint(let stage, _, _):
            blocks = [decoderBlock, SubarrayBlock(stage, as: .other, at: .inputs)]
            let driving = stage.latency(load: port.inputLine, inputRamp: decoding.outputRamp, operations: 1)
            stagedDelays = StagedDelays(decoding: decoding.delay, driving: driving)
            delay = decoding.delay + driving
        }
    }

    func readLatency(operations: Double) -> Double { delay * operations }

    func readEnergy(operations: Double, lineActivity: Double) -> Double {
        let driving =
            switch driver {
            case .none: 0.0
            case .accessTransistors(let stage): stage.readEnergy(operations: operations)
            case .crossPoint(let stage, let selection, _):
                stage.readEnergy(selectedWordlines: selection, operations: operations)
            }
        return decoder.energy(operations: operations) + driving
    }

    func writeLatency(operations: Double, scans: Double) -> Double {
        delay * operations
    }

    func writeEnergy(operations: Double, scans: Double) -> Double {
        let driving =
            switch driver {
            case .none: 0.0
            case .accessTransistors(let stage): stage.writeEnergy(operations: operations)
            case .crossPoint(let stage, _, let selection):
                stage.writeEnergy(selectedWordlines: selection, operations: operations)
            }
        return decoder.energy(operations: operations) + driving
    }
}
