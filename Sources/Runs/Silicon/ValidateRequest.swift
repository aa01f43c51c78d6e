// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Silicon

/// The request of `tessera validate`: how far is the model of macros from published chips?
public struct ValidateRequest: Sendable {
    /// The file of chips.
    public var path: String

    /// Asks the question for the chips of a file.
    public init(_ path: String) {
        self.path = path
    }

    /// Runs the model on every chip.
    ///
    /// - Throws: `InputError` for a file that cannot be read or has values that are not allowed.
    public func run() throws(InputError) -> ChipComparison {
        ChipComparison(try ChipFile(readingFrom: path))
    }
}
