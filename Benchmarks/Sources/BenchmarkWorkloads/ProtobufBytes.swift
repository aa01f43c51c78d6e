// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Bytes of a message of Protocol Buffers: fields with their numbers, one after the other
/// (protobuf.dev/programming-guides/encoding).
struct ProtobufBytes {
    private(set) var data = Data()

    /// A whole number.
    mutating func add(_ field: UInt64, _ number: Int) {
        addVariable(field << 3)
        addVariable(UInt64(bitPattern: Int64(number)))
    }

    /// A number of single precision.
    mutating func add(_ field: UInt64, _ number: Float) {
        addVariable(field << 3 | 5)
        withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }

    /// Bytes with their count.
    mutating func add(_ field: UInt64, _ bytes: Data) {
        addVariable(field << 3 | 2)
        addVariable(UInt64(bytes.count))
        data.append(bytes)
    }

    /// A text.
    mutating func add(_ field: UInt64, _ text: String) { add(field, Data(text.utf8)) }

    /// A message within this one.
    mutating func add(_ field: UInt64, _ message: ProtobufBytes) { add(field, message.data) }

    /// Seven bits in a byte, the lowest first; the highest bit of a byte says that others follow.
    private mutating func addVariable(_ number: UInt64) {
        var rest = number
        while rest > 127 {
            data.append(UInt8(truncatingIfNeeded: rest) | 128)
            rest >>= 7
        }
        data.append(UInt8(rest))
    }
}
