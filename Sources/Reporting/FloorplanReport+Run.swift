// SPDX-License-Identifier: Apache-2.0

import Runs

extension FloorplanReport {
    /// A report on the floorplan of a run.
    public init(_ run: FloorplanRun) {
        self.init(
            floorplan: run.floorplan, network: run.network, configuration: run.configuration,
            weightBits: run.weightBits, geometry: run.geometry)
    }
}
