// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Macro
import Technology

/// Lanes with an adder, a multiplier, a comparison and a table of a function, each of which takes a number a cycle.
///
/// A function is a table of straight pieces: a slope and an offset are read, then multiplied and added (J. Yu et al., "NN-LUT",
/// DAC 2022).
struct VectorUnit: CircuitModel {
    /// The work of a pass over numbers: how often a lane adds, multiplies, compares and looks up for each number.
    struct Work: Sendable, Equatable {
        /// Additions a number [1].
        var additions = 0.0
        /// Multiplications a number [1].
        var multiplications = 0.0
        /// Comparisons a number [1].
        var comparisons = 0.0
        /// Values of a function a number [1].
        var functions = 0.0
    }

    /// What the unit does.
    enum Operation: Sendable {
        /// A pass over so many numbers.
        case pass(numbers: Double, Work)
    }

    /// Numbers that it takes in a cycle [1].
    let lanes: Int
    /// Length of a number [bit].
    let bits: Int
    private let silicon: OperatingPoint
    /// The area of all lanes as a square [m].
    let footprint: Footprint
    /// Static power of all lanes [W].
    let leakagePower: Double

    /// Pieces of the table of a function [1]; 16 to 64 keep the accuracy of transformers at 16 bits (Yu et al.).
    static let pieces = 64
    /// Length of a cycle [fan-out-of-four delays]: logic between registers of a design that is synthesized (D. Chinnery and K.
    /// Keutzer, "Closing the Gap Between ASIC & Custom", 2002: 40 to 60).
    static let cycle = 50.0
    /// Cycles from the first number of a pass to its first result [1]: read, multiply, add, write, and the tree of a sum.
    private static let depth = 8.0

    /// A unit of so many lanes for numbers of so many bits.
    init(lanes: Int, bits: Int, silicon: OperatingPoint) {
        self.lanes = lanes
        self.bits = bits
        self.silicon = silicon
        // An adder of twice the length sums up products; comparisons subtract; registers hold operands, product and sum.
        let lane =
            ArithmeticGates.multiplier(bits, bits) + ArithmeticGates.adder(2 * bits) + ArithmeticGates.adder(bits)
            + ArithmeticGates.table(entries: Self.pieces, bits: 2 * bits) + ArithmeticGates.register(6 * bits)
        let gates = lane * Double(lanes)
        footprint = .square(silicon.area(gates: gates))
        leakagePower = silicon.leakage(gates: gates)
    }

    /// Length of a cycle [s].
    var cycleTime: Double { Self.cycle * silicon.fanOutDelay }

    /// Time and energy of a pass.
    func cost(of operation: Operation) -> OperationCost {
        guard case .pass(let numbers, let work) = operation, numbers > 0 else { return .zero }
        let addition = ArithmeticGates.adderActivity * ArithmeticGates.adder(2 * bits)
        let multiplication =
            ArithmeticGates.adderActivity * ArithmeticGates.glitches * ArithmeticGates.multiplier(bits, bits)
        let comparison = ArithmeticGates.adderActivity * ArithmeticGates.adder(bits)
        let reading = log2(Double(Self.pieces)) * Double(2 * bits)
        let function = reading + multiplication + addition
        let clock = ArithmeticGates.flipFlopActivity * ArithmeticGates.register(6 * bits)
        let switched =
            work.additions * addition + work.multiplications * multiplication + work.comparisons * comparison
            + work.functions * function + clock
        let cycles = (numbers / Double(lanes)).rounded(.up) + Self.depth
        return OperationCost(latency: cycles * cycleTime, energy: numbers * silicon.energy(switched: switched))
    }
}
