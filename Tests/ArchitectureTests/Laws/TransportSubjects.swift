// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import _TestSupport

@testable import Architecture

/// What stands between arrays, as blocks make it: buffers, buses and H-trees.
enum TransportSubjects {
    static let all = [
        buffer("registers", isSRAM: false), buffer("SRAM", isSRAM: true), wires("bus along rows", .rows),
        wires("bus along columns", .columns), tree("H-tree", BlockDesign(.logic, mode: 2)),
        tree("H-tree.branches", BlockDesign(.logic, mode: 2).withBranchResistance),
    ]

    private static let design = BlockDesign(.logic, mode: 2)

    /// As many cores as copies.
    private static func buffer(_ name: String, isSRAM: Bool) -> LawSubject {
        LawSubject(
            "Buffer.\(name)", axes: [.count, .rows, .columns],
            proportional: ["area", "leakage", "read.energy", "write.energy"]
        ) { inputs in
            let made = try design.inputs(inputs, rows: 32, columns: 32)
            let core = made.buffer(
                bits: 4 * inputs.rows * inputs.columns, lineBits: 2 * inputs.columns,
                storage: made.bufferStorage(isSRAM: isSRAM), layout: .free)
            let lines = Double(inputs.count)
            let bits = lines * Double(core.lineBits)
            return LawFigure.block(
                ChipBlock("buffer", as: .other, count: Double(inputs.count), circuit: core))
                + LawFigure.cost("read", core.cost(of: .read(lines: lines, bits: bits)))
                + LawFigure.cost("write", core.cost(of: .write(lines: lines, bits: bits)))
        }
    }

    /// A bus of as many wires as columns over a square of units.
    private static func wires(_ name: String, _ reach: InterconnectDemand.Reach) -> LawSubject {
        LawSubject("Interconnect.\(name)", axes: [.rows, .columns]) { inputs in
            let made = try design.inputs(inputs, rows: 32, columns: 32)
            let unit = Footprint(width: inputs.features(2000), height: inputs.features(1500))
            return figures(made.bus(reach, side: inputs.rows / 4, width: inputs.columns, unit: unit))
        }
    }

    /// A tree over a square of units.
    private static func tree(_ name: String, _ design: BlockDesign) -> LawSubject {
        LawSubject("Interconnect.\(name)", axes: [.rows, .columns]) { inputs in
            let made = try design.inputs(inputs, rows: 32, columns: 32)
            let unit = Footprint(width: inputs.features(2000), height: inputs.features(1500))
            let side = inputs.rows / 4
            return figures(
                made.revision.circuits.interconnect(
                    made.treeDemand(
                        rows: side, columns: side, width: Double(inputs.columns), unit: unit,
                        foldingRatio: Tile.hTreeFolding, delayTolerance: 0.15),
                    inputs: made))
        }
    }

    private static func figures(_ wires: any Interconnect) -> [LawFigure] {
        LawFigure.block(ChipBlock.wires("wires", wires))
            + [LawFigure("repeaters.leakage", wires.leakagePower, .power)]
            + LawFigure.cost("transfer", wires.cost(of: .transfer(bits: wires.width)))
    }
}
