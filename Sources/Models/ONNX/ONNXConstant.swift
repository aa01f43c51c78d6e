// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A constant of a model: real numbers or integers with extents.
struct ONNXConstant: Sendable, Equatable {
    /// The numbers.
    enum Values: Sendable, Equatable {
        case reals([Float])
        case integers([Int64])
    }

    /// Element types by their published numbers, as far as they are read.
    enum ElementType: Int32, Sendable, CaseIterable {
        case float = 1
        case uint8 = 2
        case int8 = 3
        case uint16 = 4
        case int16 = 5
        case int32 = 6
        case int64 = 7
        case bool = 9
        case half = 10
        case double = 11
        case uint32 = 12
        case uint64 = 13
        case bfloat16 = 16
        case uint4 = 21
        case int4 = 22

        var bits: Int {
            switch self {
            case .uint4, .int4: 4
            case .uint8, .int8, .bool: 8
            case .uint16, .int16, .half, .bfloat16: 16
            case .float, .int32, .uint32: 32
            case .int64, .double, .uint64: 64
            }
        }

        var isReal: Bool { [.float, .half, .bfloat16, .double].contains(self) }

        var isSigned: Bool {
            switch self {
            case .int4, .int8, .int16, .int32, .int64: true
            default: false
            }
        }
    }

    let type: ElementType
    let shape: [Int]
    let values: Values

    var count: Int { shape.reduce(1, *) }

    /// The numbers as real ones.
    var reals: [Float] {
        switch values {
        case .reals(let values): values
        case .integers(let values): values.map { Float($0) }
        }
    }

    /// The numbers as integers; nil when they are real ones.
    var integers: [Int64]? {
        switch values {
        case .reals: nil
        case .integers(let values): values
        }
    }

    init(type: ElementType, shape: [Int], values: Values) {
        self.type = type
        self.shape = shape
        self.values = values
    }

    init(integers: [Int64], shape: [Int]) {
        self.init(type: .int64, shape: shape, values: .integers(integers))
    }

    func reshaped(_ shape: [Int]) -> ONNXConstant { ONNXConstant(type: type, shape: shape, values: values) }
}

extension ONNXConstant {
    /// Reads a tensor of a file.
    ///
    /// - Parameters:
    ///   - tensor: the tensor as the file describes it.
    ///   - external: the files that tensors may be kept in.
    /// - Throws: `GraphProblem` when it is not whole, or kept where it is not read.
    init(_ tensor: ONNXMessage.Tensor, external: ONNXExternalData) throws(GraphProblem) {
        guard !tensor.isSegment else { throw GraphProblem("it is kept in segments, which are not read") }
        guard let type = ElementType(rawValue: tensor.dataType) else {
            throw GraphProblem(
                "elements of type \(tensor.dataType) (allowed: \(ElementType.allCases.map { "\($0)" }.joined(separator: ", ")))"
            )
        }
        guard let shape = Self.shape(tensor.dimensions) else {
            throw GraphProblem("extents \(tensor.dimensions.prefix(8)) make no sense")
        }
        let count = shape.reduce(1, *)
        let values: Values
        if let place = try ONNXExternalData.Place(tensor) {
            values = try external.withBytes(of: place) { (bytes) throws(GraphProblem) in
                try Self.raw(bytes, type, count, shape)
            }
        } else if tensor.rawData.isEmpty {
            values = Self.listed(tensor, type)
        } else {
            values = try Self.raw(tensor.rawData, type, count, shape)
        }
        let found =
            switch values {
            case .reals(let numbers): numbers.count
            case .integers(let numbers): numbers.count
            }
        guard found == count || (type.bits == 4 && found == count + 1) else {
            throw GraphProblem("\(found) elements, but its extents \(shape) ask for \(count)")
        }
        self.init(type: type, shape: shape, values: values.prefix(count))
    }

    /// Extents of a sensible size: their product is bounded even where one of them is 0, so that no part of it overflows.
    private static func shape(_ dimensions: [Int64]) -> [Int]? {
        var bound = 1
        for extent in dimensions {
            guard extent >= 0, extent <= GraphLimits.mostElements,
                case let (product, overflow) = bound.multipliedReportingOverflow(by: max(1, Int(extent))), !overflow,
                product <= 1 << 31
            else { return nil }
            bound = product
        }
        return dimensions.map(Int.init)
    }

