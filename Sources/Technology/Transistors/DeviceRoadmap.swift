// SPDX-License-Identifier: Apache-2.0

/// What the transistors of a process were tuned for.
public enum DeviceRoadmap: Sendable, Hashable, CaseIterable {
    /// Low threshold: fast, with a high leakage current.
    case highPerformance
    /// High threshold: slower, with about a thousandth of the leakage current.
    case lowStandbyPower
}
