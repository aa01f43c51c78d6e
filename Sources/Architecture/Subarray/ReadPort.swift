// SPDX-License-Identifier: Apache-2.0

import Circuits
import Counting
import Technology

/// An array as one read sees it: the lines that carry the inputs, the lines that are sensed, and the edges along which
/// the circuits for both stand.
///
/// In a forward read inputs are rows and outputs are columns; a transposed read exchanges the two.
public struct ReadPort: Sendable {
    /// Whether columns carry the inputs.
    public let isTransposed: Bool
    /// Lines that carry an input.
    public let inputCount: Int
    /// Lines that are sensed.
    public let outputCount: Int
    /// A line that carries an input.
    public let inputLine: LineLoad
    /// A line that is sensed.
    public let outputLine: LineLoad
    /// Capacitance of the bare wire of a sensed line [F].
    let outputWireCapacitance: Double
    /// Distance between two sensed lines [m].
    public let outputPitch: Double
    /// Sensed lines that share one converter, one after the other.
    public let outputsPerConverter: Int
    /// Bits of an input; a read is one of them.
    public let inputBits: Int
    /// Shape of what drives the inputs.
    public let inputLayout: LayoutConstraint
    /// Shape of pass gates and drivers at the sensed lines.
    let stripLayout: LayoutConstraint
    /// Shape of converters and digital circuits at the sensed lines.
    public let outputLayout: LayoutConstraint
    /// Whether what is laid out with `inputLayout` and `stripLayout` is turned by a quarter to fit the array.
    let turnsStrips: Bool
    /// The counting policy.
    let counting: any CountingPolicy

    /// Rows in, columns out.
    public init(forward array: SynapticArray, columnsPerConverter: Int, inputBits: Int, counting: any CountingPolicy) {
        isTransposed = false
        inputCount = array.rows
        outputCount = array.columns
        inputLine = array.wordline
        outputLine = array.column
        outputWireCapacitance = array.columnWireCapacitance
        outputPitch = array.footprint.width / Double(array.columns)
        outputsPerConverter = min(columnsPerConverter, array.columns)
        self.inputBits = inputBits
        inputLayout = .height(array.footprint.height)
        stripLayout = .width(array.footprint.width)
        outputLayout = .width(array.footprint.width)
        turnsStrips = false
        self.counting = counting
    }

    /// Columns in, rows out: the read of a backward pass.
    init(
        transposed array: SynapticArray, rowsPerConverter: Int, strips: StripLayout, counting: any CountingPolicy
    ) {
        isTransposed = true
        inputCount = array.columns
        outputCount = array.rows
        inputLine = array.column
        outputLine = array.sensedRow
        outputWireCapacitance = array.rowWireCapacitance
        outputPitch = array.footprint.height / Double(array.rows)
        outputsPerConverter = min(rowsPerConverter, array.rows)
        inputBits = Self.gradientBits
        inputLayout = strips.inputs
        stripLayout = strips.outputs
        outputLayout = .height(array.footprint.height)
        turnsStrips = strips.isTurned
        self.counting = counting
    }

    /// Bits of a gradient that is read backwards.
    private static let gradientBits = 8

    /// Converters at the sensed lines.
    public var converterCount: Int { counting.units(outputCount, sharedBy: outputsPerConverter) }

    /// Bits that count the inputs [bit].
    public var inputAddressBits: Int { addressBits(of: inputCount) }

    /// A circuit that was laid out as a strip, as it lies at the array.
    func placed(_ footprint: Footprint) -> Footprint {
        turnsStrips ? Footprint(width: footprint.height, height: footprint.width) : footprint
    }
}

/// Bits that number `count` things [bit].
func addressBits(of count: Int) -> Int {
    var bits = 0
    while (1 << bits) < count { bits += 1 }
    return bits
}
