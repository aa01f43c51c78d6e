// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics

/// Which parameters does a `Param.cpp` describe? The question of `tessera params import`.
public struct ParameterImportRequest: Sendable {
    /// The file.
    public var file: String
    /// The revision that is to estimate it; nil for the one that the names in the file tell.
    public var revision: RevisionName?

    /// Asks the question.
    public init(_ file: String, revision: RevisionName? = nil) {
        self.file = file
        self.revision = revision
    }

    /// Reads the file.
    ///
    /// - Throws: `InputError` when the file cannot be read, is no text, assigns no parameter, or does not tell its version.
    public func run() throws(InputError) -> ParameterImport {
        try ParameterImport(readingFrom: file, revision: revision)
    }
}
