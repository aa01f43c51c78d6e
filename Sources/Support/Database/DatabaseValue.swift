// SPDX-License-Identifier: Apache-2.0

/// A value as SQLite stores it.
package enum DatabaseValue: Equatable, Sendable, CustomStringConvertible {
    /// No value.
    case null
    /// An integer of 64 bits.
    case integer(Int64)
    /// A number in double precision; SQLite has no NaN.
    case real(Double)
    /// Text, which may hold the character NUL.
    case text(String)
    /// Bytes. Text of a damaged file that is not UTF-8 is read as its bytes, too.
    case blob([UInt8])

    /// The value of a Swift type; null for nil.
    package init(_ value: (some DatabaseStorable)?) {
        self = value?.stored ?? .null
    }

    /// The value as a message quotes it.
    package var description: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): text.debugDescription
        case .blob(let bytes):
            "x'" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() + "'"
        }
    }
}

/// A Swift type that a column can hold.
package protocol DatabaseStorable {
    /// Takes what is stored; nil where that is of another type.
    init?(_ value: DatabaseValue)

    /// What is stored.
    var stored: DatabaseValue { get }
}

extension Int: DatabaseStorable {
    /// Takes an integer.
    package init?(_ value: DatabaseValue) {
        guard case .integer(let number) = value else { return nil }
        self.init(exactly: number)
    }

    /// An integer.
    package var stored: DatabaseValue { .integer(Int64(self)) }
}

extension Double: DatabaseStorable {
    /// Takes a number; an integer is rounded to the nearest one.
    package init?(_ value: DatabaseValue) {
        switch value {
        case .real(let number): self = number
        case .integer(let number): self.init(number)
        case .null, .text, .blob: return nil
        }
    }

    /// A number.
    package var stored: DatabaseValue { .real(self) }
}

extension String: DatabaseStorable {
    /// Takes text.
    package init?(_ value: DatabaseValue) {
        guard case .text(let text) = value else { return nil }
        self = text
    }

    /// Text.
    package var stored: DatabaseValue { .text(self) }
}
