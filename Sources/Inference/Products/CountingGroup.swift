// SPDX-License-Identifier: Apache-2.0

import CellArrays
import InferenceKernels

/// A group whose sums are formed for many vectors at a time: bits of rows and cells are single, and codes are small whole numbers
/// that stand for themselves.
struct CountingGroup {
    /// The group as C reads it; lives as long as this value.
    var structure: UnsafePointer<tk_imc_counting> { storage.pointer }

    private let storage: ConstantArray<tk_imc_counting>
    private let codes: ConstantArray<UInt8>
    private let factors: ConstantArray<UInt16>
    private let complements: ConstantArray<UInt8>

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
            table.bins == nil, plan.converter.values.isEmpty, rows <= 255
        else { return nil }
        let places = (0...rows).map { isBipolar ? offset - 2 * $0 : offset + $0 }
        let nominal = places.map { Int(table.codes.pointer[$0]) }
        let lowest = nominal.min() ?? 0
        let top = (nominal.max() ?? 0) - lowest
        let scales = plan.laneScales.compactMap { Int(exactly: $0) }
        let digits = plan.coding.scales
        let largest = top * scales.reduce(0) { $0 + abs($1) }
        guard scales.count == plan.laneScales.count, top <= 255,
            largest < 1 << 16, largest * digits.reduce(0, { $0 + abs($1) }) < 1 << 31
        else { return nil }
        let shifted = nominal.map { UInt8($0 - lowest) }
        codes = ConstantArray(shifted)
        factors = ConstantArray(scales.map { UInt16(abs($0)) })
        complements = ConstantArray(scales.map { $0 < 0 ? 255 : 0 })
        let negative = scales.reduce(0) { $0 - min(0, $1) }
        let sum = scales.reduce(0, +)
        let silent = sum * Int(shifted[0]) + negative * top
        let clipped = places.map { table.isClipped.pointer[$0] != 0 }
        let first = clipped.firstIndex(of: true) ?? 0
        storage = ConstantArray([
            tk_imc_counting(
                rows: rows, size: rows + 1, codes: codes.pointer, top: UInt8(top), factors: factors.pointer,
                complements: complements.pointer, constant: Double(lowest * sum - top * negative),
                silent: Double(silent), first_clipped: UInt8(first),
                can_clip: !isBipolar && first > 0 && clipped[first...].allSatisfy { $0 } ? 1 : 0)
        ])
    }
}
