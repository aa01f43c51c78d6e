// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import NeuroSim21Technology
import Technology
import Testing

@testable import Configuration

@Suite struct ConfigurationTests {
    private func configuration(_ assignments: String...) throws -> Configuration {
        try Configuration().setting(assignments)
    }

    // MARK: What follows

    @Test(arguments: [
        (130, 200), (90, 200), (65, 100), (45, 50), (32, 40), (22, 32), (14, 22), (10, 14), (7, 14),
    ])
    func wiresFollowTheNode(node: Int, width: Int) throws {
        let configuration = try configuration("technode=\(node)")
        #expect(configuration.wireWidth == width)
        #expect(configuration.featureSize == Double(width) * 1e-9)
        #expect(!configuration.neglectsWireResistance)
    }

    @Test func wiresThatAreGivenStay() throws {
        let configuration = try configuration("wireWidth=40", "featuresize=40e-9", "technode=7")
        #expect(configuration.wireWidth == 40)
        #expect(configuration.featureSize == 40e-9)
    }

    @Test func wiresMayHaveNoResistance() throws {
        let configuration = try configuration("wireWidth=-1", "technode=22")
        #expect(configuration.neglectsWireResistance)
        #expect(configuration.wireWidth == 32)
        #expect(configuration.settings.first { $0.name == "wireWidth" }?.text == "-1")
    }

    @Test func anSRAMCellHoldsOneBit() throws {
        let configuration = try configuration("memcelltype=SRAM", "cellBit=4")
        #expect(configuration.cellBits == 1)
        #expect(configuration.settings.first { $0.name == "cellBit" }?.text == "4")
        #expect(try configuration.setting(["memcelltype=RRAM"]).cellBits == 4)
    }

    @Test func conductancesAreReciprocals() {
        #expect(Configuration().maximumConductance == 1 / 240e3)
        #expect(Configuration().minimumConductance == 1 / 24e6)
    }

    @Test func theMemoryCellHasTheSizeOfItsType() throws {
        let process = try Technology(node: 32, roadmap: .lowStandbyPower)
        let sram = try configuration("memcelltype=SRAM").memoryCell(technology: process)
        #expect(sram.heightInFeatureSizes == 8 && sram.widthInFeatureSizes == 20)
        let fefet = try configuration().memoryCell(technology: process)
        #expect(fefet.heightInFeatureSizes == 4 && fefet.widthInFeatureSizes == 4)
        let made = try configuration("memcelltype=RRAM", "accesstype=none").memoryCell(technology: process)
        let crossbar = try #require(made as? CrossPointCell)
        #expect(crossbar.heightInFeatureSizes == 2 && crossbar.widthInFeatureSizes == 2)
        #expect(crossbar.featureSize == 40e-9)
        #expect(crossbar.device.nonlinearity == nil)
        #expect(abs(crossbar.device.polarization - 0.2) < 1e-12)
    }

    @Test func modesSayHowTheyWork() {
        #expect(OperationMode.allCases.filter(\.isParallel) == [.conventionalParallel, .bnnParallel, .xnorParallel])
        #expect(OperationMode.allCases.filter(\.isConventional) == [.conventionalSequential, .conventionalParallel])
        #expect(OperationMode.allCases.filter(\.isXNOR) == [.xnorSequential, .xnorParallel])
        #expect(OperationMode.allCases.filter(\.isBNN) == [.bnnSequential, .bnnParallel])
    }

    // MARK: Equality and settings

    @Test func equalityIsAboutValues() throws {
        #expect(try configuration("temp=300") == Configuration())
        #expect(try configuration("temp=301") != Configuration())
        #expect(try configuration("wireWidth=40") == Configuration())
        #expect(try configuration("wireWidth=-1") != Configuration())
        #expect(try configuration("technode=22", "technode=32") == Configuration())
    }

    @Test func settingsSayWhatWasGivenWhere() throws {
        let source = ParameterSource(name: "My Param", text: "\ntemp = 300\ncellBit = 2")
        let settings = try Configuration(sources: [source], assignments: ["technode=22"]).settings
        #expect(settings.map(\.name) == ParameterSchema.all(readBy: .neurosim21).map(\.name))
        let temperature = try #require(settings.first { $0.name == "temp" })
        #expect(temperature.isDefault)
        #expect(temperature.origin == ParameterOrigin(file: "My Param", line: 2))
        #expect(temperature.text == "300")
        let bits = try #require(settings.first { $0.name == "cellBit" })
        #expect(!bits.isDefault)
        #expect(bits.origin?.description == "My Param:3")
        let node = try #require(settings.first { $0.name == "technode" })
        #expect(node.origin?.description == "--set technode=22")
        let width = try #require(settings.first { $0.name == "wireWidth" })
        #expect(width.origin == nil)
        #expect(width.text == "32")
        #expect(!width.isDefault)
    }

