// SPDX-License-Identifier: Apache-2.0

/// How a cell is read, which determines the read-out of a subarray of such cells.
public enum CellReadOut: Sendable, Equatable {
    /// A latch discharges one of a pair of precharged bitlines; the current does not depend on the bit.
    case bitlines(SRAMCell)
    /// A current that grows with the conductance of the state.
    case current
    /// The product of the bit and the input, as a logic level of the cell's own: such an array has no converters.
    case logic(CellLogic)

    /// Whether the current of a column depends on what its cells hold.
    public var conductsByState: Bool {
        switch self {
        case .current: true
        case .bitlines, .logic: false
        }
    }

    /// The resistance of the transistor through which a cell discharges its bitline [Ω]; 0 of other cells.
    public var bitlineAccessResistance: Double {
        switch self {
        case .bitlines(let latch): latch.accessResistance
        case .current, .logic: 0
        }
    }
}
