// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import Models
import NetworkCatalog
import Reporting
import Runs
import Training
import Workload

/// `tessera train run`, which is `tessera train`.
struct TrainRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "A network trained on modelled devices: accuracy and figures of every epoch.",
        discussion: """
            The layers come from --config, --network or --model. --estimate adds the figures of the chip that Param describes after \
            epochs. docs/how-to/train.md walks through an example; docs/models/device-training.md has the equations and the keys of \
            --config.
            """)

    @Option(help: ArgumentHelp("Settings of the training, a JSON file. (default: those of V2.1)", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The layers, a network file. (default: `network` of --config)", valueName: "file"))
    var network: String?

    @OptionGroup(title: "Model") var model: ModelOptions
    @OptionGroup(title: "Images") var dataset: TrainingImageOptions

    @Option(help: ArgumentHelp("Number of epochs.", valueName: "n"))
    var epochs = 32

    @Option(help: ArgumentHelp("Images of a batch. (default: batch_size of --config)", valueName: "n"))
    var batchSize: Int?

    @Option(help: ArgumentHelp("`neurosim` or `exact`. (default: accounting of --config)", valueName: "accounting"))
    var accounting: TrainingSettings.Accounting?

    @Option(help: ArgumentHelp("Seed of the random numbers.", valueName: "n"))
    var seed: UInt64 = 0

    @OptionGroup(title: "Device") var device: TrainingDeviceOptions
    @OptionGroup(title: "Hardware") var hardware: TrainingHardwareOptions
    @OptionGroup(title: "End") var ending: TrainingEndOptions
    @OptionGroup(title: "Chip") var parameters: ParameterOptions

    @Flag(help: "Estimates the chip of --param after epochs, with their weights and activations.")
    var estimate = false

    @Option(help: ArgumentHelp("Epochs from one estimate to the next; implies --estimate.", valueName: "n"))
    var estimateEvery: Int?

    @OptionGroup(title: "Output") var folder: TrainingFolderOptions
    @OptionGroup(title: "Report") var reporting: TrainingReportOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        if !(1...1_000_000).contains(epochs) {
            throw ValidationError("--epochs is \(epochs) (allowed: 1 to 1000000)")
        }
        if let batchSize, !(1...1 << 20).contains(batchSize) {
            throw ValidationError("--batch-size is \(batchSize) (allowed: 1 to \(1 << 20))")
        }
        if model.model != nil { try model.validateRequired(network: network) }
        if let estimateEvery, estimateEvery < 1 {
            throw ValidationError("--estimate-every is \(estimateEvery) (allowed: 1 or more)")
        }
    }

    func run() throws {
        let line = ProgressLine(isQuiet: running.quiet)
        var request = TrainRequest(
            try settings(), model: try startingModel(), images: try dataset.training(), tests: try dataset.test(),
            epochs: epochs, seed: seed,
            stop: ending.stop, hardware: try hardware.described(),
            estimates: estimate || estimateEvery != nil
                ? TrainEstimates(try parameters.configuration(), every: estimateEvery ?? 1) : nil,
            threads: running.threadCount, progress: { line.show($0) })
        request.folder = try folder.folder()
        let destination = try reporting.destination(replacing: folder.force)
        let log = try reporting.log.map { (path) throws(InputError) in
            try TrainingLog(path, adding: folder.resume != nil, replacing: folder.force)
        }
        let files =
            folder.neurosimFiles
            ? try request.folder.map { (folder) throws(InputError) in
                try NeuroSimTrainingFiles(folder, batchSize: request.settings.batchSize, isNew: !folder.resumes)
            } : nil
        let lines = reporting.showsEpochs && !running.quiet ? EpochLines(epochs: epochs) : nil
        request.onEpoch = { (epoch) throws(InputError) in
            try log?.add(epoch)
            try files?.add(epoch)
            guard let lines else { return }
            line.show("")
            try StandardStreams.writeReport(lines.line(epoch) + "\n")
        }
        let run = try line.during { () throws(InputError) in
            let prepared = try request.prepared()
            // No folder stays where a training cannot begin.
            if let output = folder.output { try ReportFile.makeFolder(output) }
            return try prepared.run()
        }
        let report = TrainReport(run, endurance: reporting.endurance)
        try destination.write { (format) throws(InputError) in
            let text = try report.rendered(as: format, command: Invocation.current.commandLine)
            return lines != nil && reporting.report == nil ? "\n" + text : text
        } plot: { () throws(InputError) in
            try report.plot()
        }
        if !running.quiet { StandardStreams.warn(report.warnings) }
    }

    private func settings() throws(InputError) -> TrainingSettings {
        var settings = TrainingSettings()
        if let config { settings = try TrainingSettings(readingFrom: config) }
        if let network, model.model == nil {
            guard settings.network.isEmpty else {
                throw InputError("--network excludes the key `network` of --config: it has both", kind: .usage)
            }
            settings.network = try LayerDescription.layers(of: Network(fileOrName: network), file: network)
        }
        guard !settings.network.isEmpty || model.model != nil else {
            throw InputError(
                "layers are needed: --network FILE, --model FILE, or the key `network` of --config", kind: .usage)
        }
        if let batchSize { settings.batchSize = batchSize }
        if let accounting { settings.accounting = accounting }
        return try device.applied(to: settings)
    }

    /// The trained network to go on from; nil where weights are drawn.
    private func startingModel() throws(InputError) -> ModelInput? {
        guard model.model != nil else { return nil }
        return try model.input(layers: network)
    }
}

extension TrainingSettings.Accounting: ExpressibleByArgument {}
