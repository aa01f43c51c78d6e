// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Operators whose inputs are all constants: they are computed while the model is read.
extension ONNXImporter {
    /// Constants by an operator that is written for values of images: its nodes are run at once, in double precision.
    ///
    /// - Throws: `GraphProblem` when the operator does not fit its inputs, or a result is no number.
    mutating func folded(_ kind: String, _ node: ONNXNode, _ read: Reader) throws(GraphProblem) -> [Value] {
        guard node.has(0) else { throw GraphProblem("input 1 is missing") }
        let source = try node.constant(0)
        var scratch = scratch
        let shape = source.shape.isEmpty ? [1] : source.shape
        let number = try scratch.constantValue(source, shape: shape, isWhole: true, node)
        let input = scratch.settled(.activation(number), node)
        let inputs = [input] + node.allInputs.dropFirst()
        let made = try read(&scratch, node.replacing(inputs: inputs, origins: Array(inputs.indices)))
        for added in scratch.nodes { try reserve(added.shape) }
        if scratch.nodes.contains(where: \.operation.needsLinearAlgebra) {
            do throws(InputError) { try LinearAlgebra.load() } catch {
                throw GraphProblem(error.message, kind: error.kind)
            }
        }
        var results: [Value] = []
        for value in made {
            guard case .activation(let place) = value else {
                results.append(value)
                continue
            }
            let numbers = GraphExecutor<Double>(scratch.network(making: place)).run([], images: 1)
            guard !numbers.contains(where: \.isNaN) else { throw GraphProblem("constants whose result is no number") }
            let isScalar = source.shape.isEmpty && numbers.count == 1
            let extents = isScalar ? [] : scratch.extents(of: place)
            results.append(.constant(Self.constant(numbers, extents, of: source, by: kind)))
        }
        return results
    }

    /// Operators that make whole numbers of whole numbers.
    private static let wholeOperators: Set<String> = [
        "Neg", "Abs", "Sign", "ReduceSum", "ReduceMax", "ReduceMin", "ReduceSumSquare", "ReduceL1", "Relu", "Clip",
        "Flatten",
        "Pad", "MatMul",
    ]

    private static func constant(
        _ numbers: [Double], _ extents: [Int], of source: ONNXConstant, by kind: String
    ) -> ONNXConstant {
        let isCondition = kind == "Not" || kind == "IsNaN"
        let isWhole = source.integers != nil && wholeOperators.contains(kind)
        if isCondition || isWhole {
            let integers = numbers.compactMap { Int64(exactly: $0) }
            if integers.count == numbers.count {
                return ONNXConstant(
                    type: isCondition ? .bool : source.type, shape: extents, values: .integers(integers))
            }
        }
        return ONNXConstant(type: .float, shape: extents, values: .reals(numbers.map { Float($0) }))
    }

    /// Refuses operators on channels for values without an axis of images.
    func requireChannels(_ kind: String, _ node: ONNXNode) throws(GraphProblem) {
        guard Self.channelOperators.contains(kind), case .activation(let value)? = node.optional(0), isWhole(value)
        else {
            return
        }
        throw GraphProblem(
            "an input of extents \(shape(of: value)), which are not those of one image (allowed: [1, channels, ...])")
    }

    // MARK: Repetition

    /// A value with axes of extent 1 repeated.
    mutating func expanded(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let target = try node.integers(1)
        guard case .activation(let given) = try node.value(0) else {
            let constant = try node.constant(0)
            let shape = try ONNXConstant.broadcastShape(constant.shape, target)
            try reserve(shape)
            return .constant(constant.broadcast(to: shape))
        }
        let own = extents(of: given)
        let rank = max(own.count, target.count)
        let wanted = [Int](repeating: 1, count: rank - target.count) + target
        let needsWhole = isWhole(given) || rank > own.count || wanted[0] > 1
        let value = needsWhole ? try whole(given, rank: rank, node) : given
        let targets = needsWhole ? wanted : Array(wanted.dropFirst())
        for (extent, target) in zip(shape(of: value), targets) where extent != target && target != 1 && extent != 1 {
            throw GraphProblem(
                "an extent of \(extent) made \(target) (allowed: \(extent), or extents of 1 made others)")
        }
        let changed = zip(shape(of: value), targets).map { $0 == $1 ? 1 : $1 }
        return .activation(
            try repeated(value, changed, node) { extent, target in
                extent == 1 && target > 1 ? [Int](repeating: 0, count: target) : nil
            })
    }

