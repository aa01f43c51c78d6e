import Architecture
import Circuits
import Configuration
import Diagnostics
import Technology

/// How wide the words of a systolic array are.
public struct SystolicPrecision: Sendable, Equatable {
    /// Bits of a weight.
    public let weightBits: Int
    /// Bits of an activation.
    public let activationBits: Int
    /// Bits of an accumulator, and of a partial sum.
    public let accumulatorBits: Int

    /// Describes words.
    ///
    /// - Throws: `InputError` when a width is not from 1 to 32, or of an accumulator not from the width of a product to 64.
    public init(weightBits: Int = 8, activationBits: Int = 8, accumulatorBits: Int? = nil) throws(InputError) {
        for (what, bits) in [("weights", weightBits), ("activations", activationBits)] where !(1...32).contains(bits) {
            throw InputError("\(what) of \(bits) bits are not supported (allowed: 1 to 32)")
        }
        let product = weightBits + activationBits
        let accumulator = accumulatorBits ?? max(32, product)
        guard (product...max(64, product)).contains(accumulator) else {
            throw InputError(
                "accumulators of \(accumulator) bits are not supported (allowed: \(product), the bits of a product, to 64)")
        }
        self.weightBits = weightBits
        self.activationBits = activationBits
        self.accumulatorBits = accumulator
    }
}

/// Area or energy or power by what causes it.
public struct SystolicBreakdown: Sendable, Equatable {
    /// Multipliers and adders of the processing elements.
    public var arithmetic = 0.0
    /// Registers of the processing elements.
    public var registers = 0.0
    /// Buffer of the input map.
    public var ifmapBuffer = 0.0
    /// Buffer of the filters.
    public var filterBuffer = 0.0
    /// Buffer of the output map.
    public var ofmapBuffer = 0.0
    /// Memory outside the chip; it has no area here.
    public var dram = 0.0
    /// Static power of the chip times its time; only energies have it.
    public var leakage = 0.0

    /// Nothing of anything.
    public init() {}

    /// What each cause has.
    public init(
        arithmetic: Double, registers: Double, ifmapBuffer: Double, filterBuffer: Double, ofmapBuffer: Double,
        dram: Double = 0, leakage: Double = 0
    ) {
        self.arithmetic = arithmetic
        self.registers = registers
        self.ifmapBuffer = ifmapBuffer
        self.filterBuffer = filterBuffer
        self.ofmapBuffer = ofmapBuffer
        self.dram = dram
        self.leakage = leakage
    }

    /// The sum of all.
    public var total: Double {
        arithmetic + registers + ifmapBuffer + filterBuffer + ofmapBuffer + dram + leakage
    }

    /// Every cause with its name.
    public var named: [(name: String, value: Double)] {
        [
            ("arithmetic", arithmetic), ("registers", registers), ("ifmapBuffer", ifmapBuffer),
            ("filterBuffer", filterBuffer), ("ofmapBuffer", ofmapBuffer), ("dram", dram), ("leakage", leakage),
        ]
    }

    /// Cause by cause.
    public static func + (left: SystolicBreakdown, right: SystolicBreakdown) -> SystolicBreakdown {
        SystolicBreakdown(
            arithmetic: left.arithmetic + right.arithmetic, registers: left.registers + right.registers,
            ifmapBuffer: left.ifmapBuffer + right.ifmapBuffer, filterBuffer: left.filterBuffer + right.filterBuffer,
            ofmapBuffer: left.ofmapBuffer + right.ofmapBuffer, dram: left.dram + right.dram,
            leakage: left.leakage + right.leakage)
    }
}

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
    /// - Throws: `InputError` when the parameters describe no process.
    public init(configuration: Configuration, precision: SystolicPrecision) throws(InputError) {
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: precision.weightBits, activationBits: precision.activationBits)
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
        dram = DRAM(configuration.dramKind == .gddr5 ? .gddr5 : .hbm2)
        criticalPath =
            multiplier.readLatency(load: registers.transmissionGateDrainCapacitance, operations: 1)
            + adder.readLatency(load: registers.transmissionGateDrainCapacitance, operations: 1)
    }

    /// Whether a processing element is fast enough for the clock.
    public var meetsClock: Bool { criticalPath * clockFrequency <= 1 }
}

