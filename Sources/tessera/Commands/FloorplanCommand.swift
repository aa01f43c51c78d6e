// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Plots
import Reporting
import Runs

/// `tessera floorplan`.
struct FloorplanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floorplan",
        abstract: "How a network is laid out on tiles, processing elements and subarrays, without any estimate.")

    @OptionGroup(title: "Input") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var workload: WorkloadOptions

    @Option(help: ArgumentHelp("Format of the report.", valueName: "format"))
    var format = DrawnFormat<FloorplanReport.Format>.report(.text)

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Pictures") var plots: PlotOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func validate() throws { try plots.validate(format) }

    func run() throws {
        let destination = try output.destination(of: format, plots)
        let request = try FloorplanRequest(
            parameters.configuration(), network: workload.networkInput(),
            workload: workload.traceInput.map { .trace($0) } ?? .synthetic, weightBits: workload.weightBits,
            activationBits: workload.activationBits, includesGeometry: format.picture != nil,
            threads: running.threadCount)
        let report = try FloorplanReport(request.run())
        try destination.write { (format) throws(InputError) in
            try report.rendered(as: format)
        } plot: { () throws(InputError) in
            try report.plot()
        }
    }
}
