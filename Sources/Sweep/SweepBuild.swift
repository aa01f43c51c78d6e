// SPDX-License-Identifier: Apache-2.0

import Estimation

/// The build that computed the figures of a sweep. Figures of two builds must not be in one database.
public struct SweepBuild: Sendable, Equatable, CustomStringConvertible {
    /// In words, as a database keeps it.
    public let description: String

    /// A build of this model.
    ///
    /// - Parameters:
    ///   - program: version and commit of the program.
    ///   - modelVersion: see `ModelVersion`.
    public init(program: String, modelVersion: Int = ModelVersion.current) {
        description = "tessera \(program), model \(modelVersion)"
    }

    private init(description: String) { self.description = description }

    /// A build as a database says it.
    init(stored text: String) { self.init(description: text) }

    /// The build of a database that does not say it.
    static let unknown = SweepBuild(description: "an older build of tessera that it does not name")

    /// What happens to a database with points of another build.
    public enum Rule: Sendable {
        /// It is an error.
        case refuse
        /// Its points go.
        case renew
    }
}
