// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology

/// A buffer between two levels of the hierarchy, read and written line by line.
///
/// Times are those of a buffer that waits for its decoder, its bitlines and its amplifiers. One that is clocked takes one
/// line in a cycle, which is for the caller to count. Equations and constants: the table of sources in the README of this
/// revision.
struct LineBuffer: DataBuffer {
    /// What stores the bits.
    enum Storage: Sendable, Equatable {
        /// Flip-flops.
        case registerFile
        /// Six-transistor cells.
        case sram(SRAMStorage)
    }

    /// The parts of the capacitances that switch in an access, as calibrated with silicon [1].
    struct Activity: Sendable, Equatable {
        /// All of them.
        static let full = Activity(registers: 1, decoder: 1)

        /// Of flip-flops.
        let registers: Double
        /// Of the decoder, in a read.
        let decoder: Double
    }

    /// The wires of a buffer.
    struct Wires: Sendable, Equatable {
        /// Resistance of a wordline [Ω/m].
        let wordlineResistance: Double
        /// Resistance of a bitline as its cells see it [Ω/m].
        let bitlineResistance: Double
        /// Resistance of a bitline as prechargers and write drivers see it [Ω/m].
        let periphery: Double
    }

    /// Capacity [bit].
    let bits: Int
    /// Length of a line, which is read or written at once [bit].
    let lineBits: Int
    /// The rectangle that the circuit takes [m].
    let footprint: Footprint
    /// Static power [W].
    let leakagePower: Double

    private let readLineLatency: Double
    private let writeLineLatency: Double
    private let readBitEnergy: Double
    private let writeBitEnergy: Double

    /// Makes a buffer.
    ///
    /// - Parameters:
    ///   - bits: capacity, at least one.
    ///   - lineBits: length of a line, at least one.
    ///   - storage: what stores the bits.
    ///   - clockFrequency: flip-flops take half of its period [Hz].
    ///   - decoderDriver: the factor of the output drivers of the decoder [1].
    ///   - activity: the parts of the capacitances that switch.
    ///   - wires: resistances of its wires.
    ///   - layout: a height or a width to which the area is folded; the height of the lines if free.
    ///   - technology: the process.
    init(
        bits: Int, lineBits: Int, storage: Storage, clockFrequency: Double, decoderDriver: Double,
        activity: Activity = .full, wires: Wires, layout: LayoutConstraint = .free, technology: Technology
    ) {
        let size = LineBufferSize(bits: max(1, bits), lineBits: max(1, lineBits))
        let lines =
            switch storage {
            case .registerFile:
                LineBufferArray(
                    registersIn: size, clockFrequency: clockFrequency,
                    decoderDriver: decoderDriver, activity: activity, wires: wires, technology: technology)
            case .sram(let cells):
                LineBufferArray(
                    cells, in: size, decoderDriver: decoderDriver, activity: activity, wires: wires,
                    technology: technology)
            }
        let block = Footprint(width: lines.area / lines.height, height: lines.height)
        self.bits = bits
        self.lineBits = lineBits
        switch layout {
        case .free: footprint = block
        case .height(let height): footprint = block.folded(toHeight: height)
        case .width(let width): footprint = block.folded(toWidth: width)
        }
        leakagePower = lines.leakagePower
        readLineLatency = lines.readLineLatency
        writeLineLatency = lines.writeLineLatency
        readBitEnergy = lines.readEnergy / Double(size.bits)
        writeBitEnergy = lines.writeEnergy / Double(size.bits)
    }

    /// Time [s] and energy [J] of one operation.
    func cost(of operation: BufferOperation) -> OperationCost {
        switch operation {
        case .read(let lines, let bits): OperationCost(latency: readLineLatency * lines, energy: readBitEnergy * bits)
        case .write(let lines, let bits):
            OperationCost(latency: writeLineLatency * lines, energy: writeBitEnergy * bits)
        }
    }
}

/// How the bits of a buffer are divided into lines.
struct LineBufferSize: Sendable {
    /// Capacity [bit].
    let bits: Int
    /// Length of a line [bit].
    let lineBits: Int

    /// Lines, the last one perhaps partly filled [1].
    var lines: Int { (bits + lineBits - 1) / lineBits }
    /// Lines that are full [1].
    var fullLines: Int { bits / lineBits }
    /// Address bits of a line [bit].
    var addressBits: Int { AddressDecoder.addressBits(lines: lines) }
}
