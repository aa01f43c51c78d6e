// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Plots
import Reporting
import Runs

/// `tessera compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "One network on several designs side by side: area, latency, energy, leakage, efficiency.",
        discussion: """
            Each Param file named as an argument is a design; --param and --set apply to all designs. --vary tries several \
            values of a parameter, and may be given several times: all combinations are tried; the first --vary changes slowest. \
            --architecture imc,systolic compares each chip with a systolic array of the same technology node.

            Example: tessera compare --vary memcelltype=SRAM,RRAM,FeFET --vary technode=32,22
            """)

    @Argument(help: ArgumentHelp("Param files, each a design; read after those of --param.", valueName: "file"))
    var files: [String] = []

    @Option(
        help: ArgumentHelp(
            "Tries several values of a parameter, as in --vary technode=32,22. May be given several times.",
            valueName: "name=value,value"))
    var vary: [String] = []

    @Option(help: ArgumentHelp("Hardware of each setting: imc, systolic, or both.", valueName: "list"))
    var architecture = ListArgument([ComparedDesign.Architecture.imc])

    @OptionGroup(title: "Input") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var workload: WorkloadOptions
    @OptionGroup(title: "Workload") var kind: WorkloadKindOptions
    @OptionGroup(title: "Generation of text") var generation: GenerationOptions
    @OptionGroup(title: "Systolic array") var array: SystolicDesignOptions
    @OptionGroup(title: "Counting in systolic arrays") var counting: SystolicRuleOptions

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = DrawnFormat<Comparison.Format>.report(.text)

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Pictures") var plots: PlotOptions
    @OptionGroup(title: "Run") var running: RunOptions

    private var hasArrays: Bool { architecture.values.contains(.systolic) }

    func validate() throws {
        try plots.validate(format)
        let hasTrace = workload.trace != nil || workload.traceCommand != nil
        if kind.workload == .trace, !hasTrace {
            throw ValidationError("--workload trace needs --trace or --trace-command")
        }
        try kind.validate(hasTrace: hasTrace)
        if !hasArrays, let option = array.given ?? counting.given {
            throw ValidationError("\(option) is for systolic arrays: it needs --architecture imc,systolic")
        }
    }

    func run() throws {
        let destination = try output.destination(of: format, plots)
        let line = ProgressLine(isQuiet: running.quiet)
        let request = try CompareRequest(
            settings(), architectures: architecture.values, array: systolicArray(),
            network: workload.networkInput(isPrompt: generation.generate != nil),
            generation: generation.request(context: workload.context), workload: kind.input(trace: workload.traceInput),
            weightBits: workload.weightBits,
            activationBits: workload.activationBits, threads: running.threadCount, progress: { line.show($0) })
        let comparison = Comparison(try line.during { () throws(InputError) in try request.run() })
        try destination.write { (format) throws(InputError) in
            try comparison.rendered(as: format)
        } plot: { () throws(InputError) in
            try comparison.plot()
        }
        if !running.quiet { StandardStreams.warn(comparison.warnings) }
    }

    /// The settings. With the kinds of hardware there must be at least two designs.
    private func settings() throws(InputError) -> [CompareSetting] {
        let settings = try CompareSettings(vary, files: files, assignments: parameters.allAssignments).all(
            shared: parameters.files, defaults: InputSelection().parameterFiles(given: []))
        guard settings.count * architecture.values.count > 1 else {
            throw InputError(
                "there is one design only, and nothing to compare it with: give --vary NAME=VALUE,VALUE, two Param files, "
                    + "or --architecture imc,systolic", kind: .usage)
        }
        return settings
    }

    /// The systolic array; nil if none is compared.
    private func systolicArray() throws(InputError) -> CompareRequest.SystolicArray? {
        guard hasArrays else { return nil }
        return CompareRequest.SystolicArray(try array.design(), exactSubjects: counting.exactSubjects)
    }
}

extension ComparedDesign.Architecture: ExpressibleByArgument {}
