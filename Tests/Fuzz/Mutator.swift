// SPDX-License-Identifier: Apache-2.0

import _TestSupport

/// Damages files: single bits, parts, lines, fields, numbers, and words of the format.
struct Mutator {
    private(set) var random: SeededGenerator
    private let words: [[UInt8]]

    /// The largest file that damage makes [bytes].
    static let largestFile = 1 << 19

    /// A mutator that knows words of a format.
    init(random: SeededGenerator, words: [String]) {
        self.random = random
        self.words = (words + Self.commonWords).map { Array($0.utf8) }
    }

    private static let commonWords = [
        "", " ", "0", "-1", "1", "2", "3", "00", "-0", "+1", "0.5", "1e5", "1e-320", "1e308", "1e999", "-1e999", "nan",
        "inf", "-inf", "0x10", "1_000", "127", "128", "255", "256", "65535", "65536", "2147483647", "2147483648",
        "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616",
        "99999999999999999999999999", "\u{FEFF}", "\0", "\r", "\r\n", "\n", "\t", "\u{1B}[31m", "é", "１", "\u{202E}",
        "\"", "'",
        ",", ";", ":", "=", "#", "//", "(", ")", "[", "]", "{", "}", "\\", "\\u0000", "null", "true", "false", "../",
        "/",
    ]
    private static let interestingNumbers = [
        0, 1, -1, 2, 3, 7, 8, 16, 64, 100, 127, 128, 255, 256, 257, 32767, 32768, 65535, 65536, 1 << 24,
        Int(Int32.max), 1 << 31, Int(UInt32.max), 1 << 32, 1 << 40, 1 << 46, Int.max - 1, Int.max, Int.min,
    ]

    /// Damages an input: one of its files, or two, once or several times.
    mutating func damaged(_ sample: Sample) -> [(name: String, bytes: [UInt8])] {
        var chosen = [random.pick(sample.damaged)]
        if random.flip(0.1) { chosen.append(random.pick(sample.damaged)) }
        var files: [(name: String, bytes: [UInt8])] = []
        for (place, file) in sample.files.enumerated() {
            files.append((file.name, chosen.contains(place) ? damaged(file) : file.bytes))
        }
        return files
    }

    private mutating func damaged(_ file: SampleFile) -> [UInt8] {
        var times = 1
        while times < 8, random.flip(0.4) { times += 1 }
        guard file.form != .plain, random.flip(0.6) else {
            let bytes = damaged(file.bytes, times: times)
            switch file.form {
            case .png where random.flip(0.8): return Packing.mendedPNG(bytes)
            case .zip where random.flip(0.8): return Packing.mendedZIP(bytes)
            default: return bytes
            }
        }
        var copy = file
        let part = random.below(copy.parts.count)
        if file.form == .onnx, var tree = ONNXTree(copy.parts[part].bytes) {
            for _ in 0..<times { tree = damaged(tree) }
            copy.parts[part].bytes = tree.bytes
        } else {
            copy.parts[part].bytes = damaged(copy.parts[part].bytes, times: times)
        }
        return copy.bytes
    }

    /// Damages bytes so many times.
    mutating func damaged(_ bytes: [UInt8], times: Int) -> [UInt8] {
        var result = bytes
        for _ in 0..<times { result = Array(damagedOnce(result).prefix(Self.largestFile)) }
        return result
    }

    private mutating func damagedOnce(_ bytes: [UInt8]) -> [UInt8] {
        switch random.below(15) {
        case 0: return flipped(bytes)
        case 1: return overwritten(bytes)
        case 2: return Array(bytes.prefix(random.below(bytes.count + 1)))
        case 3: return withoutChunk(bytes)
        case 4: return inserting((0..<1 + random.below(8)).map { _ in UInt8(random.below(256)) }, into: bytes)
        case 5: return duplicatingChunk(bytes)
        case 6: return inserting(random.pick(words), into: bytes)
        case 7: return replacingField(bytes)
        case 8, 9: return replacingNumber(bytes)
        case 10, 11: return withInteger(bytes)
        case 12: return rearrangingLines(bytes)
        case 13: return swappingFields(bytes)
        default: return movingChunk(bytes)
        }
    }

    // MARK: Bytes

    private mutating func chunk(of bytes: [UInt8]) -> Range<Int> {
        guard !bytes.isEmpty else { return 0..<0 }
        let start = random.below(bytes.count)
        let longest = random.flip(0.8) ? min(32, bytes.count - start) : bytes.count - start
        return start..<start + 1 + random.below(longest)
    }

    private mutating func flipped(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var result = bytes
        for _ in 0..<1 + random.below(4) { result[random.below(result.count)] ^= 1 << UInt8(random.below(8)) }
        return result
    }

    private mutating func overwritten(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        let value = random.pick([0, 255, 0x80, 0x20, UInt8(random.below(256))])
        for place in chunk(of: bytes).prefix(8) { result[place] = value }
        return result
    }

    private mutating func withoutChunk(_ bytes: [UInt8]) -> [UInt8] {
        let gone = chunk(of: bytes)
        return Array(bytes[..<gone.lowerBound] + bytes[gone.upperBound...])
    }

