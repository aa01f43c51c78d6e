// SPDX-License-Identifier: Apache-2.0

import Foundation
import Technology

/// A figure as a function of a resistance, fitted in two or three pieces.
///
/// The pieces stand in the value itself, so that a look-up takes two comparisons and at most one logarithm.
struct ResistanceFit: Sendable, Equatable {
    private let low: Piece
    private let middle: Piece
    private let high: Piece
    /// Where the first piece ends [Ω].
    private let lowEnd: Double
    /// Where the second piece ends [Ω]; the end of the first one where there are two pieces only.
    private let middleEnd: Double

    /// A curve of at most three pieces times a factor; nil for one of more.
    init?(_ curve: ResistanceCurve, times factor: Double) {
        guard let last = curve.pieces.last, let first = curve.pieces.first, curve.pieces.count <= 3 else { return nil }
        let second = curve.pieces.count == 3 ? curve.pieces[1] : last
        low = Piece(first, times: factor)
        lowEnd = first.limit
        middle = Piece(second, times: factor)
        middleEnd = second.limit
        high = Piece(last, times: factor)
    }

    /// The value at a resistance [Ω].
    func value(at resistance: Double) -> Double {
        if resistance < lowEnd { return low.value(at: resistance) }
        return resistance < middleEnd ? middle.value(at: resistance) : high.value(at: resistance)
    }

    /// A piece of the function: `constant + perOhm · R + perLogarithm · ln R` for a resistance R in ohm, of which one
    /// factor is zero.
    private struct Piece: Equatable {
        let constant: Double
        let perOhm: Double
        let perLogarithm: Double

        init(_ piece: ResistanceCurve.Piece, times factor: Double) {
            constant = piece.offset * factor
            perOhm = piece.scale == .resistance ? piece.slope * factor : 0
            perLogarithm = piece.scale == .logarithm ? piece.slope * factor : 0
        }

        func value(at resistance: Double) -> Double {
            perLogarithm == 0 ? constant + perOhm * resistance : constant + perLogarithm * log(resistance)
        }
    }
}
