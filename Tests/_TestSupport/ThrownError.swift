// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing

/// The error that a piece of code throws; a failed expectation when it throws none, or another one.
///
/// - Parameters:
///   - sourceLocation: where a failed expectation is shown.
///   - body: the code.
/// - Returns: the error.
public func inputError<Value>(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) -> InputError {
    do {
        let value = try body()
        Issue.record("no error, but \(value)", sourceLocation: sourceLocation)
    } catch let error as InputError {
        return error
    } catch {
        Issue.record("another error: \(error)", sourceLocation: sourceLocation)
    }
    return InputError("nothing thrown", kind: .internalError)
}
