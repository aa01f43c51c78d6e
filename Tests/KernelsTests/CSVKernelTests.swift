// SPDX-License-Identifier: Apache-2.0

import FormatsKernels
import Testing
import _TestSupport

/// Parsers of numbers between commas against a plain reading line by line. Numbers are correctly rounded, hence equal to the last
/// bit; so are counts and the places of errors.
@Suite struct CSVKernelTests {
    private static let lineEnds = ["\n", "\r\n", "\n\n", "\n \t\r\n"]
    private static let oddNumbers = [
        "0", "-0", "+0.0", ".5", "5.", "-.25", "1e5", "1E-5", "+1e+22", "9007199254740993", "123456789012345678", "0.1",
        "1e-323", "4.9e-324", "2e-324", "1e-400", "1.7976931348623157e308", "0.30000000000000004", "1e23", "8.5e22",
        "000000000000000000000000000001.5", "0.00000000000000000000000001", "12345678.1234567", "12345678.12345678",
        "123456789.5", "1.0000000000000002", "72057594037927945", "  7  ", "\t8.25\t", "1e0005",
    ]
    private static let wrongFields = [
        "", " ", "x", "1x", "1 2", "--1", "+-1", ".", "e5", "1e", "1e+", "0x10", "nan", "inf", "1e400", "-1e309", "1,,",
        "\u{e9}",
        "1.2.3", "1\r2",
    ]

    private static func number(_ random: inout SeededGenerator) -> String {
        switch random.integer(0...9) {
        case 0: random.pick(oddNumbers)
        case 1: "\(random.real(-1...1) * [1e-30, 1e-5, 1, 1e15, 1e30][random.integer(0...4)])"
        case 2: String(random.integer(-300...300))
        default: decimal(&random)
        }
    }

    /// A number with up to ten digits before and after the point, perhaps with blanks before it: the common form.
    private static func decimal(_ random: inout SeededGenerator) -> String {
        let digits = { (count: Int, random: inout SeededGenerator) -> String in
            String((0..<count).map { _ in Character(String(random.integer(0...9))) })
        }
        let integer = digits(random.integer(1...10), &random)
        let fraction = digits(random.integer(0...10), &random)
        return String(repeating: " ", count: random.pick([0, 0, 1, 3, 7, 8]))
            + random.pick(["", "-", "+"]) + integer + "." + fraction
    }

    private static func bit(_ random: inout SeededGenerator, spellings: Double) -> String {
        guard random.flip(spellings) else { return random.pick(["0", "1"]) }
        return random.pick(["0.0", " 0", "1.00", "1e0", "-0", "+1", "10e-1", "0 ", " 1\t"])
    }

    /// Lines of fields; a share of the fields is wrong, and of the lines too long or too short.
    private static func text(
        rows: Int, columns: Int, damage: Double, _ random: inout SeededGenerator,
        field: (inout SeededGenerator) -> String
    ) -> [UInt8] {
        var text = random.pick(["", "", "\n", " \r\n"])
        for row in 0..<rows {
            let count = random.flip(damage) ? max(1, columns + random.integer(-1...1)) : columns
            text += (0..<count).map { _ in random.flip(damage) ? random.pick(wrongFields) : field(&random) }
                .joined(separator: ",")
            if row + 1 < rows || random.flip() { text += random.pick(lineEnds) }
        }
        return Array(text.utf8)
    }

    /// What a parser says, in the words of the reference.
    private static func result(_ result: tk_csv_result) -> ReferenceCSV.Result? {
        ReferenceCSV.Result.Status(rawValue: result.status.rawValue).map {
            ReferenceCSV.Result(status: $0, offset: result.offset, rows: result.rows, fields: result.fields)
        }
    }

