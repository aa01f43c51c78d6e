// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Products of two values, and sums of products that `Einsum` writes.
extension ONNXImporter {
    /// The product of two values, one of which may be a constant. `Value`s of one axis are no matrices.
    ///
    /// - Throws: `GraphProblem` when they do not fit together.
    mutating func product(_ left: Value, _ right: Value, _ node: ONNXNode) throws(GraphProblem) -> Int {
        let values = try aligned([left, right], node)
        guard values.allSatisfy({ shape(of: $0).count >= 2 }) else {
            return try append(
                .product, [whole(values[0], rank: 2, node), whole(values[1], rank: 2, node)], of: node)
        }
        return try append(.product, values, of: node)
    }

    /// `MatMul` of two values of the image, or with a constant of more axes than a matrix.
    mutating func generalProduct(_ node: ONNXNode) throws(GraphProblem) -> Value {
        func rank(_ value: Value, _ index: Int) throws(GraphProblem) -> Int {
            if case .activation(let number) = value { return extents(of: number).count }
            return try value.numbers(index).shape.count
        }
        let (left, right) = (try node.value(0), try node.value(1))
        let ranks = [try rank(left, 0), try rank(right, 1)]
        guard ranks.allSatisfy({ $0 >= 2 }) else {
            throw GraphProblem("a product of values of \(ranks[0]) and \(ranks[1]) axes (allowed: 2 or more)")
        }
        return .activation(try product(left, right, node))
    }

    /// `MatMul` with a constant matrix on the left: c x = (x' c')', with x' and c' transposed.
    mutating func leftMatrixProduct(_ node: ONNXNode, _ input: Int) throws(GraphProblem) -> Value {
        let turned = try turned(input, node)
        let swapped = node.replacing(inputs: [.activation(turned), try node.value(0)], origins: [1, 0])
        let extents = try weightShape(swapped)
        let layer = LinearLayer(
            outputs: extents[0], rows: extents[1], window: nil, groups: 1,
            weights: try weights(swapped, scaleAxis: 0) { $0 }, bias: [Double](repeating: 0, count: extents[0]),
            parameters: parameters(swapped, outputs: extents[0]))
        return .activation(try self.turned(append(.linear(layer), [turned], of: node), node))
    }

    /// A value with its last two axes exchanged.
    mutating func turned(_ value: Int, _ node: ONNXNode) throws(GraphProblem) -> Int {
        let value = shape(of: value).count < 2 ? try whole(value, rank: 2, node) : value
        let rank = shape(of: value).count
        return try append(.transpose(Array(0..<rank - 2) + [rank - 1, rank - 2]), [value], of: node)
    }

    // MARK: Einsum

    mutating func einsteinSum(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let text = try node.attributes.word("equation", default: "").filter { !$0.isWhitespace }
        var operands: [Value] = []
        for index in 0..<node.inputCount { operands.append(try node.value(index)) }
        var ranks: [Int] = []
        for (index, operand) in operands.enumerated() {
            if case .activation(let value) = operand {
                ranks.append(extents(of: value).count)
            } else {
                ranks.append(try operand.numbers(index).shape.count)
            }
        }
        let equation = try EinsteinEquation(text, ranks: ranks)
        var terms: [EinsteinTerm] = []
        for (labels, operand) in zip(equation.inputs, operands) {
            terms.append(try term(operand, labels, equation, others: equation.inputs, node))
        }
        guard terms.count == 2 else {
            return .activation(try finished(terms[0], equation.output, node))
        }
        let order = terms[0].constant == nil ? [0, 1] : [1, 0]
        let result = try product(terms[order[0]], terms[order[1]], equation.output, node)
        return .activation(try finished(result, equation.output, node))
    }

    /// An operand of `Einsum` as a whole value, without axes that only it has and the result does not: these are summed up.
    private mutating func term(
        _ operand: Value, _ labels: [Character], _ equation: EinsteinEquation, others: [[Character]], _ node: ONNXNode
    ) throws(GraphProblem) -> EinsteinTerm {
        let value = try whole(aligned([operand], node)[0], rank: labels.count, node)
        let isShared = { (label: Character) in
            equation.output.contains(label) || others.count { $0.contains(label) } > 1
        }
        let kept = labels.indices.filter { isShared(labels[$0]) }
        guard kept.count < labels.count else {
            let constant = operand.isActivation ? nil : try operand.numbers(0)
            return EinsteinTerm(value: value, labels: labels, constant: constant)
        }
        let summed = labels.indices.filter { !isShared(labels[$0]) }
        let moved = try append(.transpose(kept + summed), [value], of: node)
        let sum = try append(.sumOfLast(axes: summed.count), [moved], of: node)
        let extents = kept.map { shape(of: value)[$0] }
        return EinsteinTerm(
            value: try whole(sum, as: extents.isEmpty ? [1] : extents, node), labels: kept.map { labels[$0] })
    }

