// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Foundation
import Technology
import Testing

@testable import Configuration

/// What `revision = neurosim-1.5` changes of the parameters.
@Suite struct RevisionParameterTests {
    private static let revision = "revision = neurosim-1.5\n"

    private func read(_ texts: String..., set assignments: [String] = []) throws -> Configuration {
        try Configuration(
            sources: texts.enumerated().map { ParameterSource(name: "Param\($0.offset + 1)", text: $0.element) },
            assignments: assignments)
    }

    private func inference(_ assignments: String...) throws -> Configuration {
        try Configuration().setting(["revision=neurosim-1.5"] + assignments)
    }

    private func text(_ name: String, in configuration: Configuration) throws -> String {
        try #require(configuration.settings.first { $0.name == name }, "\(name)").text
    }

    // MARK: Defaults

    /// The parameters of DNN+NeuroSim V1.5 at 22 nm, from its `Param.cpp` and its manual.
    private static let defaults = [
        "operationmode": "conventionalParallel", "memcelltype": "RRAM", "accesstype": "CMOS", "deviceroadmap": "LSTP",
        "globalBusType": "false", "globalBufferType": "false", "chipActivation": "true", "reLu": "true",
        "novelMapping": "true", "SARADC": "false", "currentMode": "false", "pipeline": "true", "speedUpDegree": "8",
        "validated": "true", "synchronous": "true", "clkFreq": "1e9", "temp": "300", "technode": "22",
        "Activationtype": "true", "speciallayout": "true", "sizingfactor_MUX": "110", "sizingfactor_WLdecoder": "1",
        "newswitchmatrixsizeratio": "14", "switchmatrixsizeratio": "0.2", "buffernumber": "0", "buffersizeratio": "0",
        "wireWidth": "40", "Metal0": "40", "Metal1": "40", "barrierthickness": "2.5e-9", "treeFoldedRatio": "4",
        "maxGlobalBusWidth": "2048", "inputtoggle": "0.18", "outputtoggle": "0.5", "numRowSubArray": "128",
        "numColSubArray": "128", "numRowParallel": "128", "sync_data_transfer": "false", "numColMuxed": "8",
        "levelOutput": "128", "cellBit": "1", "dumcolshared": "128", "heightInFeatureSizeSRAM": "10",
        "widthInFeatureSizeSRAM": "28", "widthSRAMCellNMOS": "1", "widthSRAMCellPMOS": "1", "widthAccessCMOS": "1",
        "minSenseVoltage": "0.1", "heightInFeatureSize1T1R": "4", "widthInFeatureSize1T1R": "12",
        "resistanceOn": "6000", "resistanceOff": "102000", "readVoltage": "0.55", "readPulseWidth": "1e-8",
        "accessVoltage": "1.1", "resistanceAccess": "1500", "writeVoltage": "2", "chargeDelay": "5e-9",
        "alpha": "1.44", "beta": "1.4", "gamma": "0.5", "delta": "0.15", "epsilon": "0.05", "zeta": "1.22",
    ]

    @Test(arguments: defaults.keys.sorted())
    func defaultsAreThoseOfTheEstimator(name: String) throws {
        let configuration = try inference()
        #expect(try text(name, in: configuration) == Self.defaults[name])
        #expect(try #require(configuration.settings.first { $0.name == name }).isDefault)
    }

    @Test func theFeatureSizeIsTheWidthOfTheWires() throws {
        #expect(try inference().featureSize == 40 * 1e-9)
        #expect(try inference("wireWidth=33").featureSize == 33 * 1e-9)
        #expect(try inference("wireWidth=33", "featuresize=40e-9").featureSize == 40e-9)
    }

