// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Macro
import Technology

/// The read-out of an array that is a macro.
///
/// A chip counts a read for each bit of an activation. A macro may take several bits in a read, or one bit in several reads of
/// groups of rows. A read of the chip is therefore the share of a whole multiplication that one bit has.
struct MacroReadOut: ReadOut {
    let port: ReadPort
    let blocks: [SubarrayBlock]
    /// The macro prices its converters itself, whatever the currents of its columns.
    let converter: (any ColumnConverter)? = nil
    private let planes: ArrayMacro
    private let conversionsPerColumn: Double

    init(macro: Macro, planes: ArrayMacro, array: SynapticArray, inputs: DesignInputs) {
        self.planes = planes
        port = ReadPort(
            forward: array, columnsPerConverter: inputs.configuration.columnsPerADC, inputBits: inputs.activationBits,
            counting: inputs.counting)
        conversionsPerColumn = Double(macro.counts.conversions) / Double(planes.weightColumns) / planes.planes
        blocks = macro.parts.filter { $0.name != .cells && $0.area > 0 }.map { part in
            let isAtInputs = part.name.isAtInputs
            let footprint =
                isAtInputs
                ? Footprint(width: part.area / array.footprint.height, height: array.footprint.height)
                : Footprint(width: array.footprint.width, height: part.area / array.footprint.width)
            return SubarrayBlock(
                part.name.title, as: part.name.category, at: isAtInputs ? .inputs : .outputs, footprint: footprint,
                leakagePower: part.leakagePower)
        }
    }

    func read(activity: Double, lineActivity: Double) -> SubarrayRead {
        var latency = ReadoutParts()
        var energy = ReadoutParts()
        for part in planes.macro(activity: activity).parts {
            let time = part.latency / planes.planes
            let work = part.energy / planes.planes
            switch part.name.category {
            case .conversion:
                latency.conversion += time
                energy.conversion += work
            case .accumulation:
                latency.accumulation += time
                energy.accumulation += work
            case .array, .other, .interconnect, .weightGradient, .unlisted:
                latency.array += time
                energy.array += work
            }
        }
        return SubarrayRead(latency: latency, energy: energy, digitizations: conversionsPerColumn)
    }
}

extension MacroPart.Name {
    /// Where its area and its work are listed.
    fileprivate var category: AreaCategory {
        switch self {
        case .cells: .array
        case .inputLines, .inputConverters: .other
        case .converters: .conversion
        case .resultAdders, .multipliers, .adders, .registers: .accumulation
        }
    }

    /// Whether it stands beside the rows.
    fileprivate var isAtInputs: Bool {
        switch self {
        case .inputLines, .inputConverters: true
        case .cells, .converters, .resultAdders, .multipliers, .adders, .registers: false
        }
    }
}
