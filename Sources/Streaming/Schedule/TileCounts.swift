// SPDX-License-Identifier: Apache-2.0

/// How many tiles there are along each loop.
struct TileCounts {
    let outputs: Int
    let reduction: Int
    let places: Int

    /// All of them.
    var all: Int { outputs * reduction * places }

    /// The loops with more than one turn.
    var turning: UInt8 {
        (outputs > 1 ? TileLoop.outputs.mask : 0) | (reduction > 1 ? TileLoop.reduction.mask : 0)
            | (places > 1 ? TileLoop.places.mask : 0)
    }
}

/// How often tiles come in an order of the loops.
struct TileTurns {
    /// How often each tile of weights comes [1].
    let weights: Int
    /// How often each tile of inputs comes [1].
    let inputs: Int
    /// How often each tile of biases comes [1].
    let biases: Int
    /// Whether sums that are not finished leave the SRAM.
    let spills: Bool

    init(_ counts: TileCounts, _ order: LoopOrder) {
        let turning = counts.turning
        weights = order.repeats(.places, turning: turning) ? counts.places : 1
        inputs = order.repeats(.outputs, turning: turning) ? counts.outputs : 1
        biases = order.runs(.outputs, inside: .places, turning: turning) ? counts.places : 1
        spills = counts.reduction > 1 && order.repeats(.reduction, turning: turning)
    }
}
