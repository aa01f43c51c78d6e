// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
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
    var format = FloorplanReport.Format.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func run() throws {
        let destination = try output.destination()
        let request = try FloorplanRequest(
            parameters.configuration(), network: workload.networkInput(),
            workload: workload.traceInput.map { .trace($0) } ?? .synthetic, weightBits: workload.weightBits,
            activationBits: workload.activationBits, includesGeometry: format == .svg, threads: running.threadCount)
        try destination.write(FloorplanReport(request.run()).rendered(as: format))
    }
}

extension FloorplanReport.Format: ExpressibleByArgument {}
