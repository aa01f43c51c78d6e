// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism

/// A NumPy array with its extents.
package struct NumpyArray: Sendable {
    /// The numbers, row by row.
    package enum Elements: Sendable {
        case bytes([UInt8])
        case integers([Int64])
        case reals([Double])
    }

    /// The extents; none for a single number.
    package let shape: [Int]
    /// Rows that the file has; more than there are here when only the first ones were asked for.
    package let storedRows: Int
    /// The numbers.
    package let elements: Elements

    /// The array with the rows that `decoder` decodes; `header` is that of the whole array.
    init(_ decoder: NumpyDecoder, of header: NumpyHeader) {
        shape = decoder.header.shape
        storedRows = header.shape.first ?? 1
        switch (decoder.header.type.kind, decoder.header.type.size) {
        case (.floating, _): elements = .reals(decoder.doubles())
        case (.unsigned, 1): elements = .bytes(decoder.unsignedBytes())
        default: elements = .integers(decoder.integers())
        }
    }

    /// Reads a file of a single array (`.npy`).
    ///
    /// - Parameters:
    ///   - file: the file.
    ///   - rows: takes the first rows only.
    ///   - threads: how many threads may work.
    /// - Throws: `InputError` when the file is no whole array of numbers.
    package init(_ file: MappedFile, rows: Int? = nil, threads: Int = defaultThreadCount) throws(InputError) {
        let path = file.path
        let header: NumpyHeader
        do {
            header = try NumpyHeader(ByteReader(file.bytes[...]))
        } catch {
            throw InputError(error.message, file: path)
        }
        guard header.fileSize == file.bytes.count else {
            throw InputError(
                "the array should take \(header.fileSize) bytes by its shape, but the file has \(file.bytes.count)",
                file: path)
        }
        let elements = UnsafeRawBufferPointer(rebasing: file.bytes[header.length...])
        self.init(NumpyDecoder(header: header.prefix(rows: rows), bytes: elements, threads: threads), of: header)
    }
}
