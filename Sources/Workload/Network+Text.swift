// SPDX-License-Identifier: Apache-2.0

import Formats

extension Network {
    /// The network as the text of a network file, with a header line, one step a line.
    ///
    /// The columns that say more than which layers there are appear only when one of their fields has something to say.
    public var fileText: String {
        let extra = Self.extraColumns.filter { column in steps.indices.contains { !field(column, of: $0).isEmpty } }
        let needsSources = extra.contains(.operation)
        let columns = Layer.Quantity.allCases.filter { quantity in
            !Self.extraColumns.contains(quantity) || extra.contains(quantity) || quantity == .inputs && needsSources
        }
        let rows = steps.indices.map { index in columns.map { field($0, of: index) } }
        return CSVText.lines([columns.map(\.rawValue)] + rows, quoting: "#/")
    }

    private static let extraColumns: [Layer.Quantity] = [
        .dilation, .operation, .inputs, .hasBias, .hasBatchNormalization,
    ]

    private func field(_ quantity: Layer.Quantity, of index: Int) -> String {
        let step = steps[index]
        let layer = step.geometry
        switch quantity {
        case .inputHeight: return "\(layer.inputHeight)"
        case .inputWidth: return "\(layer.inputWidth)"
        case .inputChannels: return "\(layer.inputChannels)"
        case .kernelHeight: return "\(layer.kernelHeight)"
        case .kernelWidth: return "\(layer.kernelWidth)"
        case .outputChannels: return "\(layer.outputChannels)"
        case .isFollowedByPooling: return layer.isFollowedByPooling ? "1" : "0"
        case .stride: return Self.list(layer.strides.numbers)
        case .name: return Self.written(layer.name ?? "")
        case .padding: return layer.padding.map(Self.list) ?? ""
        case .dilation: return layer.dilations == 1 ? "" : Self.list(layer.dilations.numbers)
        case .groups: return [.window, .elements].contains(step.operation.form) ? "" : "\(layer.groups)"
        case .operation: return step.operation == .convolution ? "" : step.operation.rawValue
        case .inputs: return sources(of: index)
        case .hasBias: return layer.hasBias ? "1" : ""
        case .hasBatchNormalization: return layer.hasBatchNormalization ? "1" : ""
        }
    }

    /// Top, left, bottom and right with blanks between: one number when all are equal, two when opposite ones are.
    private static func list(_ padding: Layer.Padding) -> String {
        guard let vertical = padding.vertical, let horizontal = padding.horizontal else {
            return padding.numbers.map(String.init).joined(separator: " ")
        }
        return list([vertical, horizontal])
    }

    /// Two numbers with a blank between, or one when they are equal.
    private static func list(_ pair: [Int]) -> String {
        (Set(pair).count == 1 ? Array(pair.prefix(1)) : pair).map(String.init).joined(separator: " ")
    }

    /// The names of what a step reads, unless that is the step before it.
    private func sources(of index: Int) -> String {
        guard steps[index].inputs != [index == 0 ? .image : .step(index - 1)] else { return "" }
        return steps[index].inputs.map { source in
            switch source {
            case .image: "image"
            case .step(let number): Self.written(steps[number].geometry.name ?? "")
            }
        }.joined(separator: " ")
    }

    /// A name without what a field cannot hold.
    private static func written(_ name: String) -> String { name.filter { !$0.isNewline } }
}