    /// The product of two terms: axes of both that the result keeps are those of a batch, others of both are summed up.
    private mutating func product(
        _ left: EinsteinTerm, _ right: EinsteinTerm, _ output: [Character], _ node: ONNXNode
    ) throws(GraphProblem) -> EinsteinTerm {
        let both = left.labels.filter(right.labels.contains)
        let batch = both.filter(output.contains)
        let inner = both.filter { !output.contains($0) }
        let rows = left.labels.filter { !both.contains($0) }
        let columns = right.labels.filter { !both.contains($0) }
        var sizes: [Character: Int] = [:]
        for term in [left, right] {
            for (label, extent) in zip(term.labels, shape(of: term.value)) {
                guard sizes.updateValue(extent, forKey: label).map({ $0 == extent }) ?? true else {
                    throw GraphProblem("axis \(label) has two extents (needed: the same ones)")
                }
            }
        }
        func size(_ labels: [Character]) -> Int { labels.reduce(1) { $0 * (sizes[$1] ?? 1) } }
        let isMatrix = size(batch) == 1 && left.constant == nil && !inner.isEmpty
        if isMatrix, let weights = right.constant {
            return try layer(
                left, right, weights, batch: batch, rows: rows, inner: inner, columns: columns, sizes, node)
        }
        let first = try arranged(left, batch + rows + inner, as: [size(batch), size(rows), size(inner)], node)
        let second = try arranged(right, batch + inner + columns, as: [size(batch), size(inner), size(columns)], node)
        let product = try append(.product, [first, second], of: node)
        let labels = batch + rows + columns
        let extents = labels.map { sizes[$0] ?? 1 }
        return EinsteinTerm(value: try whole(product, as: extents.isEmpty ? [1] : extents, node), labels: labels)
    }

    /// A product with a constant, which is a fully connected layer.
    private mutating func layer(
        _ left: EinsteinTerm, _ right: EinsteinTerm, _ constant: ONNXConstant, batch: [Character], rows: [Character],
        inner: [Character], columns: [Character], _ sizes: [Character: Int], _ node: ONNXNode
    ) throws(GraphProblem) -> EinsteinTerm {
        func size(_ labels: [Character]) -> Int { labels.reduce(1) { $0 * (sizes[$1] ?? 1) } }
        let first = try arranged(left, batch + rows + inner, as: [size(rows), size(inner)], node)
        try reserve(constant.shape)
        let order = (batch + columns + inner).compactMap(right.labels.firstIndex(of:))
        let numbers = constant.transposed(order).reals
        guard numbers.allSatisfy(\.isFinite) else { throw GraphProblem("weights that are not finite") }
        let outputs = size(columns)
        let layer = LinearLayer(
            outputs: outputs, rows: size(inner), window: nil, groups: 1, weights: .real(numbers),
            bias: [Double](repeating: 0, count: outputs), parameters: LayerParameters(biases: 0))
        let product = try append(.linear(layer), [first], of: node)
        let labels = batch + rows + columns
        let extents = labels.map { sizes[$0] ?? 1 }
        return EinsteinTerm(value: try whole(product, as: extents.isEmpty ? [1] : extents, node), labels: labels)
    }

    private mutating func arranged(
        _ term: EinsteinTerm, _ labels: [Character], as extents: [Int], _ node: ONNXNode
    ) throws(GraphProblem) -> Int {
        let order = labels.compactMap(term.labels.firstIndex(of:))
        return try whole(arranged(term.value, order, node), as: extents, node)
    }

    private mutating func finished(
        _ term: EinsteinTerm, _ output: [Character], _ node: ONNXNode
    ) throws(GraphProblem) -> Int {
        guard Set(term.labels) == Set(output) else {
            throw GraphProblem("an axis of the result that no input has")
        }
        return try arranged(term.value, output.compactMap(term.labels.firstIndex(of:)), node)
    }
}

/// A value whose axes have letters.
private struct EinsteinTerm {
    let value: Int
    let labels: [Character]
    /// The numbers, if they do not depend on the image.
    var constant: ONNXConstant?
}

/// What `Einsum` says about axes, with a letter for each axis that `...` stands for.
private struct EinsteinEquation {
    let inputs: [[Character]]
    let output: [Character]

    /// Reads an equation such as `bhid,bhjd->bhij`. `ranks` are the numbers of axes of the operands.
    ///
    /// - Throws: `GraphProblem` when it has not one or two operands, or repeats a letter in one of them.
    init(_ text: String, ranks: [Int]) throws(GraphProblem) {
        let sides = text.components(separatedBy: "->")
        let terms = sides[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let problem = GraphProblem(
            "equation \(printable(text)) for operands of \(ranks) axes (allowed: one or two operands, each letter once in each, as "
                + "bhid,bhjd->bhij)")
        guard (1...2).contains(terms.count), sides.count <= 2, terms.count == ranks.count else { throw problem }
        // Digits stand for the axes of `...`, counted from the last one.
        let digits = Array("9876543210")
        func expanded(_ term: String, count: Int) -> [Character]? {
            let parts = term.components(separatedBy: "...")
            guard parts.count <= 2, (0...digits.count).contains(count) else { return nil }
            let labels = parts.count == 1 ? Array(term) : Array(parts[0]) + digits.suffix(count) + Array(parts[1])
            let isPlain = parts.joined().allSatisfy { $0.isLetter && $0.isASCII }
            return isPlain && Set(labels).count == labels.count ? labels : nil
        }
        var inputs: [[Character]] = []
        var most = 0
        for (term, rank) in zip(terms, ranks) {
            let letters = term.filter(\.isLetter).count
            let count = term.contains("...") ? rank - letters : 0
            guard let labels = expanded(term, count: count), labels.count == rank else { throw problem }
            most = max(most, count)
            inputs.append(labels)
        }
        self.inputs = inputs
        if sides.count == 2 {
            guard let labels = expanded(sides[1], count: most) else { throw problem }
            output = labels
        } else {
            let all = inputs.flatMap(\.self)
            output =
                digits.suffix(most)
                + Set(all).filter { label in label.isLetter && all.count { $0 == label } == 1 }.sorted()
        }
    }
}
