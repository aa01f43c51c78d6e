// SPDX-License-Identifier: Apache-2.0

/// Numbers of a grid, as `tk_training.h` describes them.
struct ReferenceGrid {
    /// What becomes of a number within the limits.
    enum Rounding: Int32, CaseIterable {
        case none = 0
        case sign = 1
        case nearest = 2
    }

    let steps: Double
    let limit: Double
    let rounding: Rounding

    /// The number of the grid next to a value.
    func nearest<Number: BinaryFloatingPoint>(_ value: Number) -> Number {
        let limit = Number(limit)
        let clamped = value > limit ? limit : value < -limit ? -limit : value
        switch rounding {
        case .none: return clamped
        case .sign: return clamped > 0 ? 1 : clamped < 0 ? -1 : 0
        case .nearest: return (clamped * Number(steps)).rounded(.toNearestOrEven) / Number(steps)
        }
    }

    /// `tk_to_grid_f32` and `tk_to_grid_f64`.
    func activations<Number: BinaryFloatingPoint>(
        _ values: [Number], divisor: Double, rectifies: Bool
    ) -> (values: [Number], flags: [UInt8]) {
        let quotients = values.map { $0 / Number(divisor) }
        let results = quotients.map { nearest($0) }
        let flags = zip(quotients, results).map { quotient, result in
            (quotient.magnitude <= Number(limit) ? 1 : 0) + (result > 0 ? 2 : 0) as UInt8
        }
        return (results.map { rectifies && $0 < 0 ? 0 : $0 }, flags)
    }

    /// `tk_scale_to_grid_f32` and `tk_scale_to_grid_f64`.
    func scaled<Number: BinaryFloatingPoint>(_ values: [Number], factor: Double) -> [Number] {
        values.map { nearest($0 * Number(factor)) }
    }

    /// `tk_mask_f32` and `tk_mask_f64`.
    static func masked<Number: BinaryFloatingPoint>(_ values: [Number], _ flags: [UInt8], bit: UInt8) -> [Number] {
        zip(values, flags).map { $1 & bit == 0 ? 0 : $0 }
    }

    /// `tk_largest_f32` and `tk_largest_f64`.
    static func largestMagnitude<Number: BinaryFloatingPoint>(_ values: [Number]) -> Double {
        guard values.allSatisfy(\.isFinite) else { return .infinity }
        return Double(values.map(\.magnitude).max() ?? 0)
    }
}