    private static func listed(_ tensor: ONNXMessage.Tensor, _ type: ElementType) -> Values {
        switch type {
        case .float: .reals(tensor.floatData)
        case .double: .reals(tensor.doubleData.map { Float($0) })
        case .half: .reals(tensor.int32Data.map { Float(halfBits: UInt16(truncatingIfNeeded: $0)) })
        case .bfloat16: .reals(tensor.int32Data.map { Float(upperBits: UInt16(truncatingIfNeeded: $0)) })
        case .int64: .integers(tensor.int64Data)
        case .uint32, .uint64: .integers(tensor.uint64Data.map { Int64(clamping: $0) })
        case .int4, .uint4:
            .integers(nibbles(tensor.int32Data.map { UInt8(truncatingIfNeeded: $0) }, isSigned: type.isSigned))
        default: .integers(tensor.int32Data.map(Int64.init))
        }
    }

    /// Numbers that stand one after the other, little-endian.
    private static func raw(
        _ data: Data, _ type: ElementType, _ count: Int, _ shape: [Int]
    ) throws(GraphProblem) -> Values {
        do {
            return try data.withUnsafeBytes { try raw($0, type, count, shape) }
        } catch {
            throw error as? GraphProblem ?? GraphProblem("its data cannot be read")
        }
    }

    private static func raw(
        _ bytes: UnsafeRawBufferPointer, _ type: ElementType, _ count: Int, _ shape: [Int]
    ) throws(GraphProblem) -> Values {
        guard bytes.count == (count * type.bits + 7) / 8 else {
            throw GraphProblem(
                "\(bytes.count) bytes of data, but its extents \(shape) ask for \((count * type.bits + 7) / 8)")
        }
        func load<Bits: FixedWidthInteger>(_: Bits.Type) -> [Bits] {
            (0..<count).map {
                Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Bits>.size, as: Bits.self))
            }
        }
        return switch type {
        case .float: .reals(load(UInt32.self).map { Float(bitPattern: $0) })
        case .half: .reals(load(UInt16.self).map { Float(halfBits: $0) })
        case .bfloat16: .reals(load(UInt16.self).map { Float(upperBits: $0) })
        case .double: .reals(load(UInt64.self).map { Float(Double(bitPattern: $0)) })
        case .uint8, .bool: .integers(bytes.map(Int64.init))
        case .int8: .integers(bytes.map { Int64(Int8(bitPattern: $0)) })
        case .uint16: .integers(load(UInt16.self).map(Int64.init))
        case .int16: .integers(load(Int16.self).map(Int64.init))
        case .int32: .integers(load(Int32.self).map(Int64.init))
        case .uint32: .integers(load(UInt32.self).map(Int64.init))
        case .int64: .integers(load(Int64.self))
        case .uint64: .integers(load(UInt64.self).map { Int64(clamping: $0) })
        case .int4, .uint4: .integers(nibbles([UInt8](bytes), isSigned: type.isSigned))
        }
    }

    /// Two numbers of four bits a byte, the lower one first.
    private static func nibbles(_ bytes: [UInt8], isSigned: Bool) -> [Int64] {
        bytes.flatMap { byte in
            [byte & 15, byte >> 4].map { (nibble: UInt8) -> Int64 in
                let value = Int64(nibble)
                return isSigned && value > 7 ? value - 16 : value
            }
        }
    }
}

extension ONNXConstant.Values {
    fileprivate func prefix(_ count: Int) -> ONNXConstant.Values {
        switch self {
        case .reals(let numbers): .reals(Array(numbers.prefix(count)))
        case .integers(let numbers): .integers(Array(numbers.prefix(count)))
        }
    }
}

extension Float {
    /// The number of the format bfloat16, which is the upper half of a number of single precision.
    fileprivate init(upperBits bits: UInt16) { self.init(bitPattern: UInt32(bits) << 16) }

    /// The number that 16 bits stand for in the half-precision format of IEEE 754.
    fileprivate init(halfBits bits: UInt16) {
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = Float(bits & 0x3FF)
        let sign: Float = bits >> 15 == 1 ? -1 : 1
        switch exponent {
        case 0: self = sign * fraction * 0x1p-24
        case 31: self = fraction == 0 ? sign * .infinity : .nan
        default: self = sign * (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
        }
    }
}
