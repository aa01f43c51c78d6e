// SPDX-License-Identifier: Apache-2.0

import CellArrays

/// How an integer weight is cut into cells.
public struct CellCode: Sendable, Equatable {
    /// The slices of a weight and where they lie.
    public let encoding: WeightEncoding
    /// Bits of a weight of the run; a binary network takes their sign only.
    public let weightBits: Int
    /// Bits of the integer that stands for the weight: no more than a table has.
    public let levelBits: Int

    /// A code of the given widths.
    public init(encoding: WeightEncoding, weightBits: Int, levelBits: Int) {
        self.encoding = encoding
        self.weightBits = weightBits
        self.levelBits = levelBits
    }

    /// Cells side by side that hold one weight.
    public var cells: Int { encoding.columnsPerWeight }
    /// Bits that one cell holds.
    public var cellBits: Int { encoding.cellBits }
    /// Whether weights are signs: those of binary networks.
    public var isBinary: Bool { encoding.isOdd }
}

/// The digits that the cells of a weight store.
public protocol CellDigits: Sendable {
    /// Bits of the integer from which the signs of a binary network's weights are taken: those of its digits, or as
    /// many as a table has, `most`.
    func signBits(digits: Int, most: Int) -> Int
    /// The stored value of each cell of each of some weights, from 0 (least conductance) to 1 (largest): weight after
    /// weight, the most significant cell first.
    func cellValues(of levels: ClosedRange<Int>, in code: CellCode) -> [Double]
    /// Whether an integer stands for a weight above zero.
    func isPositive(_ level: Int, in code: CellCode) -> Bool
    /// The weights of least and of largest conductance where a resistive cell that has all bits of a weight holds the
    /// weight itself, between its levels [1]; nil where it holds a level.
    func wholeWeightRange(in code: CellCode) -> (lower: Double, upper: Double)?
}

extension CellDigits {
    /// As fine as a table can be, so that all weights above zero are told from those below.
    public func signBits(digits: Int, most: Int) -> Int { most }

    /// The levels of the encoding, most significant first, over the largest one; the sign of a binary weight.
    public func cellValues(of levels: ClosedRange<Int>, in code: CellCode) -> [Double] {
        guard !code.isBinary else { return levels.map { isPositive($0, in: code) ? 1 : 0 } }
        let encoding = code.encoding
        let (offset, top) = (encoding.offset, Double(encoding.topLevel))
        let (highest, shift) = ((1 << code.levelBits) - 1, code.weightBits - code.levelBits)
        // Slice by slice, the lowest first.
        let digits = encoding.levels(of: levels.map { Int32(min($0, highest) << shift - offset) })
        let (cells, count) = (code.cells, levels.count)
        return [Double](unsafeUninitializedCapacity: cells * count) { values, initialized in
            for weight in 0..<count {
                for cell in 0..<cells {
                    values[weight * cells + cell] = Double(digits[(cells - 1 - cell) * count + weight]) / top
                }
            }
            initialized = cells * count
        }
    }

    /// The upper half of the integers.
    public func isPositive(_ level: Int, in code: CellCode) -> Bool { level >= 1 << (code.levelBits - 1) }

    /// A level.
    public func wholeWeightRange(in code: CellCode) -> (lower: Double, upper: Double)? { nil }
}
