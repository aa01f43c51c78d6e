// SPDX-License-Identifier: Apache-2.0

import CBLASShim
import TrainingKernels

/// A number format that a network is trained in: `Float` in whole trainings, `Double` in single steps.
protocol TrainingScalar: BinaryFloatingPoint, Sendable, BitwiseCopyable {
    /// c = a b + beta c, with a or b transposed; see ``MatrixProduct``.
    static func multiply(
        _ product: MatrixProduct, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, into c: UnsafeMutablePointer<Self>
    )
    static func unfold(
        _ maps: UnsafePointer<Self>, _ window: tk_batch_window, _ images: Range<Int>,
        into columns: UnsafeMutablePointer<Self>)
    static func fold(
        _ columns: UnsafePointer<Self>, _ window: tk_batch_window, _ images: Range<Int>,
        into maps: UnsafeMutablePointer<Self>)
    static func toGrid(
        _ values: UnsafeMutablePointer<Self>, _ count: Int, divisor: Double, _ grid: tk_grid, rectifies: Bool,
        flags: UnsafeMutablePointer<UInt8>)
    static func scaleToGrid(_ values: UnsafeMutablePointer<Self>, _ count: Int, factor: Double, _ grid: tk_grid)
    static func mask(_ values: UnsafeMutablePointer<Self>, _ count: Int, _ flags: UnsafePointer<UInt8>, bit: UInt8)
    static func largest(_ values: UnsafePointer<Self>, _ count: Int) -> Double
    static func poolLargest(
        _ maps: UnsafePointer<Self>, _ squares: PooledSquares, into result: UnsafeMutablePointer<Self>,
        places: UnsafeMutablePointer<UInt8>)
    static func poolLargestBack(
        _ errors: UnsafePointer<Self>, _ places: UnsafePointer<UInt8>, _ squares: PooledSquares,
        into maps: UnsafeMutablePointer<Self>)
    static func poolMean(
        _ maps: UnsafePointer<Self>, _ squares: PooledSquares, into result: UnsafeMutablePointer<Self>)
    static func poolMeanBack(
        _ errors: UnsafePointer<Self>, _ squares: PooledSquares, into maps: UnsafeMutablePointer<Self>)
    static func moments(_ values: UnsafePointer<Self>, _ count: Int) -> (mean: Double, variance: Double)
    static func affine(_ values: UnsafeMutablePointer<Self>, _ count: Int, _ affine: ChannelAffine)
    static func affineToGrid(
        _ values: UnsafeMutablePointer<Self>, _ count: Int, _ affine: ChannelAffine, _ grid: tk_grid, rectifies: Bool,
        flags: UnsafeMutablePointer<UInt8>)
    static func normSums(
        _ errors: UnsafePointer<Self>, _ values: UnsafePointer<Self>, _ count: Int, mean: Double
    ) -> (sum: Double, product: Double)
    static func normBack(
        _ errors: UnsafeMutablePointer<Self>, _ values: UnsafePointer<Self>, _ count: Int, _ terms: NormBackTerms)
}

/// The extents of a matrix product: c [rows][columns] = a [rows][inner] b [inner][columns] + beta c.
struct MatrixProduct: Sendable {
    let rows: Int
    let columns: Int
    let inner: Int
    /// Whether a is stored as [inner][rows], or b as [columns][inner].
    var transposesA = false
    var transposesB = false
    /// From row to row of what is stored.
    let strideA: Int
    let strideB: Int
    let strideC: Int
    /// Whether the product is added to c.
    var adds = false

    private var orders: (CBLAS_TRANSPOSE, CBLAS_TRANSPOSE) {
        (transposesA ? CblasTrans : CblasNoTrans, transposesB ? CblasTrans : CblasNoTrans)
    }

    func single(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>) {
        blas_sgemm(
            CblasRowMajor, orders.0, orders.1, Int32(rows), Int32(columns), Int32(inner), 1, a, Int32(strideA), b,
            Int32(strideB), adds ? 1 : 0, c, Int32(strideC))
    }

    func double(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>) {
        blas_dgemm(
            CblasRowMajor, orders.0, orders.1, Int32(rows), Int32(columns), Int32(inner), 1, a, Int32(strideA), b,
            Int32(strideB), adds ? 1 : 0, c, Int32(strideC))
    }
}

/// Maps that are pooled: `planes` of height times width, in squares of `size` that do not overlap.
struct PooledSquares: Sendable {
    let planes: Int
    let height: Int
    let width: Int
    let size: Int
}

extension Float: TrainingScalar {
    static func multiply(
        _ product: MatrixProduct, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
        into c: UnsafeMutablePointer<Float>
    ) { product.single(a, b, c) }

    static func unfold(
        _ maps: UnsafePointer<Float>, _ window: tk_batch_window, _ images: Range<Int>,
        into columns: UnsafeMutablePointer<Float>
    ) {
        withUnsafePointer(to: window) {
            tk_unfold_batch_f32(maps, $0, Int64(images.lowerBound), Int64(images.count), columns)
        }
    }

    static func fold(
        _ columns: UnsafePointer<Float>, _ window: tk_batch_window, _ images: Range<Int>,
        into maps: UnsafeMutablePointer<Float>
    ) {
        withUnsafePointer(to: window) {
            tk_fold_batch_f32(columns, $0, Int64(images.lowerBound), Int64(images.count), maps)
        }
    }

    static func toGrid(
        _ values: UnsafeMutablePointer<Float>, _ count: Int, divisor: Double, _ grid: tk_grid, rectifies: Bool,
        flags: UnsafeMutablePointer<UInt8>
    ) {
        withUnsafePointer(to: grid) { tk_to_grid_f32(values, Int64(count), divisor, $0, rectifies ? 1 : 0, flags) }
    }

