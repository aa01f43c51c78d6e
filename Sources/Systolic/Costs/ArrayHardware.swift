import Circuits

/// A systolic array in silicon.
public struct ArrayHardware: Sendable {
    /// The array.
    public let design: SystolicDesign
    /// Its circuits.
    public let technology: ArrayTechnology
    /// What it is made of: processing elements and buffers, down to the circuits.
    public let block: Block<ArrayPart>
    /// Silicon area by cause [m²].
    public let area: SystolicBreakdown
    /// Static power by cause [W].
    public let leakagePower: SystolicBreakdown

    /// Builds an array.
    public init(_ design: SystolicDesign, technology: ArrayTechnology) {
        self.design = design
        self.technology = technology
        let block = ArrayHardware.block(design, technology)
        self.block = block
        area = SystolicBreakdown { block.area(of: $0) }
        leakagePower = SystolicBreakdown { block.leakagePower(of: $0) }
    }

    private static func block(_ design: SystolicDesign, _ technology: ArrayTechnology) -> Block<ArrayPart> {
        let elements = Double(design.elements)
        let precision = technology.precision
        func buffer(_ part: ArrayPart, kilowords: Int, bits: Int) -> Block<ArrayPart> {
            let cores = (Double(kilowords) * 1024 * Double(bits) / Double(technology.core.bits)).rounded(.up)
            return Block(
                part.rawValue, parts: [Block("core", as: part, count: cores, circuit: technology.core)])
        }
        return Block(
            "array",
            parts: [
                Block(
                    "elements",
                    parts: [
                        Block(
                            "arithmetic", count: elements,
                            parts: [
                                Block("multiplier", as: .arithmetic, circuit: technology.multiplier),
                                Block("adder", as: .arithmetic, circuit: technology.adder),
                            ]),
                        Block("registers", as: .registers, count: elements, circuit: technology.registers),
                    ]),
                buffer(.ifmapBuffer, kilowords: design.ifmapKilowords, bits: precision.activationBits),
                buffer(.filterBuffer, kilowords: design.filterKilowords, bits: precision.weightBits),
                buffer(.ofmapBuffer, kilowords: design.ofmapKilowords, bits: outputBits(design.dataflow, precision)),
            ])
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
        let operations = Double(figures.layer.multiplyAccumulates)
        let outputBits = Double(ArrayHardware.outputBits(design.dataflow, precision))
        let activationBits = Double(precision.activationBits)
        let weightBits = Double(precision.weightBits)
        let registers = technology.registers
        let clocking = registers.cost(of: .store(activeBits: 0)).energy
        let elementCycles = Double(design.elements) * Double(figures.totalCycles)
        let dramBits =
            Double(figures.ifmapDRAM.words) * activationBits + Double(figures.filterDRAM.words) * weightBits
            + Double(figures.ofmapDRAM.words + figures.partialSumDRAMReads) * outputBits
        let outputReads = Double(figures.ofmapDRAM.words + figures.partialSumReads)
        let outputWrites = Double(figures.outputWrites + figures.partialSumDRAMReads)
        return SystolicBreakdown(
            arithmetic: operations
                * (technology.multiplier.cost(of: .multiply()).energy + technology.adder.cost(of: .add()).energy),
            registers: elementCycles * clocking
                + operations * (registers.cost(of: .store()).energy - clocking),
            ifmapBuffer: bufferEnergy(
                read: Double(figures.ifmapSRAM.words) * activationBits,
                written: Double(figures.ifmapDRAM.words) * activationBits),
            filterBuffer: bufferEnergy(
                read: Double(figures.filterSRAM.words) * weightBits,
                written: Double(figures.filterDRAM.words) * weightBits),
            ofmapBuffer: bufferEnergy(read: outputReads * outputBits, written: outputWrites * outputBits),
            dram: technology.dram.cost(of: .transfer(bits: dramBits)).energy,
            leakage: leakagePower.total * time(cycles: figures.totalCycles))
    }

    /// Energy of so many bits that go through a buffer [J].
    private func bufferEnergy(read: Double, written: Double) -> Double {
        technology.core.cost(of: .read(lines: 0, bits: read)).energy
            + technology.core.cost(of: .write(lines: 0, bits: written)).energy
    }

    /// Energy of all layers of a run [J].
    public func energy(of run: SystolicRun) -> SystolicBreakdown {
        run.layers.reduce(SystolicBreakdown()) { $0 + energy(of: $1) }
    }
}
