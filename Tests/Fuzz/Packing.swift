// SPDX-License-Identifier: Apache-2.0

import CZlibShim

/// Puts compressed files together, with checksums that are right, and mends checksums of damaged ones.
enum Packing {
    // MARK: Checksums

    /// The CRC-32 of ZIP, gzip and PNG.
    static func checksum(_ bytes: some Collection<UInt8>) -> UInt32 {
        let bytes = Array(bytes)
        return UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
    }

    /// Numbers of so many bytes, the lowest byte first.
    static func littleEndian(_ fields: [(value: Int, size: Int)]) -> [UInt8] {
        fields.flatMap { field in (0..<field.size).map { UInt8(truncatingIfNeeded: field.value >> (8 * $0)) } }
    }

    /// A number of four bytes, the highest byte first.
    static func bigEndian(_ value: Int) -> [UInt8] {
        littleEndian([(value, 4)]).reversed()
    }

    // MARK: Compressed data

    /// Compressed data with a header of zlib.
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var count = compressBound(UInt(bytes.count))
        var output = [UInt8](repeating: 0, count: Int(count))
        compress2(&output, &count, bytes, UInt(bytes.count), 6)
        return Array(output.prefix(Int(count)))
    }

    /// Compressed data without any header.
    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        Array(zlib(bytes).dropFirst(2).dropLast(4))
    }

    /// A gzip file.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + deflated(bytes)
            + littleEndian([(Int(checksum(bytes)), 4), (bytes.count, 4)])
    }

    // MARK: PNG

    /// A PNG file.
    static func png(header: [UInt8], palette: [UInt8], rows: [UInt8]) -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        var chunks = [("IHDR", header)]
        if !palette.isEmpty { chunks.append(("PLTE", palette)) }
        for (name, content) in chunks + [("IDAT", zlib(rows)), ("IEND", [])] {
            let named = Array(name.utf8) + content
            file += bigEndian(content.count) + named + bigEndian(Int(checksum(named)))
        }
        return file
    }

    /// The same PNG file with the checksum of each chunk that can be found mended.
    static func mendedPNG(_ bytes: [UInt8]) -> [UInt8] {
        var file = bytes
        var offset = 8
        while offset + 12 <= file.count {
            let length = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            guard length <= file.count - offset - 12 else { break }
            let end = offset + 8 + length
            file.replaceSubrange(end..<end + 4, with: bigEndian(Int(checksum(file[offset + 4..<end]))))
            offset = end + 4
        }
        return file
    }

    // MARK: ZIP

    /// A ZIP archive.
    static func zip(_ members: [(name: String, bytes: [UInt8])], isDeflated: Bool) -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for member in members {
            let name = Array(member.name.utf8)
            let content = isDeflated ? deflated(member.bytes) : member.bytes
            let fields = littleEndian([
                (20, 2), (0, 2), (isDeflated ? 8 : 0, 2), (0, 4), (Int(checksum(member.bytes)), 4), (content.count, 4),
                (member.bytes.count, 4), (name.count, 2), (0, 2),
            ])
            directory +=
                littleEndian([(0x0201_4B50, 4), (20, 2)]) + fields
                + littleEndian([(0, 2), (0, 2), (0, 2), (0, 4), (file.count, 4)]) + name
            file += littleEndian([(0x0403_4B50, 4)]) + fields + name + content
        }
        let end = littleEndian([
            (0x0605_4B50, 4), (0, 2), (0, 2), (members.count, 2), (members.count, 2), (directory.count, 4),
            (file.count, 4), (0, 2),
        ])
        return file + directory + end
    }

    /// The same ZIP archive with the checksums of members that are stored mended, where the directory can be followed.
    static func mendedZIP(_ bytes: [UInt8]) -> [UInt8] {
        var file = bytes
        func number(_ offset: Int, _ size: Int) -> Int {
            guard offset >= 0, offset + size <= file.count else { return 0 }
            return (0..<size).reduce(0) { $0 | Int(file[offset + $1]) << (8 * $1) }
        }
        let end = file.count - 22
        guard end >= 0, number(end, 4) == 0x0605_4B50 else { return bytes }
        var entry = number(end + 16, 4)
        for _ in 0..<min(number(end + 10, 2), 1000) where number(entry, 4) == 0x0201_4B50 {
            let header = number(entry + 42, 4)
            let start = header + 30 + number(header + 26, 2) + number(header + 28, 2)
            let size = number(entry + 20, 4)
            if number(entry + 10, 2) == 0, start <= file.count, size <= file.count - start {
                let sum = littleEndian([(Int(checksum(file[start..<start + size])), 4)])
                file.replaceSubrange(entry + 16..<entry + 20, with: sum)
            }
            entry += 46 + number(entry + 28, 2) + number(entry + 30, 2) + number(entry + 32, 2)
        }
        return file
    }
}
