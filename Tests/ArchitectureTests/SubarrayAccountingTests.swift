// SPDX-License-Identifier: Apache-2.0

import Architecture
import Technology
import Testing

@Suite("Subarray: accounting")
struct SubarrayAccountingTests {
    @Test("Energy of flash converters in a row-by-row read is missing from the reference's total")
    func flashEnergy() throws {
        let design = "memcelltype=2 operationmode=1 cellBit=4"
        let reference = try subarray(design).forwardRead(activity: 0.5)
        let exact = try subarray(design + " accounting=exact").forwardRead(activity: 0.5)
        #expect(!reference.countsConversionInTotalEnergy)
        #expect(reference.totalEnergy < reference.energy.total)
        #expect(exact.countsConversionInTotalEnergy)
        let converted = reference.including(slowestConversion: 0, conversionEnergy: 1)
        #expect(converted.totalEnergy == reference.totalEnergy)
        #expect(converted.energy.conversion > reference.energy.conversion)
        #expect(try subarray(design + " SARADC=1").forwardRead(activity: 0.5).countsConversionInTotalEnergy)
    }

    @Test("Binary modes have totals without categories in the reference's accounting", arguments: 3...6)
    func binary(mode: Int) throws {
        let design = "memcelltype=2 cellBit=1 operationmode=\(mode)"
        let reference = try subarray(design)
        let read = reference.forwardRead(activity: 0.5).including(slowestConversion: 1e-9, conversionEnergy: 1e-12)
        #expect(read.latency.total == 0 && read.energy.total == 0)
        #expect(read.totalLatency > 1e-9 && read.totalEnergy > 1e-12)
        #expect(reference.area.total == reference.area.array)
        #expect(reference.usedArea > reference.area.total)
        #expect(try subarray(design + " accounting=exact").area.conversion > 0)
    }

    @Test("Transposed drivers of SRAM follow the forward input in the reference's accounting only")
    func transposedActivity() throws {
        let design = "memcelltype=1 operationmode=2"
        let reference = try subarray(design)
        let exact = try subarray(design + " accounting=exact")
        let idle = reference.transposedRead(forwardActivity: 0)
        let busy = reference.transposedRead(forwardActivity: 1)
        #expect(busy.totalEnergy > idle.totalEnergy)
        #expect(busy.totalLatency == idle.totalLatency)
        #expect(exact.transposedRead(forwardActivity: 0) == exact.transposedRead(forwardActivity: 1))
    }

    @Test("Transposed strips that are folded make the array smaller", arguments: ["1", "2"])
    func folding(mode: String) throws {
        let design = "memcelltype=1 operationmode=\(mode) parallelBP=0"
        let reference = try subarray(design)
        let exact = try subarray(design + " accounting=exact")
        #expect(exact.footprint.area < reference.footprint.area)
    }
}
