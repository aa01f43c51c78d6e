// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// Circuits that lift the levels of lines from the supply voltage to a higher write voltage: per line a low-voltage driver,
/// a cross-coupled latch and a high-voltage driver.
///
/// Widths in smallest inverters: 15 and 20 (NMOS and PMOS of the low driver), 32 and 10 (each half of the latch), 64 and 82
/// (high driver). Leakage is not counted. Equations and constants: the table of sources in the README of this revision.
struct LevelShifter: CircuitModel {
    /// How the circuit is drawn.
    enum Drawing: Sendable, Equatable {
        /// Of transistors of the logic.
        case logic
        /// As measured: twice as wide in cells 2.5 times as high, with the long transistors of inputs and outputs in latch
        /// and high driver, and with wires that take a factor of area [1].
        case measured(wiring: Double)
    }

    /// The number of lines.
    let lineCount: Int
    /// The rectangle of all shifters [m].
    let footprint: Footprint
    /// Static power [W]; not counted.
    let leakagePower = 0.0

    private let lowStage: (resistance: Double, capacitance: Double)
    private let highStage: (resistance: Double, capacitance: Double)
    private let supplyVoltage: Double

    /// Sizes the shifters of `lineCount` lines.
    ///
    /// - Parameters:
    ///   - lineCount: the number of lines.
    ///   - drawing: how they are drawn.
    ///   - layout: a width or a height that all of them fit; one row of them by default.
    ///   - technology: the process.
    init(lineCount: Int, drawing: Drawing, layout: LayoutConstraint = .free, technology: Technology) {
        let scale = Self.scale(of: drawing)
        let region = StandardCell.rowHeight(technology) * scale.height
        let gate = { Self.gate($0, $1, scale: 1, technology: technology) }
        let drawn = { (nmos: Double, pmos: Double) in
            technology.layout(
                of: Self.gate(nmos, pmos, scale: scale.width, technology: technology), regionHeight: region)
        }
        let low = drawn(15, 20)
        let latch = drawn(32, 10)
        let high = drawn(64, 82)
        let unit = Footprint(
            width: low.width + (2 * latch.width + high.width) * scale.length,
            height: max(max(low.height, latch.height), high.height))
        let area = unit.area * Double(lineCount) * scale.wiring

        self.lineCount = lineCount
        supplyVoltage = technology.supplyVoltage
        let row = Footprint(width: area / unit.height, height: unit.height)
        switch layout {
        case .free: footprint = row
        case .height(let height): footprint = row.folded(toHeight: height)
        case .width(let width): footprint = row.folded(toWidth: width)
        }
        let latchInput = technology.gateCapacitance(width: gate(32, 0).nmosWidth)
        lowStage = (
            technology.onResistance(width: gate(15, 20).pmosWidth, polarity: .pmos),
            technology.capacitances(of: gate(15, 20), regionHeight: low.height).output + latchInput * 2
        )
        highStage = (
            technology.onResistance(width: gate(64, 82).pmosWidth, polarity: .pmos),
            technology.capacitances(of: gate(64, 82), regionHeight: high.height).output
        )
    }

    /// An inverter of widths in smallest ones.
    private static func gate(_ nmos: Double, _ pmos: Double, scale: Double, technology: Technology) -> LogicGate {
        let width = StandardCell.smallestWidth(technology)
        return LogicGate(
            .inverter, nmosWidth: width * nmos * scale,
            pmosWidth: technology.pmosToNmosRatio * width * pmos * scale)
    }

    /// Factors of a drawing [1]: of widths, of the cell height, of the length of high-voltage transistors, of wires.
    private static func scale(
        of drawing: Drawing
    ) -> (width: Double, height: Double, length: Double, wiring: Double) {
        switch drawing {
        case .logic: (1, 1, 1, 1)
        case .measured(let wiring): (2, 2.5, 2.5, wiring)
        }
    }

    /// What the shifters do.
    enum Operation: Sendable {
        /// A read switches the low-voltage stage of the share `lineActivity` of the lines [1]; the lines, each loaded with
        /// `load` [F], stay below the write voltage.
        case read(load: Double, lineActivity: Double)
    }

    /// Time of both stages [s] and energy [J] of one operation.
    func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .read(let load, let lineActivity):
            let low = stageTiming(timeConstant: lowStage.resistance * lowStage.capacitance, input: .step)
            let high = stageTiming(
                timeConstant: highStage.resistance * (load + highStage.capacitance), input: .step)
            return OperationCost(
                latency: low.delay + high.delay,
                energy: lowStage.capacitance * supplyVoltage * supplyVoltage * (Double(lineCount) * lineActivity))
        }
    }
}
