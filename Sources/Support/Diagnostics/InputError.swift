// SPDX-License-Identifier: Apache-2.0

/// A mistake in what the user gave: where it stands, what is wrong, and the exit code that belongs to it.
///
/// Every reader of user input throws this one type, so that the command line has one thing to print.
public struct InputError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of error. The raw value is the exit code of `sysexits.h`.
    public enum Kind: Int32, Sendable, CaseIterable {
        /// The command line itself is wrong.
        case usage = 64
        /// A file or value has been read and makes no sense.
        case badInput = 65
        /// A file does not exist or cannot be read.
        case missingInput = 66
        /// The program contradicts itself: a defect of Tessera, not of the input.
        case internalError = 70
        /// A result cannot be written.
        case cannotWrite = 73
    }

    /// The kind of error.
    public let kind: Kind
    /// The file, spelled as the user spelled it.
    public let file: String?
    /// Line, counted from 1.
    public let line: Int?
    /// Column, counted from 1.
    public let column: Int?
    /// What is wrong and what is allowed, in one sentence.
    public let message: String

    /// Describes a mistake.
    ///
    /// Whatever is quoted of the input is made fit for a terminal: characters that do not print become escapes, quotations
    /// between backticks are cut after 80 characters, and very long names lose their middle.
    ///
    /// - Parameters:
    ///   - message: what is wrong and what is allowed.
    ///   - kind: the sort of mistake.
    ///   - file: the file, spelled as the user spelled it.
    ///   - line: the line, from 1.
    ///   - column: the column, from 1; shown only together with a line.
    public init(
        _ message: String, kind: Kind = .badInput, file: String? = nil, line: Int? = nil, column: Int? = nil
    ) {
        self.message = abridged(message)
        self.kind = kind
        self.file = file.map { abridgedName(visible($0)) }
        self.line = line
        self.column = column
    }

    /// The code that the program ends with.
    public var exitCode: Int32 { kind.rawValue }

    /// `FILE:LINE:COLUMN: message`, with the parts that are known. A line without a file reads `line 3: message`.
    public var description: String {
        switch (file, line) {
        case (nil, nil):
            message
        case (nil, let line?):
            "line \(line)\(columnSuffix(", column ")): \(message)"
        case (let file?, nil):
            "\(file): \(message)"
        case (let file?, let line?):
            "\(file):\(line)\(columnSuffix(":")): \(message)"
        }
    }

    private func columnSuffix(_ separator: String) -> String {
        column.map { "\(separator)\($0)" } ?? ""
    }
}
