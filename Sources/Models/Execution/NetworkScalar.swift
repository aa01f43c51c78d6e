// SPDX-License-Identifier: Apache-2.0

import CBLASShim
import ModelsKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A number format that networks are executed in: `Float` for networks in floating point, `Double` around the integer
/// products of quantized ones.
protocol NetworkScalar: BinaryFloatingPoint, Sendable {
    /// c = a * b, or c = a * transposed b: a is [rows][inner], c is [rows][columns] with `stride` from a row to the next.
    static func multiply(
        _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, transposed: Bool, rows: Int, columns: Int, inner: Int,
        into c: UnsafeMutablePointer<Self>, stride: Int)
    static func unfold(_ source: UnsafePointer<Self>, _ window: tk_window, into rows: UnsafeMutablePointer<Self>)
    static func pool(
        _ source: UnsafePointer<Self>, _ window: tk_window, _ pooling: Operation.Pooling,
        into result: UnsafeMutablePointer<Self>)
    static func exponential(_ value: Self) -> Self
    static func hyperbolicTangent(_ value: Self) -> Self
    static func errorFunction(_ value: Self) -> Self
    static func logarithm(_ value: Self) -> Self
    static func sine(_ value: Self) -> Self
    static func cosine(_ value: Self) -> Self
    static func power(_ base: Self, _ exponent: Self) -> Self
}

extension NetworkScalar {
    /// As the general form, of a result without gaps.
    static func multiply(
        _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, transposed: Bool, rows: Int, columns: Int, inner: Int,
        into c: UnsafeMutablePointer<Self>
    ) {
        multiply(
            a, b, transposed: transposed, rows: rows, columns: columns, inner: inner, into: c, stride: columns)
    }
}

extension Float: NetworkScalar {
    static func multiply(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, transposed: Bool, rows: Int, columns: Int, inner: Int,
        into c: UnsafeMutablePointer<Float>, stride: Int
    ) {
        blas_sgemm(
            CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns),
            Int32(inner), 1, a, Int32(inner), b, Int32(transposed ? inner : columns), 0, c, Int32(stride))
    }

    static func unfold(_ source: UnsafePointer<Float>, _ window: tk_window, into rows: UnsafeMutablePointer<Float>) {
        withUnsafePointer(to: window) { tk_unfold_rows_f32(source, $0, rows) }
    }

    static func pool(
        _ source: UnsafePointer<Float>, _ window: tk_window, _ pooling: Operation.Pooling,
        into result: UnsafeMutablePointer<Float>
    ) {
        withUnsafePointer(to: window) { window in
            if pooling.isAverage {
                tk_pool_mean_f32(source, window, pooling.includesPadding ? 1 : 0, result)
            } else {
                tk_pool_max_f32(source, window, result)
            }
        }
    }

    static func exponential(_ value: Float) -> Float { expf(value) }
    static func hyperbolicTangent(_ value: Float) -> Float { tanhf(value) }
    static func errorFunction(_ value: Float) -> Float { erff(value) }
    static func logarithm(_ value: Float) -> Float { logf(value) }
    static func sine(_ value: Float) -> Float { sinf(value) }
    static func cosine(_ value: Float) -> Float { cosf(value) }
    static func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }
}

extension Double: NetworkScalar {
    static func multiply(
        _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, transposed: Bool, rows: Int, columns: Int, inner: Int,
        into c: UnsafeMutablePointer<Double>, stride: Int
    ) {
        blas_dgemm(
            CblasRowMajor, CblasNoTrans, transposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns),
            Int32(inner), 1, a, Int32(inner), b, Int32(transposed ? inner : columns), 0, c, Int32(stride))
    }

    static func unfold(_ source: UnsafePointer<Double>, _ window: tk_window, into rows: UnsafeMutablePointer<Double>) {
        withUnsafePointer(to: window) { tk_unfold_rows_f64(source, $0, rows) }
    }

    static func pool(
        _ source: UnsafePointer<Double>, _ window: tk_window, _ pooling: Operation.Pooling,
        into result: UnsafeMutablePointer<Double>
    ) {
        withUnsafePointer(to: window) { window in
            if pooling.isAverage {
                tk_pool_mean_f64(source, window, pooling.includesPadding ? 1 : 0, result)
            } else {
                tk_pool_max_f64(source, window, result)
            }
        }
    }

    static func exponential(_ value: Double) -> Double { exp(value) }
    static func hyperbolicTangent(_ value: Double) -> Double { tanh(value) }
    static func errorFunction(_ value: Double) -> Double { erf(value) }
    static func logarithm(_ value: Double) -> Double { log(value) }
    static func sine(_ value: Double) -> Double { sin(value) }
    static func cosine(_ value: Double) -> Double { cos(value) }
    static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}

extension tk_window {
    /// The places of a window over some channels of a feature map.
    init(_ window: Window, channels: Int, height: Int, width: Int, outHeight: Int, outWidth: Int) {
        self.init(
            channels: Int64(channels), height: Int64(height), width: Int64(width),
            kernel_height: Int64(window.vertical.kernel), kernel_width: Int64(window.horizontal.kernel),
            stride_height: Int64(window.vertical.stride), stride_width: Int64(window.horizontal.stride),
            dilation_height: Int64(window.vertical.dilation), dilation_width: Int64(window.horizontal.dilation),
            pad_top: Int64(window.vertical.before), pad_left: Int64(window.horizontal.before),
            pad_bottom: Int64(window.vertical.after), pad_right: Int64(window.horizontal.after),
            out_height: Int64(outHeight), out_width: Int64(outWidth))
    }

    /// Places of the window.
    var places: Int { Int(out_height * out_width) }

    /// Some lines of the places.
    func lines(_ range: Range<Int>) -> tk_window {
        var part = self
        part.pad_top -= Int64(range.lowerBound) * stride_height
        part.out_height = Int64(range.count)
        return part
    }
}
