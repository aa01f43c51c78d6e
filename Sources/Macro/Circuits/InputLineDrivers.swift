// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// The lines along the rows of a macro, with their decoder and drivers, and the selection of its columns.
struct InputLineDrivers: CircuitModel {
    /// What drives lines.
    enum Operation: Sendable {
        /// A row is selected, or columns are: the time until the cells feel it.
        case select
        /// So many lines switch so often, each on the mean, in a time of so many slots.
        case drive(lines: Int, swings: Double, slots: Double)
        /// As before, in an array of adders, where a line changes only if its bit does.
        case toggle(lines: Int, changes: Double)
    }

    /// Capacitance of a line with the gates on it [F].
    let lineCapacitance: Double
    /// Voltage of a selected line [V].
    let voltage: Double
    let footprint: Footprint
    let leakagePower: Double
    private let silicon: OperatingPoint

    /// Gates of the decoder and driver of a line, or of the selection of a column [1]. Drivers that are as large as those
    /// of CACTI (N. Muralimanohar et al., HPL-2009-85) take this many smallest gates.
    private static let gatesPerLine = 15.0
    /// Gates of a level shifter and of transistors for the voltage of a write [1]: 476 um² a line at 130 nm in the
    /// layout of W. Wan et al., Nature 608 (2022).
    private static let gatesPerHighVoltageLine = 90.0
    /// Time from the clock to the cells, through decoder, driver and line [fan-out-of-four delays].
    private static let delays = 60.0
    /// Shortest time between two edges on a line that has to be exact [fan-out-of-four delays].
    private static let slotDelays = 32.0

    /// The lines of a design.
    init(_ design: MacroDesign, silicon: OperatingPoint) {
        let cell = design.cell
        let side = cell.area(design.node).squareRoot()
        lineCapacitance =
            Double(design.columns)
            * (side * silicon.constants.wireCapacitance + cell.inputCapacitance(silicon))
        voltage = design.wordlineVoltage ?? silicon.supply
        let isHigh = cell.kind == .resistive
        let gates = Self.gatesPerLine + (isHigh ? Self.gatesPerHighVoltageLine : 0)
        footprint = .square(Double(design.rows + design.columns) * gates * design.node.gateArea)
        leakagePower = silicon.leakage(area: footprint.area)
        self.silicon = silicon
    }

    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .select: OperationCost(latency: Self.delays * silicon.fanOutDelay, energy: 0)
        case .drive(let lines, let swings, let slots):
            OperationCost(
                latency: slots * Self.slotDelays * silicon.fanOutDelay,
                energy: Double(lines) * swings * lineCapacitance * voltage * voltage)
        case .toggle(let lines, let changes):
            OperationCost(
                latency: 0, energy: silicon.switchingEnergy(Double(lines) * changes * lineCapacitance))
        }
    }
}

extension Footprint {
    /// A square of an area [m²]: the outline of a circuit that fits wherever its macro has room.
    package static func square(_ area: Double) -> Footprint {
        Footprint(width: area.squareRoot(), height: area.squareRoot())
    }
}
