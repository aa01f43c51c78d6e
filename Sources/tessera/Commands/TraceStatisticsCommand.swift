// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Runs
import Workload

/// `tessera trace statistics`.
struct TraceStatisticsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statistics",
        abstract: "Measures the averages of a trace that expected values need.",
        discussion: """
            `tessera estimate --statistics OUT.json` computes figures from them, without the trace. The range of weights \
            is that of the parameters algoWeightMin and algoWeightMax.
            """)

    @Argument(help: ArgumentHelp("A trace in one NumPy archive, or a NeuroSim trace_command.sh.", valueName: "trace"))
    var trace: String

    @Argument(help: ArgumentHelp("The file to write.", valueName: "out.json"))
    var file: String

    @OptionGroup(title: "Input") var parameters: ParameterOptions

    @Option(
        help: ArgumentHelp(
            "The network. (default: the one that the command names, otherwise ./Network.csv)", valueName: "file"))
    var network: String?

    @Option(
        help: ArgumentHelp("Bits of a weight, 1 to 32. (default: those of the trace, otherwise 8)", valueName: "bits"))
    var weightBits: Int?

    @Option(
        help: ArgumentHelp(
            "Bits of an activation, 1 to 32. (default: those of the trace, otherwise 8)", valueName: "bits"))
    var activationBits: Int?

    @OptionGroup var inputs: TraceInputsOption

    @Flag(help: "Replaces the file if it exists.")
    var force = false

    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws {
        for (bits, name) in [(weightBits, "--weight-bits"), (activationBits, "--activation-bits")] {
            if let bits, !(1...32).contains(bits) { throw ValidationError("\(name) is \(bits) (allowed: 1 to 32)") }
        }
        if case .command = TraceInput(path: trace) { return }
        try inputs.validate(hasCommand: false)
    }

    func run() throws {
        let output = try ReportFile(file, replacing: force)
        let line = ProgressLine(isQuiet: running.quiet)
        let request = try StatisticsRequest(
            TraceInput(path: trace, inputs: inputs.traceInputs), network: networkInput(), parameters.configuration(),
            weightBits: weightBits,
            activationBits: activationBits, threads: running.threadCount, progress: { line.show($0) })
        let measured = try line.during { () throws(InputError) in try request.run() }
        try output.write(measured.fileText)
    }

    private func networkInput() throws(InputError) -> NetworkInput {
        if let network { return .file(network) }
        guard case .archive = TraceInput(path: trace) else { return .ofWorkload }
        return .file(try InputSelection().networkFile(given: nil))
    }
}
