// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Testing

@Suite("Subarray: writing")
struct SubarrayWriteTests {
    private let nothing = ArrayUpdate(
        rowActivity: 0, columnActivity: 0, pulseCount: 0, pulsesPerRow: 0, cellEnergy: 0)
    private let some = ArrayUpdate(
        rowActivity: 0.5, columnActivity: 0.25, pulseCount: 320, pulsesPerRow: 10, cellEnergy: 1e-12)

    @Test("Writing nothing costs nothing", arguments: SubarrayTests.designs)
    func nothingWritten(design: String) throws {
        #expect(try subarray(design + " accounting=exact").writing.write(nothing, after: .none) == .zero)
    }

    @Test("A larger update costs more", arguments: SubarrayTests.designs)
    func monotone(design: String) throws {
        let subarray = try subarray(design + " accounting=exact")
        let once = subarray.writing.write(some, after: .transposed)
        var larger = some
        larger.rowActivity = 1
        larger.pulseCount = 640
        larger.cellEnergy = 2e-12
        let twice = subarray.writing.write(larger, after: .transposed)
        #expect(once.latency > 0 && once.energy > 0)
        #expect(twice.latency > once.latency && twice.latency.isFinite)
        #expect(twice.energy > once.energy)
    }

    @Test("Pulses of resistive cells take their width each", arguments: ["2", "3"])
    func pulses(cell: String) throws {
        let design = "memcelltype=\(cell) operationmode=2 cellBit=2 accounting=exact writePulseWidth="
        let short = try subarray(design + "50e-9").writing.write(some, after: .none).latency
        let long = try subarray(design + "150e-9").writing.write(some, after: .none).latency
        #expect(abs(long - short - 320 * 100e-9) < 1e-12)
    }

    @Test("What only writes is the part of the subarray that writes", arguments: SubarrayTests.designs)
    func writingAlone(design: String) throws {
        let inputs = try subarrayInputs(design + " accounting=exact")
        let (whole, alone) = (try Subarray(inputs).writing, try SubarrayWriting(inputs))
        #expect(alone.write(some, after: .none) == whole.write(some, after: .none))
        #expect(alone.write(some, after: .forward) == whole.write(some, after: .forward))
        #expect(alone.rowSelections(of: some) == whole.rowSelections(of: some))
        #expect(alone.rowWireCapacitance == whole.rowWireCapacitance)
        #expect(alone.wordlineCapacitance == whole.wordlineCapacitance)
        #expect(alone.columnCapacitance == whole.columnCapacitance)
    }

    @Test("Drivers of a row-by-row crossbar never finish an update after a read in the reference's accounting only")
    func compounding() throws {
        let crossbar = "memcelltype=2 accesstype=4 operationmode=1 cellBit=1"
        let reference = try subarray(crossbar)
        #expect(reference.writing.write(some, after: .forward).neverEnds)
        #expect(reference.writing.write(some, after: .none).latency.isFinite)
        #expect(try subarray(crossbar + " accounting=exact").writing.write(some, after: .forward).latency.isFinite)
    }
}