    @Test(arguments: [
        (130, "0.58", "175", "175", "1", "6", "0.1", "0", "28"),
        (14, "0.277", "32", "39", "130", "6", "0.2", "0", "30.8"),
        (7, "0.264", "20", "28.5", "60", "6", "0.2", "0", "34.43"),
        (3, "0.248", "12", "16", "25", "6", "0.03", "0", "68.26"),
        (2, "0.28", "10", "11.5", "25", "6", "0.1", "3", "120"), (1, "0.272", "8", "10", "30", "6", "0.1", "3", "144"),
    ])
    func defaultsFollowTheNode(
        node: Int, voltage: String, metal0: String, metal1: String, driver: String, gate: String, ratio: String,
        repeaters: String, cell: String
    ) throws {
        let configuration = try inference("technode=\(node)", "memcelltype=SRAM")
        let names = [
            "readVoltage", "Metal0", "Metal1", "sizingfactor_MUX", "newswitchmatrixsizeratio", "switchmatrixsizeratio",
            "buffernumber", "widthInFeatureSizeSRAM",
        ]
        #expect(
            try names.map { try text($0, in: configuration) }
                == [voltage, metal0, metal1, driver, gate, ratio, repeaters, cell])
        #expect(try text("wireWidth", in: configuration) == metal0)
        #expect(configuration.wordlineRepeaterSize == Double(configuration.wordlineRepeaters))
    }

    @Test func everyNodeHasDefaults() {
        #expect(NodeDefaults.nodes == [130, 90, 65, 45, 32, 22, 14, 10, 7, 5, 3, 2, 1])
        for (larger, smaller) in zip(NodeDefaults.all, NodeDefaults.all.dropFirst()) {
            #expect(larger.wireWidth > smaller.wireWidth && larger.barrierThickness >= smaller.barrierThickness)
            #expect(larger.sramCellWidth <= smaller.sramCellWidth && larger.rowMetalWidth >= Double(larger.wireWidth))
        }
    }

    @Test func followersFollowUntilTheyAreGiven() throws {
        let levels = try inference("levelOutput=32")
        #expect(levels.convertersPerDummyColumn == 32)
        #expect(try levels.setting(["dumcolshared=16", "levelOutput=64"]).convertersPerDummyColumn == 16)
        #expect(try inference("numRowSubArray=64").parallelRows == 64)
        #expect(try inference("numRowSubArray=64", "operationmode=1").parallelRows == 1)
        #expect(try inference("numRowSubArray=64", "numRowParallel=16").parallelRows == 16)
        #expect(try inference("resistanceOn=24e3").accessResistance == 6e3)
        #expect(try inference("resistanceOn=24e3", "resistanceAccess=15e3").accessResistance == 15e3)
        #expect(try inference("readVoltage=0.4", "technode=65").readVoltage == 0.4)
    }

    @Test func capacitorsHaveDefaultsOfTheirOwn() throws {
        let configuration = try inference("memcelltype=nvCap")
        #expect(configuration.onResistance == 1e20 && configuration.offResistance == 25e20)
        #expect(configuration.oneTransistorCellHeight == 2 && configuration.oneTransistorCellWidth == 2)
        #expect(configuration.readVoltage == 0.06 && configuration.accessVoltage == 0.06)
        #expect(configuration.accessResistance == 1500)
        #expect(try inference("memcelltype=4", "widthInFeatureSize1T1R=3").oneTransistorCellWidth == 3)
    }

    /// The parameters of the other revision have not moved.
    @Test func trainingIsNotTouched() throws {
        let configuration = try inference("technode=7", "memcelltype=SRAM").setting(["revision=neurosim-2.1"])
        #expect(configuration == (try Configuration().setting(["technode=7", "memcelltype=SRAM"])))
        #expect(configuration.readVoltage == 0.5 && configuration.wireWidth == 14 && configuration.adcLevels == 64)
    }

    // MARK: The place of `revision`

    @Test(arguments: [
        ["revision = neurosim-1.5\ntechnode = 5\nmemcelltype = SRAM\nMetal1 = 20"],
        ["technode = 5\nmemcelltype = SRAM\nMetal1 = 20\nrevision = neurosim-1.5"],
        ["technode = 5\nMetal1 = 20", "memcelltype = SRAM; revision = neurosim-1.5"],
        ["revision = neurosim-2.1\ntechnode = 5\nMetal1 = 20", "memcelltype = SRAM; revision = 1"],
    ])
    func theRevisionMayStandAnywhere(texts: [String]) throws {
        let sources = texts.map { ParameterSource(name: "Param", text: $0) }
        let configuration = try Configuration(sources: sources)
        #expect(configuration.revision == .neurosim15)
        #expect(configuration.technologyNode == 5 && configuration.rowMetalWidth == 20)
        #expect(configuration.sramCellWidth == 43.75)
    }

    @Test func anOptionWinsOverFilesForAllThatTheyGive() throws {
        let configuration = try read("technode = 3\nmemcelltype = SRAM", set: ["revision=neurosim-1.5"])
        #expect(configuration.technologyNode == 3)
        let error = #expect(throws: InputError.self) {
            try read("revision = neurosim-1.5\nMetal0 = 9", set: ["revision=neurosim-2.1"])
        }
        #expect(
            error?.description
                == "Param1:2:1: `Metal0` is read by neurosim-1.5 only, and the revision is neurosim-2.1")
    }

    /// What follows another parameter has no value in an expression before it is given.
    @Test func expressionsHaveTheDefaultsOfTheRevision() throws {
        #expect(
            try read("resistanceOn = 6e3\nresistanceOff = resistanceOn*17\nrevision=neurosim-1.5").offResistance
                == 102e3)
        let early = #expect(throws: InputError.self) {
            try read("resistanceOff = resistanceOn*17\nresistanceOn = 6e3\nrevision=neurosim-1.5")
        }
        #expect(early?.message.contains("resistanceOn") == true)
        #expect(try read("numColMuxed = levelOutput/16\nrevision=neurosim-1.5").columnsPerADC == 8)
        let error = #expect(throws: InputError.self) { try read(Self.revision + "accessVoltage = readVoltage*2") }
        #expect(error?.message == "`readVoltage` is no number and no numeric parameter")
        #expect(try read("accessVoltage = readVoltage*2").accessVoltage == 1)
    }

    // MARK: Parameters of another revision

    @Test(arguments: [
        (
            "batchSize = 3\nrevision = neurosim-1.5",
            "Param1:1:1: `batchSize` is read by neurosim-2.1 only, and the revision is neurosim-1.5"
        ),
        (
            "revision = neurosim-1.5; trainingEstimation = true",
            "Param1:1: trainingEstimation = true is not available: training is read by neurosim-2.1 only, and this is "
                + "neurosim-1.5 (allowed: false (0))"
        ),
        (
            "synchronous = false",
            "Param1:1:1: `synchronous` is read by neurosim-1.5 only, and the revision is neurosim-2.1"
        ),
        ("technode = 5", "Param1:1: technode = 5 is not supported (allowed: 130, 90, 65, 45, 32, 22, 14, 10, 7 nm)"),
        ("revision = neurosim-1.5\nwireWidth = -1", "Param1:2: wireWidth = -1 is out of range (allowed: 8 to 1000)"),
        ("revision = neurosim-1.5\nMetal0 = 7.9", "Param1:2: Metal0 = 7.9 is out of range (allowed: 8 to 1000 nm)"),
        ("revision = neurosim-1.5\nmetal0 = 40", "Param1:2:1: unknown parameter `metal0`; did you mean `Metal0`?"),
    ])
    func whatARevisionDoesNotHaveIsAnError(text: String, message: String) {
        let error = #expect(throws: InputError.self) { try read(text) }
        #expect(error?.description == message)
        #expect(error?.exitCode == 65)
    }

    @Test func inferenceMaySayThatItDoesNotTrain() throws {
        #expect(try !inference("trainingEstimation=false").estimatesTraining)
        #expect(try !inference().estimatesTraining)
    }

    /// What was given for one revision is looked at again for another one.
    @Test func changingTheRevisionLooksAtAllAgain() throws {
        let base = try read("trainingEstimation = false\n\nbatchSize = 100")
        let error = #expect(throws: InputError.self) { try base.setting(["revision=neurosim-1.5"]) }
        #expect(
            error?.description == "Param1:3: `batchSize` is read by neurosim-2.1 only, and the revision is neurosim-1.5"
        )
        let node = try inference("technode=2", "memcelltype=SRAM")
        let back = #expect(throws: InputError.self) { try node.setting(["revision=neurosim-2.1"]) }
        #expect(back?.description.hasPrefix("--set technode=2: technode = 2 is not supported (allowed: 130,") == true)
        let kept = try read("levelOutput = 64").setting(["revision=neurosim-1.5"])
        #expect(kept.adcLevels == 64)
    }

    @Test func aProgramSetsRevisionsToo() throws {
        let configuration = try Configuration {
            $0.revision = .neurosim15
            $0.adcLevels = 64
            $0.calibration.sensingCycle = 1.6
        }
        #expect(configuration.adcLevels == 64 && configuration.calibration.sensingCycle == 1.6)
        #expect(configuration.settings.filter { $0.origin != nil }.map(\.name) == ["revision", "beta", "levelOutput"])
        #expect(throws: InputError("`Metal0` is read by neurosim-1.5 only, and the revision is neurosim-2.1")) {
            try Configuration { $0.columnMetalWidth = 50 }
        }
        #expect(throws: InputError.self) { try configuration.changing { $0.revision = .neurosim21 } }
    }

    @Test func settingsAreThoseOfTheRevision() throws {
        let names = try inference().settings.map(\.name)
        #expect(names.contains("Metal0") && names.contains("streamCapacity") && !names.contains("batchSize"))
        #expect(!Configuration().settings.map(\.name).contains("Metal0"))
    }

    // MARK: What an array reads

    @Test func rowsMayBeReadInPart() throws {
        let array = try inference("numRowSubArray=64", "numRowParallel=16")
            .array(weightBits: 8, activationBits: 8, cellBits: 1)
        #expect(array.reads.rowsPerArray == 64 && array.reads.rowsPerRead == 16)
        let pairs = try inference("numRowSubArray=64", "numRowParallel=16", "operationmode=6")
            .array(weightBits: 1, activationBits: 1, cellBits: 1)
        #expect(pairs.reads.rowsPerArray == 32 && pairs.reads.rowsPerRead == 8)
        let one = try inference("numRowSubArray=64", "operationmode=1")
            .array(weightBits: 8, activationBits: 8, cellBits: 1)
        #expect(one.reads.rowsPerRead == 1)
    }

    // MARK: Rows of a command

    @Test func aCommandWinsOverFilesButNotOverOptions() throws {
        let rows = [(name: "numRowSubArray", value: 64), (name: "numRowParallel", value: 16)]
        let read = try read(Self.revision + "numRowSubArray = 256").overlaying(rows, from: "trace.sh")
        #expect(read.subarrayRows == 64 && read.parallelRows == 16)
        #expect(read.settings.first { $0.name == "numRowSubArray" }?.origin == ParameterOrigin(file: "trace.sh"))
        let option = try inference("numRowSubArray=32").overlaying(rows, from: "trace.sh")
        #expect(option.subarrayRows == 32 && option.parallelRows == 16)
        let set = try Configuration {
            $0.revision = .neurosim15
            $0.parallelRows = 8
        }
        #expect(try set.overlaying(rows, from: "trace.sh").parallelRows == 8)
    }

    @Test func rowsOfACommandAreChecked() throws {
        let few = #expect(throws: InputError.self) {
            try inference().overlaying([("numRowSubArray", 4)], from: "trace.sh")
        }
        #expect(few?.description == "trace.sh: numRowSubArray = 4 is out of range (allowed: 8 to 8192)")
        let many = #expect(throws: InputError.self) {
            try inference().overlaying([("numRowSubArray", 64), ("numRowParallel", 128)], from: "trace.sh")
        }
        #expect(
            many?.description
                == "trace.sh: numRowParallel = 128 contradicts numRowSubArray = 64 (trace.sh): no more rows can be read at "
                + "once than a subarray has")
    }
}
