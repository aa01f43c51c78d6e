// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A text of numbers between commas, as `tk_csv.h` describes it, line by line and field by field.
struct ReferenceCSV {
    let text: [UInt8]

    /// What a parser found, and where it stopped.
    struct Result: Equatable {
        /// The name of a status of `tk_csv_status`.
        enum Status: UInt32 {
            case ok, notANumber, notFinite, notABit, tooFewFields, tooManyFields, tooManyRows, notWhole, notInRange
        }

        let status: Status
        let offset: Int
        let rows: Int
        let fields: Int
    }

    /// Which numbers are allowed.
    enum Numbers: Equatable {
        case all
        case bits
        /// Whole ones, from the smallest of two's complement to the largest without a sign.
        case integers(bits: Int)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D].contains(byte) }
    private static let comma = UInt8(ascii: ",")

    /// Lines, without their line feeds, that hold anything but blanks.
    private var lines: [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for end in text.indices.filter({ text[$0] == 0x0A }) + [text.count] {
            if !text[start..<end].allSatisfy(Self.isBlank) { lines.append(start..<end) }
            start = end + 1
        }
        return lines
    }

    /// `tk_csv_count_rows`.
    var rowCount: Int { lines.count }

    /// `tk_csv_count_fields`.
    var fieldCount: Int { lines.first.map { text[$0].count { $0 == Self.comma } + 1 } ?? 0 }

    /// The number that a field holds, or nil where it holds none.
    private func number(_ field: Range<Int>) -> Double? {
        let pattern = /[ \t\r]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)[ \t\r]*/
        let bytes = text[field]
        guard bytes.allSatisfy({ $0 < 128 }), let match = String(decoding: bytes, as: UTF8.self).wholeMatch(of: pattern)
        else { return nil }
        return strtod(String(match.1), nil)
    }

    private func firstOther(_ range: Range<Int>) -> Int {
        range.first { !Self.isBlank(text[$0]) } ?? range.upperBound
    }

    /// Why a number is not allowed.
    private static func refusal(_ number: Double, _ allowed: Numbers) -> Result.Status? {
        switch allowed {
        case .all: return nil
        case .bits: return number == 0 || number == 1 ? nil : .notABit
        case .integers(let bits):
            guard number == number.rounded() else { return .notWhole }
            return number >= -pow(2, Double(bits - 1)) && number < pow(2, Double(bits)) ? nil : .notInRange
        }
    }

    /// `tk_csv_parse_doubles`, `tk_csv_parse_bits` and `tk_csv_parse_integers`: numbers of all fields that were read, and where
    /// their fields begin.
    func parse(
        columns: Int, maximumRows: Int, numbers allowed: Numbers = .all
    ) -> (numbers: [Double], places: [Int], result: Result) {
        var numbers: [Double] = []
        var places: [Int] = []
        for (row, line) in lines.enumerated() {
            guard row < maximumRows else {
                // The line is the row; blanks before it belong to it.
                return (numbers, places, Result(status: .tooManyRows, offset: line.lowerBound, rows: row, fields: 0))
            }
            var start = line.lowerBound
            for column in 0..<columns {
                let end = line.clamped(to: start..<line.upperBound).first { text[$0] == Self.comma } ?? line.upperBound
                func stop(_ status: Result.Status, _ offset: Int, fields: Int) -> (
                    numbers: [Double], places: [Int], result: Result
                ) {
                    (numbers, places, Result(status: status, offset: offset, rows: row, fields: fields))
                }
                let place = firstOther(start..<end)
                guard let number = number(start..<end) else { return stop(.notANumber, place, fields: column) }
                guard number.isFinite else { return stop(.notFinite, place, fields: column) }
                if let refusal = Self.refusal(number, allowed) { return stop(refusal, place, fields: column) }
                numbers.append(number)
                places.append(start)
                let isLast = column + 1 == columns
                if isLast, end < line.upperBound { return stop(.tooManyFields, end, fields: columns) }
                if !isLast, end == line.upperBound { return stop(.tooFewFields, end, fields: column + 1) }
                start = min(end + 1, line.upperBound)
            }
        }
        return (numbers, places, Result(status: .ok, offset: text.count, rows: lines.count, fields: 0))
    }
}
