// SPDX-License-Identifier: Apache-2.0

/// Pixels as they are stored.
package enum Pixels: Sendable, Equatable {
    /// Whole numbers up to 255.
    case bytes([UInt8])
    /// Whole numbers up to 65535, which stands for as much as a byte of 255.
    case words([UInt16])
    /// Any numbers.
    case reals([Float])

    /// The word that stands for as much as a byte of 1.
    package static let wordsOfAByte = 257

    package var count: Int {
        switch self {
        case .bytes(let values): values.count
        case .words(let values): values.count
        case .reals(let values): values.count
        }
    }

    /// Some of the pixels.
    package subscript(range: Range<Int>) -> Pixels {
        switch self {
        case .bytes(let values): .bytes(Array(values[range]))
        case .words(let values): .words(Array(values[range]))
        case .reals(let values): .reals(Array(values[range]))
        }
    }

    /// Each pixel three times.
    package var tripled: Pixels {
        switch self {
        case .bytes(let values): .bytes(values.flatMap { [$0, $0, $0] })
        case .words(let values): .words(values.flatMap { [$0, $0, $0] })
        case .reals(let values): .reals(values.flatMap { [$0, $0, $0] })
        }
    }

    /// Whole numbers as bytes; nil where they are not.
    package var asBytes: [UInt8]? { if case .bytes(let values) = self { values } else { nil } }

    /// Whole numbers as words; nil for real ones.
    private var asWords: [UInt16]? {
        switch self {
        case .bytes(let values): values.map { UInt16($0) * UInt16(Self.wordsOfAByte) }
        case .words(let values): values
        case .reals: nil
        }
    }

    /// Pixels of pictures one after the other: bytes if all are.
    package init(joining pictures: [Pixels]) {
        let bytes = pictures.compactMap(\.asBytes)
        self =
            bytes.count == pictures.count
            ? .bytes(Array(bytes.joined())) : .words(pictures.flatMap { $0.asWords ?? [] })
    }
}
