// SPDX-License-Identifier: Apache-2.0

import Architecture
import ArgumentParser
import Configuration
import Counting
import Diagnostics
import Estimation
import Reporting
import Revisions
import Systolic

/// `tessera compare`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "One network on several designs side by side: area, latency, energy, leakage, efficiency.",
        discussion: """
            Each Param file named as an argument is a design; --param and --set hold for all of them. --vary tries several \
            values of a parameter, and may be given several times: all combinations are tried, the first --vary slowest. \
            --architecture imc,systolic puts a systolic array of the same process beside each chip.

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
    var architecture = ListArgument([ComparedColumn.Architecture.imc])

    @OptionGroup(title: "Input") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var workload: WorkloadOptions
    @OptionGroup(title: "Workload") var kind: WorkloadKindOptions
    @OptionGroup(title: "Systolic array") var array: SystolicDesignOptions
    @OptionGroup(title: "Counting in systolic arrays") var counting: SystolicRuleOptions

    @Option(help: ArgumentHelp("What the report is.", valueName: "format"))
    var format = Comparison.Format.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions

    private var hasChips: Bool { architecture.values.contains(.imc) }
    private var hasArrays: Bool { architecture.values.contains(.systolic) }

    func validate() throws {
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
        let destination = try output.destination()
        let settings = try settings()
        let threads = running.threadCount
        let selection = try workload.selection(threads: threads, statistics: kind.statistics)
        // All designs are sized before the first one is estimated, so that one that is not possible is known at once.
        let chips = hasChips ? try settings.map { try estimator($0, selection) } : []
        let arrays = hasArrays ? try CompareArrays(self, settings, selection) : nil
        var shared = CompareWorkload(selection, kind: kind, threads: threads)
        let progress = ProgressLine(isQuiet: running.quiet)
        var columns: [ComparedColumn] = []
        for (index, setting) in settings.enumerated() {
            for architecture in architecture.values {
                let design: ComparedColumn.Design
                switch architecture {
                case .imc:
                    let label = setting.setting.label
                    let estimate = try naming(setting) { () throws(InputError) in
                        try shared.estimate(chips[index], progress: progress, label: label.isEmpty ? "" : label + ": ")
                    }
                    design = .chip(estimate)
                case .systolic:
                    guard let arrays else { continue }
                    design = arrays.designs[index]
                }
                columns.append(ComparedColumn(setting: setting.setting, design: design))
            }
        }
        let comparison = Comparison(
            network: selection.network, weightBits: selection.weightBits, activationBits: selection.activationBits,
            columns: columns)
        try destination.write(comparison.rendered(as: format))
        if !running.quiet { StandardStreams.warn(comparison.warnings) }
    }

    /// The settings, of which with the kinds of hardware there must be two designs at least.
    private func settings() throws(InputError) -> [CompareSetting] {
        let settings = try CompareSettings(files: files, variations: vary, assignments: parameters.assignments)
            .all(parameters)
        guard settings.count * architecture.values.count > 1 else {
            throw InputError(
                "there is one design only, and nothing to compare it with: give --vary NAME=VALUE,VALUE, two Param files, "
                    + "or --architecture imc,systolic", kind: .usage)
        }
        return settings
    }

    private func estimator(
        _ setting: CompareSetting, _ selection: WorkloadSelection
    ) throws(InputError) -> Estimator {
        try naming(setting) { () throws(InputError) in
            try Estimator(
                configuration: setting.configuration, network: selection.network, weightBits: selection.weightBits,
                activationBits: selection.activationBits)
        }
    }

    /// Does something for a setting, whose errors name the setting.
    private func naming<Result>(
        _ setting: CompareSetting, _ body: () throws(InputError) -> Result
    ) throws(InputError) -> Result {
        do throws(InputError) {
            return try body()
        } catch {
            throw setting.naming(error)
        }
    }
}

/// The systolic arrays of a comparison: one run, and what it costs in the process of each setting.
private struct CompareArrays {
    /// One for each setting.
    let designs: [ComparedColumn.Design]

    init(
        _ command: CompareCommand, _ settings: [CompareSetting], _ selection: WorkloadSelection
    ) throws(InputError) {
        let precision = try SystolicPrecision(
            weightBits: selection.weightBits, activationBits: selection.activationBits)
        let run = try SystolicRun(
            SystolicLayer.layers(of: selection.network), on: command.array.design(),
            counting: command.counting.counting,
            threads: command.running.threadCount)
        var designs: [ComparedColumn.Design] = []
        for setting in settings {
            do throws(InputError) {
                guard !setting.configuration.estimatesTraining else {
                    throw InputError(
                        "a systolic array is estimated for inference: --architecture systolic needs "
                            + "trainingEstimation = false")
                }
                let revision = try setting.configuration.chipRevision()
                let technology = try ArrayTechnology(
                    configuration: setting.configuration, precision: precision, revision: revision)
                let estimate = SystolicEstimate(run, hardware: ArrayHardware(run.design, technology: technology))
                // Operations are counted as they are for the chip, so that efficiencies compare.
                designs.append(
                    .array(estimate, operations: revision.counting.operations(of: selection.network)))
            } catch {
                throw setting.naming(error)
            }
        }
        self.designs = designs
    }
}

extension Comparison.Format: ExpressibleByArgument {}
extension ComparedColumn.Architecture: ExpressibleByArgument {}
