// SPDX-License-Identifier: Apache-2.0

/// A store for words between two levels of the hierarchy, read and written line by line.
public protocol DataBuffer: CircuitModel where Operation == BufferOperation {
    /// Capacity [bit].
    var bits: Int { get }
    /// Length of a line, which is read or written at once [bit].
    var lineBits: Int { get }
}

/// Operations of a buffer.
public enum BufferOperation: Sendable, Equatable {
    /// Reads `lines` lines one after the other [1], `bits` bits of them [1].
    case read(lines: Double, bits: Double)
    /// Writes `lines` lines one after the other [1], `bits` bits of them [1].
    case write(lines: Double, bits: Double)
}

/// The quantities that size a buffer.
public struct BufferDemand: Sendable {
    /// Capacity [bit].
    public let bits: Int
    /// Length of a line [bit].
    public let lineBits: Int
    /// The storage of the bits.
    public let storage: Buffer.Storage
    /// [Hz].
    public let clockFrequency: Double
    /// A height or a width that it must fit.
    public let layout: LayoutConstraint
    /// Resistance of a wire [Ohm/m].
    public let wireResistance: Double

    /// A demand of the given figures.
    public init(
        bits: Int, lineBits: Int, storage: Buffer.Storage, clockFrequency: Double, layout: LayoutConstraint,
        wireResistance: Double
    ) {
        self.bits = bits
        self.lineBits = lineBits
        self.storage = storage
        self.clockFrequency = clockFrequency
        self.layout = layout
        self.wireResistance = wireResistance
    }
}
