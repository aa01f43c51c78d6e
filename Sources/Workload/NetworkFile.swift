// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats

extension Network {
    /// Reads a network file: one layer a line, as `docs/networks.md` says.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - spelled: the file as the user spelled it, when that is something else.
    /// - Throws: `InputError` with file, line and column when the file cannot be read or makes no network.
    public init(readingFrom path: String, spelled: String? = nil) throws(InputError) {
        try self.init(DelimitedTable(try TextLines(path, spelled: spelled)))
    }

    /// Reads the text of a network file.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - name: what errors call it.
    /// - Throws: `InputError` with line and column when the text makes no network.
    public init(text: String, named name: String) throws(InputError) {
        try self.init(DelimitedTable(try TextLines(bytes: Array(text.utf8), named: name)))
    }

    private init(_ lines: DelimitedTable) throws(InputError) {
        var table = NetworkTable(lines)
        try lines.forEachLine { number, fields throws(InputError) in
            try table.read(fields, number: number)
        }
        try self.init(steps: table.stepsOrError())
    }
}

/// The part of a network file that has been read.
private struct NetworkTable {
    private let lines: DelimitedTable
    private var columns: [Layer.Quantity] = []
    private var rows: [Row] = []
    /// The last row of each name.
    private var named: [String: Int] = [:]
    private var file: String { lines.file }

    /// A step and where its quantities stand.
    private struct Row {
        let step: NetworkStep
        let line: Int
        let positions: [Layer.Quantity: Int]
    }

    /// The order of the columns when no header says otherwise.
    private static let standardColumns: [Layer.Quantity] = [
        .inputHeight, .inputWidth, .inputChannels, .kernelHeight, .kernelWidth, .outputChannels, .isFollowedByPooling,
        .stride,
    ]
    private static let optionalColumns: Set<Layer.Quantity> = [
        .isFollowedByPooling, .stride, .name, .padding, .dilation, .groups, .operation, .inputs, .hasBias,
        .hasBatchNormalization,
    ]
    /// Quantities that only a layer with weights must give.
    private static let layerColumns: Set<Layer.Quantity> = [.kernelHeight, .kernelWidth, .outputChannels]

    /// The most rows that a file may have: far more than any network has layers.
    static let mostRows = 1 << 16

    init(_ lines: DelimitedTable) {
        self.lines = lines
    }

    mutating func read(_ fields: [DelimitedField], number: Int) throws(InputError) {
        guard let first = fields.first else { return }
        guard rows.count < Self.mostRows else {
            throw error("more than \(Self.mostRows) layers (allowed: up to that many)", number, nil)
        }
        guard !columns.isEmpty else {
            if looksLikeNumber(first.text) {
                columns = try standardColumns(fields, number)
                try readLayer(fields, number)
            } else {
                columns = try namedColumns(fields, number)
            }
            return
        }
        try readLayer(fields, number)
    }

    /// The network's steps, once the padding of each follows from something.
    func stepsOrError() throws(InputError) -> [NetworkStep] {
        guard !rows.isEmpty else {
            throw InputError("the file has no layers; a layer is a line of 6 to 8 numbers", file: file)
        }
        for (index, row) in rows.enumerated() {
            let next = index + 1 < rows.count ? rows[index + 1].step.geometry : nil
            if row.step.geometry.resolvingPadding(before: next) == nil {
                let problem = row.step.geometry.unpaddedKernelProblem
                throw error(problem.description, row.line, row.positions[problem.quantity])
            }
        }
        guard rows.contains(where: { $0.step.operation == .convolution }) else {
            throw InputError("the file has no layer that has weights", file: file)
        }
        try checkSizes()
        return rows.map(\.step)
    }

    /// Checks that what a row is said to read has the size that it says. What it reads for lack of another word is not
    /// checked: tables without a column `inputs` may leave branches out.
    private func checkSizes() throws(InputError) {
        guard columns.contains(.inputs) else { return }
        for row in rows {
            let elements = [row.step.inputElements, row.step.secondElements ?? 0]
            for (place, source) in row.step.inputs.enumerated() {
                guard case .step(let number) = source else { continue }
                let expected = elements[place]
                let producer = try resolved(number)
                guard producer.finalElements != expected else { continue }
                throw error(
                    "reads \(expected) elements of \(producer.geometry.label(at: number)), which puts out "
                        + "\(producer.finalElements)", row.line, row.positions[.inputs])
            }
        }
    }