    static func scaleToGrid(_ values: UnsafeMutablePointer<Float>, _ count: Int, factor: Double, _ grid: tk_grid) {
        withUnsafePointer(to: grid) { tk_scale_to_grid_f32(values, Int64(count), factor, $0) }
    }

    static func mask(
        _ values: UnsafeMutablePointer<Float>, _ count: Int, _ flags: UnsafePointer<UInt8>, bit: UInt8
    ) { tk_mask_f32(values, Int64(count), flags, bit) }

    static func largest(_ values: UnsafePointer<Float>, _ count: Int) -> Double {
        tk_largest_f32(values, Int64(count))
    }

    static func poolLargest(
        _ maps: UnsafePointer<Float>, _ squares: PooledSquares, into result: UnsafeMutablePointer<Float>,
        places: UnsafeMutablePointer<UInt8>
    ) {
        tk_pool_largest_f32(
            maps, Int64(squares.planes), Int64(squares.height), Int64(squares.width), Int64(squares.size), result,
            places)
    }

    static func poolLargestBack(
        _ errors: UnsafePointer<Float>, _ places: UnsafePointer<UInt8>, _ squares: PooledSquares,
        into maps: UnsafeMutablePointer<Float>
    ) {
        tk_pool_largest_back_f32(
            errors, places, Int64(squares.planes), Int64(squares.height), Int64(squares.width), Int64(squares.size),
            maps)
    }

    static func poolMean(
        _ maps: UnsafePointer<Float>, _ squares: PooledSquares, into result: UnsafeMutablePointer<Float>
    ) {
        tk_pool_mean_batch_f32(
            maps, Int64(squares.planes), Int64(squares.height), Int64(squares.width), Int64(squares.size), result)
    }

    static func poolMeanBack(
        _ errors: UnsafePointer<Float>, _ squares: PooledSquares, into maps: UnsafeMutablePointer<Float>
    ) {
        tk_pool_mean_back_f32(
            errors, Int64(squares.planes), Int64(squares.height), Int64(squares.width), Int64(squares.size), maps)
    }
}

extension Double: TrainingScalar {
    static func multiply(
        _ product: MatrixProduct, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
        into c: UnsafeMutablePointer<Double>
    ) { product.double(a, b, c) }

    static func unfold(
        _ maps: UnsafePointer<Double>, _ window: tk_batch_window, _ images: Range<Int>,
        into columns: UnsafeMutablePointer<Double>
    ) {
        withUnsafePointer(to: window) {
            tk_unfold_batch_f64(maps, $0, Int64(images.lowerBound), Int64(images.count), columns)
        }
    }

    static func fold(
        _ columns: UnsafePointer<Double>, _ window: tk_batch_window, _ images: Range<Int>,
        into maps: UnsafeMutablePointer<Double>
    ) {
        withUnsafePointer(to: window) {
            tk_fold_batch_f64(columns, $0, Int64(images.lowerBound), Int64(images.count), maps)
        }
    }

    static func toGrid(
        _ values: UnsafeMutablePointer<Double>, _ count: Int, divisor: Double, _ grid: tk_grid, rectifies: Bool,
        flags: UnsafeMutablePointer<UInt8>
    ) {
        withUnsafePointer(to: grid) { tk_to_grid_f64(values, Int64(count), divisor, $0, rectifies ? 1 : 0, flags) }
    }

    static func scaleToGrid(_ values: UnsafeMutablePointer<Double>, _ count: Int, factor: Double, _ grid: tk_grid) {
        withUnsafePointer(to: grid) { tk_scale_to_grid_f64(values, Int64(count), factor, $0) }
    }

    static func mask(
        _ values: UnsafeMutablePointer<Double>, _ count: Int, _ flags: UnsafePointer<UInt8>, bit: UInt8
    ) { tk_mask_f64(values, Int64(count), flags, bit) }

    static func largest(_ values: UnsafePointer<Double>, _ count: Int) -> Double {
        tk_largest_f64(values, Int64(count))
    }

    static func poolLargest(
        _ maps: UnsafePointer<Double>, _ squares: PooledSquares, into result: UnsafeMutablePointer<Double>,
        places: UnsafeMutablePointer<UInt8>
    ) {
        tk_pool_largest_f64(
            maps, Int64(squares.planes), Int64(squares.height), Int64(squares.width), Int64(squares.size), result,
            places)
    }

    static func poolLargestBack(
        _ errors: UnsafePointer<Double>, _ places: UnsafePointer<UInt8>, _ squares: PooledSquares,
        into maps: UnsafeMutablePointer<Double>
    ) {
        tk_pool_largest_back_f64(
            errors, places, Int64(squares.planes), Int64(squares.height), Int64(squares.width), Int64(squares.size),
            maps)
    }

    static func poolMean(
        _ maps: UnsafePointer<Double>, _ squares: PooledSquares, into result: UnsafeMutablePointer<Double>
    ) {
        tk_pool_mean_batch_f64(
            maps, Int64(squares.planes), Int64(squares.height), Int64(squares.width), Int64(squares.size), result)
    }

    static func poolMeanBack(
        _ errors: UnsafePointer<Double>, _ squares: PooledSquares, into maps: UnsafeMutablePointer<Double>
    ) {
        tk_pool_mean_back_f64(
            errors, Int64(squares.planes), Int64(squares.height), Int64(squares.width), Int64(squares.size), maps)
    }
}
