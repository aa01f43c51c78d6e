// SPDX-License-Identifier: Apache-2.0

/// What the figures of a run count.
public enum Accounting: String, Sendable, CaseIterable {
    /// What DNN+NeuroSim V2.1 counts, quirks included, so that figures compare with published ones.
    case neurosim
    /// What the hardware does: padding, strides, groups, operation counts and cell values as they are.
    case exact
    /// Times and energies of a closed formula over the number of parameters and operations, for streamed networks only.
    case origin
}
