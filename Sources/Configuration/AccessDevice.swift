// SPDX-License-Identifier: Apache-2.0

/// The device that selects a cell of a resistive array.
public enum AccessDevice: Sendable, Hashable, CaseIterable {
    /// A transistor in series with the device (1T1R).
    case cmos
    /// A bipolar transistor at the crossing of two lines.
    case bjt
    /// A diode at the crossing of two lines.
    case diode
    /// Nothing: a crossbar.
    case none

    /// Whether the cell stands at the crossing of two lines, without a transistor of its own.
    public var isCrossPoint: Bool { self != .cmos }
}
