// SPDX-License-Identifier: Apache-2.0

/// The purpose that the transistors of a process are optimized for.
public enum DeviceRoadmap: Sendable, Hashable, CaseIterable {
    /// Low threshold: fast, with a high leakage current.
    case highPerformance
    /// High threshold: slower, with about a thousandth of the leakage current.
    case lowStandbyPower
}
