// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A small text file as lines.
package struct TextLines {
    /// The file as the user spelled it.
    package let path: String
    /// Its lines without line ends, the first one without a byte order mark.
    package let lines: [String]

    /// No hand-written file comes near this size [bytes].
    static let largestFile = 16 << 20

    /// Reads a file of UTF-8, or of UTF-16 with a byte order mark.
    ///
    /// - Parameters:
    ///   - location: where the file is.
    ///   - path: the file as the user spelled it.
    /// - Throws: `InputError` when the file cannot be read, is binary, or is in another encoding.
    package init(_ location: String, spelled path: String? = nil) throws(InputError) {
        let file = try MappedFile(location, spelled: path, limit: Self.largestFile) { start throws(InputError) in
            guard case .utf8 = TextEncoding(of: start), let zero = start.firstIndex(of: 0) else { return }
            throw Self.binary(path ?? location, Array(start[..<zero]))
        }
        try self.init(bytes: Array(file.bytes), named: file.path)
    }

    /// Reads a text that is in memory.
    ///
    /// - Parameters:
    ///   - bytes: the text, in UTF-8, or in UTF-16 with a byte order mark.
    ///   - path: what errors call it.
    /// - Throws: `InputError` when it is too large, binary, or in another encoding.
    package init(bytes: [UInt8], named path: String) throws(InputError) {
        self.path = path
        guard bytes.count <= Self.largestFile else {
            throw InputError("\(bytes.count) bytes (allowed: up to \(Self.largestFile))", file: path)
        }
        guard let text = TextEncoding.utf8(bytes) else {
            throw InputError("the text is cut or garbled UTF-16", file: path)
        }
        if let zero = text.firstIndex(of: 0) { throw Self.binary(path, text[..<zero]) }
        var lines: [String] = []
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let bytes = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let string = String(validating: bytes, as: UTF8.self) else {
                throw InputError("the text is not UTF-8", file: path, line: lines.count + 1)
            }
            lines.append(string)
        }
        self.lines = lines
    }

    private static func binary(_ path: String, _ before: some Sequence<UInt8>) -> InputError {
        InputError("a binary file, not text", file: path, line: before.count { $0 == UInt8(ascii: "\n") } + 1)
    }
}
