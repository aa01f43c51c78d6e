// SPDX-License-Identifier: Apache-2.0

import Models
import Reporting
import Runs
import Training

func trainExample() throws -> String {
    // begin
    var settings = TrainingSettings()
    settings.accounting = .exact
    settings.inputRange = 0...1
    settings.batchSize = 20
    settings.network = [.dense(outputs: 32), .dense(outputs: 10)]
    let images = ImageInput.file("Examples/train-devices/train.npz")
    let tests = ImageInput.file("Examples/train-devices/test.npz")
    let run = try TrainRequest(settings, images: images, tests: tests, epochs: 3, seed: 1).run()
    for epoch in run.epochs { print("accuracy:", epoch.record.accuracy) }
    let report = try TrainReport(run).rendered(as: .json)
    // end
    return report
}
