// SPDX-License-Identifier: Apache-2.0

import CellArrays

/// The codes of a group whose sums are formed for many vectors at a time: bits of rows and cells are single, and codes are small
/// whole numbers that stand for themselves. It follows from the shape of the layer and from the hardware, and not from weights.
struct CountingTable: Sendable {
    /// Codes by how many rows' bits are set in rows and cell (bipolar: differ), less ``lowestCode`` [256].
    let codes: [UInt8]
    /// The largest of them.
    let top: UInt8
    /// The lowest code.
    let lowestCode: Int
    /// Whether a code is the count, or ``top`` where that is larger.
    let isClamped: Bool
    /// Counts from here on are beyond the range; 0: none are.
    let firstClipped: Int
    /// Whether ``firstClipped`` tells of all counts that are beyond the range.
    let knowsClipped: Bool
    /// Up to this count codes go up one by one and nothing is beyond the range; nil where bits are bipolar or digits are not bits of a whole number.
    let exactLimit: Int?
    /// What four lanes at a time count: small factors, times 2 to the power of ``shifts``.
    let factors: [Int8]
    let shifts: [UInt8]

    /// Prepares a group; nil where its codes or scales are too large or not whole, or chosen at random.
    ///
    /// - Parameters:
    ///   - plan: the layer.
    ///   - rows: rows of the group.
    ///   - table: the ADC's code for partial sums.
    ///   - offset: place in the table of a sum without any bit counted.
    init?(_ plan: LayerPlan, rows: Int, table: ConversionTable, offset: Int) {
        let isBipolar = plan.coding.isBipolar
        guard plan.hardware.dacBits == 1, plan.hardware.levelPlanes == 1, plan.hardware.mapping != .analogDifferential,
            table.bins == nil, plan.converter.values.isEmpty, rows <= 255, plan.coding.planes <= 8
        else { return nil }
        let places = (0...rows).map { isBipolar ? offset - 2 * $0 : offset + $0 }
        let nominal = places.map { Int(table.codes.pointer[$0]) }
        let lowest = nominal.min() ?? 0
        let top = (nominal.max() ?? 0) - lowest
        let scales = plan.laneScales.compactMap { Int(exactly: $0) }
        // What all groups, lanes and digits add up to stays within 32 bits.
        let largest = top * scales.reduce(0) { $0 + abs($1) } * plan.coding.scales.reduce(0) { $0 + abs($1) }
        guard scales.count == plan.laneScales.count, top <= 255, largest * plan.groups.count < 1 << 31,
            let quads = Self.quads(scales, top: top)
        else { return nil }
        let shifted = nominal.map { UInt8($0 - lowest) }
        let clipped = places.map { table.isClipped.pointer[$0] != 0 }
        let first = clipped.firstIndex(of: true) ?? 0
        codes = shifted + [UInt8](repeating: 0, count: 256 - shifted.count)
        self.top = UInt8(top)
        lowestCode = lowest
        isClamped = shifted.enumerated().allSatisfy { $1 == min($0, top) }
        firstClipped = first
        knowsClipped = !clipped.contains(true) || (!isBipolar && first > 0 && clipped[first...].allSatisfy { $0 })
        let straight = zip(nominal.indices, nominal).prefix { $1 - nominal[0] == $0 && !clipped[$0] }.count
        // A digit that counts as much as its bit is one of a whole number.
        let isPlain = plan.coding.scales.enumerated().allSatisfy { abs($1) == 1 << $0 }
        exactLimit = isBipolar || !isPlain ? nil : straight - 1
        factors = quads.factors
        shifts = quads.shifts
    }

    /// The factors of lanes by fours; nil where they are too far apart.
    private static func quads(_ scales: [Int], top: Int) -> (factors: [Int8], shifts: [UInt8])? {
        var factors: [Int8] = []
        var shifts: [UInt8] = []
        for first in stride(from: 0, to: scales.count, by: 4) {
            let quad = scales[first..<min(first + 4, scales.count)]
            let shift = quad.filter { $0 != 0 }.map(\.trailingZeroBitCount).min() ?? 0
            let small = quad.map { $0 >> shift }
            guard small.allSatisfy({ (-128...127).contains($0) }), top * small.reduce(0, { $0 + abs($1) }) <= 32767 else {
                return nil
            }
            factors += small.map { Int8($0) } + [Int8](repeating: 0, count: 4 - small.count)
            shifts.append(UInt8(shift))
        }
        return (factors, shifts)
    }
}
