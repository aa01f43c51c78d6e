// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The header of a NumPy array file (`.npy`, format versions 1 to 3): element type, order, and shape.
struct NumpyHeader: Equatable, Sendable {
    /// A number format that NumPy can write.
    struct ElementType: Equatable, Sendable {
        /// What the bits mean.
        enum Kind: Character, Sendable {
            case boolean = "b"
            case signed = "i"
            case unsigned = "u"
            case floating = "f"
        }

        let kind: Kind
        /// Bytes of an element.
        let size: Int
        let isBigEndian: Bool

        /// NumPy's name, such as `float32`.
        var name: String {
            switch kind {
            case .boolean: "bool"
            case .signed: "int\(8 * size)"
            case .unsigned: "uint\(8 * size)"
            case .floating: "float\(8 * size)"
            }
        }
    }

    let type: ElementType
    let isColumnMajor: Bool
    let shape: [Int]
    /// Bytes before the first element.
    let length: Int

    /// Elements of the array.
    let count: Int

    /// Bytes of the whole file.
    var fileSize: Int { length + count * type.size }

    /// What keeps a header from being read.
    struct Problem: Error, Equatable {
        let message: String
    }

    /// The largest header that is read [bytes]. A header that describes numbers takes 128.
    static let largestLength = 1 << 16

    /// Reads the header at the start of some bytes.
    init(_ bytes: ByteReader) throws(Problem) {
        guard let magic = bytes.slice(at: 0, count: 6), magic.integer(at: 0, size: 6) == 0x59_50_4D_55_4E_93 else {
            throw Problem(message: "not a NumPy array")
        }
        guard let version = bytes.integer(at: 6, size: 1), (1...3).contains(version) else {
            throw Problem(message: "an unknown version of NumPy's format")
        }
        let prefix = version == 1 ? 10 : 12
        guard let textLength = bytes.integer(at: 8, size: prefix - 8), textLength <= Self.largestLength,
            let text = bytes.slice(at: prefix, count: textLength)?.text
        else { throw Problem(message: "a cut or garbled header") }
        let fields = try HeaderFields(text)
        type = try Self.elementType(fields.descriptor)
        isColumnMajor = fields.isColumnMajor
        shape = fields.shape
        length = prefix + textLength
        var count = 1
        for extent in shape {
            let (product, overflow) = count.multipliedReportingOverflow(by: extent)
            guard !overflow, product <= 1 << 40 else { throw Problem(message: "an absurd shape") }
            count = product
        }
        self.count = count
    }

    /// The header of the first rows of an array, which must have so many and stand row by row.
    init(_ whole: NumpyHeader, rows: Int) {
        type = whole.type
        isColumnMajor = whole.isColumnMajor
        length = whole.length
        shape = [rows] + whole.shape.dropFirst()
        count = shape.reduce(1, *)
    }

    /// The header of no more than so many rows; the array's own one where it has fewer, or stands column by column.
    func prefix(rows: Int?) -> NumpyHeader {
        guard let rows, let first = shape.first, rows < first, !isColumnMajor else { return self }
        return NumpyHeader(self, rows: rows)
    }

    private static func elementType(_ descriptor: String) throws(Problem) -> ElementType {
        var text = Substring(descriptor)
        var isBigEndian = false
        if let order = text.first, "<>|=".contains(order) {
            isBigEndian = order == ">"
            text.removeFirst()
        }
        guard let letter = text.first, let kind = ElementType.Kind(rawValue: letter),
            let size = Int(text.dropFirst())
        else { throw Problem(message: "elements of type '\(shortened(descriptor))' (allowed: numbers)") }
        let sizes: [Int] =
            switch kind {
            case .boolean: [1]
            case .signed, .unsigned: [1, 2, 4, 8]
            case .floating: [2, 4, 8]
            }
        guard sizes.contains(size) else {
            throw Problem(message: "elements of type '\(shortened(descriptor))' (allowed: numbers of up to 64 bits)")
        }
        return ElementType(kind: kind, size: size, isBigEndian: isBigEndian)
    }
}

/// The three entries of the Python dictionary that a header is.
private struct HeaderFields {
    var descriptor = ""
    var isColumnMajor = false
    var shape: [Int] = []
    private var rest: Substring

    private static let garbled = NumpyHeader.Problem(message: "a garbled header")

    init(_ text: String) throws(NumpyHeader.Problem) {
        rest = Substring(text)
        try expect("{")
        var found: Set<String> = []
        while !skip("}") {
            let key = try string()
            try expect(":")
            switch key {
            case "descr": descriptor = try elementDescription()
            case "fortran_order": isColumnMajor = try boolean()
            case "shape": shape = try tuple()
            default: throw Self.garbled
            }
            found.insert(key)
            _ = skip(",")
        }
        guard found.count == 3 else { throw Self.garbled }
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0.isWhitespace }
    }

    private mutating func skip(_ symbol: Character) -> Bool {
        skipBlanks()
        guard rest.first == symbol else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func expect(_ symbol: Character) throws(NumpyHeader.Problem) {
        guard skip(symbol) else { throw Self.garbled }
    }

    private mutating func string() throws(NumpyHeader.Problem) -> String {
        skipBlanks()
        guard let quote = rest.first, quote == "'" || quote == "\"" else { throw Self.garbled }
        rest.removeFirst()
        guard let end = rest.firstIndex(of: quote) else { throw Self.garbled }
        defer { rest = rest[rest.index(after: end)...] }
        return String(rest[..<end])
    }

    private mutating func elementDescription() throws(NumpyHeader.Problem) -> String {
        skipBlanks()
        guard rest.first != "[" else {
            throw NumpyHeader.Problem(message: "elements that are records (allowed: numbers)")
        }
        return try string()
    }

    private mutating func boolean() throws(NumpyHeader.Problem) -> Bool {
        skipBlanks()
        for (word, value) in [("True", true), ("False", false)] where rest.hasPrefix(word) {
            rest = rest.dropFirst(word.count)
            return value
        }
        throw Self.garbled
    }

    private mutating func tuple() throws(NumpyHeader.Problem) -> [Int] {
        try expect("(")
        var extents: [Int] = []
        while !skip(")") {
            skipBlanks()
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let extent = Int(digits), extents.count < 32 else { throw Self.garbled }
            rest = rest.dropFirst(digits.count)
            _ = skip("L")
            extents.append(extent)
            guard skip(",") || rest.first == ")" else { throw Self.garbled }
        }
        return extents
    }
}
