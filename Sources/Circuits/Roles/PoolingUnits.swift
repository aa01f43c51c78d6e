// SPDX-License-Identifier: Apache-2.0

/// The role of units that find the largest word of a pooling window.
public protocol PoolingUnits: CircuitModel where Operation == MaxPooling.Operation {
    /// Words in a pooling window [1].
    var window: Int { get }
    /// Number of pooling units [1].
    var unitCount: Int { get }
}

extension MaxPooling: PoolingUnits {}
