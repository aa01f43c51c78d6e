import Technology

/// A group of equal ripple-carry adders. Model: DNN+NeuroSim V2.1.
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

    /// Time of additions one after the other [s].
    /// - Parameters:
    ///   - load: capacitance at each sum output [F].
    ///   - inputRamp: slope of the operands' edges.
    ///   - operations: additions in sequence [1].
    public func readLatency(load: Double, inputRamp: Ramp = .step, operations: Double) -> Double {
        cell.delay(bits: bits, load: load, inputRamp: inputRamp) * operations
    }

    /// Energy of additions [J].
    /// - Parameters:
    ///   - operations: additions in sequence [1].
    ///   - activeAdders: how many adders work each time [1]; never more than there are. All when not given.
    public func readEnergy(operations: Double, activeAdders: Int? = nil) -> Double {
        cell.energy(bits: bits) * Double(min(activeAdders ?? count, count)) * operations
    }
}