    @Test func settingKeepsTheRest() throws {
        let first = try configuration("cellBit=2", "temp=350")
        let second = try first.setting(["temp=310"])
        #expect(second.temperature == 310)
        #expect(second.givenCellBits == 2)
        #expect(first.temperature == 350)
    }

    // MARK: Contradictions

    @Test(arguments: [
        (
            ["algoWeightMin=1"],
            "--set algoWeightMin=1: algoWeightMin = 1 contradicts algoWeightMax = 1 (default): "
                + "the smallest weight must be less than the largest"
        ),
        (
            ["resistanceOn=3e7"],
            "--set resistanceOn=3e7: resistanceOn = 3e7 contradicts resistanceOff = 2.4e7 (default): "
                + "the off state must have more resistance than the on state"
        ),
        (
            ["resistanceOn=1e4", "resistanceOff=1e4"],
            "--set resistanceOff=1e4: resistanceOff = 10000 contradicts resistanceOn = 10000 "
                + "(--set resistanceOn=1e4): the off state must have more resistance than the on state"
        ),
        (
            ["numColMuxed=256"],
            "--set numColMuxed=256: numColMuxed = 256 contradicts numColSubArray = 128 (default): "
                + "no more columns can share an ADC than a subarray has"
        ),
        (
            ["numRowMuxedAG=256"],
            "--set numRowMuxedAG=256: numRowMuxedAG = 256 contradicts numRowSubArray = 128 (default): "
                + "no more rows can share an ADC than a subarray has"
        ),
        (
            ["numColSubArrayWG=16", "numRowMuxedWG=32"],
            "--set numRowMuxedWG=32: numRowMuxedWG = 32 contradicts numColSubArrayWG = 16 "
                + "(--set numColSubArrayWG=16): no more columns can share an ADC than an array for weight gradients has"
        ),
        (
            ["writeVoltage=0.4"],
            "--set writeVoltage=0.4: writeVoltage = 0.4 contradicts readVoltage = 0.5 (default): "
                + "the read voltage must be lower than the write voltage, so that a read does not write"
        ),
        (
            ["minSenseVoltage=0.9", "technode=7"],
            "--set minSenseVoltage=0.9: minSenseVoltage = 0.9 contradicts technode = 7 (--set technode=7): "
                + "the sense voltage must be below the supply voltage of the node"
        ),
        (
            ["resistanceOn=100"],
            "--set resistanceOn=100: resistanceOn = 100 contradicts widthInFeatureSize1T1R = 4 (default): "
                + "the access transistor for this current is wider than the cell"
        ),
        (
            ["accounting=exact", "operationmode=6", "numRowSubArray=63"],
            "--set numRowSubArray=63: numRowSubArray = 63 contradicts operationmode = XNORparallel "
                + "(--set operationmode=6): a weight takes two rows of XNOR cells, and with accounting = exact none "
                + "is cut in two (allowed: even numbers)"
        ),
    ])
    func contradictionsNameBothParameters(assignments: [String], message: String) {
        let error = #expect(throws: InputError.self) { try Configuration().setting(assignments) }
        #expect(error?.description == message)
        #expect(error?.exitCode == 65)
    }

    @Test func contradictionsNameBothPlaces() {
        let sources = [
            ParameterSource(name: "first", text: "\nresistanceOn = 1e6"),
            ParameterSource(name: "second", text: "\n\nresistanceOff = 1e5"),
        ]
        let error = #expect(throws: InputError.self) { try Configuration(sources: sources) }
        #expect(
            error?.description
                == "second:3: resistanceOff = 100000 contradicts resistanceOn = 1e6 (first:2): "
                + "the off state must have more resistance than the on state")
    }

    @Test(arguments: [
        ["trainingEstimation=false", "numRowMuxedAG=256"], ["trainingEstimation=false", "numRowMuxedWG=256"],
        ["trainingEstimation=false", "writeVoltage=0.4"], ["memcelltype=SRAM", "writeVoltage=0.4"],
        ["operationmode=5", "numRowSubArray=63"], ["accounting=exact", "operationmode=5", "numRowSubArray=64"],
        ["accounting=exact", "operationmode=4", "numRowSubArray=63"],
        ["memcelltype=SRAM", "resistanceOn=100"], ["accesstype=none", "resistanceOn=100"],
        ["pipeline=false", "speedUpDegree=8"], ["SARADC=true", "currentMode=false"],
        ["operationmode=1", "levelOutput=2"],
    ])
    func parametersThatNobodyReadsContradictNothing(assignments: [String]) throws {
        _ = try Configuration().setting(assignments)
    }
}
