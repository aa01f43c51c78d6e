// SPDX-License-Identifier: Apache-2.0

/// How the figures of a run are counted.
public enum Accounting: String, Sendable, CaseIterable {
    /// As DNN+NeuroSim V2.1 counts, including its departures, so that figures can be compared with published ones.
    case neurosim
    /// As the hardware works, with exact padding, strides, groups, operation counts and cell values.
    case exact
    /// Times and energies of a closed formula over the number of parameters and operations, for streamed networks only.
    case origin
}
