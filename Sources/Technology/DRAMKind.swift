// SPDX-License-Identifier: Apache-2.0

/// The memory beside the chip that holds a training run's data.
public enum DRAMKind: Sendable, CaseIterable {
    /// Graphics memory GDDR5.
    case gddr5
    /// Stacked memory HBM2.
    case hbm2
}
