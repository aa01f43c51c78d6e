// SPDX-License-Identifier: Apache-2.0

/// A stored member of a ZIP archive that is being written, as its headers describe it (PKWARE APPNOTE 6.3).
struct ZipMember {
    let name: String
    let size: Int
    let checksum: UInt32
    let offset: Int

    /// Fields of 32 bits that hold this refer to a ZIP64 field.
    private static let limit = 0xFFFF_FFFF

    /// The flag of names in UTF-8.
    private static let isUTF8 = 0x800

    private var isWide: Bool { size >= Self.limit }
    private var isFar: Bool { offset >= Self.limit }

    /// The header before the data.
    var localHeader: [UInt8] {
        let extra = isWide ? littleEndian([(1, 2), (16, 2), (size, 8), (size, 8)]) : []
        return littleEndian([(0x0403_4B50, 4)] + common(extraCount: extra.count)) + Array(name.utf8) + extra
    }

    /// The entry in the directory.
    var directoryEntry: [UInt8] {
        let wideValues = (isWide ? [size, size] : []) + (isFar ? [offset] : [])
        let extraHead = wideValues.isEmpty ? [] : [(value: 1, size: 2), (value: 8 * wideValues.count, size: 2)]
        let extra = littleEndian(extraHead + wideValues.map { (value: $0, size: 8) })
        // Comment length, disk, internal attributes, external attributes.
        let noAttributes = [(value: 0, size: 2), (value: 0, size: 2), (value: 0, size: 2), (value: 0, size: 4)]
        let head = [(value: 0x0201_4B50, size: 4), (value: version, size: 2)]
        let place = [(value: min(offset, Self.limit), size: 4)]
        return littleEndian(head + common(extraCount: extra.count) + noAttributes + place) + Array(name.utf8) + extra
    }

    /// 4.5 understands ZIP64, 2.0 is what every tool understands.
    private var version: Int { isWide || isFar ? 45 : 20 }

    /// What both headers have: version, flags, method, time, date (1 January 1980), checksum, sizes, lengths.
    private func common(extraCount: Int) -> [(value: Int, size: Int)] {
        let stored = min(size, Self.limit)
        return [
            (version, 2), (name.utf8.allSatisfy { $0 < 0x80 } ? 0 : Self.isUTF8, 2), (0, 2), (0, 2), (0x21, 2),
            (Int(checksum), 4), (stored, 4), (stored, 4),
            (name.utf8.count, 2), (extraCount, 2),
        ]
    }

    /// The records that end an archive.
    static func end(directoryOffset: Int, directorySize: Int, count: Int) -> [UInt8] {
        var records: [UInt8] = []
        if directoryOffset >= limit || count >= 0xFFFF {
            records += littleEndian([
                (0x0606_4B50, 4), (44, 8), (45, 2), (45, 2), (0, 4), (0, 4), (count, 8), (count, 8),
                (directorySize, 8), (directoryOffset, 8),
            ])
            let wideRecord = directoryOffset + directorySize
            records += littleEndian([(0x0706_4B50, 4), (0, 4), (wideRecord, 8), (1, 4)])
        }
        let shortCount = min(count, 0xFFFF)
        records += littleEndian([
            (0x0605_4B50, 4), (0, 2), (0, 2), (shortCount, 2), (shortCount, 2), (min(directorySize, limit), 4),
            (min(directoryOffset, limit), 4), (0, 2),
        ])
        return records
    }
}
