// SPDX-License-Identifier: Apache-2.0

import Configuration
import Foundation
import Macro
import Silicon
import Testing

/// The model of macros beside the open published chips.
///
/// Tolerances state how far the model is from silicon. They are not widened when a change of the model misses them.
@Suite struct PublishedChipTests {
    static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Validation/open-chips.json").path

    private func comparison() throws -> ChipComparison { ChipComparison(try ChipFile(readingFrom: Self.path)) }

    @Test func everyChipRuns() throws {
        let comparison = try comparison()
        #expect(comparison.file.chips.count == 21 && comparison.file.skipped.isEmpty)
        #expect(comparison.rows.count { $0.isScored } == 80)
        for row in comparison.rows {
            #expect(row.model.isFinite && row.model > 0 && row.modelLeftOut > 0, "\(row.chip) \(row.point)")
        }
    }

    /// Largest median factors with the family of a chip left out of the fit.
    @Test(arguments: [(MeasuredFigure.energy, 1.5), (.area, 1.6), (.latency, 2.0)])
    func mediansAreWithinLimits(_ figure: MeasuredFigure, _ limit: Double) throws {
        let all = try #require(try comparison().summaries.first { $0.figure == figure && $0.kind == nil })
        #expect(all.leftOut.medianFactor <= limit && all.model.medianFactor <= limit)
    }

    /// A regression on node, supply and kind without any circuit, with the chip left out, is this far off.
    @Test(arguments: [
        (MeasuredFigure.energy, MacroKind.currentSRAM, 4.71), (.energy, .chargeSRAM, 1.93),
        (.energy, .resistive, 10.61), (.energy, .digitalSRAM, 3.41), (.area, .currentSRAM, 1.24),
        (.area, .chargeSRAM, 1.65), (.area, .digitalSRAM, 3.26), (.latency, .currentSRAM, 3.83),
        (.latency, .chargeSRAM, 2.40), (.latency, .resistive, 3.52),
    ])
    func circuitsBeatARegression(_ figure: MeasuredFigure, _ kind: MacroKind, _ regression: Double) throws {
        let summary = try #require(try comparison().summaries.first { $0.figure == figure && $0.kind == kind })
        #expect(summary.leftOut.medianFactor < regression)
    }

    /// Energies of single chips follow the measured curve within 10 % after one common factor.
    @Test(arguments: ["sinangil7", "jia65", "wang22", "neurram130"])
    func trendsAreWithinTenPercent(_ id: String) throws {
        let chip = try #require(try comparison().file.chips.first { $0.id == id })
        // Of the 7-nm chip, the two points whose data are known and that its authors do not put in doubt.
        let points = chip.points.filter { id != "sinangil7" || $0.name.hasSuffix("worst") }
        let errors = points.compactMap { point in
            point.measured[.energy].map { log(Macro(point.design, point.task).energy / $0) }
        }
        let least = try #require(errors.min())
        let most = try #require(errors.max())
        #expect(errors.count >= 2 && most - least <= 2 * log(1.1), "\(errors.map { exp($0 - (least + most) / 2) })")
    }

    @Test func theFactorsOfThisVersionAreFittedToTheseChips() throws {
        let comparison = try comparison()
        for kind in MacroKind.allCases {
            let fitted = try #require(comparison.fitted[kind])
            let own = MacroOverhead.fitted(kind)
            #expect(abs(own.area - fitted.area) < 0.006 && abs(own.energy - fitted.energy) < 0.006)
            #expect(abs(own.latency - fitted.latency) < 0.006, "\(kind): \(fitted)")
        }
    }

    @Test func theErrorsThatReportsShowAreThese() throws {
        for summary in try comparison().summaries {
            guard let kind = summary.kind else { continue }
            let shown = MacroError.typical(kind)
            let factor =
                switch summary.figure {
                case .energy: shown.energy
                case .area: shown.area
                case .latency: shown.latency
                }
            #expect(abs(factor - summary.leftOut.medianFactor) < 0.006, "\(kind) \(summary.figure): \(summary.leftOut)")
        }
    }

    /// Energy of the 7-nm chip over its supply, at its worst data, as its authors measured it.
    @Test func aSweepOfTheSupplyFollowsTheMeasuredCurve() throws {
        let chip = try #require(try comparison().file.chips.first { $0.id == "sinangil7" })
        let point = try #require(chip.points.first { $0.name == "0.8V-worst" })
        let measured = [
            (0.65, 5.109e-12), (0.7, 5.875e-12), (0.75, 6.797e-12), (0.8, 7.8125e-12), (0.85, 9.031e-12),
            (0.9, 1.025e-11), (0.95, 1.175e-11), (1.0, 1.3125e-11),
        ]
        let errors = measured.map { supply, energy in
            var task = point.task
            task.supply = supply
            return log(Macro(point.design, task).energy / energy)
        }
        #expect((errors.max() ?? 1) - (errors.min() ?? 0) <= 2 * log(1.1))
    }
}
