// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import FormatsKernels
import Parallelism

/// A file of comma-separated numbers without a header, one matrix row a line, parsed by several threads at memory speed.
package struct CSVMatrix {
    private let file: MappedFile
    private let threads: Int
    /// Pieces of the text that begin at the start of a line.
    private let chunks: [Chunk]

    /// A run of whole lines.
    private struct Chunk {
        let bytes: Range<Int>
        let firstRow: Int
    }

    /// Lines that hold anything.
    package let rows: Int
    /// Fields of the first of them.
    package let columns: Int

    /// Opens a file and counts its rows.
    ///
    /// - Parameters:
    ///   - location: where the file is.
    ///   - path: the file as the user spelled it.
    ///   - limit: the largest size that makes sense [bytes].
    ///   - threads: how many threads may work.
    /// - Throws: `InputError` when the file cannot be read, is larger than `limit`, or is no text.
    package init(_ location: String, spelled path: String, limit: Int = .max, threads: Int) throws(InputError) {
        let mapped = try MappedFile(location, spelled: path, limit: limit) { start throws(InputError) in
            try Self.refuseBinary(start, path)
        }
        let plain = try NumberTable.withCommas(mapped.bytes, file: path)
        let file = plain.map { MappedFile($0, path: path) } ?? mapped
        let ranges = Self.chunks(of: file)
        let counts = [Int](unsafeUninitializedCapacity: ranges.count) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            forEachInParallel(ranges.count, threads: threads) { index in
                shared[index] = tk_csv_count_rows(Self.text(file, ranges[index]), ranges[index].count)
            }
            initialized = ranges.count
        }
        var row = 0
        var chunks: [Chunk] = []
        for (range, count) in zip(ranges, counts) {
            chunks.append(Chunk(bytes: range, firstRow: row))
            row += count
        }
        let start = file.byteOrderMarkLength
        self.file = file
        self.threads = threads
        self.chunks = chunks
        rows = row
        columns = tk_csv_count_fields(Self.text(file, start..<file.bytes.count), file.bytes.count - start)
    }

    /// Reads the numbers.
    ///
    /// - Parameters:
    ///   - rows: how many rows there must be.
    ///   - columns: how many fields each must have.
    ///   - shape: what the numbers of rows and columns come from, for the error when they differ.
    /// - Returns: the numbers, row by row.
    /// - Throws: `InputError` when the numbers of rows or columns differ, or a field is not a number.
    package func doubles(rows: Int, columns: Int, shape: String) throws(InputError) -> [Double] {
        try check(rows: rows, columns: columns, shape: shape)
        var failure: tk_csv_result?
        let values = [Double](unsafeUninitializedCapacity: rows * columns) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            failure = parse { _, text, length, firstRow, rowCount in
                let out = shared.base.map { $0 + firstRow * columns }
                return tk_csv_parse_doubles(text, length, columns, rowCount, out)
            }
            // Nothing reads the values after a failure, but an array may not hold what was never written.
            if failure != nil { buffer.initialize(repeating: 0) }
            initialized = rows * columns
        }
        if let failure { throw error(failure, columns: columns) }
        return values
    }

    /// Reads numbers that are all 0 or 1: each row begins a word, bit i of which is column i.
    ///
    /// - Parameters:
    ///   - rows: how many rows there must be.
    ///   - shape: what the number of rows comes from, for the error when it differs.
    ///   - hint: what else to know where a number is neither 0 nor 1.
    /// - Returns: the words, row by row.
    /// - Throws: `InputError` when the number of rows differs, rows differ in length, or a field is neither 0 nor 1.
    package func bits(rows: Int, shape: String, hint: String? = nil) throws(InputError) -> [UInt64] {
        let (words, failure) = try parsedBits(rows: rows, shape: shape)
        guard let failure else { return words }
        let error = error(failure, columns: columns)
        guard let hint, failure.status == TK_CSV_NOT_A_BIT else { throw error }
        throw InputError(
            "\(error.message); \(hint)", kind: error.kind, file: error.file, line: error.line, column: error.column)
    }

    /// Whether all numbers are 0 or 1. The first field that is a number and neither decides; what is wrong behind it is not looked for.
    ///
    /// - Parameters:
    ///   - rows: how many rows there must be.
    ///   - shape: what the number of rows comes from, for the error when it differs.
    /// - Returns: whether they are.
    /// - Throws: `InputError` when the number of rows differs, rows differ in length, or a field is not a number.
    package func holdsBits(rows: Int, shape: String) throws(InputError) -> Bool {
        let (_, failure) = try parsedBits(rows: rows, shape: shape)
        guard let failure else { return true }
        guard failure.status == TK_CSV_NOT_A_BIT else { throw error(failure, columns: columns) }
        return false
    }

    private func parsedBits(
        rows: Int, shape: String
    ) throws(InputError) -> (words: [UInt64], failure: tk_csv_result?) {
        try check(rows: rows, columns: columns, shape: shape)
        let wordsPerRow = (columns + 63) / 64
        var failure: tk_csv_result?
        let words = [UInt64](unsafeUninitializedCapacity: rows * wordsPerRow) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            failure = parse { _, text, length, firstRow, rowCount in
                let out = shared.base.map { $0 + firstRow * wordsPerRow }
                return tk_csv_parse_bits(text, length, columns, rowCount, out, wordsPerRow)
            }
            if failure != nil { buffer.initialize(repeating: 0) }
            initialized = rows * wordsPerRow
        }
        return (words, failure)
    }

    /// Reads whole numbers as their bits, the highest first: each row begins a word, and bit i of it is bit i % `bits` of number
    /// i / `bits`. Numbers are two's complement ones or, where none is negative, plain binary ones.
    ///
    /// - Parameters:
    ///   - rows: how many rows there must be.
    ///   - bits: bits of a number, 1 to 32.
    ///   - shape: what the number of rows comes from, for the error when it differs.
    /// - Returns: the words, row by row.
    /// - Throws: `InputError` when the number of rows differs, rows differ in length, or a field is no whole number of so many bits.
    package func integers(rows: Int, bits: Int, shape: String) throws(InputError) -> [UInt64] {
        try check(rows: rows, columns: columns, shape: shape)
        let wordsPerRow = (columns * bits + 63) / 64
        var failure: tk_csv_result?
        var signs = [tk_csv_signs](repeating: tk_csv_signs(), count: chunks.count)
        let words = [UInt64](unsafeUninitializedCapacity: rows * wordsPerRow) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            signs.withUnsafeMutableBufferPointer { signs in
                let found = SharedBuffer(signs)
                failure = parse { index, text, length, firstRow, rowCount in
                    let out = shared.base.map { $0 + firstRow * wordsPerRow }
                    return tk_csv_parse_integers(
                        text, length, columns, rowCount, UInt32(bits), out, wordsPerRow, found.base.map { $0 + index })
                }
            }
            if failure != nil { buffer.initialize(repeating: 0) }
            initialized = rows * wordsPerRow
        }
        if let failure { throw error(failure, columns: columns, bits: bits) }
        try checkSigns(signs, bits: bits)
        return words
    }

    /// Refuses a table that has negative numbers and others that two's complement does not have.
    private func checkSigns(_ signs: [tk_csv_signs], bits: Int) throws(InputError) {
        guard signs.contains(where: \.has_negative),
            let index = signs.firstIndex(where: \.has_large)
        else { return }
        var failure = tk_csv_result()
        failure.status = TK_CSV_NOT_IN_RANGE
        failure.offset = chunks[index].bytes.lowerBound + signs[index].first_large
        throw error(failure, columns: columns, bits: bits, areSigned: true)
    }

    // MARK: Pieces

    /// About this much text is one work item [bytes].
    private static let chunkSize = 1 << 20

    private static func text(_ file: MappedFile, _ range: Range<Int>) -> UnsafePointer<CChar>? {
        file.bytes.baseAddress.map { ($0 + range.lowerBound).assumingMemoryBound(to: CChar.self) }
    }

    private static func chunks(of file: MappedFile) -> [Range<Int>] {
        let bytes = file.bytes
        var ranges: [Range<Int>] = []
        var start = file.byteOrderMarkLength
        while start < bytes.count {
            var end = min(bytes.count, start + chunkSize)
            if end < bytes.count {
                let feed = bytes[end...].firstIndex(of: UInt8(ascii: "\n"))
                end = feed.map { $0 + 1 } ?? bytes.count
            }
            ranges.append(start..<end)
            start = end
        }
        return ranges
    }

    /// Parses all pieces; the first failure by position, if any, with its offset counted from the start of the file.
    private func parse(
        _ body: @Sendable (_ chunk: Int, UnsafePointer<CChar>?, Int, Int, Int) -> tk_csv_result
    ) -> tk_csv_result? {
        let results = [tk_csv_result](unsafeUninitializedCapacity: chunks.count) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            forEachInParallel(chunks.count, threads: threads) { index in
                let chunk = chunks[index]
                let nextRow = index + 1 < chunks.count ? chunks[index + 1].firstRow : rows
                let text = Self.text(file, chunk.bytes)
                shared[index] = body(index, text, chunk.bytes.count, chunk.firstRow, nextRow - chunk.firstRow)
            }
            initialized = chunks.count
        }
        guard let index = results.firstIndex(where: { $0.status != TK_CSV_OK }) else { return nil }
        var failure = results[index]
        failure.offset += chunks[index].bytes.lowerBound
        return failure
    }

    // MARK: Errors

    private func check(rows: Int, columns: Int, shape: String) throws(InputError) {
        guard self.rows > 0 else {
            throw InputError("the file is empty; \(rows) rows are needed (\(shape))", file: file.path)
        }
        guard self.rows == rows, self.columns == columns else {
            throw InputError(
                "\(self.rows) rows of \(self.columns) numbers, but \(rows) rows of \(columns) are needed (\(shape))",
                file: file.path)
        }
    }

    /// Looks at the start of a file: one that is no text need not be searched for lines.
    private static func refuseBinary(_ start: UnsafeRawBufferPointer, _ path: String) throws(InputError) {
        guard case .utf8 = TextEncoding(of: start), let zero = start.firstIndex(of: 0) else { return }
        let line = start[..<zero].count { $0 == UInt8(ascii: "\n") } + 1
        throw InputError("a binary file, not comma-separated numbers", file: path, line: line)
    }

    private func error(
        _ failure: tk_csv_result, columns: Int, bits: Int = 1, areSigned: Bool = false
    ) -> InputError {
        let place = file.position(of: failure.offset)
        let rest = file.bytes.dropFirst(failure.offset)
        let field = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let text = "`\(shortened(String(decoding: field.prefix(200), as: UTF8.self)))`"
        let value = "value \(failure.fields + 1) of the line"
        let message =
            switch failure.status {
            case TK_CSV_NOT_A_NUMBER:
                if field.contains(0) {
                    "a binary file, not comma-separated numbers"
                } else {
                    "\(value) is \(field.isEmpty ? "empty" : text), not a number"
                }
            case TK_CSV_NOT_FINITE: "\(value) is \(text), beyond the range of numbers"
            case TK_CSV_NOT_A_BIT: "\(value) is \(text) (allowed: 0 or 1)"
            case TK_CSV_NOT_WHOLE: "\(value) is \(text), not a whole number"
            case TK_CSV_NOT_IN_RANGE: Self.rangeMessage(text, bits: bits, areSigned: areSigned)
            case TK_CSV_TOO_FEW_FIELDS: "the line ends after \(failure.fields) numbers; every line needs \(columns)"
            case TK_CSV_TOO_MANY_FIELDS: "the line has more than \(columns) numbers; every line needs \(columns)"
            default: "the file changed while it was read"
            }
        return InputError(message, file: file.path, line: place.line, column: place.column)
    }

    private static func rangeMessage(_ text: String, bits: Int, areSigned: Bool) -> String {
        let half = 1 << (bits - 1)
        let allowed = areSigned ? "\(-half) to \(half - 1), as some are negative" : "\(-half) to \(2 * half - 1)"
        return "the number \(text) does not fit \(bits) bits (allowed: \(allowed))"
    }
}
