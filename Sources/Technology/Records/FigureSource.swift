// SPDX-License-Identifier: Apache-2.0

/// The source of a tabulated figure.
public struct FigureSource: Sendable, Hashable {
    /// A short name.
    public let name: String
    /// The publication, as it is cited.
    public let reference: String

    /// A source of that name, cited as `reference`.
    public init(_ name: String, reference: String) {
        self.name = name
        self.reference = reference
    }
}
