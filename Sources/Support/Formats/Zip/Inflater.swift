// SPDX-License-Identifier: Apache-2.0

import CZlibShim
import FormatsKernels
import Parallelism

/// Deflated data, expanded piece by piece.
package final class Inflater {
    /// The container of deflated data.
    package enum Form: Int32 {
        /// No container, as in ZIP files.
        case raw = -15
        /// RFC 1950, as in PNG files.
        case zlib = 15
        /// RFC 1952, as in `.gz` files, one or several behind each other.
        case gzip = 31
    }

    /// What a compressed file, or an array of one, may expand to [bytes]. Data that expand to more can be stored as they are,
    /// or read in part.
    package static let largestExpansion = 1 << 30

    private var stream = z_stream()
    private let input: UnsafeRawBufferPointer
    private let form: Form
    private var consumed = 0
    private var isFinished = false
    private let isReady: Bool

    /// Prepares to expand data, which must stay where they are.
    package init(_ input: UnsafeRawBufferPointer, _ form: Form = .raw) {
        self.input = input
        self.form = form
        let size = Int32(MemoryLayout<z_stream>.size)
        isReady = inflateInit2_(&stream, form.rawValue, ZLIB_VERSION, size) == Z_OK
    }

    deinit {
        if isReady { inflateEnd(&stream) }
    }

    /// Fills a buffer with the next bytes.
    ///
    /// - Returns: how many bytes there were; fewer than the buffer takes at the end of the data, nil when the data are
    ///   damaged or cut.
    package func read(into output: UnsafeMutableRawBufferPointer) -> Int? {
        guard isReady, let base = output.baseAddress else { return isReady ? 0 : nil }
        var written = 0
        while written < output.count, !isFinished {
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
            if status == Z_STREAM_END {
                guard hasAnother else {
                    isFinished = true
                    break
                }
                guard inflateReset(&stream) == Z_OK else { return nil }
            } else if status != Z_OK {
                return nil
            }
        }
        return written
    }

    /// Whether another gzip file begins after the one that has ended.
    private var hasAnother: Bool { form == .gzip && input[consumed...].starts(with: [0x1F, 0x8B]) }

    /// The next bytes, up to a number of them.
    ///
    /// - Returns: fewer than asked for at the end of the data; nil when they are damaged or cut.
    package func bytes(_ count: Int) -> [UInt8]? {
        var result: [UInt8] = []
        while result.count < count {
            let wanted = min(count - result.count, 1 << 20)
            var isWhole = true
            let piece = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
                let found = read(into: UnsafeMutableRawBufferPointer(buffer))
                isWhole = found != nil
                initialized = found ?? 0
            }
            guard isWhole else { return nil }
            if result.isEmpty { result = piece } else { result += piece }
            if piece.count < wanted { break }
        }
        return result
    }
}

/// The CRC-32 of some bytes as ZIP uses it, computed by several threads.
///
/// - Parameters:
///   - bytes: the bytes.
///   - threads: how many threads may work.
///   - look: sees each piece of the bytes, whose length is a multiple of 8 but for the last one, while it is in the processor's
///     cache; called from several threads at the same time.
/// - Returns: the checksum.
func checksum(
    _ bytes: UnsafeRawBufferPointer, threads: Int, look: @Sendable (Range<Int>) -> Void = { _ in }
) -> UInt32 {
    let ranges = pieces(of: bytes.count, size: 1 << 19)
    let input = SharedBytes(bytes: bytes)
    let parts = [UInt](unsafeUninitializedCapacity: ranges.count) { buffer, initialized in
        let shared = SharedBuffer(buffer)
        forEachInParallel(ranges.count, threads: threads) { index in
            let piece = UnsafeRawBufferPointer(rebasing: input.bytes[ranges[index]])
            shared[index] = crc(piece)
            look(ranges[index])
        }
        initialized = ranges.count
    }
    return zip(parts, ranges).reduce(0) { total, part in
        combined(total, UInt32(truncatingIfNeeded: part.0), secondCount: part.1.count)
    }
}

/// The CRC-32 of some bytes by zlib, which gets those that the processor can fold as 16 bytes.
private func crc(_ bytes: UnsafeRawBufferPointer) -> UInt {
    let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    var folded = [UInt8](repeating: 0, count: 16)
    let done = tk_crc32_fold(.max, start, bytes.count, &folded)
    // zlib's numbers are inverted: its first one stands for a register of 0.
    let sum = done > 0 ? crc32_z(UInt(UInt32.max), folded, folded.count) : 0
    return crc32_z(sum, start.map { $0 + done }, bytes.count - done)
}

/// The CRC-32 of two runs of bytes, one after the other, from the CRC-32 of each.
func combined(_ first: UInt32, _ second: UInt32, secondCount: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_combine(UInt(first), UInt(second), secondCount))
}

/// Bytes that several threads read.
private struct SharedBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
}
