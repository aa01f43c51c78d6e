// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting

/// How a layer uses its tiles, as far as their static power depends on it.
public struct TileUse: Sendable, Equatable {
    /// Whether the read-out for backward passes is powered.
    public let includesTransposed: Bool
    /// Partial sums that elements added last; nil when their adders never did.
    public let elementUnits: Int?
    /// Sums that tiles added last; nil when their accumulators never did.
    public let tileUnits: Int?

    /// A use of the given kind.
    public init(includesTransposed: Bool, elementUnits: Int?, tileUnits: Int?) {
        self.includesTransposed = includesTransposed
        self.elementUnits = elementUnits
        self.tileUnits = tileUnits
    }
}

extension DesignInputs {
    /// Adder trees, of whose leakage as much counts as belongs to those that added `units` results last.
    func adders(_ name: String, _ trees: any SumTree, adding units: Int?) -> ChipBlock {
        let counted = counting.adderLeakage(
            trees.leakagePower, lastAddition: units.map { trees.leakagePower(summing: $0) })
        return ChipBlock(name, as: .accumulation, circuit: trees, countedLeakage: counted)
    }

    /// Wires of an element or a tile that a layer uses, with as much of their static power as counts.
    func poweredWires(_ name: String, _ wires: any Interconnect) -> ChipBlock {
        ChipBlock(
            name, as: .interconnect, circuit: wires, countedLeakage: counting.wireLeakage(wires.leakagePower))
    }
}

extension Block where Category == AreaCategory {
    /// Wires with their repeaters; their static power counts where a layer uses them, if at all.
    static func wires(_ name: String, _ interconnect: any Interconnect) -> ChipBlock {
        ChipBlock(name, as: .interconnect, circuit: interconnect, countedLeakage: 0)
    }
}
