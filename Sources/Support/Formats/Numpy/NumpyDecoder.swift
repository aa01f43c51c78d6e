// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import Parallelism

/// Turns the elements of a NumPy array into numbers of this machine, row by row.
struct NumpyDecoder: @unchecked Sendable {
    let header: NumpyHeader
    /// As many bytes as the header says.
    let bytes: UnsafeRawBufferPointer
    let threads: Int

    /// The elements as floating-point numbers.
    func doubles() -> [Double] {
        switch (header.type.kind, header.type.size) {
        case (.floating, 2): decode(UInt16.self, zero: 0.0) { doubleFromHalf($0) }
        case (.floating, 4) where header.isPlainFloats: widenFloats()
        case (.floating, 4): decode(UInt32.self, zero: 0.0) { Double(Float(bitPattern: $0)) }
        case (.floating, _): decode(UInt64.self, zero: 0.0) { Double(bitPattern: $0) }
        case (.signed, 1): decode(UInt8.self, zero: 0.0) { Double(Int8(bitPattern: $0)) }
        case (.signed, 2): decode(UInt16.self, zero: 0.0) { Double(Int16(bitPattern: $0)) }
        case (.signed, 4): decode(UInt32.self, zero: 0.0) { Double(Int32(bitPattern: $0)) }
        case (.signed, _): decode(UInt64.self, zero: 0.0) { Double(Int64(bitPattern: $0)) }
        case (_, 1): decode(UInt8.self, zero: 0.0) { Double($0) }
        case (_, 2): decode(UInt16.self, zero: 0.0) { Double($0) }
        case (_, 4): decode(UInt32.self, zero: 0.0) { Double($0) }
        default: decode(UInt64.self, zero: 0.0) { Double($0) }
        }
    }

    /// The elements as whole numbers, for arrays of whole numbers.
    func integers() -> [Int64] {
        switch (header.type.kind, header.type.size) {
        case (.signed, 1) where !header.isReordered: widenBytes()
        case (.signed, 1): decode(UInt8.self, zero: 0) { Int64(Int8(bitPattern: $0)) }
        case (.signed, 2): decode(UInt16.self, zero: 0) { Int64(Int16(bitPattern: $0)) }
        case (.signed, 4): decode(UInt32.self, zero: 0) { Int64(Int32(bitPattern: $0)) }
        case (.signed, _): decode(UInt64.self, zero: 0) { Int64(bitPattern: $0) }
        case (_, 1): decode(UInt8.self, zero: 0) { Int64($0) }
        case (_, 2): decode(UInt16.self, zero: 0) { Int64($0) }
        case (_, 4): decode(UInt32.self, zero: 0) { Int64($0) }
        default: decode(UInt64.self, zero: 0) { Int64(clamping: $0) }
        }
    }

    private func widenFloats() -> [Double] {
        [Double](unsafeUninitializedCapacity: header.count) { buffer, initialized in
            tk_prefer_large_pages(buffer.baseAddress, header.count * MemoryLayout<Double>.stride)
            let shared = SharedBuffer(buffer)
            let ranges = pieces(of: header.count, size: 1 << 18)
            forEachInParallel(ranges.count, threads: threads) { piece in
                guard let from = bytes.baseAddress, let to = shared.base else { return }
                let first = ranges[piece].lowerBound
                tk_widen_floats(from + first * MemoryLayout<Float>.size, ranges[piece].count, to + first)
            }
            initialized = header.count
        }
    }

    /// Signed bytes in their order, as activations usually are: a loop of its own, which is done with vectors.
    private func widenBytes() -> [Int64] {
        [Int64](unsafeUninitializedCapacity: header.count) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            let ranges = pieces(of: header.count, size: 1 << 18)
            forEachInParallel(ranges.count, threads: threads) { piece in
                guard let from = bytes.baseAddress?.assumingMemoryBound(to: Int8.self), let to = shared.base else {
                    return
                }
                for index in ranges[piece] { to[index] = Int64(from[index]) }
            }
            initialized = header.count
        }
    }

    /// The elements as bytes, for arrays of unsigned bytes.
    func unsignedBytes() -> [UInt8] {
        decode(UInt8.self, zero: 0) { $0 }
    }

    @inline(__always)
    private func decode<Bits: FixedWidthInteger & Sendable, Number: Sendable>(
        _ bits: Bits.Type, zero: Number, _ number: @Sendable (Bits) -> Number
    ) -> [Number] {
        let count = header.count
        let isBigEndian = header.type.isBigEndian
        let order = header.isReordered ? FortranOrder(header.shape) : nil
        return [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
            let shared = SharedBuffer(buffer)
            let ranges = pieces(of: count, size: 1 << 18)
            forEachInParallel(ranges.count, threads: threads) { piece in
                for index in ranges[piece] {
                    let source = order?.place(of: index) ?? index
                    let raw = bytes.loadUnaligned(fromByteOffset: source * MemoryLayout<Bits>.size, as: Bits.self)
                    shared[index] = number(isBigEndian ? Bits(bigEndian: raw) : Bits(littleEndian: raw))
                }
            }
            initialized = count
        }
    }
}

extension NumpyHeader {
    /// Whether elements are single-precision numbers that stand in order, as this machine reads them.
    var isPlainFloats: Bool {
        type.kind == .floating && type.size == MemoryLayout<Float>.size && type.isBigEndian == (1.bigEndian == 1)
            && !isReordered
    }

    /// Whether the first index runs fastest, and there is more than one.
    var isReordered: Bool { isColumnMajor && shape.count >= 2 }
}

/// The positions of the elements of an array whose first index runs fastest.
private struct FortranOrder: Sendable {
    /// Extents of the axes after the first, the last axis first, each with the distance of its elements in the file.
    private let axes: [(extent: Int, distance: Int)]

    init(_ shape: [Int]) {
        var distance = 1
        var axes: [(extent: Int, distance: Int)] = []
        for extent in shape {
            axes.append((max(1, extent), distance))
            distance *= extent
        }
        self.axes = axes.reversed()
    }

    /// The place of the element that is number `index` where the last index runs fastest.
    @inline(__always)
    func place(of index: Int) -> Int {
        var rest = index
        var place = 0
        for axis in axes {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: axis.extent)
            place += remainder * axis.distance
            rest = quotient
        }
        return place
    }
}

/// The value of an IEEE 754 half-precision number. (`Float16` does not exist on every platform.)
func doubleFromHalf(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    let sign: Double = bits >> 15 == 1 ? -1 : 1
    switch exponent {
    case 0: return sign * fraction * 0x1p-24
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return sign * (1024 + fraction) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
    }
}
