// SPDX-License-Identifier: Apache-2.0

/// Constants that nodes compute.
extension ONNXConstant {
    /// A constant of other extents, whose elements a closure picks: for the index of each element of the result,
    /// `place` gives the index of the element of this constant.
    func picking(shape: [Int], _ place: (Int) -> Int) -> ONNXConstant {
        let count = shape.reduce(1, *)
        let picked: Values =
            switch values {
            case .reals(let numbers): .reals((0..<count).map { numbers[place($0)] })
            case .integers(let numbers): .integers((0..<count).map { numbers[place($0)] })
            }
        return ONNXConstant(type: type, shape: shape, values: picked)
    }

    /// Some places along an axis.
    func selecting(axis: Int, _ places: [Int]) -> ONNXConstant {
        let inner = shape[(axis + 1)...].reduce(1, *)
        var selected = shape
        selected[axis] = places.count
        let extent = shape[axis]
        return picking(shape: selected) { element in
            let (row, column) = element.quotientAndRemainder(dividingBy: inner)
            let (outer, place) = row.quotientAndRemainder(dividingBy: places.count)
            return (outer * extent + places[place]) * inner + column
        }
    }

    /// Axes in another order.
    func transposed(_ order: [Int]) -> ONNXConstant {
        let strides = strides
        return strided(order.map { shape[$0] }, order.map { strides[$0] })
    }

    /// The elements that steps along each axis lead to.
    private func strided(_ extents: [Int], _ strides: [Int]) -> ONNXConstant {
        let moved: Values =
            switch values {
            case .reals(let numbers): .reals(Self.strided(numbers, extents, strides))
            case .integers(let numbers): .integers(Self.strided(numbers, extents, strides))
            }
        return ONNXConstant(type: type, shape: extents, values: moved)
    }

    private static func strided<Number>(_ numbers: [Number], _ extents: [Int], _ strides: [Int]) -> [Number] {
        guard let last = extents.last, let step = strides.last else { return numbers }
        let rows = extents.dropLast().reduce(1, *)
        return filled(rows * last) { result in
            numbers.withUnsafeBufferPointer { source in
                for row in 0..<rows {
                    var (rest, place) = (row, 0)
                    var axis = extents.count - 2
                    while axis >= 0 {
                        let (quotient, coordinate) = rest.quotientAndRemainder(dividingBy: extents[axis])
                        place += coordinate * strides[axis]
                        rest = quotient
                        axis -= 1
                    }
                    for target in row * last..<(row + 1) * last {
                        result[target] = source[place]
                        place += step
                    }
                }
            }
        }
    }

    /// Concatenated constants.
    ///
    /// - Throws: `GraphProblem` when they do not fit together.
    static func joined(_ parts: [ONNXConstant], axis: Int) throws(GraphProblem) -> ONNXConstant {
        let first = parts[0]
        var shape = first.shape
        for part in parts.dropFirst() {
            var (mine, its) = (shape, part.shape)
            guard mine.count == its.count, part.type.isReal == first.type.isReal else {
                throw GraphProblem("constants of extents \(parts.map(\.shape))")
            }
            (mine[axis], its[axis]) = (0, 0)
            guard mine == its else { throw GraphProblem("constants of extents \(parts.map(\.shape))") }
            shape[axis] += part.shape[axis]
        }
        let outer = shape[..<axis].reduce(1, *)
        func join<Number>(_ numbers: [[Number]]) -> [Number] {
            var result: [Number] = []
            for place in 0..<outer {
                for list in numbers {
                    let run = list.count / max(1, outer)
                    result += list[place * run..<(place + 1) * run]
                }
            }
            return result
        }
        let values: Values =
            first.type.isReal ? .reals(join(parts.map(\.reals))) : .integers(join(parts.map { $0.integers ?? [] }))
        return ONNXConstant(type: first.type, shape: shape, values: values)
    }

    /// Extents of what two operands give, each broadcast to the other.
    static func broadcastShape(_ left: [Int], _ right: [Int]) throws(GraphProblem) -> [Int] {
        let rank = max(left.count, right.count)
        let (a, b) = (left.padded(to: rank), right.padded(to: rank))
        guard zip(a, b).allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else {
            throw GraphProblem("constants of extents \(left) and \(right) do not fit together")
        }
        return zip(a, b).map { $0 == 1 ? $1 : $0 }
    }

