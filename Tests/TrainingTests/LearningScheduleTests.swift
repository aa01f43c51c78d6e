// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Training

@Suite struct LearningScheduleTests {
    private static func rates(_ form: LearningSchedule.Form, epochs: Int = 8) -> [Double] {
        let settings = settings {
            $0.schedule = form
            $0.learningRate = 0.5
            $0.decreasingEpochs = [2, 5]
        }
        let schedule = LearningSchedule(settings, epochs: epochs)
        return (0..<epochs).map(schedule.rate)
    }

    /// An eighth from the start of each of the epochs.
    @Test func steps() {
        #expect(Self.rates(.steps) == [0.5, 0.5, 0.0625, 0.0625, 0.0625, 0.0078125, 0.0078125, 0.0078125])
    }

    @Test func constant() { #expect(Self.rates(.constant) == [Double](repeating: 0.5, count: 8)) }

    @Test func cosine() {
        let rates = Self.rates(.cosine)
        #expect(rates[0] == 0.5)
        #expect(abs(rates[4] - 0.25) < 1e-15)
        #expect(abs(rates[2] - 0.25 * (1 + 0.5.squareRoot())) < 1e-15)
        #expect(zip(rates, rates.dropFirst()).allSatisfy { $0 > $1 && $1 > 0 })
    }

    /// The first rate is that of the settings.
    @Test func defaults() {
        #expect(LearningSchedule(TrainingSettings(), epochs: 256).rate(epoch: 199) == 1)
        #expect(LearningSchedule(TrainingSettings(), epochs: 256).rate(epoch: 200) == 0.125)
        let exact = LearningSchedule(settings { $0.accounting = .exact }, epochs: 256)
        #expect(exact.rate(epoch: 255) == 0.0625 / 64)
    }
}
