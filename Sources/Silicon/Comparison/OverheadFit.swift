// SPDX-License-Identifier: Apache-2.0

import Foundation
import Macro

/// Fits the overhead of control and layout of each kind of macro to chips.
///
/// The logarithm of a factor is the mean of the chips' logarithmic errors, drawn towards ``MacroOverhead/start`` as a prior. A
/// chip has the weight of one measurement, whatever the number of its points, and less the farther off it is (the pseudo-Huber
/// loss), so that one odd chip does not decide.
public enum OverheadFit {
    /// The scatter of chips and the width of the prior, both of logarithms [1].
    private static func widths(_ figure: MeasuredFigure) -> (scatter: Double, prior: Double) {
        switch figure {
        case .energy: (0.35, 0.2)
        case .area: (0.35, 0.25)
        case .latency: (0.4, 0.4)
        }
    }

    /// The factors of each kind, fitted to the scored figures of chips.
    public static func overheads(_ chips: [PublishedChip]) -> [MacroKind: MacroOverhead] {
        var result: [MacroKind: MacroOverhead] = [:]
        for kind in MacroKind.allCases {
            let ofKind = chips.filter { $0.kind == kind }
            result[kind] = MacroOverhead(
                area: factor(.area, MacroOverhead.start.area, ofKind),
                energy: factor(.energy, MacroOverhead.start.energy, ofKind),
                latency: factor(.latency, MacroOverhead.start.latency, ofKind))
        }
        return result
    }

    private static func factor(_ figure: MeasuredFigure, _ start: Double, _ chips: [PublishedChip]) -> Double {
        let widths = widths(figure)
        // Means of the logarithm of measured over modelled, beyond the start, chip by chip.
        let errors = chips.compactMap { chip -> Double? in
            let ratios = chip.ratios(figure, overhead: .start)
            guard !ratios.isEmpty else { return nil }
            return -ratios.reduce(0) { $0 + log($1) } / Double(ratios.count)
        }
        var shift = 0.0
        for _ in 0..<100 {
            var weight = 1 / (widths.prior * widths.prior)
            var sum = 0.0
            for error in errors {
                let distance = (error - shift) / widths.scatter
                let own = 1 / (widths.scatter * widths.scatter * (1 + distance * distance).squareRoot())
                weight += own
                sum += own * error
            }
            shift = sum / weight
        }
        return start * exp(shift)
    }
}

extension PublishedChip {
    /// Ratios of model to measurement of the scored figures [1].
    func ratios(_ figure: MeasuredFigure, overhead: MacroOverhead?) -> [Double] {
        if figure == .area {
            guard let area, scoresArea, let point = points.first else { return [] }
            return [Macro(point.design, point.task, overhead: overhead).area / area]
        }
        return points.compactMap { point in
            guard point.scored.contains(figure), let measured = point.measured[figure] else { return nil }
            return figure.value(of: Macro(point.design, point.task, overhead: overhead)) / measured
        }
    }
}
