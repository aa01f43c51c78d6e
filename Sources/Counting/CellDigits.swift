/// How an integer weight is cut into cells.
public struct CellCode: Sendable, Equatable {
    /// Cells that hold one weight.
    public let cells: Int
    /// Bits that one cell holds.
    public let cellBits: Int
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of the integer that stands for the weight: no more than a table has.
    public let levelBits: Int
    /// Whether weights are signs: those of binary networks.
    public let isBinary: Bool

    /// A code of the given widths.
    public init(cells: Int, cellBits: Int, weightBits: Int, levelBits: Int, isBinary: Bool) {
        self.cells = cells
        self.cellBits = cellBits
        self.weightBits = weightBits
        self.levelBits = levelBits
        self.isBinary = isBinary
    }
}

/// What the cells of a weight store.
public protocol CellDigits: Sendable {
    /// Bits of the integer from which the signs of a binary network's weights are taken: those of its digits, or as
    /// many as a table has, `most`.
    func signBits(digits: Int, most: Int) -> Int
    /// What each cell of a weight stores, from 0 (least conductance) to 1 (largest).
    func cellValues(_ level: Int, in code: CellCode) -> [Double]
    /// Whether a resistive cell that has all bits of a weight holds the weight itself, in place of an integer.
    func holdsWholeWeight(in code: CellCode) -> Bool
    /// Whether an integer stands for a weight above zero.
    func isPositive(_ level: Int, in code: CellCode) -> Bool
    /// The weights that have the least and the largest conductance where one resistive cell holds a whole weight [1].
    func linearRange(_ weights: (lower: Double, upper: Double)) -> (lower: Double, upper: Double)
}

extension CellDigits {
    /// As fine as a table can be, so that all weights above zero are told from those below.
    public func signBits(digits: Int, most: Int) -> Int { most }

    /// Digits of `cellBits`, most significant first, over the largest digit; the sign of a binary weight.
    public func cellValues(_ level: Int, in code: CellCode) -> [Double] {
        guard !code.isBinary else { return [isPositive(level, in: code) ? 1 : 0] }
        let radix = 1 << code.cellBits
        var rest = min(level, (1 << code.levelBits) - 1) << (code.weightBits - code.levelBits)
        var result = [Double](repeating: 0, count: code.cells)
        for position in stride(from: code.cells - 1, through: 0, by: -1) {
            result[position] = Double(rest % radix) / Double(radix - 1)
            rest /= radix
        }
        return result
    }

    /// All weights but signs.
    public func holdsWholeWeight(in code: CellCode) -> Bool { !code.isBinary }

    /// The upper half of the integers.
    public func isPositive(_ level: Int, in code: CellCode) -> Bool { level >= 1 << (code.levelBits - 1) }

    /// The smallest and the largest weight.
    public func linearRange(_ weights: (lower: Double, upper: Double)) -> (lower: Double, upper: Double) { weights }
}
