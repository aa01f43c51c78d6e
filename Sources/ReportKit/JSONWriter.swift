// SPDX-License-Identifier: Apache-2.0

/// Writes a JSON tree as UTF-8.
struct JSONWriter {
    private var bytes: [UInt8] = []

    /// Objects and arrays up to this length, with nothing nested in them, stay on one line [characters].
    private static let lineLength = 100
    private static let hexadecimal = Array("0123456789abcdef".utf8)

    /// The tree as text: keys sorted, two blanks a level, small objects on one line.
    static func text(_ value: JSONValue) -> String {
        var writer = JSONWriter()
        writer.writeLines(value, indent: 0)
        writer.write("\n")
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The tree on one line without blanks.
    static func line(_ value: JSONValue) -> String {
        var writer = JSONWriter()
        writer.writeFlat(value, blanks: false)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    // MARK: Trees

    private mutating func writeLines(_ value: JSONValue, indent: Int) {
        if writeSingleLine(value) { return }
        switch value {
        case .array(let items):
            write("[\n")
            for (index, item) in items.enumerated() {
                if index > 0 { write(",\n") }
                blanks(indent + 2)
                writeLines(item, indent: indent + 2)
            }
            write("\n")
            blanks(indent)
            write("]")
        case .object(let members):
            write("{\n")
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { write(",\n") }
                blanks(indent + 2)
                writeQuoted(member.key)
                write(": ")
                writeLines(member.value, indent: indent + 2)
            }
            write("\n")
            blanks(indent)
            write("}")
        default: writeFlat(value, blanks: true)
        }
    }

    /// Writes a value that fits on a line.
    ///
    /// - Returns: whether it does; else it is not written.
    private mutating func writeSingleLine(_ value: JSONValue) -> Bool {
        guard value.isFlat else { return false }
        let start = bytes.count
        writeFlat(value, blanks: true)
        // Fewer bytes are fewer characters.
        guard value.isNested, bytes.count - start > Self.lineLength else { return true }
        if String(decoding: bytes[start...], as: UTF8.self).count <= Self.lineLength { return true }
        bytes.removeLast(bytes.count - start)
        return false
    }

    private mutating func writeFlat(_ value: JSONValue, blanks: Bool) {
        switch value {
        case .null: write("null")
        case .boolean(let value): write(value ? "true" : "false")
        case .integer(let value): write(String(value))
        case .number(let value): write("\(value)")
        case .string(let value): writeQuoted(value)
        case .array(let items):
            write("[")
            for (index, item) in items.enumerated() {
                if index > 0 { write(blanks ? ", " : ",") }
                writeFlat(item, blanks: blanks)
            }
            write("]")
        case .object(let members):
            write("{")
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { write(blanks ? ", " : ",") }
                writeQuoted(member.key)
                write(blanks ? ": " : ":")
                writeFlat(member.value, blanks: blanks)
            }
            write("}")
        }
    }

    // MARK: Parts

    private mutating func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    private mutating func blanks(_ count: Int) {
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
    }

    /// A string in quotes, with escapes for what JSON does not allow in them.
    private mutating func writeQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): write("\\\"")
            case UInt8(ascii: "\\"): write("\\\\")
            case UInt8(ascii: "\n"): write("\\n")
            case UInt8(ascii: "\r"): write("\\r")
            case UInt8(ascii: "\t"): write("\\t")
            case 0..<0x20:
                write("\\u00")
                bytes.append(Self.hexadecimal[Int(byte >> 4)])
                bytes.append(Self.hexadecimal[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

extension JSONValue {
    /// Whether it is an array or an object.
    fileprivate var isNested: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }

    /// Whether no array or object is in it.
    fileprivate var isFlat: Bool {
        switch self {
        case .array(let items): !items.contains(where: \.isNested)
        case .object(let members): !members.values.contains(where: \.isNested)
        default: true
        }
    }
}
