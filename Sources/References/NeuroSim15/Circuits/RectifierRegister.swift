// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Rectified linear units: a register that passes or drops a word according to its sign bit.
///
/// Equations and constants: table of sources in the README of this revision.
struct RectifierRegister: CircuitModel {
    /// Number of units [1].
    let unitCount: Int
    /// Length of a word [bit].
    let bits: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double

    private let energy: Double

    /// Makes `unitCount` units for words of `bits` bits; only the area of the register counts.
    ///
    /// - Parameters:
    ///   - unitCount: number of units.
    ///   - bits: length of a word.
    ///   - layout: a height, a width, or one row.
    ///   - technology: the process.
    init(unitCount: Int, bits: Int, layout: LayoutConstraint = .free, technology: Technology) {
        let register = WordRegister(count: bits * unitCount, technology: technology)
        self.unitCount = unitCount
        self.bits = bits
        footprint = Footprint(area: register.footprint.area, layout: layout, technology: technology)
        leakagePower = register.leakagePower
        energy = register.energy
    }

    /// What rectified linear units do.
    enum Operation: Sendable {
        /// One word passes in each unit, in one period of the clock.
        case rectify
    }

    /// Energy [J] of one operation; its time is one period of a clock that the circuit does not know, and 0 here.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .rectify: OperationCost(latency: 0, energy: energy)
        }
    }
}
