// SPDX-License-Identifier: Apache-2.0

import Foundation
import ReportKit

/// An axis: the range of its figures, and the round ones that are marked.
struct PlotScale: Sendable {
    /// The figure at its beginning.
    let low: Double
    /// The figure at its end.
    let high: Double
    let isLogarithmic: Bool
    /// Round figures within the range, from low to high.
    let ticks: [Double]

    /// The place of a figure, 0 at the beginning to 1 at the end.
    func share(_ value: Double) -> Double {
        isLogarithmic ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : (value - low) / (high - low)
    }

    /// What stands at a tick; a power of ten without zeros.
    func label(_ tick: Double) -> String {
        FigureText.sixDigits(tick).replacing(/e\+0*/, with: "e").replacing(/e-0*/, with: "e-")
    }

    /// The factor between figures from which an axis is logarithmic.
    static let logarithmicFrom = 30.0

    /// An axis around points, with some room beside them: logarithmic if all figures are positive and the largest is 30 times
    /// the smallest.
    ///
    /// - Parameters:
    ///   - values: figures that it covers.
    ///   - isLinear: whether it has equal steps for any figures.
    ///   - isWhole: whether steps are whole numbers.
    ///   - mostTicks: how many ticks there is room for.
    /// - Returns: the axis.
    static func around(
        _ values: [Double], isLinear: Bool = false, isWhole: Bool = false, mostTicks: Int
    ) -> PlotScale {
        let known = values.filter(\.isFinite)
        let (least, most) = (known.min() ?? 0, known.max() ?? 1)
        if !isLinear, !isWhole, least > 0, most / least >= logarithmicFrom {
            return logarithmic(least, most, mostTicks: mostTicks)
        }
        let outer = linear(known, isWhole: isWhole, mostTicks: mostTicks)
        // Equal figures are in the middle of the outer range already.
        guard most - least > 1e-9 * max(abs(least), abs(most)) else { return outer }
        let room = (most - least) * 0.05
        let range = (least - room)...(most + room)
        let inner = outer.ticks.filter(range.contains)
        return inner.count < 2
            ? outer : PlotScale(low: range.lowerBound, high: range.upperBound, isLogarithmic: false, ticks: inner)
    }

    // MARK: Linear

    /// An axis with equal steps of one digit 1, 2 or 5, which begins and ends with one.
    ///
    /// - Parameters:
    ///   - values: figures that it covers.
    ///   - fromZero: whether it covers zero.
    ///   - isWhole: whether steps are whole numbers.
    ///   - mostTicks: how many ticks there is room for.
    /// - Returns: the axis.
    static func linear(
        _ values: [Double], fromZero: Bool = false, isWhole: Bool = false, mostTicks: Int
    ) -> PlotScale {
        let known = values.filter(\.isFinite) + (fromZero ? [0] : [])
        var (least, most) = (known.min() ?? 0, known.max() ?? 1)
        if most - least <= 1e-9 * max(abs(least), abs(most)) {
            // Equal figures stand in the middle.
            let room = most == 0 ? 0.5 : abs(most) * 0.1
            if fromZero, most == 0 { most = 1 } else { (least, most) = (least - room, most + room) }
        }
        let step = max(step((most - least) / Double(max(1, mostTicks - 1))), isWhole ? 1 : 0)
        let first = (least / step + 1e-9).rounded(.down)
        var last = (most / step - 1e-9).rounded(.up)
        if last <= first { last = first + 1 }
        let ticks = (0...Int(last - first)).map { (first + Double($0)) * step }
        return PlotScale(low: first * step, high: last * step, isLogarithmic: false, ticks: ticks)
    }

    /// The smallest number of a single digit 1, 2 or 5 that is no smaller.
    private static func step(_ least: Double) -> Double {
        let decade = pow(10, log10(least).rounded(.down))
        return [1.0, 2, 5, 10].map { $0 * decade }.first { $0 >= least * (1 - 1e-9) } ?? decade * 10
    }

    // MARK: Logarithmic

    private static func logarithmic(_ least: Double, _ most: Double, mostTicks: Int) -> PlotScale {
        let (start, end) = (log10(least), log10(most))
        let room = (end - start) * 0.04
        // Between the smallest and the largest number that is exact in floating point.
        let (low, high) = (pow(10, max(start - room, -307)), pow(10, min(end + room, 308)))
        let decades = Int(log10(low).rounded(.down))...Int(log10(high).rounded(.up))
        // With few decades some numbers between them are marked, too.
        for digits in [[1.0, 2, 5], [1.0, 3], [1.0]] {
            let ticks = decades.flatMap { decade in digits.map { $0 * pow(10, Double(decade)) } }
                .filter { (low...high).contains($0) }
            if ticks.count <= mostTicks || digits.count == 1 {
                let stride = max(1, (ticks.count + mostTicks - 1) / max(1, mostTicks))
                return PlotScale(
                    low: low, high: high, isLogarithmic: true,
                    ticks: ticks.enumerated().filter { $0.offset % stride == 0 }.map(\.element))
            }
        }
        return PlotScale(low: low, high: high, isLogarithmic: true, ticks: [])
    }
}
