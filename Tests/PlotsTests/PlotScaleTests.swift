// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Plots

@Suite struct PlotScaleTests {
    static let sets: [[Double]] = [
        [1], [0], [0, 0], [5, 5, 5], [-3, -3], [1, 1.0000000001], [0.013, 0.97], [98.1, 99.2], [1e-15, 3e-15],
        [1e12, 7e12], [-20, 31], [1, 60], [1, 29], [3e-9, 8], [1e-300, 1e300], [0, 1e-5, 1e5], [.infinity, 2, 3], [],
    ]

    private func checkLaws(_ scale: PlotScale, _ values: [Double], mostTicks: Int) {
        #expect(scale.low < scale.high && scale.low.isFinite && scale.high.isFinite)
        #expect(!scale.ticks.isEmpty && scale.ticks.count <= mostTicks + 2, "\(scale.ticks)")
        #expect(zip(scale.ticks, scale.ticks.dropFirst()).allSatisfy { $0 < $1 }, "\(scale.ticks)")
        // Places grow with figures, and all figures are within the axis.
        for value in values.filter(\.isFinite) + scale.ticks {
            #expect((-1e-9...1 + 1e-9).contains(scale.share(value)), "\(value) in \(scale.low)...\(scale.high)")
        }
        let shares = values.filter(\.isFinite).sorted().map(scale.share)
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 })
        // On an axis with equal steps the step is round, on a logarithmic one each figure is.
        let step = scale.ticks.count > 1 ? scale.ticks[1] - scale.ticks[0] : 1
        for figure in scale.isLogarithmic ? scale.ticks : [step] {
            let digits = figure / pow(10, (log10(figure) + 1e-9).rounded(.down))
            #expect(abs(digits - digits.rounded()) < 1e-6, "\(figure) is not round: \(scale.ticks)")
        }
        for tick in scale.ticks where !scale.isLogarithmic {
            #expect(abs(tick / step - (tick / step).rounded()) < 1e-6, "\(tick) is no multiple of \(step)")
        }
    }

    @Test(arguments: sets, [2, 4, 7]) func axesOfBarsCoverTheirFiguresFromZero(values: [Double], most: Int) {
        let scale = PlotScale.linear(values, fromZero: true, mostTicks: most)
        checkLaws(scale, values + [0], mostTicks: most)
        #expect(scale.ticks.contains { abs($0) < 1e-12 * (scale.high - scale.low) })
        #expect(scale.ticks.first == scale.low)
    }

    @Test(arguments: sets, [2, 4, 7]) func axesOfPointsCoverTheirFigures(values: [Double], most: Int) {
        checkLaws(.around(values, mostTicks: most), values, mostTicks: most)
        checkLaws(.around(values, isLinear: true, mostTicks: most), values, mostTicks: most)
    }

    @Test func axesAreLogarithmicWhereThatIsPossibleAndHelps() {
        #expect(PlotScale.around([1, 30], mostTicks: 6).isLogarithmic)
        #expect(!PlotScale.around([1, 29], mostTicks: 6).isLogarithmic)
        #expect(!PlotScale.around([0, 1000], mostTicks: 6).isLogarithmic)
        #expect(!PlotScale.around([-1, 1000], mostTicks: 6).isLogarithmic)
        #expect(!PlotScale.around([1, 1000], isLinear: true, mostTicks: 6).isLogarithmic)
        #expect(PlotScale.around([9e-6, 3e-3], mostTicks: 4).ticks.map { ($0 * 1e5).rounded() } == [1, 10, 100])
    }

    @Test func axesThatCountHaveWholeSteps() {
        for last in [1.0, 2, 3, 8, 200] {
            let scale = PlotScale.around([1, last], isWhole: true, mostTicks: 7)
            #expect(scale.ticks.allSatisfy { $0 == $0.rounded() }, "\(scale.ticks)")
        }
    }

    @Test(arguments: [(0.3, "0.3"), (1e6, "1e6"), (2e-5, "2e-5"), (1e10, "1e10"), (0, "0"), (150, "150")])
    func ticksAreShort(_ value: Double, _ text: String) {
        #expect(PlotScale.linear([1], mostTicks: 3).label(value) == text)
    }

    @Test(arguments: [1.0, 1.01, 9.99, 10, 17.2, 49.9, 50.1, 99, 213.9, 0.083, 4e-7, 6e11])
    func axesOfBarsEndCloselyBehindTheLargest(value: Double) {
        let scale = PlotScale.linear([value], fromZero: true, mostTicks: 6)
        #expect(scale.high >= value * (1 - 1e-12) && scale.high < value * 1.7)
    }
}
