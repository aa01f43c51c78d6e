// SPDX-License-Identifier: Apache-2.0

import TrainingKernels

/// What a norm does to a channel: value x factor + offset.
struct ChannelAffine: Sendable, Equatable {
    let factor: Double
    let offset: Double
}

/// What takes errors back through the norm of a channel: factor x (error - level - (value - mean) x slope).
struct NormBackTerms: Sendable {
    let mean: Double
    let factor: Double
    let level: Double
    let slope: Double
}

extension Float {
    static func moments(_ values: UnsafePointer<Float>, _ count: Int) -> (mean: Double, variance: Double) {
        var (mean, variance) = (0.0, 0.0)
        tk_moments_f32(values, Int64(count), &mean, &variance)
        return (mean, variance)
    }

    static func affine(_ values: UnsafeMutablePointer<Float>, _ count: Int, _ affine: ChannelAffine) {
        tk_affine_f32(values, Int64(count), affine.factor, affine.offset)
    }

    static func affineToGrid(
        _ values: UnsafeMutablePointer<Float>, _ count: Int, _ affine: ChannelAffine, _ grid: tk_grid, rectifies: Bool,
        flags: UnsafeMutablePointer<UInt8>
    ) {
        withUnsafePointer(to: grid) {
            tk_affine_to_grid_f32(
                values, Int64(count), affine.factor, affine.offset, $0, rectifies ? 1 : 0, flags)
        }
    }

    static func normSums(
        _ errors: UnsafePointer<Float>, _ values: UnsafePointer<Float>, _ count: Int, mean: Double
    ) -> (sum: Double, product: Double) {
        var (sum, product) = (0.0, 0.0)
        tk_norm_sums_f32(errors, values, Int64(count), mean, &sum, &product)
        return (sum, product)
    }

    static func normBack(
        _ errors: UnsafeMutablePointer<Float>, _ values: UnsafePointer<Float>, _ count: Int, _ terms: NormBackTerms
    ) {
        tk_norm_back_f32(
            errors, values, Int64(count), terms.mean, terms.factor, terms.level, terms.slope)
    }
}

extension Double {
    static func moments(_ values: UnsafePointer<Double>, _ count: Int) -> (mean: Double, variance: Double) {
        var (mean, variance) = (0.0, 0.0)
        tk_moments_f64(values, Int64(count), &mean, &variance)
        return (mean, variance)
    }

    static func affine(_ values: UnsafeMutablePointer<Double>, _ count: Int, _ affine: ChannelAffine) {
        tk_affine_f64(values, Int64(count), affine.factor, affine.offset)
    }

    static func affineToGrid(
        _ values: UnsafeMutablePointer<Double>, _ count: Int, _ affine: ChannelAffine, _ grid: tk_grid, rectifies: Bool,
        flags: UnsafeMutablePointer<UInt8>
    ) {
        withUnsafePointer(to: grid) {
            tk_affine_to_grid_f64(
                values, Int64(count), affine.factor, affine.offset, $0, rectifies ? 1 : 0, flags)
        }
    }

    static func normSums(
        _ errors: UnsafePointer<Double>, _ values: UnsafePointer<Double>, _ count: Int, mean: Double
    ) -> (sum: Double, product: Double) {
        var (sum, product) = (0.0, 0.0)
        tk_norm_sums_f64(errors, values, Int64(count), mean, &sum, &product)
        return (sum, product)
    }

    static func normBack(
        _ errors: UnsafeMutablePointer<Double>, _ values: UnsafePointer<Double>, _ count: Int, _ terms: NormBackTerms
    ) {
        tk_norm_back_f64(
            errors, values, Int64(count), terms.mean, terms.factor, terms.level, terms.slope)
    }
}
