// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A decoder of a binary address, with two-bit predecoding, whose gates are enlarged and whose output drivers have a size
/// of their own.
///
/// Inverters, four NAND2 for each pair of bits, one NOR an output; behind each NOR two drivers of a wordline, or a NAND2
/// with enable and two drivers of the gates of a column multiplexer. Equations and constants: the table of sources in the
/// README of this revision.
struct AddressDecoder: CircuitModel {
    /// What the outputs of a decoder drive.
    enum Output: Sendable {
        /// Wordlines, each through two drivers.
        case wordlines
        /// The NMOS and PMOS gates of a column multiplexer.
        case multiplexerGates
    }

    /// How large the gates are.
    enum Sizing: Sendable, Equatable {
        /// Enlarged gates, and output drivers of twice the smallest inverter times a factor [1].
        case outputDrivers(Double)
        /// All gates so many times the smallest, output drivers three times as strong [1].
        case uniform(Double)
    }

    /// The number of address bits.
    let addressBits: Int
    /// The rectangle that the decoder takes [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double

    private let gates: DecoderGates
    private let supplyVoltage: Double

    /// Sizes a decoder.
    ///
    /// - Parameters:
    ///   - addressBits: the number of address bits.
    ///   - output: what the decoder drives.
    ///   - sizing: how large its gates are.
    ///   - layout: the decoder stands beside the array: a height folds it into columns, a width has no effect.
    ///   - technology: the process.
    init(
        addressBits: Int, output: Output = .wordlines, sizing: Sizing, layout: LayoutConstraint = .free,
        technology: Technology
    ) {
        let gates = DecoderGates(addressBits: addressBits, output: output, sizing: sizing, technology: technology)
        self.addressBits = addressBits
        self.gates = gates
        supplyVoltage = technology.supplyVoltage
        footprint = gates.footprint(layout: layout, technology: technology)
        leakagePower = gates.leakagePower
    }

    /// Delay from an address edge to the last driver, and the edge with which the driver before the last one switches.
    ///
    /// - Parameters:
    ///   - load: the wordline, or all NMOS gates of the multiplexer that one output opens. The resistance of a wordline
    ///     delays its last driver only.
    ///   - cells: the number of cells along the wordline [1].
    ///   - complementLoad: all PMOS gates of the multiplexer that one output opens [F].
    ///   - inputRamp: the edge of the address.
    /// - Returns: the delay [s] and the edge.
    func timing(
        load: LineLoad, cells: Double = 1, complementLoad: Double = 0, inputRamp: Ramp = .step
    ) -> StageTiming {
        let decoding = StageChain(
            timeConstants: gates.decodingTimeConstants(load: load.capacitance), inputRamp: inputRamp)
        let driving = StageChain(
            timeConstants: gates.drivingTimeConstants(load: load, cells: cells, complementLoad: complementLoad),
            inputRamp: gates.norCount > 0 ? decoding.outputRamp : .step)
        return StageTiming(delay: decoding.delay + driving.delay, outputRamp: driving.lastInputRamp)
    }

    /// What a decoder does.
    enum Operation: Sendable {
        /// It selects one line. The arguments are those that
        /// ``AddressDecoder/timing(load:cells:complementLoad:inputRamp:)`` describes.
        case select(
            load: LineLoad = LineLoad(capacitance: 0), cells: Double = 1, complementLoad: Double = 0,
            inputRamp: Ramp = .step)
    }

    /// Time [s] of one operation, and its energy [J] when every address bit rises; without the load.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .select(let load, let cells, let complementLoad, let inputRamp):
            let single = timing(load: load, cells: cells, complementLoad: complementLoad, inputRamp: inputRamp)
            return OperationCost(
                latency: single.delay, energy: gates.switchedCapacitance * supplyVoltage * supplyVoltage)
        }
    }

    /// The address bits of so many lines [1].
    static func addressBits(lines: Int) -> Int {
        lines > 1 ? Int.bitWidth - (lines - 1).leadingZeroBitCount : 0
    }
}
