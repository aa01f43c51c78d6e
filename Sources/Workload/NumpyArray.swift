import Diagnostics

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
    /// The numbers.
    package let elements: Elements

    init(_ decoder: NumpyDecoder) {
        shape = decoder.header.shape
        switch (decoder.header.type.kind, decoder.header.type.size) {
        case (.floating, _): elements = .reals(decoder.doubles())
        case (.unsigned, 1): elements = .bytes(decoder.unsignedBytes())
        default: elements = .integers(decoder.integers())
        }
    }

    /// Reads a file of a single array (`.npy`).
    ///
    /// - Throws: `InputError` when the file cannot be read or is no whole array of numbers.
    package init(readingFrom path: String, threads: Int = defaultThreadCount) throws(InputError) {
        let file = try MappedFile(path)
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
        self.init(NumpyDecoder(header: header, bytes: elements, threads: threads))
    }
}
