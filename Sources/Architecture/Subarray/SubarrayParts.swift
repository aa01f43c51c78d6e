// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Technology

/// The parts of a subarray, in the two orders in which they are looked at: as they are laid out, and by what they work
/// for.
struct SubarrayParts: Sendable {
    private let cells: ChipBlock
    private let forward: ChipBlock
    private let writing: ChipBlock
    /// Nil for an array without transposed read.
    private let transposed: ChipBlock?
    /// Static power that counts once more beside a transposed read.
    private let repeated: ChipBlock

    /// The parts of an array with the given blocks around it.
    init(cells array: SynapticArray, _ periphery: PeripheryBlocks, counting: any CountingPolicy) {
        cells = ChipBlock("cells", as: .array, area: array.footprint.area, leakagePower: array.leakagePower)
        forward = ChipBlock("forward read", parts: periphery.forward.parts())
        writing = ChipBlock("writing", parts: periphery.writing.parts(remark: "for writing"))
        transposed = periphery.transposed.map {
            ChipBlock("transposed read", parts: $0.parts(remark: "of the transposed read"))
        }
        repeated = ChipBlock(
            "drivers counted once more", as: .unlisted, area: 0,
            leakagePower: counting.repeatedLeakage(ofSharedDrivers: writing.leakagePower))
    }

    /// The cells beside everything at their edges, with or without headings for the latter.
    func laidOut(_ listing: CauseListing) -> ChipBlock {
        let all = forward.parts + writing.parts + (transposed?.parts ?? [])
        let periphery = ChipBlock("periphery", parts: all)
        let listed =
            switch listing {
            case .byCause: periphery
            case .timesOnly, .totalOnly: periphery.listed { _ in .unlisted }
            }
        return ChipBlock("subarray", parts: [cells, listed] + (transposed == nil ? [] : [repeated]))
    }

    /// The blocks that draw power, with or without the circuits of transposed reads.
    func powered(includingTransposed: Bool) -> ChipBlock {
        let backward = includingTransposed ? transposed.map { [$0, repeated] } : nil
        return ChipBlock("subarray", parts: [cells, forward, writing] + (backward ?? []))
    }
}

extension ChipBlock {
    /// The block beside the space that it leaves in a rectangle [m].
    func withUnusedSpace(of rectangle: Footprint, as category: AreaCategory) -> ChipBlock {
        ChipBlock(
            "\(name) with unused space",
            parts: [
                self, ChipBlock("unused space", as: category, area: rectangle.area - area, leakagePower: 0),
            ])
    }
}
