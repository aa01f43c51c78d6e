// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Technology

/// The multiplexer that connects the sensed lines of a group to their converter in turn, with its decoder.
///
/// A group is walked through once for all bits of an input, so that one read has a share of the cost.
struct OutputSelector: Sendable {
    let blocks: [SubarrayBlock]
    /// The cost that counts for one read.
    let cost: OperationCost

    /// A selector at the outputs of `port`; nil where every line has its own converter.
    ///
    /// - Parameters:
    ///   - port: the array as the read sees it.
    ///   - lineResistance: the smallest resistance of a sensed line [Ohm].
    ///   - isBinary: whether the decoder is the wide one for pairs of columns of the parallel binary modes.
    ///   - decoderLeakage: how much of the decoder's leakage counts.
    ///   - readVoltage: the swing of a sensed line [V].
    ///   - technology: the process.
    init?(
        port: ReadPort, lineResistance: Double, isBinary: Bool = false, decoderLeakage: (Double) -> Double = { $0 },
        readVoltage: Double, technology: Technology
    ) {
        let share = port.outputsPerConverter
        guard share > 1 else { return nil }
        let groups = port.converterCount
        let decoder = RowDecoder(
            addressBits: addressBits(of: isBinary ? share / 2 : share), output: .multiplexerGates,
            driveStrength: isBinary ? 8 : 1, technology: technology)
        let flat = ColumnMultiplexer(
            inputCount: groups, selectionCount: share, columnResistance: lineResistance, readVoltage: readVoltage,
            layout: port.stripLayout, technology: technology)
        let multiplexer = flat.stretched(to: Self.shape(of: flat, beside: decoder, port: port))
        blocks = [
            SubarrayBlock(multiplexer, as: .other, at: .outputs),
            SubarrayBlock(
                decoder, as: .other, at: .corner, countedLeakage: decoderLeakage(decoder.leakagePower)),
        ]

        let steps = Double(share)
        let bits = Double(port.inputBits)
        let passing = multiplexer.cost(of: .pass())
        let decoding = decoder.cost(
            of: .select(
                load: multiplexer.nmosGateCapacitance * Double(groups),
                complementLoad: multiplexer.pmosGateCapacitance * Double(groups)))
        let walk = passing * steps + decoding * steps
        let energy = walk.energy / bits
        cost = OperationCost(
            latency: port.counting.selectorLatency(
                walk.latency / bits, energy: energy, isTransposed: port.isTransposed),
            energy: energy)
    }

    /// The multiplexer spans the array, and is as deep as the decoder beside it.
    private static func shape(of flat: ColumnMultiplexer, beside decoder: RowDecoder, port: ReadPort) -> Footprint {
        let own = port.placed(flat.footprint)
        switch port.outputLayout {
        case .width(let width):
            return Footprint(width: width, height: max(decoder.footprint.height, own.height))
        case .height(let height):
            return Footprint(width: max(decoder.footprint.width, own.width), height: height)
        case .free:
            return own
        }
    }
}
