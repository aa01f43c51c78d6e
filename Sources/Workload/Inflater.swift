import CZlibShim

/// Raw deflate data, expanded piece by piece.
final class Inflater {
    private var stream = z_stream()
    private let input: UnsafeRawBufferPointer
    private var consumed = 0
    private let isReady: Bool

    init(_ input: UnsafeRawBufferPointer) {
        self.input = input
        // A negative window means deflate data without a header of its own.
        let size = Int32(MemoryLayout<z_stream>.size)
        isReady = inflateInit2_(&stream, -15, ZLIB_VERSION, size) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(&stream) }
    }

    /// Fills a buffer with the next bytes.
    ///
    /// - Returns: how many bytes there were; fewer than the buffer takes at the end of the data, nothing when the data
    ///   are damaged or cut.
    func read(into output: UnsafeMutableRawBufferPointer) -> Int? {
        guard isReady, let base = output.baseAddress else { return isReady ? 0 : nil }
        var written = 0
        while written < output.count {
            let inputPiece = min(input.count - consumed, 1 << 30)
            let outputPiece = min(output.count - written, 1 << 30)
            let next = input.baseAddress.map { $0 + consumed }
            stream.next_in = UnsafeMutableRawPointer(mutating: next)?.assumingMemoryBound(to: UInt8.self)
            stream.avail_in = UInt32(inputPiece)
            stream.next_out = (base + written).assumingMemoryBound(to: UInt8.self)
            stream.avail_out = UInt32(outputPiece)
            let status = inflate(&stream, Z_NO_FLUSH)
            consumed += inputPiece - Int(stream.avail_in)
            written += outputPiece - Int(stream.avail_out)
            if status == Z_STREAM_END { break }
            guard status == Z_OK else { return nil }
        }
        return written
    }
}

/// The CRC-32 of some bytes as ZIP uses it, computed by several threads.
func checksum(_ bytes: UnsafeRawBufferPointer, threads: Int) -> UInt32 {
    let ranges = pieces(of: bytes.count, size: 1 << 22)
    let input = SharedBytes(bytes: bytes)
    let parts = [UInt](unsafeUninitializedCapacity: ranges.count) { buffer, initialized in
        let shared = SharedBuffer(buffer)
        forEachInParallel(ranges.count, threads: threads) { index in
            let piece = UnsafeRawBufferPointer(rebasing: input.bytes[ranges[index]])
            let start = piece.baseAddress?.assumingMemoryBound(to: UInt8.self)
            shared[index] = UInt(crc32_z(0, start, piece.count))
        }
        initialized = ranges.count
    }
    return zip(parts, ranges).reduce(0) { total, part in
        combined(total, UInt32(truncatingIfNeeded: part.0), secondCount: part.1.count)
    }
}

/// The CRC-32 of two runs of bytes, one behind the other, from the CRC-32 of each.
func combined(_ first: UInt32, _ second: UInt32, secondCount: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_combine(UInt(first), UInt(second), secondCount))
}

/// Bytes that several threads read.
private struct SharedBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
}
