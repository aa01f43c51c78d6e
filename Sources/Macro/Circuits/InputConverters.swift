// SPDX-License-Identifier: Apache-2.0

import Circuits
import Foundation
import Technology

/// What makes voltages or pulses of the bits of inputs, one a row that is read.
struct InputConverters: CircuitModel {
    /// What the circuits do.
    enum Operation: Sendable {
        /// So many rows take so many bits each, of which a share is one.
        case convert(rows: Int, bits: Int, density: Double)
    }

    private let coding: MacroDesign.InputCoding
    private let silicon: OperatingPoint
    let footprint: Footprint
    let leakagePower: Double

    /// Exponent with which the energy of a level falls with the node [1].
    private static let shrinking = 0.7
    /// Gates of a switch to one of several common levels, and of a bit of a counter [1].
    private static let gatesPerLevel = 4.0
    private static let gatesPerCounterBit = 10.0
    /// Settling a bit [fan-out-of-four delays].
    private static let delaysPerBit = 60.0

    /// The converters of a design; without area where the input is one bit.
    init(_ design: MacroDesign, silicon: OperatingPoint) {
        coding = design.coding
        self.silicon = silicon
        let rows = Double(design.rowsPerRead)
        let bits = Double(design.inputBitsPerRead)
        let gate = design.node.gateArea
        let isMultiple = design.inputBitsPerRead > 1
        let area =
            switch design.coding {
            case .bitSerial: 0.0
            case .voltage: isMultiple ? rows * bits * silicon.constants.inputBitArea * design.node.matchingScale : 0
            case .multiBit: isMultiple ? rows * Self.gatesPerLevel * gate * pow(2, bits) : 0
            case .pulseWidth, .pulseCount: rows * bits * Self.gatesPerCounterBit * gate
            }
        footprint = .square(area)
        leakagePower = silicon.leakage(area: area)
    }

    func cost(of operation: Operation) -> OperationCost {
        guard case .convert(let rows, let bits, let density) = operation else { return .zero }
        let levels = pow(2, Double(bits))
        switch coding {
        case .voltage, .multiBit:
            guard bits > 1 else { return .zero }
            // Ladders draw a current for as long as a read takes, which the supply shortens.
            let capacitance =
                silicon.constants.inputLevelCapacitance * levels
                * silicon.node.scale(from: 22, exponent: Self.shrinking)
            return OperationCost(
                latency: Self.delaysPerBit * Double(bits) * silicon.fanOutDelay,
                energy: Double(rows) * silicon.switchingEnergy(capacitance) * silicon.slowing)
        case .pulseWidth:
            // A counter of the slots of a pulse switches two gates a slot.
            return OperationCost(
                latency: 0,
                energy: Double(rows) * levels * density * silicon.switchingEnergy(2 * silicon.gateCapacitance))
        case .bitSerial, .pulseCount: return .zero
        }
    }
}

extension SiliconNode {
    /// The ratio of a node to another one [nm], to a power [1].
    func scale(from nanometers: Double, exponent: Double) -> Double {
        pow(Double(self.nanometers) / nanometers, exponent)
    }

    /// Area of circuits that must match, beside the same circuit at 65 nm [1]. Areas of SAR converters of 8 bits at 65
    /// and 22 nm differ by 1.9 (H. Jia et al., JSSC 55(9), 2020; H. Wang et al., JSSC 58(4), 2023), gates by 7.
    var matchingScale: Double { scale(from: 65, exponent: 0.6) }
}
