// SPDX-License-Identifier: Apache-2.0

/// Numbers of cores of the buffers of a tile.
public struct BufferCores: Sendable, Equatable {
    /// Cores of the input buffer [1].
    public let input: Double
    /// Cores of the output buffer [1].
    public let output: Double

    /// So many cores of each.
    public init(input: Double, output: Double) {
        self.input = input
        self.output = output
    }
}

/// Cores and registers of buffers.
public protocol BufferCounting: Sendable {
    /// Cores of the global buffer that are laid out for so many bits.
    func globalBufferCores(bits: Int, coreBits: Int) -> Int
    /// Lines of the global buffer that are on their way at a time [1].
    ///
    /// - Parameters:
    ///   - cores: Cores of the buffer, each of which delivers a line.
    ///   - wires: Lines that the wires of the chip take.
    /// - Returns: The number of lines [1].
    func globalBufferLines(cores: Double, wires: Double) -> Double
    /// Cores of a tile of the novel mapping, beside one of the conventional mapping.
    func novelTileCores(_ own: BufferCores, beside conventional: BufferCores) -> BufferCores
    /// Lines that the output buffer of a tile of the novel mapping delivers at a time, as far as the wires take them
    /// [1].
    ///
    /// - Parameters:
    ///   - own: Lines of the output buffer that the wires take.
    ///   - input: Lines of the input buffer that they take.
    /// - Returns: The number of lines [1].
    func novelOutputLines(_ own: Double, input: Double) -> Double
    /// How often an element's register switches, and how many of its bits.
    func registerActivity(accesses: Double, bits: Double) -> RegisterActivity
}

/// How a register is used.
public struct RegisterActivity: Sendable, Equatable {
    /// Accesses [1].
    public let accesses: Double
    /// Bits that switch in an access [1].
    public let bits: Double

    /// So many accesses of so many bits.
    public init(accesses: Double, bits: Double) {
        self.accesses = accesses
        self.bits = bits
    }
}

extension BufferCounting {
    /// Enough for all bits, at least one.
    public func globalBufferCores(bits: Int, coreBits: Int) -> Int { max(1, ceilingDivision(bits, coreBits)) }

    /// As many as there are cores, and as the wires take.
    public func globalBufferLines(cores: Double, wires: Double) -> Double { min(cores, wires) }

    /// Its own.
    public func novelTileCores(_ own: BufferCores, beside conventional: BufferCores) -> BufferCores { own }

    /// Its own.
    public func novelOutputLines(_ own: Double, input: Double) -> Double { own }

    /// As often as it is accessed.
    public func registerActivity(accesses: Double, bits: Double) -> RegisterActivity {
        RegisterActivity(accesses: accesses, bits: bits)
    }
}
