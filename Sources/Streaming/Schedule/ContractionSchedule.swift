// SPDX-License-Identifier: Apache-2.0

/// A contraction as it runs on a machine.
struct ContractionSchedule: Sendable {
    let shape: Tiling
    let residency: Residency
    let counts: StreamCounts

    /// Runs a contraction in a way that was chosen.
    init(_ contraction: Contraction, machine: StreamMachine, shape: Tiling, residency: Residency) {
        self.shape = shape
        self.residency = residency
        let walk = TileWalk(contraction, machine: machine, shape: shape, residency: residency)
        let runner = TileRunner(walk, machine: machine)
        let one = runner.counts(groups: 1)
        guard contraction.groups > 1 else {
            self.counts = one
            return
        }
        // All groups are alike, so that each one after the first takes as long as the second.
        self.counts = one + (runner.counts(groups: 2) - one) * (contraction.groups - 1)
    }
}
