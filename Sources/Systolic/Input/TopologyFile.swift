// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// A topology file of SCALE-Sim: a header, then one layer a line.
///
/// Text after the last comma of a line may be empty, so a line may end with a comma. A layer whose name contains `DP`
/// is depthwise: it stands for one layer of one channel for each of its channels. Where the header names two columns of
/// strides, as SCALE-Sim 2 writes them, a layer has a stride along the height and one along the width.
public struct TopologyFile: Sendable, Equatable {
    /// The meaning of the columns.
    public enum Form: Sendable, CaseIterable {
        /// Name, input height and width, filter height and width, channels, filters, and one stride or two.
        case convolution
        /// Name, M, N, K of a matrix product of M x K and K x N.
        case matrixProduct

        fileprivate var columns: [String] {
            switch self {
            case .convolution:
                [
                    "layer name", "ifmap height", "ifmap width", "filter height", "filter width", "channels",
                    "num filter", "strides",
                ]
            case .matrixProduct: ["layer name", "M", "N", "K"]
            }
        }
    }

    /// The layers, depthwise ones taken apart.
    public let layers: [SystolicLayer]

    /// What the name of a depthwise layer contains.
    static let depthwiseMark = "DP"
    /// The most layers that a file may stand for.
    static let mostLayers = 1 << 16

    /// Reads a file.
    ///
    /// - Throws: `InputError` with file, line and column.
    public init(readingFrom path: String, form: Form = .convolution) throws(InputError) {
        let lines = DelimitedTable(try TextLines(path))
        var layers: [SystolicLayer] = []
        var hasHeader = false
        var hasTwoStrides = false
        try lines.forEachLine { number, fields throws(InputError) in
            let row = TopologyRow(lines: lines, line: number, form: form, hasTwoStrides: hasTwoStrides)
            if hasHeader {
                layers += try row.layers(fields)
            } else {
                try row.requireHeader(fields)
                hasTwoStrides = row.namesTwoStrides(fields)
                hasHeader = true
            }
            guard layers.count <= Self.mostLayers else {
                throw row.error("more than \(Self.mostLayers) layers, those of depthwise layers counted one by one")
            }
        }
        guard !layers.isEmpty else {
            throw InputError(
                "the file has no layers; its first line is a header, the next ones are layers", file: lines.file)
        }
        self.layers = layers
    }
}

/// One line of a topology file.
private struct TopologyRow {
    let lines: DelimitedTable
    let line: Int
    let form: TopologyFile.Form
    /// Whether the header names a stride along the height and one along the width.
    let hasTwoStrides: Bool

    func error(_ message: String, column: Int? = nil) -> InputError {
        InputError(message, file: lines.file, line: line, column: column)
    }

    /// Refuses a first line that is a layer: SCALE-Sim would skip it silently.
    func requireHeader(_ fields: [DelimitedField]) throws(InputError) {
        guard fields.count < 2 || wholeNumber(fields[1].text) == nil else {
            throw error(
                "the first line is skipped as a header, but looks like a layer; put a line of names before it: "
                    + form.columns.joined(separator: ", "))
        }
    }

    /// Whether a header names two columns of strides.
    func namesTwoStrides(_ header: [DelimitedField]) -> Bool {
        form == .convolution && header.count(where: { $0.text.lowercased().contains("stride") }) == 2
    }

    /// The columns of a row with so many fields. A row with one stride has it in both directions.
    private func columns(_ count: Int) -> [String] {
        guard hasTwoStrides, count > form.columns.count else { return form.columns }
        return form.columns.dropLast() + ["stride height", "stride width"]
    }

