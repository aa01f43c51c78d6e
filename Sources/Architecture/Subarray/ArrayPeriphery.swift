// SPDX-License-Identifier: Apache-2.0

import Technology

/// What a subarray consists of besides its cells.
public struct ArrayPeriphery: Sendable {
    /// What reads the columns.
    public let forward: any ReadOut
    /// What reads the rows in a backward pass; nil of arrays without transposed read.
    public let transposed: (any ReadOut)?
    /// What writes the cells.
    public let writing: any ArrayWriting
    /// Static power of the cells while the array is read [W]; nil where they leak as they do at rest.
    public let cellLeakageInUse: Double?

    /// A periphery of those parts.
    public init(
        forward: any ReadOut, transposed: (any ReadOut)? = nil, writing: any ArrayWriting,
        cellLeakageInUse: Double? = nil
    ) {
        self.forward = forward
        self.transposed = transposed
        self.writing = writing
        self.cellLeakageInUse = cellLeakageInUse
    }
}

/// The blocks around the cells of an array.
struct PeripheryBlocks {
    /// Those of the forward read.
    let forward: [SubarrayBlock]
    /// Those that write.
    let writing: [SubarrayBlock]
    /// Those of the transposed read; nil without one.
    let transposed: [SubarrayBlock]?

    init(_ circuits: ArrayPeriphery) {
        forward = circuits.forward.blocks
        writing = circuits.writing.blocks
        transposed = circuits.transposed?.blocks
    }

    /// The rectangle of an array with these blocks around it [m].
    func footprint(around array: SynapticArray) -> Footprint {
        let below = (forward + writing).margin(isTransposed: false)
        let beside = (transposed ?? []).margin(isTransposed: true)
        return Footprint(
            width: array.footprint.width + below.width + beside.width,
            height: array.footprint.height + below.height + beside.height)
    }
}
