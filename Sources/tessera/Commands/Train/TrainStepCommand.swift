// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs
import Training

/// `tessera train step`.
struct TrainStepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step",
        abstract: "Steps of a training with given weights, images and random numbers.",
        discussion: """
            CASE.npz holds x [steps, images, ...], labels [steps, images], and for each layer i with weights w{i}, v{i}, u{i}, \
            z{i}, where devices differ also dltp{i} and dltd{i}. The output holds every array of the steps: logits, loss, and \
            output{i}, error{i}, gradient{i}, velocity{i}, state{i}, pulses{i}, target{i}, delta{i}, applied{i}, weights{i}. \
            docs/models/device-training.md has the equations.
            """)

    @Argument(help: ArgumentHelp("The arrays.", valueName: "case.npz"))
    var problem: String

    @Option(help: ArgumentHelp("Settings of the training with its layers, a JSON file.", valueName: "file"))
    var config: String

    @Option(help: ArgumentHelp("The archive to write.", valueName: "out.npz"))
    var output: String

    @Flag(help: "Replaces the output file if it exists.")
    var force = false

    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if output.isEmpty { throw ValidationError("--output needs a path") }
    }

    func run() throws {
        let file = try ReportFile(output, replacing: force)
        let settings = try TrainingSettings(readingFrom: config)
        let result = try TrainStepRequest(problem, settings: settings, threads: running.threadCount).run()
        try file.writing(under: file.path + ".partial") { () throws(InputError) in
            try result.write(to: file.path)
        }
    }
}
