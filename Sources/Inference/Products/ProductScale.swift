// SPDX-License-Identifier: Apache-2.0

import CellArrays
import InferenceKernels

/// From sums of codes to products: the unit of a code, references, and the offset of weights.
struct ProductScale: Sendable {
    private let unit: Double
    private let base: Double
    /// The share of a cell's current that is not off current [1].
    private let share: Double
    private let offCurrent: Double
    private let offset: Double
    private let weightUnit: Double

    init(_ plan: LayerPlan, hasReference: Bool) {
        let hardware = plan.hardware
        unit = plan.converter.unit
        share = hardware.compensatesOffCurrent ? 1 - 1 / hardware.onOffRatio : 1
        let laneSum = plan.laneScales.reduce(0, +)
        let digitSum = plan.coding.digitScales.reduce(0, +)
        // The base of a code is in the reference column as well.
        base = hasReference ? 0 : plan.converter.valueBase * digitSum * laneSum * Double(plan.groups.count)
        let takesOffCurrent =
            hardware.compensatesOffCurrent && hardware.offCurrent == .digital && !hasReference
            && hardware.mapping != .analogDifferential
        offCurrent = takesOffCurrent ? Double(hardware.wholeCellLevel) / hardware.onOffRatio * laneSum : 0
        offset = hardware.subtractsReferenceCode ? 0 : Double(plan.array.weights.offset)
        weightUnit = plan.weightUnit
    }

    /// Whether the sum of all inputs of a vector is needed: all rows that are on have off current.
    var needsAllInputs: Bool { offCurrent != 0 }
    /// Whether the sum of those rows that hold weights is needed: they have the offset.
    var needsOwnInputs: Bool { offset != 0 }

    /// Whether sums of exact digits are exact products: no factor of a code, no base, no off current.
    var isExact: Bool { unit == 1 && base == 0 && share == 1 && offCurrent == 0 && weightUnit == 1 }
    /// Whether sums are products as they are.
    var isIdentity: Bool { isExact && offset == 0 }

    /// The scale as C reads it.
    var structure: tk_imc_scale {
        tk_imc_scale(
            unit: unit, base: base, off_current: offCurrent, share: share, offset: offset, weight_unit: weightUnit)
    }

    /// The product of a vector and a column.
    @inline(__always)
    func product(_ sum: Double, _ reference: Double, allInputs: Double, ownInputs: Double) -> Double {
        let whole = (sum - reference) * unit + base - offCurrent * allInputs
        return ((share == 1 ? whole : whole / share) - offset * ownInputs) * weightUnit
    }
}
