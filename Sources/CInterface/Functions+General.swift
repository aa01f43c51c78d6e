// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Inference
import Reporting

// tessera.h explains these functions.

/// The version of the header.
private let interfaceVersion: Int32 = 1
/// A text of C that stays.
private nonisolated(unsafe) let programVersion: UnsafePointer<CChar>? = UnsafePointer(strdup(Tessera.description))

/// The version of the header.
@_cdecl("tessera_interface_version")
public func tesseraInterfaceVersion() -> Int32 { interfaceVersion }

/// The version of Tessera.
@_cdecl("tessera_program_version")
public func tesseraProgramVersion() -> UnsafePointer<CChar>? { programVersion }

/// The message of the last call of this thread that failed; null before one has.
@_cdecl("tessera_error")
public func tesseraError() -> UnsafePointer<CChar>? { UnsafePointer(Failure.current?.text) }

/// Ends a handle.
@_cdecl("tessera_free")
public func tesseraFree(_ handle: UnsafeMutableRawPointer?) {
    if let handle { Unmanaged<AnyObject>.fromOpaque(handle).release() }
}

/// A product of integer matrices.
@_cdecl("tessera_matmul")
public func tesseraMatmul(
    _ settings: UnsafePointer<CChar>?, _ x: UnsafePointer<Int32>?, _ vectors: Int, _ rows: Int,
    _ w: UnsafePointer<Int32>?, _ columns: Int, _ calibration: UnsafePointer<Int32>?, _ calibrationVectors: Int,
    _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
    code { () throws(InputError) in
        let settings = try Settings(settings, allowed: [])
        let extents = 0...(1 << 31)
        guard [vectors, rows, columns, calibrationVectors].allSatisfy(extents.contains) else {
            throw InputError("extents \(vectors), \(rows), \(columns) (allowed: 0 to 2^31)", kind: .usage)
        }
        let problem = try MatmulCase(
            activations: try numbers(x, vectors * rows, "x"), weights: try numbers(w, rows * columns, "w"),
            vectors: vectors, rows: rows, columns: columns,
            calibrationActivations: try numbers(calibration, calibrationVectors * rows, "calibration"))
        let run = try MatmulRun(
            problem, on: try settings.hardware(), seed: try settings.seed(), trial: try settings.trial(),
            recordsCodes: false, threads: try settings.threads())
        try write(run.products, to: y, "y")
    }
}
