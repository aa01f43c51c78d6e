// SPDX-License-Identifier: Apache-2.0

import Configuration
import Runs
import Testing

/// Comparisons of kinds of cells that take the same resistances say so.
@Suite struct SameDevicesTests {
    private func notes(_ variations: String..., assignments: [String] = []) throws -> [String] {
        let settings = try CompareSettings(variations, assignments: assignments + ["trainingEstimation=false"]).all()
        return try CompareRequest(settings, network: .file("lenet5"), workload: .statistics(.parameters)).run().notes
    }

    @Test func kindsOfCellsWithTheSameResistancesAreNamed() throws {
        let note = try #require(try notes("memcelltype=RRAM,FeFET").first)
        #expect(note.contains("RRAM and FeFET take the same resistances"))
        #expect(note.contains("resistanceOn = 240000") && note.contains("--vary device="))
        #expect(try notes("memcelltype=SRAM,RRAM,FeFET").count == 1)
    }

    @Test func otherComparisonsAreNot() throws {
        #expect(try notes("memcelltype=SRAM,RRAM").isEmpty)
        #expect(try notes("technode=32,22").isEmpty)
        #expect(try notes("memcelltype=RRAM", "technode=32,22").isEmpty)
        #expect(try notes("device=rram-hfox-40nm,fefet-hfo2-28nm").isEmpty)
    }
}
