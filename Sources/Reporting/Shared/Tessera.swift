// SPDX-License-Identifier: Apache-2.0

import SourceCommit

/// The version and commit of the program in reports.
public enum Tessera {
    /// Version of Tessera, after Semantic Versioning.
    public static let version = "0.1.0"

    /// The commit that the program was built from, in git's short form; nil where the sources were no repository.
    public static var commit: String? { sourceCommit() }

    /// Version, and commit where it is known: `0.1.0 (1234abc)`.
    public static var description: String { version + (commit.map { " (\($0))" } ?? "") }
}
