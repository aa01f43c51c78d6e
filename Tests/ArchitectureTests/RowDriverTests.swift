// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Counting
import Revisions
import Technology
import Testing

@testable import Architecture

@Suite("Row drivers of the roles")
struct RowDriverTests {
    private static let cells = [
        "memcelltype=SRAM", "memcelltype=RRAM accesstype=1", "memcelltype=RRAM accesstype=4", "memcelltype=FeFET",
    ]

    private func driver(_ settings: String, drivesAllLines: Bool) throws -> any RowDriver {
        let configuration = try Configuration(
            sources: [], assignments: settings.split(separator: " ").map(String.init))
        let inputs = try DesignInputs(
            configuration: configuration, weightBits: 8, activationBits: 8, revision: .standard)
        let port = ReadPort(
            forward: SynapticArray(inputs), columnsPerConverter: 8, inputBits: 8, counting: inputs.counting)
        return inputs.revision.circuits.rowDriver(at: port, drivesAllLines: drivesAllLines, inputs: inputs)
    }

    private func close(_ cost: OperationCost, _ expected: OperationCost) -> Bool {
        abs(cost.latency - expected.latency) <= 1e-12 * expected.latency
            && abs(cost.energy - expected.energy) <= 1e-12 * expected.energy
    }

    @Test("Selections follow each other", arguments: cells, [false, true])
    func selectionsAdd(cell: String, drivesAllLines: Bool) throws {
        let driver = try driver(cell, drivesAllLines: drivesAllLines)
        let read = driver.cost(of: .read(selections: 1, lineActivity: 0.5))
        #expect(read.latency > 0 && read.energy > 0)
        #expect(close(driver.cost(of: .read(selections: 5, lineActivity: 0.5)), read * 5))
        let written = driver.cost(of: .write(selections: 1, scans: 0))
        let scanned = driver.cost(of: .write(selections: 1, scans: 1))
        #expect(close(driver.cost(of: .write(selections: 5, scans: 0)), written * 5))
        #expect((scanned.latency > written.latency) == drivesAllLines)
        #expect((scanned.energy > written.energy) == drivesAllLines)
    }

    @Test("Driving more lines takes more energy, where lines are driven together", arguments: cells, [false, true])
    func activityCosts(cell: String, drivesAllLines: Bool) throws {
        let driver = try driver(cell, drivesAllLines: drivesAllLines)
        let (few, many) = (0.25, 0.75)
        let energies = [few, many].map { driver.cost(of: .read(selections: 1, lineActivity: $0)).energy }
        #expect(drivesAllLines ? energies[0] < energies[1] : energies[0] == energies[1])
        #expect(driver.holdsSelectedLine == !drivesAllLines)
    }

    @Test("Decoder and driver of a cross-point row add up to a selection")
    func stages() throws {
        let driver = try driver("memcelltype=RRAM accesstype=4", drivesAllLines: false)
        let delays = try #require(driver.stagedDelays)
        #expect(delays.decoding > 0 && delays.driving > 0)
        let latency = driver.cost(of: .write(selections: 1, scans: 0)).latency
        #expect(latency == delays.decoding + delays.driving)
        #expect(try self.driver("memcelltype=RRAM accesstype=1", drivesAllLines: false).stagedDelays == nil)
    }

    @Test("An update that selects no row of gated bitlines costs nothing, though the register was shifted before")
    func nothingSelected() throws {
        let driver = try driver("memcelltype=RRAM accesstype=1", drivesAllLines: true)
        #expect(driver.cost(of: .write(selections: 0, scans: 64)) == .zero)
    }
}
