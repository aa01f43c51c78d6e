import Diagnostics

extension Network {
    /// Reads a network file: one layer a line, as `docs/networks.md` says.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - spelled: the file as the user spelled it, when that is something else.
    /// - Throws: `InputError` with file, line and column when the file cannot be read or makes no network.
    public init(readingFrom path: String, spelled: String? = nil) throws(InputError) {
        let text = try TextLines(path, spelled: spelled)
        var table = NetworkTable(file: text.path)
        for (index, line) in text.lines.enumerated() {
            try table.read(line, number: index + 1)
        }
        try self.init(layers: table.layersOrError())
    }
}

/// What has been read of a network file so far.
private struct NetworkTable {
    let file: String
    private var columns: [Layer.Quantity] = []
    private var rows: [Row] = []

    /// A layer and where its quantities stand.
    private struct Row {
        let layer: Layer
        let line: Int
        let positions: [Layer.Quantity: Int]
    }

    /// The order of the columns when no header says otherwise.
    private static let standardColumns: [Layer.Quantity] = [
        .inputHeight, .inputWidth, .inputChannels, .kernelHeight, .kernelWidth, .outputChannels, .isFollowedByPooling,
        .stride,
    ]
    private static let optionalColumns: Set<Layer.Quantity> = [
        .isFollowedByPooling, .stride, .name, .padding, .groups,
    ]

    init(file: String) {
        self.file = file
    }

    mutating func read(_ line: String, number: Int) throws(InputError) {
        guard let fields = delimitedFields(of: line) else {
            throw InputError("a quote is not closed", file: file, line: number)
        }
        guard let first = fields.first else { return }
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

    /// The network's layers, once the padding of each follows from something.
    func layersOrError() throws(InputError) -> [Layer] {
        guard !rows.isEmpty else {
            throw InputError("the file has no layers; a layer is a line of 6 to 8 numbers", file: file)
        }
        for (index, row) in rows.enumerated() {
            let next = index + 1 < rows.count ? rows[index + 1].layer : nil
            if row.layer.resolvingPadding(before: next) == nil {
                let problem = row.layer.unpaddedKernelProblem
                throw error(problem.description, row.line, row.positions[problem.quantity])
            }
        }
        return rows.map(\.layer)
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
        if fields.count < 6 {
            throw error(
                "\(fields.count) columns; a layer needs at least 6: "
                    + known.prefix(6).map(\.rawValue).joined(separator: ", "), line, fields.last?.column)
        }
        if fields.count > known.count {
            throw error(
                "\(fields.count) columns; without a header line a layer has at most 8: "
                    + known.map(\.rawValue).joined(separator: ", "), line, fields[known.count].column)
        }
        return Array(known.prefix(fields.count))
    }

    private func namedColumns(_ fields: [DelimitedField], _ line: Int) throws(InputError) -> [Layer.Quantity] {
        var found: [Layer.Quantity] = []
        for field in fields {
            guard let quantity = NetworkColumnNames.quantity(named: field.text) else {
                let all = Layer.Quantity.allCases.map(\.rawValue)
                let near = nearestName(to: NetworkColumnNames.normalized(field.text), in: all)
                let hint = near.map { "did you mean `\($0)`?" } ?? "allowed: \(all.joined(separator: ", "))"
                throw error("unknown column `\(field.text)` (\(hint))", line, field.column)
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
        guard fields.count == columns.count else {
            let extra = fields.count > columns.count ? fields[columns.count] : fields.last
            throw error(
                "\(fields.count) columns, but the lines above have \(columns.count) (every line needs as many)", line,
                extra?.column)
        }
        var values: [Layer.Quantity: Int] = [:]
        var positions: [Layer.Quantity: Int] = [:]
        var name: String?
        for (quantity, field) in zip(columns, fields) {
            positions[quantity] = field.column
            if quantity == .name {
                name = field.text.isEmpty ? nil : String(field.text)
            } else {
                values[quantity] = try number(quantity, field, line)
            }
        }
        do {
            let layer = try Self.layer(values, name: name)
            rows.append(Row(layer: layer, line: line, positions: positions))
        } catch {
            throw self.error(error.description, line, positions[error.quantity] ?? fields.first?.column)
        }
    }

    /// The number in a field; nothing for an empty field of an optional column.
    private func number(
        _ quantity: Layer.Quantity, _ field: DelimitedField, _ line: Int
    ) throws(InputError) -> Int? {
        let allowed = quantity == .isFollowedByPooling ? "0 or 1" : "whole numbers"
        if field.text.isEmpty {
            if Self.optionalColumns.contains(quantity) { return nil }
            throw error("\(quantity.rawValue) is empty (allowed: \(allowed))", line, field.column)
        }
        guard let value = wholeNumber(field.text) else {
            throw error("\(quantity.rawValue) is `\(shortened(field.text))` (allowed: \(allowed))", line, field.column)
        }
        if quantity == .isFollowedByPooling, value != 0, value != 1 {
            throw error("\(quantity.rawValue) is \(value) (allowed: \(allowed))", line, field.column)
        }
        return value
    }

    private static func layer(_ values: [Layer.Quantity: Int], name: String?) throws(InvalidLayer) -> Layer {
        try Layer(
            inputHeight: values[.inputHeight] ?? 0, inputWidth: values[.inputWidth] ?? 0,
            inputChannels: values[.inputChannels] ?? 0, kernelHeight: values[.kernelHeight] ?? 0,
            kernelWidth: values[.kernelWidth] ?? 0, outputChannels: values[.outputChannels] ?? 0,
            isFollowedByPooling: values[.isFollowedByPooling] == 1, stride: values[.stride] ?? 1, name: name,
            padding: values[.padding], groups: values[.groups] ?? 1)
    }
}

/// A piece of a file for a message, cut so that a broken file cannot flood the terminal.
package func shortened(_ text: some StringProtocol) -> String {
    let safe = text.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? "?" : String($0) }
    return safe.joined() + (text.unicodeScalars.count > 40 ? "..." : "")
}
