// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The circuit in which the outputs of a layer pass their activation function.
enum ActivationUnit: Sendable {
    case relu(BitShifter)
    case sigmoid(Sigmoid)

    var footprint: Footprint {
        switch self {
        case .relu(let unit): unit.footprint
        case .sigmoid(let unit): unit.footprint
        }
    }

    /// Entries of each unit's table, where it has one; else the units.
    var lanes: Int {
        switch self {
        case .relu(let unit): unit.unitCount
        case .sigmoid(let unit): unit.entryCount
        }
    }

    /// Units that work side by side.
    var unitCount: Int {
        switch self {
        case .relu(let unit): unit.unitCount
        case .sigmoid(let unit): unit.unitCount
        }
    }

    /// Static power of all units [W].
    var leakagePower: Double {
        switch self {
        case .relu(let unit): unit.leakagePower
        case .sigmoid(let unit): unit.leakagePower * Double(unit.unitCount)
        }
    }

    /// Bits of a value behind the unit.
    var outputBits: Int {
        switch self {
        case .relu(let unit): unit.bits
        case .sigmoid(let unit): unit.outputBits
        }
    }

    /// The units as a part, with as much of their static power as counts [W].
    func block(countedLeakage: Double) -> ChipBlock {
        ChipBlock("activation", as: .other, area: footprint.area, leakagePower: countedLeakage)
    }

    /// One result of each unit.
    var cost: OperationCost {
        switch self {
        case .relu(let unit): unit.cost(of: .rectify)
        case .sigmoid(let unit): unit.cost(of: .lookUp)
        }
    }
}
