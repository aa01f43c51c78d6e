// SPDX-License-Identifier: Apache-2.0

/// Writes arrays in NumPy's format.
enum NumpyFile {
    /// An array of real numbers of double precision.
    static func doubles(_ values: [Double], shape: [Int], isColumnMajor: Bool = false) -> [UInt8] {
        header("<f8", shape, isColumnMajor) + values.flatMap { bytes(of: $0.bitPattern) }
    }

    /// An array of real numbers of single precision.
    static func floats(_ values: [Float], shape: [Int]) -> [UInt8] {
        header("<f4", shape, false) + values.flatMap { bytes(of: $0.bitPattern) }
    }

    /// An array of integers of 64 bits.
    static func integers(_ values: [Int], shape: [Int]) -> [UInt8] {
        header("<i8", shape, false) + values.flatMap { bytes(of: UInt64(bitPattern: Int64($0))) }
    }

    /// An array of bytes.
    static func bytes(_ values: [UInt8], shape: [Int]) -> [UInt8] {
        header("|u1", shape, false) + values
    }

    /// The members of an archive.
    static func archive(_ arrays: [(name: String, bytes: [UInt8])]) -> [SampleFile.Part] {
        arrays.map { SampleFile.Part(name: "\($0.name).npy", bytes: $0.bytes) }
    }

    private static func bytes(of number: some FixedWidthInteger) -> [UInt8] {
        Packing.littleEndian([(Int(truncatingIfNeeded: number), number.bitWidth / 8)])
    }

    private static func header(_ type: String, _ shape: [Int], _ isColumnMajor: Bool) -> [UInt8] {
        let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var text = "{'descr': '\(type)', 'fortran_order': \(isColumnMajor ? "True" : "False"), 'shape': (\(extents)), }"
        text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0] + Packing.littleEndian([(text.utf8.count, 2)]) + Array(text.utf8)
    }
}