    private func resolved(_ number: Int) throws(InputError) -> NetworkStep {
        let step = rows[number].step
        let next = number + 1 < rows.count ? rows[number + 1].step.geometry : nil
        return NetworkStep(
            step.geometry.resolvingPadding(before: next) ?? step.geometry, operation: step.operation,
            inputs: step.inputs)
    }

    private func error(_ message: String, _ line: Int, _ column: Int?) -> InputError {
        InputError(message, file: file, line: line, column: column)
    }

    private func looksLikeNumber(_ text: Substring) -> Bool {
        guard let first = text.unicodeScalars.first else { return true }
        return "0123456789+-.".unicodeScalars.contains(first)
    }

    // MARK: Columns

    private func standardColumns(_ fields: [DelimitedField], _ line: Int) throws(InputError) -> [Layer.Quantity] {
        let known = Self.standardColumns
        let fields = fields.droppingEmptyEnd(after: known.count)
        if fields.count < 6 {
            throw error(
                "\(fields.count) columns\(lines.hint(fields)); a layer needs at least 6: "
                    + known.prefix(6).map(\.rawValue).joined(separator: ", "), line, fields.last?.column)
        }
        if fields.count > known.count {
            throw error(
                "\(fields.count) columns\(lines.hint(fields)); without a header line a layer has at most 8: "
                    + known.map(\.rawValue).joined(separator: ", "), line, fields[known.count].column)
        }
        return Array(known.prefix(fields.count))
    }

    private func namedColumns(_ fields: [DelimitedField], _ line: Int) throws(InputError) -> [Layer.Quantity] {
        var found: [Layer.Quantity] = []
        let fields = fields.droppingEmptyEnd(after: 0)
        for field in fields {
            guard !field.text.isEmpty else { throw error("a column has no name", line, field.column) }
            guard let quantity = NetworkColumnNames.quantity(named: field.text) else {
                let all = Layer.Quantity.allCases.map(\.rawValue)
                let near = nearestName(to: NetworkColumnNames.normalized(field.text), in: all)
                let hint = near.map { "did you mean `\($0)`?" } ?? "allowed: \(all.joined(separator: ", "))"
                throw error(
                    "unknown column `\(shortened(field.text))`\(fields.count == 1 ? lines.hint(fields) : "") (\(hint))",
                    line,
                    field.column)
            }
            guard !found.contains(quantity) else {
                throw error("column \(quantity.rawValue) is named twice", line, field.column)
            }
            found.append(quantity)
        }
        let missing = Layer.Quantity.allCases.filter { !Self.optionalColumns.contains($0) && !found.contains($0) }
        guard missing.isEmpty else {
            throw error(
                "the header names no column " + missing.map(\.rawValue).joined(separator: ", "), line,
                fields.first?.column)
        }
        return found
    }

    // MARK: Layers

    private mutating func readLayer(_ fields: [DelimitedField], _ line: Int) throws(InputError) {
        let fields = fields.droppingEmptyEnd(after: columns.count)
        guard fields.count == columns.count else {
            let extra = fields.count > columns.count ? fields[columns.count] : fields.last
            throw error(
                "\(fields.count) columns\(lines.hint(fields)), but the lines above have \(columns.count) (every line needs "
                    + "as many)", line, extra?.column)
        }
        var row = NetworkRow()
        var positions: [Layer.Quantity: Int] = [:]
        for (quantity, field) in zip(columns, fields) {
            positions[quantity] = field.column
            switch quantity {
            case .name: row.name = field.text.isEmpty ? nil : String(field.text)
            case .operation: row.operation = try operation(field, line)
            case .inputs: row.inputs = field.text.split(whereSeparator: { $0 == " " || $0 == "+" }).map(String.init)
            case .stride, .padding, .dilation: row.lists[quantity] = try numbers(quantity, field, line)
            default: row.values[quantity] = try number(quantity, field, line)
            }
        }
        if let missing = columns.first(where: { row.lacks($0) }) {
            throw error("\(missing.rawValue) is empty (allowed: whole numbers)", line, positions[missing])
        }
        let inputs = try sources(row, line, positions[.inputs] ?? positions[.operation])
        do {
            let step = NetworkStep(try row.geometry, operation: row.operation, inputs: inputs)
            if let name = row.name { named[name] = rows.count }
            rows.append(Row(step: step, line: line, positions: positions))
        } catch {
            throw self.error(error.description, line, positions[error.quantity] ?? fields.first?.column)
        }
    }

