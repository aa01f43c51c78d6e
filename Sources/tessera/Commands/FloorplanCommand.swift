// SPDX-License-Identifier: Apache-2.0

import Architecture
import ArgumentParser
import Reporting
import Revisions

/// `tessera floorplan`.
struct FloorplanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "floorplan",
        abstract: "How a network is laid out on tiles, processing elements and subarrays, without any estimate.")

    @OptionGroup(title: "Input") var parameters: ParameterOptions
    @OptionGroup(title: "Workload") var workload: WorkloadOptions

    @Option(help: ArgumentHelp("What the report is.", valueName: "format"))
    var format = FloorplanReport.Format.text

    @OptionGroup(title: "Output") var output: OutputOptions
    @OptionGroup(title: "Run") var running: RunOptions

    func run() throws {
        let destination = try output.destination()
        let configuration = try parameters.configuration()
        let selection = try workload.selection(threads: running.threadCount)
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: selection.weightBits, activationBits: selection.activationBits)
        let floorplan = try Floorplan(network: selection.network, inputs: inputs)
        // Only the picture needs sizes, for which the circuits of the whole chip are laid out.
        let geometry =
            format == .svg
            ? try Chip(network: selection.network, floorplan: floorplan, inputs: inputs).geometry : nil
        let report = FloorplanReport(
            floorplan: floorplan, network: selection.network, configuration: configuration,
            weightBits: selection.weightBits, geometry: geometry)
        try destination.write(report.rendered(as: format))
    }
}

extension FloorplanReport.Format: ExpressibleByArgument {}
