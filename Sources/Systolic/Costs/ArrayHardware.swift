// SPDX-License-Identifier: Apache-2.0

import Circuits

/// A systolic array in silicon.
public struct ArrayHardware: Sendable {
    /// The array.
    public let design: SystolicDesign
    /// Its circuits.
    public let technology: ArrayTechnology
    /// Its parts: processing elements and buffers, down to the circuits.
    public let block: Block<SystolicBreakdown.Cause>

    /// Builds an array.
    public init(_ design: SystolicDesign, technology: ArrayTechnology) {
        self.design = design
        self.technology = technology
        let elements = Double(design.elements)
        let precision = technology.precision
        let outputBits = ArrayHardware.outputBits(design.dataflow, precision)
        block = Block(
            "array",
            parts: [
                Block(
                    "elements",
                    parts: [technology.arithmetic.repeated(elements), technology.register.repeated(elements)]),
                technology.buffer(
                    "ifmap buffer", as: .ifmapBuffer, kilowords: design.ifmapKilowords,
                    wordBits: precision.activationBits),
                technology.buffer(
                    "filter buffer", as: .filterBuffer, kilowords: design.filterKilowords,
                    wordBits: precision.weightBits),
                technology.buffer(
                    "ofmap buffer", as: .ofmapBuffer, kilowords: design.ofmapKilowords, wordBits: outputBits),
            ])
    }

    /// Silicon area by cause [m²]; they add up to that of the block.
    public var area: SystolicBreakdown { SystolicBreakdown(area(of:)) }

    /// Static power by cause [W]; they add up to that of the block.
    public var leakagePower: SystolicBreakdown { SystolicBreakdown(leakagePower(of:)) }

    /// One body for all causes, which the compiler would unroll otherwise.
    @inline(never)
    private func area(of cause: SystolicBreakdown.Cause) -> Double { block.area(of: cause) }

    @inline(never)
    private func leakagePower(of cause: SystolicBreakdown.Cause) -> Double { block.leakagePower(of: cause) }

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
        return SystolicBreakdown { cause in
            switch cause {
            case .arithmetic:
                operations
                    * (technology.multiplier.cost(of: .multiply()).energy
                        + technology.adder.cost(of: .add()).energy)
            case .registers:
                elementCycles * clocking + operations * (registers.cost(of: .store()).energy - clocking)
            case .ifmapBuffer:
                bufferEnergy(
                    read: Double(figures.ifmapSRAM.words) * activationBits,
                    written: Double(figures.ifmapDRAM.words) * activationBits)
            case .filterBuffer:
                bufferEnergy(
                    read: Double(figures.filterSRAM.words) * weightBits,
                    written: Double(figures.filterDRAM.words) * weightBits)
            case .ofmapBuffer: bufferEnergy(read: outputReads * outputBits, written: outputWrites * outputBits)
            case .dram: technology.dram.cost(of: .transfer(bits: dramBits)).energy
            case .leakage: block.leakagePower * time(cycles: figures.totalCycles)
            }
        }
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
