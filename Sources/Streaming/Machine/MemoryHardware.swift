// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Diagnostics

/// The categories of blocks of an SRAM that a network is streamed through.
public enum MemoryPart: Sendable, CaseIterable {
    /// Cores of cells, with what reads and writes them.
    case core
}

/// An SRAM in silicon: equal cores; an access activates one of them.
public struct MemoryHardware: Sendable {
    /// Its parts.
    public let block: Block<MemoryPart>
    /// A core.
    let core: Buffer

    /// Builds the SRAM that the parameters describe, in cores as large as those of the chip's buffer, or as the whole SRAM
    /// if that is smaller.
    ///
    /// - Throws: `InputError` when the technology has no SRAM for these parameters.
    public init(_ configuration: Configuration) throws(InputError) {
        let given = configuration.streaming
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: 8, activationBits: 8, revision: .standard)
        let columns = configuration.globalBufferCoreColumns
        let bits = min(given.capacity * 8, configuration.globalBufferCoreRows * columns)
        core = Buffer(
            bits: bits, lineBits: min(columns, bits),
            storage: inputs.bufferStorage(isSRAM: true), clockFrequency: given.clockFrequency,
            wireResistance: inputs.wireResistancePerLength, technology: inputs.technology)
        let cores = (Double(given.capacity) * 8 / Double(bits)).rounded(.up)
        block = Block("SRAM", parts: [Block("core", as: .core, count: cores, circuit: core)])
    }

    /// One access that reads a word.
    func read(wordBits: Int) -> OperationCost {
        core.cost(of: .read(lines: lines(ofWord: wordBits), bits: Double(wordBits)))
    }

    /// One access that writes a word.
    func write(wordBits: Int) -> OperationCost {
        core.cost(of: .write(lines: lines(ofWord: wordBits), bits: Double(wordBits)))
    }

    private func lines(ofWord bits: Int) -> Double { (Double(bits) / Double(core.lineBits)).rounded(.up) }
}
