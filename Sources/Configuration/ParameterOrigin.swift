// SPDX-License-Identifier: Apache-2.0

/// Where a parameter was given: a line of a file, or the command line.
public struct ParameterOrigin: Sendable, Equatable, CustomStringConvertible {
    /// The file as the user spelled it, or the option and its argument.
    public let file: String
    /// Line in the file, from 1.
    public let line: Int?

    /// A place in `file`.
    public init(file: String, line: Int? = nil) {
        self.file = file
        self.line = line
    }

    /// `FILE:LINE`, or the option.
    public var description: String {
        line.map { "\(file):\($0)" } ?? file
    }
}
