// SPDX-License-Identifier: Apache-2.0

import Technology

/// A group of equal ripple-carry adders.
///
/// Equations and constants: table of sources in Sources/References.
public struct Adder: CircuitModel {
    /// Length of an operand [bit].
    public let bits: Int
    /// Number of adders [1].
    public let count: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

    private let cell: FullAdderCell

    /// Makes `count` adders of `bits` bits.
    ///
    /// At a given width the bits of an adder are stacked; otherwise they stand side by side.
    public init(bits: Int, count: Int, layout: LayoutConstraint = .free, technology: Technology) {
        let cell = FullAdderCell(technology: technology)
        self.bits = bits
        self.count = count
        self.cell = cell
        footprint = Self.footprint(bits: bits, count: count, layout: layout, nand: cell.nand.footprint)
        leakagePower = cell.leakagePower(bits: bits) * Double(count)
    }

    private static func footprint(bits: Int, count: Int, layout: LayoutConstraint, nand: Footprint) -> Footprint {
        let bitWidth = nand.width * Double(FullAdderCell.gateCount)
        let wordWidth = bitWidth * Double(bits)
        guard count > 0 else { return .zero }
        switch layout {
        case .free:
            return Footprint(width: wordWidth * Double(count), height: nand.height)
        case .height(let height):
            let columns = LinePacking(unitCount: count, unitExtent: nand.height, available: height)
            return Footprint(width: wordWidth * Double(columns.lineCount), height: columns.lineLength)
        case .width(let width):
            let rows = LinePacking(unitCount: count, unitExtent: bitWidth, available: width)
            let wordHeight = nand.height * Double(bits)
            return Footprint(width: rows.lineLength, height: wordHeight * Double(rows.lineCount))
        }
    }

    /// Operations of adders.
    public enum Operation: Sendable {
        /// One addition in each of `active` adders [1], all of them by default and never more than there are. Each sum
        /// output drives `load` [F]; the operands arrive with the slope `inputRamp`.
        case add(load: Double = 0, inputRamp: Ramp = .step, active: Int? = nil)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: Operation) -> OperationCost {
        switch operation {
        case .add(let load, let inputRamp, let active):
            OperationCost(
                latency: cell.delay(bits: bits, load: load, inputRamp: inputRamp),
                energy: cell.energy(bits: bits) * Double(min(active ?? count, count)))
        }
    }
}
