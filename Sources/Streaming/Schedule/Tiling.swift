// SPDX-License-Identifier: Apache-2.0

/// The loops over tiles in which a contraction runs.
enum TileLoop: Int, CaseIterable, Sendable {
    /// Over outputs of a place.
    case outputs
    /// Over channels that are summed up.
    case reduction
    /// Over places.
    case places

    var mask: UInt8 { 1 << UInt8(rawValue) }
}

/// An order of the loops over tiles, outermost first.
struct LoopOrder: Sendable, Equatable {
    let loops: [TileLoop]
    /// For each loop, by its number: those inside it.
    private let inner: [UInt8]

    private init(_ loops: [TileLoop]) {
        self.loops = loops
        var inner = [UInt8](repeating: 0, count: 3)
        var inside: UInt8 = 0
        for loop in loops.reversed() {
            inner[loop.rawValue] = inside
            inside |= loop.mask
        }
        self.inner = inner
    }

    /// All orders.
    static let all: [LoopOrder] = {
        var orders: [LoopOrder] = []
        for first in TileLoop.allCases {
            for second in TileLoop.allCases where second != first {
                let last = TileLoop.allCases.first { $0 != first && $0 != second }
                orders.append(LoopOrder([first, second] + (last.map { [$0] } ?? [])))
            }
        }
        return orders
    }()

    /// The innermost loop.
    var innermost: TileLoop { loops[loops.count - 1] }

    /// Whether a loop that some data do not depend on brings them in anew in every turn: one that they do depend on runs
    /// inside it.
    ///
    /// - Parameters:
    ///   - loop: the loop that the data do not depend on.
    ///   - turning: the loops with more than one turn.
    /// - Returns: whether the data are loaded again.
    func repeats(_ loop: TileLoop, turning: UInt8) -> Bool {
        inner[loop.rawValue] & turning & ~loop.mask != 0
    }

    /// Whether `other` runs inside `loop`, with more than one turn.
    func runs(_ other: TileLoop, inside loop: TileLoop, turning: UInt8) -> Bool {
        inner[loop.rawValue] & other.mask & turning != 0
    }
}

/// How a contraction is divided into tiles, and their order.
struct Tiling: Sendable, Equatable {
    /// Outputs of a place in a tile [1].
    let outputs: Int
    /// Summed channels in a tile [1].
    let reduction: Int
    /// Rows of places in a tile [1].
    let rows: Int
    /// Columns of places in a tile [1].
    let columns: Int
    /// The order.
    let order: LoopOrder
}

/// Which feature maps of a step are in the SRAM as a whole.
struct Residency: Sendable, Equatable {
    /// The map that is read.
    var input = false
    /// The map that is made.
    var output = false
}