    func layers(_ fields: [DelimitedField]) throws(InputError) -> [SystolicLayer] {
        let fields = fields.droppingEmptyEnd(after: 0)
        let columns = columns(fields.count)
        guard form == .convolution || fields.count < TopologyFile.Form.convolution.columns.count else {
            throw error(
                "\(fields.count) columns: these are columns of convolutions, which are read without --gemm; a product "
                    + "has \(columns.count): \(columns.joined(separator: ", "))", column: fields[columns.count].column)
        }
        guard fields.count >= columns.count else {
            throw error(
                "\(fields.count) columns\(lines.hint(fields)); a layer needs \(columns.count): \(columns.joined(separator: ", "))"
                    + (form == .convolution && fields.count == 4 ? "; for M, N, K add --gemm" : ""),
                column: fields.last?.column)
        }
        guard fields.count <= columns.count + 1 else {
            throw error(
                "\(fields.count) columns\(lines.hint(fields)); a layer has \(columns.count): \(columns.joined(separator: ", "))",
                column: fields[columns.count + 1].column)
        }
        var numbers: [Int] = []
        for index in 1..<columns.count {
            numbers.append(try number(fields[index], named: columns[index]))
        }
        if fields.count > columns.count {
            try checkLast(fields[columns.count], stride: hasTwoStrides ? nil : numbers.last)
        }
        do throws(InputError) {
            return try layers(named: String(fields[0].text), numbers)
        } catch {
            throw self.error(error.message, column: fields[1].column)
        }
    }

    private func number(_ field: DelimitedField, named name: String) throws(InputError) -> Int {
        guard let value = wholeNumber(field.text), value > 0 else {
            throw error(
                "\(name) is `\(shortened(field.text))` (allowed: whole numbers from 1)", column: field.column)
        }
        return value
    }

    /// Checks the column that SCALE-Sim 3 reads as sparsity, and SCALE-Sim 2 as a stride along the width. `stride` is
    /// the only stride of the row; it is nil where there are two.
    private func checkLast(_ field: DelimitedField, stride: Int?) throws(InputError) {
        let parts = field.text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, let kept = wholeNumber(parts[0]), let block = wholeNumber(parts[1]) {
            guard kept == block, kept > 0 else {
                throw error(
                    "sparsity \(shortened(field.text)) is not supported (allowed: 1:1, or nothing)",
                    column: field.column)
            }
            return
        }
        guard form == .convolution, let stride else {
            throw error(
                "the last column is `\(shortened(field.text))` (allowed: nothing, or 1:1)", column: field.column)
        }
        guard wholeNumber(field.text) == stride else {
            throw error(
                "the last column is `\(shortened(field.text))` (allowed: nothing, 1:1, or the stride \(stride) again; "
                    + "of two strides the header names both: stride height, stride width)", column: field.column)
        }
    }

    private func layers(named name: String, _ numbers: [Int]) throws(InputError) -> [SystolicLayer] {
        guard form == .convolution else {
            return [try SystolicLayer(name: name, rows: numbers[0], columns: numbers[1], depth: numbers[2])]
        }
        let strides = AxisPair(vertical: numbers[6], horizontal: numbers[numbers.count - 1])
        func layer(_ name: String, channels: Int) throws(InputError) -> SystolicLayer {
            try SystolicLayer(
                name: name, inputHeight: extent(numbers[0], filter: numbers[2], stride: strides.vertical, of: strides),
                inputWidth: extent(numbers[1], filter: numbers[3], stride: strides.horizontal, of: strides),
                filterHeight: numbers[2], filterWidth: numbers[3], channels: channels, filters: numbers[5],
                strides: strides)
        }
        guard name.contains(TopologyFile.depthwiseMark) else { return [try layer(name, channels: numbers[4])] }
        guard numbers[4] <= TopologyFile.mostLayers else {
            throw InputError("more than \(TopologyFile.mostLayers) channels of a depthwise layer")
        }
        var channels: [SystolicLayer] = []
        for channel in 0..<numbers[4] { channels.append(try layer("\(name)Channel_\(channel)", channels: 1)) }
        return channels
    }

    /// The extent of a map. SCALE-Sim 3.0.0 has no figures for two strides that differ, so that nothing asks for its window
    /// beyond the map: then the map is cut to what whole windows reach.
    private func extent(_ input: Int, filter: Int, stride: Int, of strides: AxisPair) -> Int {
        guard strides.common == nil, input > filter, stride > 0 else { return input }
        return (input - filter) / stride * stride + filter
    }
}