    /// The elements, repeated along axes of extent 1.
    func broadcast(to target: [Int]) -> ONNXConstant {
        guard shape != target else { return self }
        let own = shape.padded(to: target.count)
        let strides = own.indices.map { own[$0] == 1 ? 0 : own[($0 + 1)...].reduce(1, *) }
        return strided(target, strides)
    }

    /// Element by element, as ONNX computes: integers in integers, real numbers in single precision.
    ///
    /// - Precondition: both have the same extents.
    /// - Throws: `GraphProblem` for a division by zero and results beyond 64 bits.
    func combined(
        _ function: Operation.BinaryOperation, _ other: ONNXConstant
    ) throws(GraphProblem) -> ONNXConstant {
        if let left = integers, let right = other.integers {
            var results: [Int64] = []
            for (a, b) in zip(left, right) { results.append(try function.integer(a, b)) }
            return ONNXConstant(type: function.isCondition ? .bool : type, shape: shape, values: .integers(results))
        }
        let results = zip(reals, other.reals).map { function.real($0, $1) }
        if function.isCondition {
            return ONNXConstant(type: .bool, shape: shape, values: .integers(results.map { $0 == 0 ? 0 : 1 }))
        }
        guard results.allSatisfy({ !$0.isNaN }) else { throw GraphProblem("constants whose result is no number") }
        return ONNXConstant(type: .float, shape: shape, values: .reals(results))
    }
}

extension ONNXConstant {
    /// Elements of one constant where those of this one are not 0, and of another one elsewhere.
    ///
    /// - Precondition: all have the same extents.
    func choosing(_ first: ONNXConstant, _ second: ONNXConstant) -> ONNXConstant {
        let isFirst: [Bool] =
            switch values {
            case .integers(let numbers): numbers.map { $0 != 0 }
            case .reals(let numbers): numbers.map { $0 != 0 }
            }
        if let left = first.integers, let right = second.integers {
            let chosen = isFirst.indices.map { isFirst[$0] ? left[$0] : right[$0] }
            return ONNXConstant(type: first.type, shape: shape, values: .integers(chosen))
        }
        let (left, right) = (first.reals, second.reals)
        let chosen = isFirst.indices.map { isFirst[$0] ? left[$0] : right[$0] }
        return ONNXConstant(type: .float, shape: shape, values: .reals(chosen))
    }
}

extension [Int] {
    /// Extents with as many of 1 before them as a number of axes needs.
    fileprivate func padded(to rank: Int) -> [Int] { [Int](repeating: 1, count: Swift.max(0, rank - count)) + self }
}

extension ONNXConstant {
    /// The same numbers as another type: real numbers lose their fraction, as in ONNX.
    ///
    /// - Throws: `GraphProblem` when the type does not hold one of them.
    func cast(to type: ElementType) throws(GraphProblem) -> ONNXConstant {
        if type.isReal { return ONNXConstant(type: .float, shape: shape, values: .reals(reals)) }
        var numbers: [Int64] = []
        switch values {
        case .integers(let integers): numbers = integers
        case .reals(let reals):
            for number in reals {
                guard let integer = Int64(exactly: number.rounded(.towardZero)) else {
                    throw GraphProblem("a cast of \(number) to \(type)")
                }
                numbers.append(integer)
            }
        }
        if type == .bool { numbers = numbers.map { $0 == 0 ? 0 : 1 } }
        let limits = type.range
        guard let wrong = numbers.first(where: { !limits.contains($0) }) else {
            return ONNXConstant(type: type, shape: shape, values: .integers(numbers))
        }
        throw GraphProblem("a cast of \(wrong) to \(type) (allowed: \(limits.lowerBound) to \(limits.upperBound))")
    }
}

extension ONNXConstant.ElementType {
    /// The range of integers of the type, as far as signed 64-bit integers hold it.
    fileprivate var range: ClosedRange<Int64> {
        if isSigned { return bits == 64 ? .min ... .max : -(1 << (bits - 1))...(1 << (bits - 1)) - 1 }
        return 0...(bits == 64 ? .max : (1 << bits) - 1)
    }
}
