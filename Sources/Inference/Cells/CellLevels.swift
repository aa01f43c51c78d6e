// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics

/// Weights as levels of cells: [polarities][slices][rows][columns].
struct CellLevels: Sendable {
    let polarities: Int
    let rows: Int
    let columns: Int
    /// The weight of each slice.
    let sliceScales: [Double]
    /// Levels from 0; -1 and +1 in XNOR cells.
    var values: [Int32]

    var slices: Int { sliceScales.count }

    /// Signs of the polarities.
    var polaritySigns: [Double] { polarities == 2 ? [1, -1] : [1] }

    /// Cuts weights [rows][columns], which the mapping can hold, into slices.
    init(weights: [Int32], rows: Int, columns: Int, _ hardware: HardwareConfiguration) {
        let encoding = hardware.array.weights
        self.rows = rows
        self.columns = columns
        polarities = encoding.polarities.count
        sliceScales = encoding.slices.map { Double($0.scale) }
        values = encoding.levels(of: weights)
    }

    private init(_ levels: CellLevels, sliceScales: [Double], rows: Int, values: [Int32]) {
        polarities = levels.polarities
        columns = levels.columns
        self.sliceScales = sliceScales
        self.rows = rows
        self.values = values
    }

    /// The same weights as one slice of given levels: [polarities][rows][columns].
    func joined(_ values: [Int32]) -> CellLevels {
        CellLevels(self, sliceScales: Array(sliceScales.prefix(1)), rows: rows, values: values)
    }

    /// The levels in the rows of all groups that are read together; those of the other groups hold the lowest level.
    func among(_ pack: PackedGroup) -> CellLevels {
        guard pack.count > 1 else { return self }
        let own = pack.ownRows(rows)
        let before = [Int32](repeating: 0, count: own.lowerBound * columns)
        let after = [Int32](repeating: 0, count: (pack.count * rows - own.upperBound) * columns)
        let block = rows * columns
        var all: [Int32] = []
        all.reserveCapacity(polarities * slices * pack.count * block)
        for first in stride(from: 0, to: polarities * slices * block, by: block) {
            all += before
            all += values[first..<first + block]
            all += after
        }
        return CellLevels(self, sliceScales: sliceScales, rows: pack.count * rows, values: all)
    }

    /// A hint for odd weights, which offset weights cannot represent.
    private static func oddHint(_ weights: [Int32], _ bits: Int) -> String {
        guard weights.allSatisfy({ $0 & 1 == 1 && abs($0) < 1 << bits }) else { return "" }
        return
            "; odd weights, as -1 and +1 of one bit, need mapping = \"xnor\", on a chip an operationmode of XNOR or BNN"
    }

    /// Checks that a mapping holds weights [rows][columns].
    ///
    /// - Throws: `InputError` for a weight that it cannot hold.
    static func check(
        _ weights: [Int32], _ columns: Int, _ encoding: WeightEncoding
    ) throws(InputError) {
        guard let index = weights.firstIndex(where: { !encoding.holds(Int($0)) }) else { return }
        let (bits, allowed, isOdd) = (encoding.bits, encoding.range, encoding.isOdd)
        throw InputError(
            "weight \(weights[index]) in row \(index / columns), column \(index % columns) does not fit weight_bits = "
                + "\(bits) and mapping = \"\(encoding.mapping.rawValue)\" (allowed: \(isOdd ? "odd numbers " : "")"
                + "\(allowed.lowerBound) to \(allowed.upperBound))\(isOdd ? "" : oddHint(weights, bits))")
    }
}
