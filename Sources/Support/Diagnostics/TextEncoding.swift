// SPDX-License-Identifier: Apache-2.0

/// The encoding of a user's text file: UTF-8, or UTF-16 with a byte order mark, as spreadsheets and editors of Windows
/// save it.
public enum TextEncoding: Equatable, Sendable {
    /// UTF-8, after a byte order mark of so many bytes: 0 or 3.
    case utf8(markLength: Int)
    /// UTF-16 after its byte order mark of two bytes.
    case utf16(isBigEndian: Bool)

    /// The encoding of a text, by its first bytes.
    public init(of bytes: some Sequence<UInt8>) {
        if bytes.starts(with: [0xFF, 0xFE]) {
            self = .utf16(isBigEndian: false)
        } else if bytes.starts(with: [0xFE, 0xFF]) {
            self = .utf16(isBigEndian: true)
        } else {
            self = .utf8(markLength: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
        }
    }

    /// The bytes of a text as UTF-8 without a mark. UTF-8 is not checked.
    ///
    /// - Returns: nil for UTF-16 that is cut or garbled.
    public static func utf8(_ bytes: some RandomAccessCollection<UInt8>) -> [UInt8]? {
        switch TextEncoding(of: bytes) {
        case .utf8(let markLength): return Array(bytes.dropFirst(markLength))
        case .utf16(let isBigEndian):
            guard bytes.count % 2 == 0 else { return nil }
            var units: [UInt16] = []
            units.reserveCapacity(bytes.count / 2)
            var index = bytes.index(bytes.startIndex, offsetBy: 2)
            while index != bytes.endIndex {
                let next = bytes.index(after: index)
                let (first, second) = (UInt16(bytes[index]), UInt16(bytes[next]))
                units.append(isBigEndian ? first << 8 | second : second << 8 | first)
                index = bytes.index(after: next)
            }
            return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
        }
    }
}
