// SPDX-License-Identifier: Apache-2.0

/// Which estimator's process records, circuits and counting a run has.
public enum RevisionName: Sendable, CaseIterable {
    /// Those of DNN+NeuroSim V2.1.
    case neurosim21
}
