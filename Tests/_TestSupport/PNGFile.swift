// SPDX-License-Identifier: Apache-2.0

private func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { (shift: UInt32) -> UInt8 in UInt8(number >> shift & 255) }
}

private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let length = bigEndian(UInt32(content.count))
    return length + Array(name.utf8) + content + bigEndian(0)
}

/// A PNG file of 16 bits a sample, whose pixels are deflated by storing them.
///
/// - Parameters:
///   - width: Pixels of a row.
///   - color: The kind of picture, as the file has it.
///   - rows: The samples.
/// - Returns: The file, with checksums of its parts that are zero.
package func pngFile(width: Int, color: UInt8, rows: [[UInt16]]) -> [UInt8] {
    var data: [UInt8] = []
    for row in rows {
        data.append(0)
        for sample in row { data += [UInt8(sample >> 8), UInt8(sample & 255)] }
    }
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in data {
        low = (low + UInt32(byte)) % 65521
        high = (high + low) % 65521
    }
    let size = UInt16(data.count)
    var stored: [UInt8] = [0x78, 1, 1]
    for number in [size, ~size] { stored += [UInt8(number & 255), UInt8(number >> 8)] }
    stored += data
    stored += bigEndian(high << 16 | low)
    var header = bigEndian(UInt32(width))
    header += bigEndian(UInt32(rows.count))
    header += [16, color, 0, 0, 0]
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", header)
    file += chunk("IDAT", stored)
    file += chunk("IEND", [])
    return file
}
