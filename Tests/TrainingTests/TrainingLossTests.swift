// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Training

@Suite struct TrainingLossTests {
    @Test func squaredErrors() {
        // Two images, three classes: [classes][images].
        let logits = BatchMaps<Double>(MapShape(channels: 3), images: 2, values: [1, 0, 0.5, 2, 0, -1])
        let (errors, loss) = TrainingLoss.squaredError.errors(logits, [0, 1])
        #expect(errors.values == [0, 0, 0.5, 1, 0, -1])
        #expect(loss == 1.125)
    }

    @Test func crossEntropyOfEvenLogits() {
        let logits = BatchMaps<Double>(MapShape(channels: 4), images: 1, values: [800, 800, 800, 800])
        let (errors, loss) = TrainingLoss.crossEntropy.errors(logits, [2])
        #expect(errors.values == [0.25, 0.25, -0.75, 0.25])
        #expect(abs(loss - 1.3862943611198906) < 1e-12)
    }

    /// Errors are the derivatives of the loss.
    @Test(arguments: TrainingLoss.allCases) func errorsAreDerivatives(loss: TrainingLoss) {
        var random = SeededGenerator(case: 2)
        let logits: BatchMaps<Double> = random.maps(MapShape(channels: 5), images: 3)
        let labels = [4, 0, 2]
        let errors = loss.errors(logits, labels).errors.values
        let differences = logits.values.indices.map { index in
            var (above, below) = (logits, logits)
            above.values[index] += 1e-5
            below.values[index] -= 1e-5
            return (loss.errors(above, labels).loss - loss.errors(below, labels).loss) / 2e-5
        }
        #expect(distance(errors, differences) < 1e-9)
        #expect(magnitude(errors) > 0.1)
    }
}
