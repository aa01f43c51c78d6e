// SPDX-License-Identifier: Apache-2.0

import Technology

/// Rectified linear units: a register that passes or drops a word according to its sign bit.
/// Equations and constants: table of sources in Sources/References.
public struct BitShifter: CircuitModel {
    /// Number of units [1].
    public let unitCount: Int
    /// Length of a word [bit].
    public let bits: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

    private let register: DFlipFlop

    /// Makes `unitCount` units for words of `bits` bits; only the area of the register counts.
    /// - Parameters:
    ///   - unitCount: number of units.
    ///   - bits: length of a word.
    ///   - clockFrequency: [Hz].
    ///   - layout: a height, a width, or one row.
    ///   - technology: the process.
    public init(
        unitCount: Int, bits: Int, clockFrequency: Double, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let register = DFlipFlop(count: bits * unitCount, clockFrequency: clockFrequency, technology: technology)
        self.unitCount = unitCount
        self.bits = bits
        self.register = register
        footprint = Footprint(area: register.area, layout: layout, technology: technology)
        leakagePower = register.leakagePower
    }

    /// Operations of rectified linear units.
    public enum Operation: Sendable {
        /// One word passes in each unit.
        case rectify
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .rectify: register.cost(of: .store())
        }
    }
}
