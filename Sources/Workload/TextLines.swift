import Diagnostics

/// A small text file as lines.
package struct TextLines {
    /// The file as the user spelled it.
    package let path: String
    /// Its lines without line ends, the first one without a byte order mark.
    package let lines: [String]

    /// No hand-written file comes near this size [bytes].
    static let largestFile = 16 << 20

    /// Reads a UTF-8 file.
    ///
    /// - Parameters:
    ///   - location: where the file is.
    ///   - path: the file as the user spelled it.
    /// - Throws: `InputError` when the file cannot be read, is binary, or is not UTF-8.
    package init(_ location: String, spelled path: String? = nil) throws(InputError) {
        let file = try MappedFile(location, spelled: path, limit: Self.largestFile)
        self.path = file.path
        if let zero = file.bytes.firstIndex(of: 0) {
            throw InputError("a binary file, not text", file: file.path, line: file.position(of: zero).line)
        }
        var lines: [String] = []
        let text = file.bytes.dropFirst(file.byteOrderMarkLength)
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let bytes = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let string = String(validating: bytes, as: UTF8.self) else {
                throw InputError("the text is not UTF-8", file: file.path, line: lines.count + 1)
            }
            lines.append(string)
        }
        self.lines = lines
    }
}
