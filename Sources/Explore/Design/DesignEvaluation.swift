// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Estimation
import Plots
import Reporting
import Runs
import Workload

/// Answers to a design: the requests of the library that the commands make, too.
struct DesignEvaluation {
    let state: DesignState

    /// The estimate of `tessera estimate --workload statistics`.
    ///
    /// - Parameters:
    ///   - network: the network where it was read before; nil to read it.
    ///   - listsChanges: whether changes that help are tried, as pages show them.
    /// - Returns: the figures.
    /// - Throws: `InputError` for what is wrong with the design.
    func run(_ network: Network? = nil, listsChanges: Bool = false) throws(InputError) -> EstimateRun {
        // Parameters first, as the command line reads them.
        let configuration = try state.configuration()
        let network = if let network { network } else { try state.readNetwork() }
        return try EstimateRequest(
            configuration, network: .network(network), workload: .statistics, weightBits: state.weightBits,
            activationBits: state.activationBits, listsChanges: listsChanges, threads: 1
        ).run()
    }

    /// The report of `tessera estimate` in a format.
    ///
    /// - Throws: `InputError` for what is wrong with the design.
    func report(_ format: EstimateFormat) throws(InputError) -> String {
        let run = try run(listsChanges: format == .html)
        return try run.estimate.rendered(
            as: format, changes: run.changes, command: state.command(format.rawValue))
    }

    /// The picture of `tessera floorplan --format svg`.
    ///
    /// - Throws: `InputError` for what is wrong with the design.
    func floorplan() throws(InputError) -> String {
        let request = FloorplanRequest(
            try state.configuration(), network: .network(try state.readNetwork()), weightBits: state.weightBits,
            activationBits: state.activationBits, includesGeometry: true, threads: 1)
        return try FloorplanReport(request.run()).plot().svg()
    }
}