    private static func compareDoubles(_ text: [UInt8], columns: Int, maximumRows: Int, _ label: String) {
        let reference = ReferenceCSV(text: text).parse(columns: columns, maximumRows: maximumRows)
        var numbers = [Double](repeating: .nan, count: columns * maximumRows)
        let result = text.withUnsafeBytes {
            tk_csv_parse_doubles(
                $0.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, columns, maximumRows, &numbers)
        }
        #expect(Self.result(result) == reference.result, "\(label)")
        expectSame(Array(numbers.prefix(reference.numbers.count)), reference.numbers, label)
    }

    private static func compareBits(_ text: [UInt8], columns: Int, maximumRows: Int, _ label: String) {
        let reference = ReferenceCSV(text: text).parse(columns: columns, maximumRows: maximumRows, numbers: .bits)
        var matrix = BitMatrix(rows: maximumRows, wordsPerRow: (columns + 63) / 64 + 1)
        for index in matrix.words.indices { matrix.words[index] = .max }
        let result = text.withUnsafeBytes {
            tk_csv_parse_bits(
                $0.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, columns, maximumRows, &matrix.words,
                matrix.wordsPerRow)
        }
        #expect(Self.result(result) == reference.result, "\(label)")
        // Rows that were read to their end.
        let rows = reference.result.rows
        var wanted = BitMatrix(rows: rows, wordsPerRow: matrix.wordsPerRow)
        for (index, number) in reference.numbers.prefix(rows * columns).enumerated() where number == 1 {
            wanted[index / columns, index % columns] = true
        }
        expectEqual(Array(matrix.words.prefix(wanted.words.count)), wanted.words, label)
    }

