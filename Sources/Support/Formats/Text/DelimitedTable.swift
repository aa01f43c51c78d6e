// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A text file of separated values: commas, or semicolons or tabs as some spreadsheets write them.
package struct DelimitedTable {
    /// The file as the user spelled it.
    package let file: String
    /// The separator of fields.
    package let separator: Separator
    private let lines: [String]
    /// The line that `lines` begins with, from 1.
    private let firstLine: Int

    /// The possible separators of fields.
    package enum Separator: UInt8, CaseIterable {
        case comma = 0x2C
        case semicolon = 0x3B
        case tab = 0x09

        /// As messages name it.
        package var name: String {
            switch self {
            case .comma: "commas"
            case .semicolon: "semicolons"
            case .tab: "tabs"
            }
        }
    }

    /// The most fields of a line: as many as a spreadsheet has columns.
    package static let mostColumns = 1 << 14

    /// Looks for the separator of a text: the one that is most frequent in its first line, the comma when none is there. A first
    /// line `sep=;` says it.
    package init(_ text: TextLines) {
        file = text.path
        if let first = text.lines.first, first.hasPrefix("sep="), let byte = first.utf8.dropFirst(4).first,
            let named = Separator(rawValue: byte), first.utf8.count == 5
        {
            separator = named
            lines = Array(text.lines.dropFirst())
            firstLine = 2
            return
        }
        let header = text.lines.first { delimitedFields(of: $0)?.isEmpty != true } ?? ""
        separator = Self.separator(of: header)
        lines = text.lines
        firstLine = 1
    }

    private static func separator(of line: String) -> Separator {
        let counts = Separator.allCases.map { separator in
            let fields = delimitedFields(of: line, separator: separator.rawValue) ?? []
            // Tabs at the end are blanks.
            return (separator, count: fields.droppingEmptyEnd(after: 1).count)
        }
        return counts.reduce(counts[0]) { $1.count > $0.count ? $1 : $0 }.0
    }

    /// Goes through the lines that hold anything.
    ///
    /// - Parameter body: takes the number of a line, from 1, and its fields.
    /// - Throws: `InputError` when a quote is not closed or a line has too many fields.
    package func forEachLine(_ body: (Int, [DelimitedField]) throws(InputError) -> Void) throws(InputError) {
        for (index, line) in lines.enumerated() {
            let number = firstLine + index
            guard let fields = delimitedFields(of: line, separator: separator.rawValue) else {
                throw InputError("a quote is not closed", file: file, line: number)
            }
            guard fields.count <= Self.mostColumns else {
                throw InputError(
                    "\(fields.count) columns (allowed: up to \(Self.mostColumns))", file: file, line: number,
                    column: fields[Self.mostColumns].column)
            }
            // A line of empty fields is what a spreadsheet makes of cells that were touched once.
            if !fields.allSatisfy(\.text.isEmpty) { try body(number, fields) }
        }
    }

    /// What to say of fields when their number is wrong.
    package func hint(_ fields: [DelimitedField]) -> String {
        if fields.count == 1 { return " (columns are separated by commas, semicolons or tabs)" }
        return separator == .comma ? "" : " (separated by \(separator.name))"
    }
}
