// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing

private let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

/// The path of a committed fixture.
func fixture(_ name: String) -> String { tests.appending(path: "FormatsTests/Fixtures/\(name)").path }

/// The path of an archive with a trace, a fixture of the tests of traces.
func traceFixture(_ name: String) -> String { tests.appending(path: "WorkloadTests/Fixtures/\(name)").path }

/// The path of pictures of data sets, fixtures of the tests of models.
func pictureFixture(_ name: String) -> String { tests.appending(path: "ModelsTests/Fixtures/\(name)").path }

/// The error that a piece of code throws; a failed expectation when it throws none.
func inputError(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Any
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
