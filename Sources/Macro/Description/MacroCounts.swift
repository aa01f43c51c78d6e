// SPDX-License-Identifier: Apache-2.0

/// How often the circuits of a macro work in a matrix-vector multiplication.
public struct MacroCounts: Sendable, Equatable {
    /// Reads of the rows: the parts that the inputs enter in, for each group of rows that is read at once [1].
    public let reads: Int
    /// Conversions of all columns and reads; 0 without converters [1].
    public let conversions: Int
    /// Conversions one after the other, or cycles of the adders [1].
    public let steps: Int
    /// Rows of cells that a read drives [1].
    public let rows: Int
    /// Bits of an input that a read takes [bit].
    public let bits: Int
    /// Pulses on the line of an input, at most, that has the highest value [1]; 0 where there are no pulses.
    public let pulses: Double
    /// Bits of inputs that an integrator takes one after the other in a read [1].
    public let planes: Double

    /// The counts of a design at work.
    public init(_ design: MacroDesign, _ task: MacroTask) {
        let bits = min(design.inputBitsPerRead, task.inputBits)
        let parts = ceilingDivision(task.inputBits, bits)
        let drivenRows = task.inputs * design.rowsPerWeight
        let groups = ceilingDivision(drivenRows, design.rowsPerRead)
        reads = parts * groups
        rows = min(design.rowsPerRead, drivenRows)
        self.bits = bits
        var isIntegrating = false
        switch design.readOut {
        case .converters(let converter):
            let columns = ceilingDivision(task.outputs * design.columnsPerWeight, converter.columnsJoined)
            conversions = reads * columns
            steps = reads * ceilingDivision(columns, converter.count)
            isIntegrating = converter.kind == .integrating
        case .adders:
            conversions = 0
            steps = reads
        }
        // The sign of an input chooses one of two rows, so that its size has a bit less.
        let magnitudeBits = max(1, task.inputBits - (design.rowsPerWeight > 1 ? 1 : 0))
        planes = isIntegrating ? Double(magnitudeBits) / Double(parts) : 1
        switch design.coding {
        case .pulseCount: pulses = isIntegrating ? planes : Double((1 << bits) - 1)
        case .pulseWidth: pulses = Double((1 << bits) - 1)
        case .bitSerial, .voltage, .multiBit: pulses = 0
        }
    }
}

/// A quotient, rounded up.
func ceilingDivision(_ dividend: Int, _ divisor: Int) -> Int { (dividend + divisor - 1) / divisor }
