// SPDX-License-Identifier: Apache-2.0

/// Operators that pick or replace elements of constants by places that are constants as well.
extension ONNXImporter {
    /// Elements along an axis, a place for each.
    mutating func gatheredElements(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let (data, indices) = (try node.constant(0), try node.constant(1))
        let rank = data.shape.count
        let axis = try node.constantAxis(node.attributes.integer("axis", default: 0), rank: rank)
        guard let numbers = indices.integers, indices.shape.count == rank,
            data.shape.indices.allSatisfy({ $0 == axis || indices.shape[$0] <= data.shape[$0] })
        else {
            throw GraphProblem("places of extents \(indices.shape) for a constant of extents \(data.shape)")
        }
        try reserve(indices.shape)
        let strides = data.strides
        var places: [Int] = []
        places.reserveCapacity(numbers.count)
        for (element, number) in numbers.enumerated() {
            var (rest, place) = (element, 0)
            for dimension in data.shape.indices.reversed() {
                let (quotient, coordinate) = rest.quotientAndRemainder(dividingBy: indices.shape[dimension])
                let own = dimension == axis ? try Self.place(number, of: data.shape[axis]) : coordinate
                place += own * strides[dimension]
                rest = quotient
            }
            places.append(place)
        }
        return .constant(data.picking(shape: indices.shape) { places[$0] })
    }

    /// Parts of a constant, each named by the first of its coordinates.
    mutating func gatheredParts(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let (data, indices) = (try node.constant(0), try node.constant(1))
        let batch = try node.attributes.integer("batch_dims", default: 0)
        guard batch == 0 else { throw GraphProblem("batch_dims is \(batch) (allowed: 0)") }
        let parts = try Self.parts(data, indices)
        let shape = Array(indices.shape.dropLast()) + data.shape.dropFirst(indices.shape.last ?? 0)
        try reserve(shape)
        return .constant(data.picking(shape: shape) { parts.starts[$0 / parts.size] + $0 % parts.size })
    }

    /// A constant with some parts replaced; of several for one place, the last one counts.
    mutating func scatteredParts(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let (data, indices, updates) = (try node.constant(0), try node.constant(1), try node.constant(2))
        let reduction = try node.attributes.word("reduction", default: "none")
        guard reduction == "none" else { throw GraphProblem("reduction is \(printable(reduction)) (allowed: none)") }
        let parts = try Self.parts(data, indices)
        guard updates.count == parts.starts.count * parts.size, (updates.integers == nil) == (data.integers == nil)
        else {
            throw GraphProblem("updates of extents \(updates.shape) for \(parts.starts.count) places")
        }
        try reserve(data.shape)
        var sources = Array(0..<data.count)
        for (part, start) in parts.starts.enumerated() {
            for offset in 0..<parts.size { sources[start + offset] = data.count + part * parts.size + offset }
        }
        let all: ONNXConstant.Values
        if let integers = data.integers, let new = updates.integers {
            all = .integers(integers + new)
        } else {
            all = .reals(data.reals + updates.reals)
        }
        let both = ONNXConstant(type: data.type, shape: [data.count + updates.count], values: all)
        return .constant(both.picking(shape: data.shape) { sources[$0] })
    }

    /// The first elements of the parts that indices name, and the elements of each.
    private static func parts(
        _ data: ONNXConstant, _ indices: ONNXConstant
    ) throws(GraphProblem) -> (starts: [Int], size: Int) {
        guard let numbers = indices.integers, let depth = indices.shape.last,
            (1...max(1, data.shape.count)).contains(depth),
            depth <= data.shape.count
        else {
            throw GraphProblem("places of extents \(indices.shape) for a constant of extents \(data.shape)")
        }
        let strides = data.strides
        var starts: [Int] = []
        for first in stride(from: 0, to: numbers.count, by: depth) {
            var start = 0
            for axis in 0..<depth { start += try place(numbers[first + axis], of: data.shape[axis]) * strides[axis] }
            starts.append(start)
        }
        return (starts, data.shape.dropFirst(depth).reduce(1, *))
    }

    private static func place(_ number: Int64, of extent: Int) throws(GraphProblem) -> Int {
        let counted = number < 0 ? number + Int64(extent) : number
        guard (0..<Int64(extent)).contains(counted) else { throw GraphProblem("element \(number) of \(extent)") }
        return Int(counted)
    }

    /// The part of matrices above or below a diagonal; zeros elsewhere.
    mutating func triangle(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let data = try node.constant(0)
        guard data.shape.count >= 2 else {
            throw GraphProblem("a constant of extents \(data.shape) (allowed: matrices)")
        }
        let isUpper = try node.attributes.integer("upper", default: 1) != 0
        let offset = node.has(1) ? try node.integers(1).first ?? 0 : 0
        try reserve(data.shape)
        let (rows, columns) = (data.shape[data.shape.count - 2], data.shape[data.shape.count - 1])
        func isKept(_ element: Int) -> Bool {
            let distance = element % columns - element / columns % rows
            return isUpper ? distance >= offset : distance <= offset
        }
        let values: ONNXConstant.Values =
            switch data.values {
            case .integers(let numbers): .integers(numbers.indices.map { isKept($0) ? numbers[$0] : 0 })
            case .reals(let numbers): .reals(numbers.indices.map { isKept($0) ? numbers[$0] : 0 })
            }
        return .constant(ONNXConstant(type: data.type, shape: data.shape, values: values))
    }

    /// Sums of the elements up to each along an axis.
    mutating func runningSum(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let data = try node.constant(0)
        try node.attributes.require("exclusive", equals: 0)
        try node.attributes.require("reverse", equals: 0)
        guard let given = try node.integers(1).first else { throw GraphProblem("an axis is missing") }
        let axis = try node.constantAxis(given, rank: data.shape.count)
        try reserve(data.shape)
        let (extent, inner) = (data.shape[axis], data.strides[axis])
        if var numbers = data.integers {
            for place in numbers.indices where place / inner % extent > 0 {
                let sum = numbers[place].addingReportingOverflow(numbers[place - inner])
                guard !sum.overflow else { throw GraphProblem("sums that 64 bits do not hold") }
                numbers[place] = sum.partialValue
            }
            return .constant(ONNXConstant(type: data.type, shape: data.shape, values: .integers(numbers)))
        }
        var numbers = data.reals
        for place in numbers.indices where place / inner % extent > 0 { numbers[place] += numbers[place - inner] }
        return .constant(ONNXConstant(type: data.type, shape: data.shape, values: .reals(numbers)))
    }
}

extension ONNXConstant {
    /// Elements from one place to the next along each axis.
    var strides: [Int] { shape.indices.map { shape[($0 + 1)...].reduce(1, *) } }
}
