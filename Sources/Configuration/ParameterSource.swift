// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Text that gives parameters: a Param file, or one assignment from the command line.
public struct ParameterSource: Sendable {
    /// Its name in errors: the path as the user spelled it, or the option with its argument.
    public let name: String
    let bytes: [UInt8]
    /// Whether a line number says anything: it does not in a single assignment.
    let hasLines: Bool

    /// Parameter files larger than this are something else [byte].
    static let sizeLimit = 1 << 20

    /// The text of a Param file that is called `name` in errors.
    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8), hasLines: true)
    }

    /// A Param file.
    ///
    /// - Throws: ``InputError`` when it cannot be read or is too large.
    public init(file path: String) throws(InputError) {
        let bytes = try InputFile.bytes(of: path, limit: Self.sizeLimit)
        guard let text = TextEncoding.utf8(bytes) else {
            throw InputError("the text is cut or garbled UTF-16", file: path)
        }
        self.init(name: path, bytes: text, hasLines: true)
    }

    /// The argument of `--set`, such as `levelOutput=32`.
    ///
    /// - Throws: ``InputError`` of kind `usage` when it is not of that form.
    public init(assignment: String) throws(InputError) {
        guard let separator = assignment.firstIndex(of: "="), separator != assignment.startIndex else {
            throw InputError("--set \(assignment): write --set NAME=VALUE", kind: .usage)
        }
        self.init(name: "--set \(assignment)", bytes: Array(assignment.utf8), hasLines: false)
    }

    private init(name: String, bytes: [UInt8], hasLines: Bool) {
        self.name = name
        self.bytes = bytes
        self.hasLines = hasLines
    }

    /// Whether a word stands anywhere in the text, be it a part of a longer one.
    func contains(_ word: String) -> Bool {
        let wanted = Array(word.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return wanted.isEmpty }
        return (0...bytes.count - wanted.count).contains { start in
            bytes[start] == first && bytes[start..<start + wanted.count].elementsEqual(wanted)
        }
    }

    /// An error at a place in this text.
    func error(_ message: String, line: Int, column: Int? = nil) -> InputError {
        hasLines
            ? InputError(message, file: name, line: line, column: column)
            : InputError(message, file: name)
    }
}
