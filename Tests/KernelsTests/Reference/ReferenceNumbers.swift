// SPDX-License-Identifier: Apache-2.0

/// Passes over arrays as `tk_numbers.h` describes them.
enum ReferenceNumbers {
    /// `tk_widen_floats`.
    static func widened(_ numbers: [Float]) -> [Double] { numbers.map { Double($0) } }

    /// `tk_round_to_grid`.
    static func rounded(_ values: [Double], scale: Double) -> [Double] {
        values.map { ($0 * scale).rounded(.toNearestOrEven) / scale }
    }

    /// `tk_first_not_finite`.
    static func firstNotFinite(_ values: [Double]) -> Int { values.firstIndex { !$0.isFinite } ?? values.count }
}
