// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import Plots
import Reporting
import Runs

/// `tessera macro`.
struct MacroCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "macro",
        abstract: "One in-memory computing macro: area, energy and time of a matrix-vector multiplication by part.",
        discussion: """
            The macro has circuits of Tessera's own (revision = tessera), whose figures are meant to be true to silicon; the \
            report says how far published chips of its kind are from the model. `tessera params --revision tessera` lists the \
            parameters. docs/models/macro.md has the equations.
            """)

    @Option(
        name: .customLong("param"),
        help: ArgumentHelp(
            "A Param file. May be given several times; a later file overrides an earlier one. (default: built-in defaults)",
            valueName: "file"))
    var files: [String] = []

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Sets a parameter, as in --set technode=22. May be given several times, and overrides files.",
            valueName: "name=value"))
    var assignments: [String] = []

    @OptionGroup var device: DeviceOption

    @Option(help: ArgumentHelp("Bits of a weight, 1 to 32.", valueName: "bits"))
    var weightBits = 8

    @Option(help: ArgumentHelp("Bits of an input, 1 to 32.", valueName: "bits"))
    var inputBits = 8

    @Option(
        help: ArgumentHelp(
            "Bits of a result that converters resolve. (default: all that they have)", valueName: "bits"))
    var outputBits: Int?

    @Option(help: ArgumentHelp("Length of the input vector. (default: what a read takes)", valueName: "n"))
    var inputs: Int?

    @Option(help: ArgumentHelp("Number of results. (default: what the columns hold)", valueName: "n"))
    var outputs: Int?

    @Option(
        help: ArgumentHelp("Share of ones among the bits of inputs, 0 to 1. (default: 0.5)", valueName: "share"))
    var inputDensity: Double?

    @Option(
        help: ArgumentHelp("Share of ones among the bits of weights, 0 to 1. (default: 0.5)", valueName: "share"))
    var weightDensity: Double?

    @Option(
        help: ArgumentHelp(
            "Real data for the shares: an archive of NumPy with integer arrays x of inputs and w of weights.",
            valueName: "case.npz"))
    var data: String?

    @Flag(help: "Lists the parameters that move energy, area and time most.")
    var sensitivity = false

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = DrawnFormat<MacroReport.Format>.report(.text)

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Pictures") var plots: PlotOptions

    @Flag(help: "No warnings on standard error.")
    var quiet = false

    func validate() throws {
        try plots.validate(format)
        for (bits, name) in [(weightBits, "--weight-bits"), (inputBits, "--input-bits")]
        where !(1...32).contains(bits) {
            throw ValidationError("\(name) is \(bits) (allowed: 1 to 32)")
        }
        if let outputBits, !(1...16).contains(outputBits) {
            throw ValidationError("--output-bits is \(outputBits) (allowed: 1 to 16)")
        }
        for (share, name) in [(inputDensity, "--input-density"), (weightDensity, "--weight-density")] {
            guard let share else { continue }
            guard (0...1).contains(share) else { throw ValidationError("\(name) is \(share) (allowed: 0 to 1)") }
            if data != nil { throw ValidationError("\(name) and --data exclude each other") }
        }
    }

    func run() throws {
        let destination = try output.destination(of: format, plots)
        let configuration = try Configuration(
            files: files, assignments: device.assignments + assignments, revision: .tessera)
        let request = MacroRequest(
            configuration, weightBits: weightBits, inputBits: inputBits, outputBits: outputBits, inputs: inputs,
            outputs: outputs,
            data: data.map { .file($0) } ?? .densities(input: inputDensity ?? 0.5, weight: weightDensity ?? 0.5),
            listsSensitivities: sensitivity)
        let run = try request.run()
        let report = MacroReport(run)
        try destination.write { (format) throws(InputError) in
            try report.rendered(as: format, command: Invocation.current.commandLine)
        } plot: { () throws(InputError) in
            try report.plot()
        }
        if !quiet { StandardStreams.warn(run.warnings) }
    }
}
