// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Technology

/// What connects one of several columns to each sensing circuit: a multiplexer and its decoder.
struct ColumnSelection: Sendable {
    /// The multiplexer, below the columns.
    let multiplexer: SubarrayBlock
    /// Its decoder, in the corner.
    let decoder: SubarrayBlock
    /// Time of one selection [s].
    let delay: Double
    /// Energy of one selection [J].
    let energy: Double

    /// A selection of columns whose cells have together a resistance [Ω]; nil where each column has its own circuit.
    ///
    /// - Parameters:
    ///   - lines: The lines of the array.
    ///   - resistance: What the pass gates are sized for [Ω].
    ///   - halvesDecoder: Whether the decoder is one of half as many columns, of larger gates.
    ///   - inputs: The design.
    init?(_ lines: ArrayLines, resistance: Double, halvesDecoder: Bool = false, inputs: DesignInputs) {
        let share = inputs.columnsPerSense
        guard share > 1 else { return nil }
        let groups = lines.columns / share
        let gates = AnalogMultiplexer(
            inputCount: groups, selectionCount: share, gates: .columnResistance(resistance),
            readVoltage: inputs.configuration.readVoltage, layout: .width(lines.footprint.width),
            technology: inputs.technology)
        let decoder = AddressDecoder(
            addressBits: AddressDecoder.addressBits(lines: halvesDecoder ? share / 2 : share),
            output: .multiplexerGates,
            sizing: halvesDecoder
                ? .uniform(Self.largeGates) : .outputDrivers(inputs.configuration.multiplexerDriverSize),
            technology: inputs.technology)
        let height = max(decoder.footprint.height, gates.footprint.height)
        let stretched = gates.stretched(to: Footprint(width: lines.footprint.width, height: height))
        let passing = stretched.cost(of: .pass())
        let decoding = decoder.cost(
            of: .select(
                load: LineLoad(capacitance: gates.nmosGateCapacitance * Double(groups)),
                complementLoad: gates.pmosGateCapacitance * Double(groups)))
        multiplexer = SubarrayBlock(stretched, as: .other, at: .outputs)
        self.decoder = SubarrayBlock(decoder, as: .other, at: .corner)
        delay = passing.latency + decoding.latency
        energy = passing.energy + decoding.energy * inputs.calibration.control
    }

    /// How much larger than the smallest the gates of a decoder for binary reads are [1].
    private static let largeGates = 8.0
}
