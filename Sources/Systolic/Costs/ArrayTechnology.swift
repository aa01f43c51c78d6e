import Architecture
import Circuits
import Configuration
import Diagnostics

/// The circuits that systolic arrays of a process and a precision are made of, each sized once.
public struct ArrayTechnology: Sendable {
    /// How wide words are.
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
        dram = DRAM(configuration.dramKind)
        criticalPath =
            multiplier.cost(of: .multiply(load: registers.transmissionGateDrainCapacitance)).latency
            + adder.cost(of: .add(load: registers.transmissionGateDrainCapacitance)).latency
    }

    /// Whether a processing element is fast enough for the clock.
    public var meetsClock: Bool { criticalPath * clockFrequency <= 1 }
}