    /// A value repeated along its axes.
    mutating func tiled(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let repeats = try node.integers(1)
        guard repeats.allSatisfy({ (1...GraphLimits.largestExtent).contains($0) }) else {
            throw GraphProblem("repeats \(repeats) (allowed: 1 or more)")
        }
        func places(_ extent: Int, _ count: Int) -> [Int]? {
            count == 1 ? nil : (0..<extent * count).map { $0 % extent }
        }
        guard case .activation(let given) = try node.value(0) else {
            var constant = try node.constant(0)
            guard repeats.count == constant.shape.count else {
                throw GraphProblem("repeats \(repeats) for a constant of extents \(constant.shape)")
            }
            for (axis, count) in repeats.enumerated() {
                try reserve(constant.shape + [count])
                if let places = places(constant.shape[axis], count) {
                    constant = constant.selecting(axis: axis, places)
                }
            }
            return .constant(constant)
        }
        let own = extents(of: given)
        guard repeats.count == own.count else { throw GraphProblem("repeats \(repeats) for \(own.count) axes") }
        let needsWhole = isWhole(given) || repeats[0] > 1
        let value = needsWhole ? try whole(given, node) : given
        return .activation(try repeated(value, needsWhole ? repeats : Array(repeats.dropFirst()), node, places))
    }

    /// Places along each axis, for its extent and a number; nil leaves an axis as it is.
    private mutating func repeated(
        _ value: Int, _ numbers: [Int], _ node: ONNXNode, _ places: (Int, Int) -> [Int]?
    ) throws(GraphProblem) -> Int {
        var value = value
        for (axis, number) in numbers.enumerated() {
            let extent = shape(of: value)[axis]
            let made = extent.multipliedReportingOverflow(by: number)
            guard number >= 1, !made.overflow, made.partialValue <= GraphLimits.largestExtent else {
                throw GraphProblem("an extent of \(extent) repeated to \(number) (allowed: 1 or more)")
            }
            guard let chosen = places(extent, number) else { continue }
            try reserve([chosen.count])
            value = try append(.selection(axis: axis, places: chosen), [value], of: node)
        }
        return value
    }

    // MARK: Constants

    /// Numbers from a start on by equal steps.
    mutating func range(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let parts = [try node.constant(0), try node.constant(1), try node.constant(2)]
        guard parts.allSatisfy({ $0.count == 1 }) else {
            throw GraphProblem("start, limit and delta are not one number each")
        }
        let numbers = parts.map { Double($0.integers?.first ?? 0) + ($0.integers == nil ? Double($0.reals[0]) : 0) }
        guard numbers[2] != 0, numbers.allSatisfy({ $0.magnitude <= 0x1p50 }) else {
            throw GraphProblem("a delta of 0, or no numbers of a sensible size")
        }
        let count = max(0, ((numbers[1] - numbers[0]) / numbers[2]).rounded(.up))
        guard count <= Double(GraphLimits.mostFoldedElements) else { throw GraphProblem("\(count) numbers") }
        try reserve([Int(count)])
        let values = (0..<Int(count)).map { numbers[0] + Double($0) * numbers[2] }
        let isWhole = parts.allSatisfy { $0.integers != nil }
        return .constant(
            ONNXConstant(
                type: parts[0].type, shape: [values.count],
                values: isWhole ? .integers(values.map { Int64($0) }) : .reals(values.map { Float($0) })))
    }

    mutating func elementCount(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let count: Int
        if case .activation(let value) = try node.value(0) {
            count = shape(of: value).reduce(1, *)
        } else {
            count = try node.constant(0).count
        }
        return .constant(ONNXConstant(integers: [Int64(count)], shape: []))
    }
}

extension Operation {
    /// Whether it is computed by the library of linear algebra.
    var needsLinearAlgebra: Bool {
        switch self {
        case .linear, .product: true
        default: false
        }
    }
}
