// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Diagnostics
import Revisions
import Testing

@testable import Systolic

@Suite struct CostTests {
    private func design(_ rows: Int, _ columns: Int, kilowords: Int = 16, dataflow: Dataflow = .outputStationary) throws
        -> SystolicDesign
    {
        try SystolicDesign(
            rows: rows, columns: columns, dataflow: dataflow, ifmapKilowords: kilowords, filterKilowords: kilowords,
            ofmapKilowords: kilowords, bandwidth: .calculated)
    }

    private func technology(_ assignments: [String] = [], weightBits: Int = 8) throws -> ArrayTechnology {
        try ArrayTechnology(
            configuration: Configuration(files: [], assignments: assignments),
            precision: SystolicPrecision(weightBits: weightBits), revision: Configuration().chipRevision())
    }

    private func layer() throws -> SystolicLayer {
        try SystolicLayer(
            name: "C3", inputHeight: 14, inputWidth: 14, filterHeight: 5, filterWidth: 5, channels: 6, filters: 16)
    }

    @Test(arguments: Dataflow.allCases)
    func partsArePositiveAndAddUp(_ dataflow: Dataflow) throws {
        let hardware = ArrayHardware(try design(16, 8, dataflow: dataflow), technology: try technology())
        let run = try SystolicRun([layer(), layer().repeated(2)], on: hardware.design)
        let estimate = SystolicEstimate(run, hardware: hardware)
        for breakdown in [hardware.area, hardware.leakagePower, estimate.energy] {
            #expect(abs(breakdown.named.reduce(0) { $0 + $1.value } - breakdown.total) <= 1e-12 * breakdown.total)
            #expect(breakdown.named.allSatisfy { $0.value >= 0 && $0.value.isFinite })
        }
        #expect(estimate.energy.named.allSatisfy { $0.value > 0 })
        let sum = estimate.layerEnergies.reduce(0) { $0 + $1.total }
        #expect(abs(sum - estimate.energy.total) <= 1e-12 * sum)
        #expect(estimate.latency == Double(run.totalCycles) / 1e9)
    }

    @Test(arguments: Dataflow.allCases)
    func figuresOfTheArrayAreFoldsOfItsBlocks(_ dataflow: Dataflow) throws {
        let technology = try technology()
        let hardware = ArrayHardware(try design(16, 8, kilowords: 20, dataflow: dataflow), technology: technology)
        #expect(hardware.area.total == hardware.block.area)
        #expect(hardware.leakagePower.total == hardware.block.leakagePower)
        let elements = try #require(hardware.block.part("elements"))
        #expect(elements.part("arithmetic")?.count == 128)
        #expect(elements.part("registers")?.count == 128)
        #expect(elements.part("arithmetic", "adder")?.area == technology.adder.area)
        #expect(hardware.area.registers == 128 * technology.registers.area)
        // 20 x 1024 words in whole cores of 128 x 128 bits.
        let bits = dataflow == .outputStationary ? 8.0 : 32
        for (name, wordBits) in [("ifmap buffer", 8.0), ("filter buffer", 8), ("ofmap buffer", bits)] {
            let cores = (20 * 1024 * wordBits / Double(technology.core.bits)).rounded(.up)
            #expect(hardware.block.part(name)?.count == cores)
        }
        #expect(hardware.block.categories == Set(SystolicBreakdown.Cause.allCases).subtracting([.dram, .leakage]))
        #expect(hardware.area.dram == 0 && hardware.area.leakage == 0)
    }

    @Test func breakdownsAddUpCauseByCause() {
        let left = SystolicBreakdown { Double($0.rawValue + 1) }
        let right = SystolicBreakdown { Double(10 * $0.rawValue) }
        let sum = left + right
        #expect(sum.named.map(\.value) == [1, 12, 23, 34, 45, 56, 67])
        #expect(sum.total == 238)
        #expect(left.total == 28)
        #expect(
            left.named.map(\.name) == [
                "arithmetic", "registers", "ifmapBuffer", "filterBuffer", "ofmapBuffer", "dram", "leakage",
            ])
        #expect(left.ofmapBuffer == 5 && left.leakage == 7)
    }

    @Test func areaGrowsWithElementsBuffersAndBits() throws {
        let technology = try technology()
        let base = ArrayHardware(try design(8, 8), technology: technology)
        let more = ArrayHardware(try design(8, 16), technology: technology)
        let larger = ArrayHardware(try design(8, 8, kilowords: 32), technology: technology)
        let wider = ArrayHardware(try design(8, 8), technology: try self.technology(weightBits: 16))
        #expect(abs(more.area.arithmetic / base.area.arithmetic - 2) < 1e-12)
        #expect(more.area.ifmapBuffer == base.area.ifmapBuffer)
        #expect(abs(larger.area.ifmapBuffer / base.area.ifmapBuffer - 2) < 1e-12)
        #expect(wider.area.arithmetic > base.area.arithmetic)
        #expect(wider.area.filterBuffer > base.area.filterBuffer)
        #expect(wider.area.ifmapBuffer == base.area.ifmapBuffer)
        // Partial sums are wider than outputs.
        let sums = ArrayHardware(try design(8, 8, dataflow: .weightStationary), technology: technology)
        #expect(sums.area.ofmapBuffer > base.area.ofmapBuffer)
    }

    @Test func smallerNodesAreSmallerAndTakeLess() throws {
        let run = try SystolicRun([layer()], on: design(8, 8))
        var last: (area: Double, energy: Double)?
        for node in [65, 45, 32, 22] {
            let hardware = ArrayHardware(try design(8, 8), technology: try technology(["technode=\(node)"]))
            let energy = hardware.energy(of: run).arithmetic
            if let last {
                #expect(hardware.area.total < last.area)
                #expect(energy < last.energy)
            }
            last = (hardware.area.total, energy)
        }
    }

    @Test func dramEnergyIsThatOfItsBits() throws {
        let run = try SystolicRun([layer()], on: design(8, 8))
        let words = Double(run.dramWords)
        let stacked = ArrayHardware(try design(8, 8), technology: try technology(["dramType=HBM2"]))
        let graphics = ArrayHardware(try design(8, 8), technology: try technology(["dramType=GDDR5"]))
        #expect(abs(stacked.energy(of: run).dram / (words * 8 * 3.9e-12) - 1) < 1e-12)
        #expect(abs(graphics.energy(of: run).dram / (words * 8 * 14e-12) - 1) < 1e-12)
    }

    @Test func aClockThatIsTooFastIsSaid() throws {
        let run = try SystolicRun([layer()], on: design(8, 8))
        let fast = ArrayHardware(try design(8, 8), technology: try technology(["clkFreq=1e10"]))
        let slow = ArrayHardware(try design(8, 8), technology: try technology(["clkFreq=1e7"]))
        #expect(SystolicEstimate(run, hardware: fast).warnings.count == 1)
        #expect(SystolicEstimate(run, hardware: slow).warnings.isEmpty)
    }

    @Test func impossibleWordsAreRefused() {
        #expect(throws: InputError.self) { try SystolicPrecision(weightBits: 0) }
        #expect(throws: InputError.self) { try SystolicPrecision(activationBits: 33) }
        #expect(throws: InputError.self) { try SystolicPrecision(accumulatorBits: 15) }
        #expect(throws: InputError.self) { try SystolicPrecision(accumulatorBits: 65) }
    }
}
