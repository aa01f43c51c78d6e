import CZlibShim

/// What stands around deflated data.
enum DeflateFormat: Int32 {
    /// RFC 1950, as in PNG files.
    case zlib = 15
    /// RFC 1952, as in `.gz` files.
    case gzip = 31
}

/// Expands deflated data.
///
/// - Parameter limit: the most bytes that the result may have.
/// - Returns: the expanded bytes; nothing when the data are cut or damaged, or expand to more.
func inflated(_ bytes: ArraySlice<UInt8>, _ format: DeflateFormat, limit: Int) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit2_(&stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        return nil
    }
    defer { inflateEnd(&stream) }
    guard bytes.count <= Int(UInt32.max) else { return nil }
    var result: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let status = bytes.withUnsafeBytes { input in
        stream.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: UInt8.self)
        stream.avail_in = UInt32(input.count)
        return chunk.withUnsafeMutableBufferPointer { output in
            while true {
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                let status = inflate(&stream, Z_NO_FLUSH)
                result.append(contentsOf: output.prefix(output.count - Int(stream.avail_out)))
                guard status == Z_OK, result.count <= limit else { return status }
            }
        }
    }
    return status == Z_STREAM_END && result.count <= limit ? result : nil
}