    /// The number in a field; nil for an empty field of an optional column.
    private func number(
        _ quantity: Layer.Quantity, _ field: DelimitedField, _ line: Int
    ) throws(InputError) -> Int? {
        let isAnswer = [.isFollowedByPooling, .hasBias, .hasBatchNormalization].contains(quantity)
        let allowed = isAnswer ? "0 or 1" : "whole numbers"
        if field.text.isEmpty {
            let isOptional =
                Self.optionalColumns.contains(quantity)
                || columns.contains(.operation) && Self.layerColumns.contains(quantity)
            if isOptional { return nil }
            throw error("\(quantity.rawValue) is empty (allowed: \(allowed))", line, field.column)
        }
        guard let value = wholeNumber(field.text) else {
            throw error("\(quantity.rawValue) is `\(shortened(field.text))` (allowed: \(allowed))", line, field.column)
        }
        if isAnswer, value != 0, value != 1 {
            throw error("\(quantity.rawValue) is \(value) (allowed: \(allowed))", line, field.column)
        }
        return value
    }

    /// The numbers of the sides or directions in a field; nil for an empty one.
    private func numbers(
        _ quantity: Layer.Quantity, _ field: DelimitedField, _ line: Int
    ) throws(InputError) -> [Int]? {
        if field.text.isEmpty { return nil }
        let isPadding = quantity == .padding
        guard let list = NumberList(field.text),
            [1, 2].contains(list.numbers.count) || isPadding && list.numbers.count == 4
        else {
            let allowed =
                "a whole number, or two as in `1 2` or `1x2`: vertical, horizontal"
                + (isPadding ? ", or four: top, left, bottom, right" : "")
            throw error("\(quantity.rawValue) is `\(shortened(field.text))` (allowed: \(allowed))", line, field.column)
        }
        return list.numbers
    }

    private func operation(_ field: DelimitedField, _ line: Int) throws(InputError) -> NetworkStep.Operation {
        if field.text.isEmpty { return .convolution }
        let word = NetworkColumnNames.normalized(field.text)
        if let operation = NetworkStep.Operation(rawValue: word) { return operation }
        let all = NetworkStep.Operation.allCases.map(\.rawValue)
        let hint = nearestName(to: word, in: all).map { "did you mean `\($0)`?" }
        throw error(
            "operation is `\(shortened(field.text))` (\(hint ?? "allowed: \(all.joined(separator: ", "))"))", line,
            field.column)
    }

    // MARK: Sources

    /// The inputs of a row: those that it names, otherwise the row above.
    private func sources(
        _ row: NetworkRow, _ line: Int, _ column: Int?
    ) throws(InputError) -> [NetworkStep.Source] {
        let count = row.operation.inputCount
        guard !row.inputs.isEmpty else {
            guard count == 1 else {
                throw error(
                    "\(row.operation.rawValue) reads \(count) values: name them in a column `inputs`, as in "
                        + "`project1 block1`", line, column)
            }
            return [rows.isEmpty ? .image : .step(rows.count - 1)]
        }
        guard row.inputs.count == count else {
            throw error(
                "inputs names \(row.inputs.count) values, but \(row.operation.rawValue) reads \(count)", line, column)
        }
        var found: [NetworkStep.Source] = []
        for name in row.inputs {
            if name == Self.imageName {
                found.append(.image)
                continue
            }
            guard let number = named[name] else {
                let above = rows.suffix(Self.comparedNames).compactMap(\.step.geometry.name)
                let hint =
                    nearestName(to: name, in: above).map { "; did you mean `\($0)`?" }
                    ?? " (`\(Self.imageName)` is the input of the network)"
                throw error("no row above is called `\(shortened(name))`\(hint)", line, column)
            }
            found.append(.step(number))
        }
        return found
    }

    /// How many names above are compared with a misspelled one.
    private static let comparedNames = 1000

    /// The name of the network's input in rows.
    private static let imageName = "image"
}