    private mutating func inserting(_ new: [UInt8], into bytes: [UInt8]) -> [UInt8] {
        let place = random.below(bytes.count + 1)
        return Array(bytes[..<place] + new + bytes[place...])
    }

    private mutating func duplicatingChunk(_ bytes: [UInt8]) -> [UInt8] {
        let piece = Array(bytes[chunk(of: bytes)])
        guard !piece.isEmpty else { return bytes }
        // Seldom very often: what takes time with the square of a length shows.
        let most = random.flip(0.1) ? (1 << 17) / piece.count : 3
        let repeated = [[UInt8]](repeating: piece, count: 1 + random.below(most))
        return inserting(Array(repeated.joined()), into: bytes)
    }

    private mutating func movingChunk(_ bytes: [UInt8]) -> [UInt8] {
        let moved = chunk(of: bytes)
        let rest = Array(bytes[..<moved.lowerBound] + bytes[moved.upperBound...])
        return inserting(Array(bytes[moved]), into: rest)
    }

    private mutating func withInteger(_ bytes: [UInt8]) -> [UInt8] {
        let size = random.pick([1, 2, 4, 4, 8])
        guard bytes.count >= size else { return bytes }
        var number = Packing.littleEndian([(interestingNumber(), size)])
        if random.flip(0.3) { number.reverse() }
        var result = bytes
        let place = random.below(bytes.count - size + 1)
        result.replaceSubrange(place..<place + size, with: number)
        return result
    }

    /// A number at which programs go wrong.
    mutating func interestingNumber() -> Int {
        let number = random.pick(Self.interestingNumbers)
        return random.flip(0.2) ? number &+ random.below(5) &- 2 : number
    }

    // MARK: Text

    private static func isSeparator(_ byte: UInt8) -> Bool {
        [UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: " "), UInt8(ascii: ":"), UInt8(ascii: "=")].contains(byte)
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }

    /// Stretches of bytes that all have a property; at most a few thousand.
    private func stretches(_ bytes: [UInt8], _ belongs: (UInt8) -> Bool) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start: Int?
        for (place, byte) in bytes.prefix(1 << 14).enumerated() {
            if belongs(byte) {
                start = start ?? place
            } else if let begin = start {
                found.append(begin..<place)
                start = nil
            }
        }
        if let begin = start { found.append(begin..<min(bytes.count, 1 << 14)) }
        return found
    }

    private mutating func replacing(_ places: [Range<Int>], of bytes: [UInt8], by new: [UInt8]) -> [UInt8] {
        guard !places.isEmpty else { return inserting(new, into: bytes) }
        let place = random.pick(places)
        return Array(bytes[..<place.lowerBound] + new + bytes[place.upperBound...])
    }

    private mutating func replacingField(_ bytes: [UInt8]) -> [UInt8] {
        replacing(stretches(bytes) { !Self.isSeparator($0) }, of: bytes, by: random.pick(words))
    }

    private mutating func replacingNumber(_ bytes: [UInt8]) -> [UInt8] {
        let number =
            random.flip(0.3)
            ? random.pick(Self.commonWords) : "\(random.flip() ? interestingNumber() : random.below(40))"
        return replacing(stretches(bytes, Self.isNumeric), of: bytes, by: Array(number.utf8))
    }

    private mutating func rearrangingLines(_ bytes: [UInt8]) -> [UInt8] {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
        let (one, other) = (random.below(lines.count), random.below(lines.count))
        switch random.below(4) {
        case 0: lines.swapAt(one, other)
        case 1: lines.remove(at: one)
        case 2: lines.insert(lines[one], at: other)
        default:
            let most = random.flip(0.1) ? (1 << 17) / (lines[one].count + 1) : 10
            lines.insert(contentsOf: [[UInt8]](repeating: lines[one], count: 1 + random.below(most)), at: other)
        }
        return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    private mutating func swappingFields(_ bytes: [UInt8]) -> [UInt8] {
        let fields = stretches(bytes) { !Self.isSeparator($0) }
        guard fields.count > 1 else { return flipped(bytes) }
        let (one, other) = (random.pick(fields), random.pick(fields))
        let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
        guard first.upperBound <= second.lowerBound else { return flipped(bytes) }
        return Array(
            bytes[..<first.lowerBound] + bytes[second] + bytes[first.upperBound..<second.lowerBound] + bytes[first]
                + bytes[second.upperBound...])
    }

    // MARK: Models

    private mutating func damaged(_ tree: ONNXTree) -> ONNXTree {
        let paths = tree.paths
        guard !paths.isEmpty else { return tree }
        let path = random.pick(paths)
        switch random.below(5) {
        case 0: return tree.removing(path)
        case 1: return tree.duplicating(path)
        case 2: return tree.exchanging(path, with: random.pick(paths))
        default:
            let number = random.flip() ? interestingNumber() : random.below(12)
            let word = random.pick(words)
            let size = tree.size(of: path)
            let bytes =
                size > 64 || random.flip(0.3) ? damaged(tree.payload(of: path), times: 1) : word
            return tree.replacing(path, number: UInt64(bitPattern: Int64(number)), bytes: bytes)
        }
    }
}
