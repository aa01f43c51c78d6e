// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Parallelism
import Workload

/// A matrix product to compute on hardware, from the arrays of an npz file or from memory.
public struct MatmulCase: Sendable {
    /// The file, or in messages what stands for it.
    public let path: String
    /// Activations [vectors][rows].
    let activations: [Int32]
    let vectors: Int
    /// Weights [rows][columns].
    let weights: [Int32]
    let rows: Int
    let columns: Int
    /// Activations to calibrate converters with [vectors][rows].
    let calibrationActivations: [Int32]
    let injected: InjectedArrays

    /// Arrays that take the place of drawn figures, with their shapes.
    struct InjectedArrays: Sendable {
        var conductances: (values: [Double], shape: [Int])?
        var offsets: (values: [Double], shape: [Int])?
        var gains: (values: [Double], shape: [Int])?
        var columnNoise: (values: [Double], shape: [Int])?
    }

    /// The arrays that a file may hold.
    static let names = ["x", "w", "g", "adc_offset", "adc_gain", "rbl_noise", "x_calibration"]

    /// Reads a file.
    ///
    /// - Throws: `InputError` when arrays are missing, unknown, of the wrong shape, or hold what cannot be.
    public init(readingFrom path: String, threads: Int = defaultThreadCount) throws(InputError) {
        let archive = try NumpyArchive(readingFrom: path, threads: threads)
        if let unknown = archive.names.first(where: { !Self.names.contains($0) }) {
            let near = nearestName(to: unknown, in: Self.names).map { "; did you mean `\($0)`?" } ?? ""
            throw InputError(
                "unknown array `\(shortened(unknown))` (allowed: \(Self.names.joined(separator: ", "))\(near))",
                file: path)
        }
        for needed in ["x", "w"] where !archive.contains(needed) {
            throw InputError("the archive has no array `\(needed)`", file: path)
        }
        self.path = path
        let (x, xShape) = try Self.matrix("x", archive)
        let (w, wShape) = try Self.matrix("w", archive)
        guard xShape[1] == wShape[0] else {
            throw InputError("x is \(xShape) and w is \(wShape): the columns of x must be the rows of w", file: path)
        }
        activations = x
        weights = w
        vectors = xShape[0]
        rows = wShape[0]
        columns = wShape[1]
        if archive.contains("x_calibration") {
            let (calibration, shape) = try Self.matrix("x_calibration", archive)
            guard shape[1] == wShape[0] else {
                throw InputError("x_calibration is \(shape), but w is \(wShape)", file: path)
            }
            calibrationActivations = calibration
        } else {
            calibrationActivations = []
        }
        injected = InjectedArrays(
            conductances: try Self.numbers("g", archive), offsets: try Self.numbers("adc_offset", archive),
            gains: try Self.numbers("adc_gain", archive), columnNoise: try Self.numbers("rbl_noise", archive))
    }

    /// Takes matrices that are in memory.
    ///
    /// - Parameters:
    ///   - activations: One row a vector.
    ///   - weights: One row for each column of the activations.
    /// - Throws: `InputError` when a matrix is empty or ragged, the two do not fit, or a number is beyond 2²⁰.
    public init(activations: [[Int]], weights: [[Int]]) throws(InputError) {
        let name = "matrices in memory"
        for (what, rows) in [("activations", activations), ("weights", weights)] {
            let columns = rows.first?.count ?? 0
            guard columns > 0, rows.allSatisfy({ $0.count == columns }) else {
                throw InputError("the rows of the \(what) have no common length above 0", file: name)
            }
            if let outside = rows.joined().first(where: { $0.magnitude > 1 << 20 }) {
                throw InputError("\(what) hold \(outside) (allowed: numbers of up to 16 bits)", file: name)
            }
        }
        guard activations[0].count == weights.count else {
            throw InputError(
                "vectors of \(activations[0].count) activations do not fit \(weights.count) rows of weights", file: name
            )
        }
        try self.init(
            activations: activations.joined().map { Int32($0) }, weights: weights.joined().map { Int32($0) },
            vectors: activations.count, rows: weights.count, columns: weights[0].count)
    }

    /// Takes matrices that are in memory.
    ///
    /// - Parameters:
    ///   - activations: [vectors][rows].
    ///   - weights: [rows][columns].
    ///   - vectors: number of vectors.
    ///   - rows: rows of the weights.
    ///   - columns: columns of the weights.
    ///   - calibrationActivations: activations to calibrate converters with, as many rows each; empty: none.
    /// - Throws: `InputError` when a matrix is empty, or a number is beyond 2²⁰.
    /// - Precondition: the matrices have the sizes that the extents say.
    public init(
        activations: [Int32], weights: [Int32], vectors: Int, rows: Int, columns: Int,
        calibrationActivations: [Int32] = []
    ) throws(InputError) {
        precondition(activations.count == vectors * rows && weights.count == rows * columns, "matrices are not filled")
        path = "matrices in memory"
        guard vectors > 0, rows > 0, columns > 0 else {
            throw InputError(
                "x is [\(vectors), \(rows)] and w is [\(rows), \(columns)] (allowed: no extent 0)", file: path)
        }
        for (what, numbers) in [("x", activations), ("w", weights), ("x_calibration", calibrationActivations)] {
            if let outside = numbers.first(where: { $0.magnitude > 1 << 20 }) {
                throw InputError("array `\(what)` holds \(outside) (allowed: numbers of up to 16 bits)", file: path)
            }
        }
        self.activations = activations
        self.weights = weights
        self.vectors = vectors
        self.rows = rows
        self.columns = columns
        self.calibrationActivations = calibrationActivations
        injected = InjectedArrays()
    }

    private static func matrix(_ name: String, _ archive: NumpyArchive) throws(InputError) -> ([Int32], [Int]) {
        let shape = try archive.shape(of: name)
        guard shape.count == 2, shape.allSatisfy({ $0 > 0 }), shape.allSatisfy({ $0 <= 1 << 24 }) else {
            throw InputError("array `\(name)` has shape \(shape) (allowed: two extents, none 0)", file: archive.path)
        }
        let numbers = try archive.integers(name)
        guard let outside = numbers.first(where: { abs($0.clamped) > 1 << 20 }) else {
            return (numbers.map { Int32($0) }, shape)
        }
        throw InputError("array `\(name)` holds \(outside) (allowed: numbers of up to 16 bits)", file: archive.path)
    }

    private static func numbers(
        _ name: String, _ archive: NumpyArchive
    ) throws(InputError) -> (values: [Double], shape: [Int])? {
        guard archive.contains(name) else { return nil }
        let values = try archive.doubles(name)
        guard values.allSatisfy({ abs($0) <= 1e12 }) else {
            throw InputError("array `\(name)` holds numbers that are not finite or beyond 1e12", file: archive.path)
        }
        return (values, try archive.shape(of: name))
    }
}

extension Int64 {
    /// This number, or the one next to it whose negative is a number as well.
    fileprivate var clamped: Int64 { Swift.max(self, -Int64.max) }
}