    private static func compareIntegers(
        _ text: [UInt8], columns: Int, maximumRows: Int, bits: Int, _ label: String
    ) {
        let reference = ReferenceCSV(text: text)
            .parse(columns: columns, maximumRows: maximumRows, numbers: .integers(bits: bits))
        var matrix = BitMatrix(rows: maximumRows, wordsPerRow: (columns * bits + 63) / 64)
        for index in matrix.words.indices { matrix.words[index] = .max }
        var signs = tk_csv_signs()
        let result = text.withUnsafeBytes {
            tk_csv_parse_integers(
                $0.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, columns, maximumRows, UInt32(bits),
                &matrix.words, matrix.wordsPerRow, &signs)
        }
        #expect(Self.result(result) == reference.result, "\(label)")
        let half = Double(1 << (bits - 1))
        #expect(signs.has_negative == reference.numbers.contains { $0 < 0 }, "\(label)")
        let large = reference.numbers.firstIndex { $0 >= half }
        #expect(signs.has_large == (large != nil), "\(label)")
        if let large { #expect(signs.first_large == reference.places[large], "\(label)") }
        // Rows that were read to their end.
        let rows = reference.result.rows
        var wanted = BitMatrix(rows: rows, wordsPerRow: matrix.wordsPerRow)
        for (index, number) in reference.numbers.prefix(rows * columns).enumerated() {
            for bit in 0..<bits where Int(number) >> (bits - 1 - bit) & 1 == 1 {
                wanted[index / columns, index % columns * bits + bit] = true
            }
        }
        expectEqual(Array(matrix.words.prefix(wanted.words.count)), wanted.words, label)
    }

    private static func compareCounts(_ text: [UInt8], _ label: String) {
        let reference = ReferenceCSV(text: text)
        text.withUnsafeBytes {
            let start = $0.baseAddress?.assumingMemoryBound(to: CChar.self)
            #expect(tk_csv_count_rows(start, text.count) == reference.rowCount, "\(label)")
            #expect(tk_csv_count_fields(start, text.count) == reference.fieldCount, "\(label)")
        }
    }

    @Test func doubles() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let rows = random.size(0...9)
            let columns = random.size(1...33)
            let damage = number % 2 == 0 ? 0 : 0.02
            let text = Self.text(rows: rows, columns: columns, damage: damage, &random, field: Self.number)
            Self.compareCounts(text, "case \(number)")
            Self.compareDoubles(text, columns: columns, maximumRows: rows, "case \(number)")
            if rows > 0 {
                Self.compareDoubles(text, columns: columns, maximumRows: rows - 1, "case \(number), a row less")
            }
        }
    }

    @Test func bits() {
        for number in 0..<80 {
            var random = SeededGenerator(case: number)
            let rows = random.size(0...5)
            let columns = random.size(1...300)
            let damage = number % 2 == 0 ? 0 : 0.003
            let spellings = random.pick([0, 0.01, 1])
            let text = Self.text(rows: rows, columns: columns, damage: damage, &random) {
                Self.bit(&$0, spellings: spellings)
            }
            Self.compareCounts(text, "case \(number)")
            Self.compareBits(text, columns: columns, maximumRows: rows, "case \(number)")
            if rows > 0 {
                Self.compareBits(text, columns: columns, maximumRows: rows - 1, "case \(number), a row less")
            }
        }
    }

    private static func integer(_ random: inout SeededGenerator, bits: Int) -> String {
        let half = 1 << (bits - 1)
        let number = random.flip(0.9) ? random.integer(0...2 * half - 1) : random.integer(-half...half)
        return switch random.integer(0...19) {
        case 0: "\(number).0"
        case 1: " \(number)\t"
        case 2: "\(number)e0"
        case 3 where number >= 0: "+000\(number)"
        default: String(number)
        }
    }

    @Test func integers() {
        for number in 0..<120 {
            var random = SeededGenerator(case: number)
            let rows = random.size(0...5)
            let columns = random.size(1...130)
            let bits = random.pick([1, 2, 3, 4, 6, 8, 8, 8, 16, 31, 32])
            let damage = number % 2 == 0 ? 0 : 0.003
            let text = Self.text(rows: rows, columns: columns, damage: damage, &random) {
                $0.flip(damage)
                    ? $0.pick(["0.5", "-1e9", "1e10", "1e300", "4294967296"]) : Self.integer(&$0, bits: bits)
            }
            Self.compareIntegers(text, columns: columns, maximumRows: rows, bits: bits, "case \(number)")
            if rows > 0 {
                Self.compareIntegers(
                    text, columns: columns, maximumRows: rows - 1, bits: bits, "case \(number), a row less")
            }
        }
    }

    /// Single fields, right and wrong, alone and before another one.
    @Test func spellings() {
        for field in Self.oddNumbers + Self.wrongFields + [
            "2", "0.5", "1e999", "255", "256", "-128", "-129", "4294967295",
        ] {
            for text in [field, field + "\n", "1," + field, field + ",0.5                              "] {
                for columns in 1...2 {
                    let label = "'\(text)', \(columns) columns"
                    Self.compareCounts(Array(text.utf8), label)
                    Self.compareDoubles(Array(text.utf8), columns: columns, maximumRows: 1, label)
                    Self.compareBits(Array(text.utf8), columns: columns, maximumRows: 1, label)
                    for bits in [1, 8, 32] {
                        Self.compareIntegers(
                            Array(text.utf8), columns: columns, maximumRows: 1, bits: bits, "\(label), \(bits) bits")
                    }
                }
            }
        }
    }

    /// Single bytes of a text replaced.
    @Test func damagedTexts() {
        let strange = Array("eE+-.,\n\r\t 0123456789x".utf8) + [0, 0xFF]
        for number in 0..<300 {
            var random = SeededGenerator(case: number)
            let columns = random.integer(1...8)
            var text = Self.text(rows: 6, columns: columns, damage: 0, &random, field: Self.number)
            for _ in 0..<random.integer(1...3) { text[random.integer(0...text.count - 1)] = random.pick(strange) }
            text.removeLast(random.integer(0...text.count / 2))
            Self.compareCounts(text, "case \(number)")
            Self.compareDoubles(text, columns: columns, maximumRows: 8, "case \(number)")
            Self.compareBits(text, columns: columns, maximumRows: 8, "case \(number)")
            Self.compareIntegers(text, columns: columns, maximumRows: 8, bits: 8, "case \(number)")
        }
    }
}
