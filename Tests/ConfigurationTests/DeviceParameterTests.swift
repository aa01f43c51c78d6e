// SPDX-License-Identifier: Apache-2.0

import DeviceCatalog
import Diagnostics
import Testing

@testable import Configuration

/// The parameter `device`: what it gives, what wins over it, and what is said of it.
@Suite struct DeviceParameterTests {
    private func read(_ text: String = "", set: [String] = []) throws -> Configuration {
        try Configuration(sources: [ParameterSource(name: "Param", text: text)], assignments: set)
    }

    @Test func aDeviceGivesItsPublishedValues() throws {
        let found = try read("device = rram-hfox-40nm")
        #expect(found.cellType == .rram && found.cellBits == 3)
        #expect(found.onResistance == 10e3 && found.offResistance == 100e3)
        #expect(found.writeVoltage == 1.5 && found.readPulseWidth == 9e-9)
        // What is not published is as without the device.
        let plain = try read()
        #expect(found.readVoltage == plain.readVoltage && found.writePulseWidth == plain.writePulseWidth)
        // The revision has no such node.
        #expect(found.technologyNode == plain.technologyNode)
    }

    @Test func aRevisionWithTheNodeTakesIt() throws {
        #expect(try read("device = rram-hfox-40nm\nrevision = tessera").technologyNode == 40)
        #expect(try read("device = rram-taox-130nm").technologyNode == 130)
        // V1.5 has no RRAM below 22 nm.
        #expect(try read("device = pcm-14nm-ibm\nrevision = neurosim-1.5").technologyNode == 22)
        #expect(try read("device = sram-6t-7nm\nrevision = neurosim-1.5").technologyNode == 7)
    }

    @Test func whatIsGivenWins() throws {
        for configuration in [
            try read("resistanceOn = 20e3\ndevice = rram-hfox-40nm"),
            try read("device = rram-hfox-40nm\nresistanceOn = 20e3"),
            try read("resistanceOn = 20e3", set: ["device=rram-hfox-40nm"]),
            try read("device = rram-hfox-40nm", set: ["resistanceOn=20e3"]),
            try read("device = rram-taox-130nm").setting(["device=rram-hfox-40nm", "resistanceOn=20000"]),
        ] {
            #expect(configuration.onResistance == 20e3 && configuration.offResistance == 100e3)
            let departure = try #require(configuration.deviceWarnings.first)
            #expect(departure.contains("resistanceOn = 20000 (") && departure.contains("for 10000"))
        }
    }

    @Test func aDeviceCanBeExchangedAndTakenBack() throws {
        let first = try read("device = rram-taox-130nm")
        let second = try first.setting(["device=rram-hfox-40nm"])
        #expect(second == (try read("device = rram-hfox-40nm")))
        #expect(try second.setting(["device=none"]) == (try read()))
        #expect(try first.changing { $0.device = "rram-hfox-40nm" } == second)
        #expect(try first.changing { $0.device = nil } == (try read()))
    }

