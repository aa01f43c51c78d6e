// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A figure over a resistance in pieces, each a straight line over the resistance or over its logarithm.
///
/// Pieces need not meet.
public struct ResistanceCurve: Sendable, Equatable {
    /// What a piece is a straight line over.
    public enum Scale: Sendable, Hashable {
        /// The resistance R [Ω].
        case resistance
        /// The natural logarithm of R / 1 Ω.
        case logarithm
    }

    /// A part of the curve.
    public struct Piece: Sendable, Equatable {
        /// The resistance below which the piece holds [Ω]; infinite for the last piece.
        public let limit: Double
        /// What it is a straight line over.
        public let scale: Scale
        /// The growth for each ohm, or for each factor of e in resistance.
        public let slope: Double
        /// The value at 0 Ω, or at 1 Ω.
        public let offset: Double

        /// A piece of those figures.
        public init(below limit: Double = .infinity, over scale: Scale, slope: Double, offset: Double) {
            self.limit = limit
            self.scale = scale
            self.slope = slope
            self.offset = offset
        }
    }

    /// The pieces, in order of resistance; the last one holds for all larger resistances.
    public let pieces: [Piece]

    private let last: Piece

    /// A curve of pieces in order of resistance, and of a last one that holds for all larger resistances.
    public init(_ pieces: [Piece] = [], last: Piece) {
        self.pieces = pieces + [last]
        self.last = last
    }

    /// The value at a resistance above zero [Ω].
    public func value(at resistance: Double) -> Double {
        let piece = pieces.first { resistance < $0.limit } ?? last
        let position = piece.scale == .logarithm ? log(resistance) : resistance
        return piece.slope * position + piece.offset
    }
}
