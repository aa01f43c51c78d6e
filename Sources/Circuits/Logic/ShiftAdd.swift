// SPDX-License-Identifier: Apache-2.0

import Technology

/// Shift-and-add units: each adds the next partial sum to a shift register, so that the sums of successive input bits
/// or of adjacent cells of a weight are weighted by powers of two. Equations and constants: table of sources in
/// Sources/References.
public struct ShiftAdd: CircuitModel {
    /// Number of units [1].
    public let unitCount: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

    private let adder: Adder
    private let register: DFlipFlop

    /// Makes shift-and-add units.
    ///
    /// A unit's register holds the adder's sum, one bit longer than its operands, and one bit more for each shift.
    /// Of the gates that load the register only one inverter and one NAND gate, or one row of cells, enter the layout.
    /// - Parameters:
    ///   - unitCount: number of units.
    ///   - adderBits: length of an operand [bit].
    ///   - pulseCount: partial sums that are added up, shifted by one more bit each [1].
    ///   - clockFrequency: [Hz].
    ///   - layout: a height, a width, or one row.
    ///   - technology: the process.
    public init(
        unitCount: Int, adderBits: Int, pulseCount: Int, clockFrequency: Double, layout: LayoutConstraint = .free,
        technology: Technology
    ) {
        let adder = Adder(bits: adderBits, count: unitCount, layout: layout, technology: technology)
        let register = DFlipFlop(
            count: (adderBits + pulseCount) * unitCount, clockFrequency: clockFrequency, layout: layout,
            technology: technology)
        self.unitCount = unitCount
        self.adder = adder
        self.register = register
        footprint = Self.footprint(
            adder: adder.footprint, register: register.footprint, layout: layout, technology: technology)
        leakagePower = adder.leakagePower + register.leakagePower
    }

    private static func footprint(
        adder: Footprint, register: Footprint, layout: LayoutConstraint, technology: Technology
    ) -> Footprint {
        if case .width = layout {
            let height = adder.height + StandardCell.rowHeight(technology) + register.height
            return Footprint(width: max(adder.width, register.width), height: height)
        }
        let inverter = StandardCell.inverter(technology: technology).footprint
        let nand = StandardCell.nand2(technology: technology).footprint
        let width = adder.width + inverter.width + nand.width + register.width
        return Footprint(width: width, height: max(adder.height, register.height))
    }

    /// Operations of shift-and-add units.
    public enum Operation: Sendable {
        /// Each unit adds up `steps` partial sums [1], one after each read pulse of `readPulseWidth` [s]. Each step but
        /// the last hides behind the read pulse of the next, as far as the pulse is long enough.
        case accumulate(steps: Double, readPulseWidth: Double)
    }

    /// Time [s] that one operation adds to the reads of the array, and its energy [J].
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .accumulate(let steps, let readPulseWidth):
            let adding = adder.cost(of: .add(load: register.transmissionGateDrainCapacitance))
            let storing = register.cost(of: .store())
            let step = adding.latency + storing.latency
            return OperationCost(
                latency: step + max(0, step - readPulseWidth) * (steps - 1),
                energy: adding.energy * steps + storing.energy * steps)
        }
    }
}