    @Test func theLastOneNamedCounts() throws {
        #expect(try read("device = rram-taox-130nm", set: ["device=rram-hfox-40nm"]).device == "rram-hfox-40nm")
        // Numbers in expressions are those of the device that counts, not of an earlier one.
        let found = try read(
            "device = rram-taox-130nm\nresistanceOn = 5e3\nresistanceOff = resistanceOn * 3",
            set: ["device=rram-hfox-40nm"])
        #expect(found.offResistance == 15e3)
        let error = #expect(throws: InputError.self) {
            try read("device = rram-hfox-40nm\nresistanceOff = resistanceOn * 3")
        }
        #expect(error?.line == 2)
    }

    @Test func anotherKindOfCellContradictsTheDevice() throws {
        let error = #expect(throws: InputError.self) { try read("memcelltype = FeFET\ndevice = rram-hfox-40nm") }
        #expect(error?.line == 1)
        #expect(error?.message.contains("contradicts device = rram-hfox-40nm") == true)
        #expect(try read("memcelltype = RRAM\ndevice = rram-hfox-40nm").cellType == .rram)
    }

    @Test func unknownDevicesAreRefusedWithANeighbour() throws {
        let error = #expect(throws: InputError.self) { try read("device = rram-hfox-45nm") }
        #expect(error?.message.contains("did you mean `rram-hfox-40nm`") == true)
        let missing = #expect(throws: InputError.self) { try read("revision = tessera\ndevice = fefet-hfo2-28nm") }
        #expect(missing?.message.contains("revision = tessera has no FeFET cells") == true)
    }

    /// Each device is a possible chip in each revision that has such cells, and shows where its values come from.
    @Test(arguments: MeasuredDevice.all.map(\.name), RevisionName.allCases)
    func eachDeviceIsPossible(name: String, revision: RevisionName) throws {
        let preset = try #require(DevicePreset(named: name))
        guard preset.cellType(in: revision) != nil else {
            #expect(throws: InputError.self) { try read("device = \(name)\nrevision = \(revision.word)") }
            return
        }
        let configuration = try read("device = \(name)\nrevision = \(revision.word)")
        #expect(configuration.cellType == preset.cellType(in: revision))
        let given = configuration.deviceSettings
        #expect(!given.isEmpty)
        for setting in given {
            let found = try #require(configuration.settings.first { $0.name == setting.name })
            #expect(found.value == setting.value, "\(setting.name)")
            #expect(found.origin?.description == "device \(name)")
        }
        #expect(configuration.deviceWarnings.allSatisfy { !$0.contains("depart") })
    }

    @Test func aCellIsWideEnoughForItsAccessTransistor() throws {
        let mram = try read("device = stt-mram-22nm")
        #expect(mram.oneTransistorCellWidth > 40 && mram.oneTransistorCellHeight == 4)
        #expect(mram.deviceWarnings.contains { $0.contains("published are 100.41 F²") })
        // Wide enough in its published area.
        let rram = try read("device = rram-hfox-40nm")
        #expect(abs(rram.oneTransistorCellWidth * rram.oneTransistorCellHeight - 43.75) < 1e-6)
        #expect(!rram.deviceWarnings.contains { $0.contains("F²") })
        // A width that is given is not changed.
        let error = #expect(throws: InputError.self) { try read("device = stt-mram-22nm\nwidthInFeatureSize1T1R = 10") }
        #expect(error?.message.contains("access transistor") == true)
        #expect(try read("device = stt-mram-22nm\nwidthInFeatureSize1T1R = 60").oneTransistorCellWidth == 60)
    }

    @Test func aStateThatIsNotPublishedIsNamed() throws {
        let warnings = try read("device = rram-130nm-neurram").deviceWarnings
        #expect(warnings.contains { $0.contains("no published resistanceOff") && $0.contains("resistanceOff = 2.4e7") })
        #expect(
            try read("device = rram-130nm-neurram\nresistanceOff = 1e6").deviceWarnings.allSatisfy {
                !$0.contains("no published")
            })
        #expect(try read().deviceWarnings.isEmpty)
    }

    @Test func macrosTakeTheAreaOfTheCell() throws {
        let rram = try read("revision = tessera\ndevice = rram-hfox-40nm")
        #expect(abs(rram.macroCellArea - 0.07e-12) < 1e-18)
        let sram = try read("revision = tessera\ndevice = sram-6t-28nm")
        #expect(sram.cellTransistors == 6 && abs(sram.macroCellArea - 0.127e-12) < 1e-18)
        // Other transistors make another cell.
        let larger = try read("revision = tessera\ndevice = sram-6t-28nm\ncellTransistors = 10")
        #expect(
            larger.macroCellArea == (try read("revision = tessera\ntechnode = 28\ncellTransistors = 10")).macroCellArea)
        // At another node the cell is drawn in its feature sizes.
        let smaller = try read("revision = tessera\ndevice = rram-hfox-40nm\ntechnode = 28")
        #expect(abs(smaller.macroCellArea - 0.07e-12 * 0.49) < 1e-18)
    }
}
