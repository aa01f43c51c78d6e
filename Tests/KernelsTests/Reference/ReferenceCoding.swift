// SPDX-License-Identifier: Apache-2.0

/// Activations in bits and digits, as `tk_imc.h` describes them.
struct ReferenceCoding {
    /// Bits of an activation.
    let planes: Int
    let addend: Int32
    let shift: Int
    /// Bits of a digit; the last digit may have fewer.
    let digitPlanes: Int
    /// What each digit counts.
    let scales: [Double]
    /// Bits stand for -1 and +1.
    let isBipolar: Bool

    var digits: Int { (planes + digitPlanes - 1) / digitPlanes }

    /// The whole number of which bit plane b holds bit b.
    func coded(_ activation: Int32) -> UInt32 {
        (UInt32(bitPattern: activation) &+ UInt32(bitPattern: addend)) >> UInt32(shift) & (1 << UInt32(planes) - 1)
    }

    /// A digit of an activation, -1 or +1 where bits are bipolar.
    func digit(_ digit: Int, of activation: Int32) -> Int {
        let bits = Int(coded(activation)) >> (digit * digitPlanes) & (1 << digitPlanes - 1)
        return isBipolar ? 2 * bits - 1 : bits
    }

    /// `tk_imc_pack`: the words of one vector, [planes][words].
    func packed(_ activations: [Int32], words: Int) -> [UInt64] {
        var matrix = BitMatrix(rows: planes, wordsPerRow: words)
        for (row, activation) in activations.enumerated() {
            for plane in 0..<planes { matrix[plane, row] = coded(activation) >> UInt32(plane) & 1 == 1 }
        }
        return matrix.words
    }
}
