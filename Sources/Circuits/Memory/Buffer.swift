// SPDX-License-Identifier: Apache-2.0

import Technology

/// A buffer between two levels of the hierarchy, read and written line by line.
///
/// Equations and constants: table of sources in Sources/References.
///
/// Accesses cost what they cost on average when the whole buffer is swept: its lines are walked through one by one,
/// and time or energy of the sweep is shared out. A last line that is only partly filled takes part in the time of
/// the sweep, but the sweep is shared out over the full lines only, and energy is that of the full lines only.
public struct Buffer: DataBuffer {
    /// The storage of the bits.
    public enum Storage: Sendable, Equatable {
        /// D flip-flops.
        case registerFile
        /// Six-transistor cells of the given size [m]; the bitlines of a line swing by half of the sense voltage [V].
        case sram(SRAMCell, size: Footprint, minimumSenseVoltage: Double)
    }

    /// Capacity [bit].
    public let bits: Int
    /// Length of a line, which is read or written at once [bit].
    public let lineBits: Int
    /// The rectangle that the circuit takes [m].
    public let footprint: Footprint
    /// Static power [W].
    public let leakagePower: Double

    private let readLineLatency: Double
    private let writeLineLatency: Double
    private let readBitEnergy: Double
    private let writeBitEnergy: Double

    /// Makes a buffer.
    /// - Parameters:
    ///   - bits: capacity.
    ///   - lineBits: length of a line.
    ///   - storage: what stores the bits.
    ///   - clockFrequency: [Hz].
    ///   - layout: a height or a width to which the area is folded; the height of the storage array if free.
    ///   - wireResistance: of the bitlines [Ohm/m].
    ///   - technology: the process.
    public init(
        bits: Int, lineBits: Int, storage: Storage, clockFrequency: Double, layout: LayoutConstraint = .free,
        wireResistance: Double, technology: Technology
    ) {
        let lines = BufferLines(bits: bits, lineBits: lineBits)
        let array: any BufferArray =
            switch storage {
            case .registerFile:
                RegisterFileArray(lines: lines, clockFrequency: clockFrequency, technology: technology)
            case .sram(let cell, let size, let minimumSenseVoltage):
                SRAMBufferArray(
                    lines: lines, cell: cell, cellSize: size, minimumSenseVoltage: minimumSenseVoltage,
                    wireResistance: wireResistance, technology: technology)
            }
        let block = Footprint(width: array.area / array.height, height: array.height)
        self.bits = bits
        self.lineBits = lineBits
        switch layout {
        case .free: footprint = block
        case .height(let height): footprint = block.folded(toHeight: height)
        case .width(let width): footprint = block.folded(toWidth: width)
        }
        leakagePower = array.leakagePower
        readLineLatency = array.readLineLatency * lines.latencyShare
        writeLineLatency = array.writeLineLatency * lines.latencyShare
        readBitEnergy = array.readSweepEnergy / Double(lines.bits)
        writeBitEnergy = array.writeSweepEnergy / Double(lines.bits)
    }

    /// Time [s] and energy [J] of one operation.
    public func cost(of operation: BufferOperation) -> OperationCost {
        switch operation {
        case .read(let lines, let bits): OperationCost(latency: readLineLatency * lines, energy: readBitEnergy * bits)
        case .write(let lines, let bits):
            OperationCost(latency: writeLineLatency * lines, energy: writeBitEnergy * bits)
        }
    }
}
