import Circuits

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
