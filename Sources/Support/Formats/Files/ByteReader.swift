// SPDX-License-Identifier: Apache-2.0

/// Little-endian numbers in a run of bytes, with every access checked.
struct ByteReader {
    private let bytes: Slice<UnsafeRawBufferPointer>

    init(_ bytes: Slice<UnsafeRawBufferPointer>) {
        self.bytes = bytes
    }

    init?(_ bytes: UnsafeRawBufferPointer, at offset: Int, count: Int) {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
        self.bytes = bytes[offset..<offset + count]
    }

    /// How many bytes there are.
    var count: Int { bytes.count }

    /// The number of `size` bytes at an offset; nil when it reaches beyond the bytes or does not fit an `Int`.
    func integer(at offset: Int, size: Int) -> Int? {
        guard offset >= 0, size >= 0, size <= 8, offset <= count - size else { return nil }
        var value: UInt64 = 0
        for index in 0..<size {
            value |= UInt64(bytes[bytes.startIndex + offset + index]) << UInt64(8 * index)
        }
        return Int(exactly: value)
    }

    /// The bytes at an offset; nil when they reach beyond the end.
    func slice(at offset: Int, count size: Int) -> ByteReader? {
        guard offset >= 0, size >= 0, offset <= count, size <= count - offset else { return nil }
        let start = bytes.startIndex + offset
        return ByteReader(bytes[start..<start + size])
    }

    /// The bytes as text; nil when they are not UTF-8.
    var text: String? { String(validating: bytes, as: UTF8.self) }
}
