// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A figure as a function of a resistance, fitted in two or three pieces.
///
/// The pieces stand in the value itself, so that a look-up takes two comparisons and at most one logarithm.
struct ResistanceFit: Sendable, Equatable {
    /// A piece of the function: `constant + perOhm · R + perLogarithm · ln R` for a resistance R in ohm, of which one
    /// factor is zero.
    struct Piece: Sendable, Equatable {
        /// The part that does not depend on the resistance.
        let constant: Double
        /// Growth for each ohm.
        let perOhm: Double
        /// Growth for each factor of e.
        let perLogarithm: Double

        /// A straight line with the value `at0` at 0 Ω.
        static func linear(_ perOhm: Double, at0 constant: Double) -> Piece {
            Piece(constant: constant, perOhm: perOhm, perLogarithm: 0)
        }

        /// A logarithm with the value `at1` at 1 Ω.
        static func logarithmic(_ perLogarithm: Double, at1 constant: Double) -> Piece {
            Piece(constant: constant, perOhm: 0, perLogarithm: perLogarithm)
        }

        /// The value at a resistance [Ω].
        func value(at resistance: Double) -> Double {
            perLogarithm == 0 ? constant + perOhm * resistance : constant + perLogarithm * log(resistance)
        }

        fileprivate func scaled(by factor: Double) -> Piece {
            Piece(constant: constant * factor, perOhm: perOhm * factor, perLogarithm: perLogarithm * factor)
        }
    }

    private let low: Piece
    private let middle: Piece
    private let high: Piece
    /// Where the first piece ends [Ω].
    private let lowEnd: Double
    /// Where the second piece ends [Ω]; the end of the first one where there are two pieces only.
    private let middleEnd: Double

    private init(low: Piece, lowEnd: Double, middle: Piece, middleEnd: Double, high: Piece) {
        self.low = low
        self.lowEnd = lowEnd
        self.middle = middle
        self.middleEnd = middleEnd
        self.high = high
    }

    /// A piece below a resistance [Ω] and one from there on.
    init(below end: Double, _ low: Piece, above high: Piece) {
        self.init(low: low, lowEnd: end, middle: high, middleEnd: end, high: high)
    }

    /// A piece below a resistance [Ω], one from there to below another, and one from there on.
    init(below lowEnd: Double, _ low: Piece, below middleEnd: Double, _ middle: Piece, above high: Piece) {
        self.init(low: low, lowEnd: lowEnd, middle: middle, middleEnd: middleEnd, high: high)
    }

    /// The value at a resistance [Ω].
    func value(at resistance: Double) -> Double {
        if resistance < lowEnd { return low.value(at: resistance) }
        return resistance < middleEnd ? middle.value(at: resistance) : high.value(at: resistance)
    }

    /// The same function times a factor.
    func scaled(by factor: Double) -> ResistanceFit {
        ResistanceFit(
            low: low.scaled(by: factor), lowEnd: lowEnd, middle: middle.scaled(by: factor), middleEnd: middleEnd,
            high: high.scaled(by: factor))
    }
}
