import Diagnostics
import Workload

/// A topology file of SCALE-Sim: a header, then one layer a line.
///
/// The text behind the last comma of a line is nothing, so a line may end with a comma. A layer whose name contains `DP` is
/// depthwise: it stands for one layer of one channel for each of its channels.
public struct TopologyFile: Sendable, Equatable {
    /// What the columns are.
    public enum Form: Sendable, CaseIterable {
        /// Name, input height and width, filter height and width, channels, filters, stride.
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
        try lines.forEachLine { number, fields throws(InputError) in
            let row = TopologyRow(lines: lines, line: number, form: form)
            if hasHeader {
                layers += try row.layers(fields)
            } else {
                try row.requireHeader(fields)
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

    func layers(_ fields: [DelimitedField]) throws(InputError) -> [SystolicLayer] {
        let columns = form.columns
        let fields = fields.droppingEmptyEnd(after: 0)
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
        if fields.count > columns.count { try checkLast(fields[columns.count], stride: numbers.last ?? 1) }
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

    /// Checks the column that SCALE-Sim 3 reads as sparsity, and SCALE-Sim 2 as a stride along the width.
    private func checkLast(_ field: DelimitedField, stride: Int) throws(InputError) {
        let parts = field.text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, let kept = wholeNumber(parts[0]), let block = wholeNumber(parts[1]) {
            guard kept == block, kept > 0 else {
                throw error(
                    "sparsity \(shortened(field.text)) is not supported (allowed: 1:1, or nothing)",
                    column: field.column)
            }
            return
        }
        guard form == .convolution, wholeNumber(field.text) == stride else {
            throw error(
                "the last column is `\(shortened(field.text))` (allowed: nothing"
                    + (form == .convolution ? ", 1:1, or the stride \(stride) again" : ", or 1:1") + ")",
                column: field.column)
        }
    }

    private func layers(named name: String, _ numbers: [Int]) throws(InputError) -> [SystolicLayer] {
        guard form == .convolution else {
            return [try SystolicLayer(name: name, rows: numbers[0], columns: numbers[1], depth: numbers[2])]
        }
        func layer(_ name: String, channels: Int) throws(InputError) -> SystolicLayer {
            try SystolicLayer(
                name: name, inputHeight: numbers[0], inputWidth: numbers[1], filterHeight: numbers[2],
                filterWidth: numbers[3], channels: channels, filters: numbers[5], stride: numbers[6])
        }
        guard name.contains(TopologyFile.depthwiseMark) else { return [try layer(name, channels: numbers[4])] }
        guard numbers[4] <= TopologyFile.mostLayers else {
            throw InputError("more than \(TopologyFile.mostLayers) channels of a depthwise layer")
        }
        var channels: [SystolicLayer] = []
        for channel in 0..<numbers[4] { channels.append(try layer("\(name)Channel_\(channel)", channels: 1)) }
        return channels
    }
}
