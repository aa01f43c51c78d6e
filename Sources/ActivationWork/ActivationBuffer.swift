// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Macro
import Technology

/// SRAM in banks that holds the activations between steps, and keys and values of earlier tokens.
struct ActivationBuffer: CircuitModel {
    /// What the buffer does.
    enum Operation: Sendable {
        /// So many bits are read.
        case read(bits: Double)
        /// So many bits are written.
        case write(bits: Double)
    }

    /// Bits that it holds [bit].
    let capacity: Double
    /// Bits that it moves in a cycle [bit].
    let width: Double
    private let silicon: OperatingPoint
    private let cycleTime: Double
    private let bitline: Double
    private let line: Double
    /// The area of the banks as a square [m].
    let footprint: Footprint
    /// Static power of all cells [W].
    let leakagePower: Double

    /// Rows of a bank [1].
    private static let rows = 256.0
    /// Share of the area of a bank that cells take [1]; 0.7 in compiled memories of this size (CACTI 6.0, N. Muralimanohar et
    /// al., 2009).
    private static let cellShare = 0.7
    /// Swing of a bitline that a sense amplifier reads, in supplies [1].
    private static let readSwing = 0.2
    /// Bits of a word that switch a line [1].
    private static let activity = 0.5
    /// Width of the drain of a cell's access transistor [F].
    private static let drainWidth = 1.5
    /// Sense amplifier, precharge and share of the row's decoder, in gates a bit that is moved [1].
    private static let peripheralGates = 6.0
    /// A cell leaks as its 6 transistors in gates of 4 [1].
    private static let gatesOfCell = 1.5

    /// A buffer for so many bits, with a port of so many bits a cycle.
    init(capacity: Double, width: Double, cycleTime: Double, silicon: OperatingPoint) {
        self.capacity = capacity
        self.width = width
        self.cycleTime = cycleTime
        self.silicon = silicon
        let cell = silicon.node.sramCellArea
        let area = capacity * cell / Self.cellShare
        footprint = .square(area)
        let feature = silicon.node.featureSize
        let perCell =
            cell.squareRoot() * silicon.constants.wireCapacitance
            + Self.drainWidth * feature * silicon.constants.transistorCapacitance
        bitline = Self.rows * perCell
        // Half the way across the buffer and back, on average.
        line = area.squareRoot() * silicon.constants.wireCapacitance
        leakagePower = silicon.leakage(gates: Self.gatesOfCell * capacity)
    }

    /// Time at the port, and energy [J].
    func cost(of operation: Operation) -> OperationCost {
        let (bits, bitlineEnergy) =
            switch operation {
            case .read(let bits): (bits, bitline * Self.readSwing * silicon.supply * silicon.supply)
            case .write(let bits): (bits, Self.activity * silicon.switchingEnergy(bitline))
            }
        let perBit =
            bitlineEnergy + Self.activity * silicon.switchingEnergy(line)
            + silicon.energy(switched: Self.peripheralGates * Self.activity)
        return OperationCost(latency: (bits / width).rounded(.up) * cycleTime, energy: bits * perBit)
    }
}
