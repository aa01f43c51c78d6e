// SPDX-License-Identifier: Apache-2.0

/// A line of a listing of blocks: a part, with what all copies of it take in the whole.
public struct BlockEntry: Sendable, Equatable {
    /// Names from the whole down to the part.
    public let path: [String]
    /// How many there are in the whole [1].
    public let count: Double
    /// Area of all of them [m²].
    public let area: Double
    /// Static power of all of them, as far as it is counted [W].
    public let leakagePower: Double

    /// A line of the given figures.
    public init(path: [String], count: Double, area: Double, leakagePower: Double) {
        self.path = path
        self.count = count
        self.area = area
        self.leakagePower = leakagePower
    }

    /// Levels below the whole; 0 for the whole itself.
    public var depth: Int { path.count - 1 }
}

extension Block {
    /// The block and all parts below it, each before its own parts.
    public var entries: [BlockEntry] { entries(below: [], copies: 1, powered: 1) }

    private func entries(below path: [String], copies: Double, powered poweredCopies: Double) -> [BlockEntry] {
        let path = path + [name]
        let own = BlockEntry(
            path: path, count: count * copies, area: area * copies, leakagePower: leakagePower * poweredCopies)
        return parts.reduce(into: [own]) {
            $0 += $1.entries(below: path, copies: count * copies, powered: powered * poweredCopies)
        }
    }

    /// The part at the end of a path of names below this block; nil if there is none.
    public func part(_ path: String...) -> Block? {
        var block: Block? = self
        for name in path {
            block = block?.parts.first { $0.name == name }
        }
        return block
    }
}
