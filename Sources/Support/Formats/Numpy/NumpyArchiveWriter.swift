// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Writes an npz archive that NumPy reads: stored members, with ZIP64 records where sizes ask for them.
package final class NumpyArchiveWriter {
    private let zip: ZipWriter

    /// Opens the file; one that exists is replaced when the archive is whole.
    ///
    /// - Throws: `InputError` of kind `.cannotWrite`.
    package init(_ path: String) throws(InputError) {
        zip = try ZipWriter(path)
    }

    /// Adds an array.
    ///
    /// - Parameters:
    ///   - name: its name, without `.npy`.
    ///   - descriptor: NumPy's name of the element type, such as `<f4`.
    ///   - shape: its extents.
    ///   - elements: the elements, little-endian, row by row.
    /// - Throws: `InputError` when the file cannot be written.
    package func add(
        _ name: String, descriptor: String, shape: [Int], elements: UnsafeRawBufferPointer
    ) throws(InputError) {
        let header = Self.header(descriptor: descriptor, shape: shape)
        try zip.add(name + ".npy", head: header, elements)
    }

    /// Adds an array.
    package func add<Element: BitwiseCopyable>(
        _ name: String, descriptor: String, shape: [Int], _ elements: [Element]
    ) throws(InputError) {
        let result = elements.withUnsafeBytes { bytes in
            Result { () throws(InputError) in
                try add(name, descriptor: descriptor, shape: shape, elements: bytes)
            }
        }
        try result.get()
    }

    /// Adds a single number.
    package func add(_ name: String, scalar: Int) throws(InputError) {
        try add(name, descriptor: "<i8", shape: [], [Int64(scalar).littleEndian])
    }

    /// Adds a single number.
    package func add(_ name: String, scalar: Double) throws(InputError) {
        try add(name, descriptor: "<f8", shape: [], [scalar.bitPattern.littleEndian])
    }

    /// Writes the directory and puts the archive in its place.
    package func finish() throws(InputError) { try zip.finish() }

    /// A version 1 header, padded so that the elements begin at a multiple of 64 bytes.
    private static func header(descriptor: String, shape: [Int]) -> [UInt8] {
        let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var text = "{'descr': '\(descriptor)', 'fortran_order': False, 'shape': (\(extents)), }"
        text += String(repeating: " ", count: 63 - (10 + text.utf8.count) % 64) + "\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0] + littleEndian([(text.utf8.count, 2)]) + Array(text.utf8)
    }
}

/// Numbers as bytes, the lowest first, each in so many bytes.
func littleEndian(_ fields: [(value: Int, size: Int)]) -> [UInt8] {
    fields.flatMap { field in (0..<field.size).map { UInt8(truncatingIfNeeded: field.value >> (8 * $0)) } }
}