/// A systolic array in silicon.
public struct ArrayHardware: Sendable {
    /// The array.
    public let design: SystolicDesign
    /// Its circuits.
    public let technology: ArrayTechnology
    /// Silicon area by cause [m²].
    public let area: SystolicBreakdown
    /// Static power by cause [W].
    public let leakagePower: SystolicBreakdown

    /// Builds an array.
    public init(_ design: SystolicDesign, technology: ArrayTechnology) {
        self.design = design
        self.technology = technology
        let elements = Double(design.elements)
        let precision = technology.precision
        let outputBits = ArrayHardware.outputBits(design.dataflow, precision)
        func cores(_ kilowords: Int, bits: Int) -> Double {
            (Double(kilowords) * 1024 * Double(bits) / Double(technology.core.bits)).rounded(.up)
        }
        func sum(_ figure: (any CircuitModel) -> Double) -> SystolicBreakdown {
            let core = figure(technology.core)
            return SystolicBreakdown(
                arithmetic: elements * (figure(technology.multiplier) + figure(technology.adder)),
                registers: elements * figure(technology.registers),
                ifmapBuffer: cores(design.ifmapKilowords, bits: precision.activationBits) * core,
                filterBuffer: cores(design.filterKilowords, bits: precision.weightBits) * core,
                ofmapBuffer: cores(design.ofmapKilowords, bits: outputBits) * core)
        }
        area = sum(\.area)
        leakagePower = sum(\.leakagePower)
    }

    /// Bits of a word of the output buffer: whole outputs only in an output-stationary array, partial sums in others.
    private static func outputBits(_ dataflow: Dataflow, _ precision: SystolicPrecision) -> Int {
        dataflow == .outputStationary ? precision.activationBits : precision.accumulatorBits
    }

    /// Time of so many cycles [s].
    public func time(cycles: Int) -> Double { Double(cycles) / technology.clockFrequency }

    /// Energy of a layer [J].
    ///
    /// An element multiplies and adds once for each of the layer's operations. All registers of the array are clocked in
    /// all cycles, and take new values when their element computes. What comes from DRAM is written to a buffer, and what
    /// goes to DRAM is read from one.
    public func energy(of figures: LayerFigures) -> SystolicBreakdown {
        let precision = technology.precision
        let core = technology.core
        let operations = Double(figures.layer.multiplyAccumulates)
        let outputBits = Double(ArrayHardware.outputBits(design.dataflow, precision))
        let activationBits = Double(precision.activationBits)
        let weightBits = Double(precision.weightBits)
        let registers = technology.registers
        let clocking = registers.readEnergy(operations: 1, activeBits: 0)
        let elementCycles = Double(design.elements) * Double(figures.totalCycles)
        let dramBits =
            Double(figures.ifmapDRAM.words) * activationBits + Double(figures.filterDRAM.words) * weightBits
            + Double(figures.ofmapDRAM.words + figures.partialSumDRAMReads) * outputBits
        let outputReads = Double(figures.ofmapDRAM.words + figures.partialSumReads)
        let outputWrites = Double(figures.outputWrites + figures.partialSumDRAMReads)
        return SystolicBreakdown(
            arithmetic: operations
                * (technology.multiplier.readEnergy(operations: 1)
                    + technology.adder.readEnergy(operations: 1)),
            registers: elementCycles * clocking
                + operations * (registers.readEnergy(operations: 1) - clocking),
            ifmapBuffer: core.readEnergy(bits: Double(figures.ifmapSRAM.words) * activationBits)
                + core.writeEnergy(bits: Double(figures.ifmapDRAM.words) * activationBits),
            filterBuffer: core.readEnergy(bits: Double(figures.filterSRAM.words) * weightBits)
                + core.writeEnergy(bits: Double(figures.filterDRAM.words) * weightBits),
            ofmapBuffer: core.readEnergy(bits: outputReads * outputBits)
                + core.writeEnergy(bits: outputWrites * outputBits),
            dram: technology.dram.readEnergy(bits: dramBits),
            leakage: leakagePower.total * time(cycles: figures.totalCycles))
    }

    /// Energy of all layers of a run [J].
    public func energy(of run: SystolicRun) -> SystolicBreakdown {
        run.layers.reduce(SystolicBreakdown()) { $0 + energy(of: $1) }
    }
}
