// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation

/// The message of the last call that failed, for each thread.
final class Failure {
    /// The message, with a zero at its end.
    let text: UnsafeMutablePointer<CChar>?

    private init(_ message: String) {
        text = strdup(message)
    }

    deinit { free(text) }

    private static let key = "org.tessera.failure"

    /// That of this thread; nil before a call has failed.
    static var current: Failure? { Thread.current.threadDictionary[key] as? Failure }

    /// Keeps the message of an error.
    ///
    /// - Returns: its kind.
    static func keep(_ error: InputError) -> Int32 {
        Thread.current.threadDictionary[key] = Failure(error.description)
        return error.exitCode
    }
}

/// Does something for a caller in C.
///
/// - Returns: 0, or the kind of error.
func code(_ body: () throws(InputError) -> Void) -> Int32 {
    do throws(InputError) {
        try body()
        return 0
    } catch {
        return Failure.keep(error)
    }
}

/// Makes a handle for a caller in C, who frees it; nil after an error.
func handle(_ body: () throws(InputError) -> AnyObject) -> UnsafeMutableRawPointer? {
    do throws(InputError) {
        return Unmanaged.passRetained(try body()).toOpaque()
    } catch {
        _ = Failure.keep(error)
        return nil
    }
}

/// The object of a handle.
///
/// - Throws: `InputError` of kind `usage` for a null handle, or one of another kind.
func object<Object: AnyObject>(
    _ handle: UnsafeMutableRawPointer?, as type: Object.Type
) throws(InputError) -> Object {
    guard let handle, let found = Unmanaged<AnyObject>.fromOpaque(handle).takeUnretainedValue() as? Object else {
        throw InputError("the handle is null, or not that of a \(type)", kind: .usage)
    }
    return found
}

/// Numbers of a caller.
///
/// - Throws: `InputError` of kind `usage` for a null pointer or a count that cannot be.
func numbers<Number>(
    _ pointer: UnsafePointer<Number>?, _ count: Int, _ name: String
) throws(InputError) -> [Number] {
    guard count >= 0, count == 0 || pointer != nil else {
        throw InputError("\(name) is null, or its count is \(count)", kind: .usage)
    }
    return Array(UnsafeBufferPointer(start: pointer, count: count))
}

/// Writes results to the memory of a caller.
///
/// - Throws: `InputError` of kind `usage` for a null pointer.
func write<Number>(
    _ results: [Number], to pointer: UnsafeMutablePointer<Number>?, _ name: String
) throws(InputError) {
    guard let pointer else { throw InputError("\(name) is null", kind: .usage) }
    results.withUnsafeBufferPointer { results in
        if let base = results.baseAddress { pointer.update(from: base, count: results.count) }
    }
}
