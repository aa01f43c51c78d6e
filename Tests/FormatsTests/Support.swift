// SPDX-License-Identifier: Apache-2.0

import Foundation

private let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

/// The path of a committed fixture.
func fixture(_ name: String) -> String { tests.appending(path: "FormatsTests/Fixtures/\(name)").path }

/// The path of an archive with a trace, a fixture of the tests of traces.
func traceFixture(_ name: String) -> String { tests.appending(path: "WorkloadTests/Fixtures/\(name)").path }

/// The path of pictures of data sets, fixtures of the tests of models.
func pictureFixture(_ name: String) -> String { tests.appending(path: "ModelsTests/Fixtures/\(name)").path }
