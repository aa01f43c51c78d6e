// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Diagnostics

/// The circuits that systolic arrays of a process and a precision are made of, each sized once.
public struct ArrayTechnology: Sendable {
    /// Bits of words.
    public let precision: SystolicPrecision
    /// Clock frequency [Hz].
    public let clockFrequency: Double
    /// Time from the operands of a multiplication to the sum, with the register [s].
    public let criticalPath: Double

    let multiplier: Multiplier
    let adder: Adder
    let registers: DFlipFlop
    /// One core of a buffer.
    let core: Buffer
    let dram: DRAM

    /// Area of a core of the buffers [m²].
    private let coreArea: Double
    /// Static power of a core of the buffers [W].
    private let coreLeakagePower: Double
    /// The multiplier and the adder of an element.
    let arithmetic: Block<SystolicBreakdown.Cause>
    /// The register of an element.
    let register: Block<SystolicBreakdown.Cause>

    /// Sizes the circuits.
    ///
    /// - Parameters:
    ///   - configuration: process, wires, clock, SRAM cell, buffer cores (`globalBufferCoreSizeRow` and `-Col`), DRAM.
    ///   - precision: how wide words are.
    ///   - revision: process records and circuits.
    /// - Throws: `InputError` when the parameters describe no process.
    public init(
        configuration: Configuration, precision: SystolicPrecision, revision: Revision
    ) throws(InputError) {
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: precision.weightBits, activationBits: precision.activationBits,
            revision: revision)
        let technology = inputs.technology
        self.precision = precision
        clockFrequency = configuration.clockFrequency
        multiplier = Multiplier(
            bits: precision.activationBits, rows: precision.weightBits, count: 1, technology: technology)
        adder = Adder(bits: precision.accumulatorBits, count: 1, technology: technology)
        registers = DFlipFlop(
            count: precision.weightBits + precision.activationBits + precision.accumulatorBits,
            clockFrequency: configuration.clockFrequency, technology: technology)
        core = Buffer(
            bits: configuration.globalBufferCoreRows * configuration.globalBufferCoreColumns,
            lineBits: configuration.globalBufferCoreColumns, storage: inputs.bufferStorage(isSRAM: true),
            clockFrequency: configuration.clockFrequency, wireResistance: inputs.wireResistancePerLength,
            technology: technology)
        coreArea = core.area
        coreLeakagePower = core.leakagePower
        dram = DRAM(configuration.dramKind)
        criticalPath =
            multiplier.cost(of: .multiply(load: registers.transmissionGateDrainCapacitance)).latency
            + adder.cost(of: .add(load: registers.transmissionGateDrainCapacitance)).latency
        arithmetic = Block(
            "arithmetic",
            parts: [
                Block("multiplier", as: .arithmetic, circuit: multiplier),
                Block("adder", as: .arithmetic, circuit: adder),
            ])
        register = Block("registers", as: .registers, circuit: registers)
    }

    /// A buffer of so many words, in whole cores.
    ///
    /// - Parameters:
    ///   - name: What it is called.
    ///   - cause: What it counts for.
    ///   - kilowords: Its size [1024 words].
    ///   - wordBits: Length of a word [bit].
    /// - Returns: The block of the buffer, with its cores as the only part.
    func buffer(
        _ name: String, as cause: SystolicBreakdown.Cause, kilowords: Int, wordBits: Int
    ) -> Block<SystolicBreakdown.Cause> {
        let cores = (Double(kilowords) * 1024 * Double(wordBits) / Double(core.bits)).rounded(.up)
        return Block(name, as: cause, count: cores, area: coreArea, leakagePower: coreLeakagePower)
    }

    /// Whether a processing element is fast enough for the clock.
    public var meetsClock: Bool { criticalPath * clockFrequency <= 1 }
}
