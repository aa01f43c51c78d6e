// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// One block of the periphery: where it stands and what it counts as.
public struct SubarrayBlock: Sendable {
    /// The edge of the array at which the block stands.
    public enum Place: Sendable {
        /// At the ends of the input lines, side by side with the others there.
        case inputs
        /// At the ends of the sensed lines, side by side with the others there.
        case outputs
        /// In the corner between the two edges.
        case corner
        /// Between the cells, from the first row to the last: the array is wider by it.
        case amongCells
    }

    /// Name of the block, after the type of its circuit.
    public let name: String
    /// Category of the block.
    public let category: AreaCategory
    /// Its edge of the array.
    public let place: Place
    /// Its rectangle [m].
    public let footprint: Footprint
    /// The static power that is counted [W].
    public let leakagePower: Double

    /// A block with the figures of a circuit, or in place of them with its rectangle at the array, and as much static
    /// power as counts.
    public init(
        _ circuit: any CircuitModel, as category: AreaCategory, at place: Place, footprint: Footprint? = nil,
        countedLeakage: Double? = nil
    ) {
        name = circuit.name
        self.category = category
        self.place = place
        self.footprint = footprint ?? circuit.footprint
        leakagePower = countedLeakage ?? circuit.leakagePower
    }
}

extension SubarrayBlock {
    /// A block of the given name and figures.
    public init(
        _ name: String, as category: AreaCategory, at place: Place, footprint: Footprint, leakagePower: Double
    ) {
        self.name = name
        self.category = category
        self.place = place
        self.footprint = footprint
        self.leakagePower = leakagePower
    }

    /// A circuit of a role.
    fileprivate init(_ part: CircuitPart, as category: AreaCategory, at place: Place, port: ReadPort? = nil) {
        name = part.name
        self.category = category
        self.place = place
        footprint = port?.placed(part.footprint) ?? part.footprint
        leakagePower = part.leakagePower
    }
}

extension RowDriver {
    /// Its circuits at the inputs of `port`.
    func blocks(at port: ReadPort) -> [SubarrayBlock] {
        parts.map { SubarrayBlock($0, as: .other, at: .inputs, port: port) }
    }
}

extension ConverterBank {
    /// Its circuits.
    var blocks: [SubarrayBlock] { parts.map { SubarrayBlock($0, as: .conversion, at: .outputs) } }
}

extension Accumulator {
    /// Its circuits.
    var blocks: [SubarrayBlock] { parts.map { SubarrayBlock($0, as: .accumulation, at: .outputs) } }
}

extension ArrayWriting {
    /// Its circuits.
    var blocks: [SubarrayBlock] { parts.map { SubarrayBlock($0, as: .other, at: .outputs) } }
}

extension [SubarrayBlock] {
    /// The blocks as parts of a tree, those of the same name numbered.
    func parts(remark: String? = nil) -> [ChipBlock] {
        enumerated().map { place, block in
            let number = self[...place].count { $0.name == block.name }
            var name = block.name
            if number > 1 { name += " \(number)" }
            if let remark { name += " " + remark }
            return ChipBlock(
                name, as: block.category, area: block.footprint.area, leakagePower: block.leakagePower)
        }
    }

    /// Width and height that the blocks add to the array [m].
    ///
    /// Blocks of an edge stand one after the other. In a forward read-out inputs are beside the array, outputs below,
    /// and the corner may be wider than the inputs. In a transposed one the corner is free anyway.
    func margin(isTransposed: Bool) -> Footprint {
        let inputs = filter { $0.place == .inputs }
        let outputs = filter { $0.place == .outputs }
        if isTransposed {
            return Footprint(
                width: outputs.reduce(0) { $0 + $1.footprint.width },
                height: inputs.reduce(0) { $0 + $1.footprint.height })
        }
        let corner = filter { $0.place == .corner }.map(\.footprint.width).max() ?? 0
        let among = filter { $0.place == .amongCells }.reduce(0) { $0 + $1.footprint.width }
        return Footprint(
            width: Swift.max(inputs.reduce(0) { $0 + $1.footprint.width }, corner) + among,
            height: outputs.reduce(0) { $0 + $1.footprint.height })
    }
}
