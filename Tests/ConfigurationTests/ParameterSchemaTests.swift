// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Configuration

@Suite struct ParameterSchemaTests {
    /// The user parameters of DNN+NeuroSim V2.1 and their defaults.
    static let neurosim: [(name: String, value: String)] = [
        ("operationmode", "2"), ("memcelltype", "3"), ("accesstype", "1"), ("transistortype", "1"),
        ("deviceroadmap", "2"), ("globalBufferType", "false"), ("globalBufferCoreSizeRow", "128"),
        ("globalBufferCoreSizeCol", "128"), ("tileBufferType", "false"), ("tileBufferCoreSizeRow", "32"),
        ("tileBufferCoreSizeCol", "32"), ("peBufferType", "false"), ("chipActivation", "true"), ("reLu", "true"),
        ("novelMapping", "true"), ("SARADC", "false"), ("currentMode", "true"), ("pipeline", "false"),
        ("speedUpDegree", "1"), ("algoWeightMax", "1"), ("algoWeightMin", "-1"), ("clkFreq", "1e9"), ("temp", "300"),
        ("technode", "32"), ("featuresize", "40e-9"), ("wireWidth", "40"), ("globalBusDelayTolerance", "0.1"),
        ("localBusDelayTolerance", "0.1"), ("treeFoldedRatio", "4"), ("maxGlobalBusWidth", "8192"),
        ("numRowSubArray", "128"), ("numColSubArray", "128"), ("relaxArrayCellHeight", "0"),
        ("relaxArrayCellWidth", "0"), ("numColMuxed", "8"), ("levelOutput", "64"), ("cellBit", "5"),
        ("heightInFeatureSizeSRAM", "8"), ("widthInFeatureSizeSRAM", "20"), ("widthSRAMCellNMOS", "2.08"),
        ("widthSRAMCellPMOS", "1.23"), ("widthAccessCMOS", "1.31"), ("minSenseVoltage", "0.1"),
        ("heightInFeatureSize1T1R", "4"), ("widthInFeatureSize1T1R", "4"), ("heightInFeatureSizeCrossbar", "2"),
        ("widthInFeatureSizeCrossbar", "2"), ("resistanceOn", "240e3"), ("resistanceOff", "24000000.0"),
        ("gateCapFeFET", "2.1717e-18"), ("polarization", "20"), ("maxNumLevelLTP", "60"), ("maxNumLevelLTD", "60"),
        ("writeVoltage", "4"), ("writePulseWidth", "50e-9"), ("nonlinearIV", "false"), ("nonlinearity", "10"),
        ("readVoltage", "0.5"), ("readPulseWidth", "10e-9"), ("accessVoltage", "1.1"), ("resistanceAccess", "15e3"),
        ("trainingEstimation", "true"), ("parallelBP", "true"), ("batchSize", "200"), ("numIteration", "250"),
        ("bufferOverHeadConstraint", "1"), ("numRowSubArrayWG", "128"), ("numColSubArrayWG", "128"),
        ("numRowMuxedAG", "8"), ("levelOutputAG", "64"), ("numRowMuxedWG", "8"), ("levelOutputWG", "16"),
        ("dramType", "2"),
    ]

    @Test func everyParameterOfNeuroSimIsThere() {
        #expect(Self.neurosim.count == 73)
        #expect(Set(Self.neurosim.map(\.name)).isSubset(of: ParameterSchema.names))
    }

    @Test func defaultsAreThoseOfNeuroSim() throws {
        let text = Self.neurosim.map { "\($0.name) = \($0.value)" }.joined(separator: "\n")
        let given = try Configuration(sources: [ParameterSource(name: "neurosim", text: text)])
        #expect(given == Configuration())
        for setting in given.settings {
            #expect(setting.isDefault, "\(setting.name)")
        }
    }

    @Test func onlyRevisionAccountingDeviceSyntheticTracesActivationsAndStreamingAreAdded() {
        let added = ParameterSchema.all.filter { definition in
            definition.group != .streaming && definition.isRead(by: .neurosim21)
                && !Self.neurosim.contains { $0.name == definition.name }
        }.map(\.name)
        #expect(
            added == [
                "revision", "accounting", "device", "syntheticWeightSpread", "syntheticActivationDensity",
                "syntheticUpdateDensity",
                "syntheticActivity", "dynamicEngine", "dynamicUnits", "dynamicRows", "dynamicColumns", "vectorLanes",
                "vectorBits", "dynamicEndurance", "activationBufferSize",
            ])
        let streaming = ParameterSchema.all.filter { $0.group == .streaming }
        #expect(streaming.count == 22)
        #expect(streaming.allSatisfy { $0.name.hasPrefix("stream") && $0.use == .streaming })
    }

    @Test func namesAreUnique() {
        #expect(Set(ParameterSchema.names).count == ParameterSchema.names.count)
    }

    @Test func everyNameFindsItsDefinition() {
        for name in ParameterSchema.names {
            #expect(ParameterSchema.definition(of: name)?.name == name)
        }
        #expect(ParameterSchema.definition(of: "nothing") == nil)
    }

    @Test(arguments: ParameterSchema.names)
    func theTextOfADefaultReadsBackAsTheDefault(name: String) throws {
        let definition = try #require(ParameterSchema.definition(of: name))
        for revision in definition.revisions {
            let text = "\(name) = \(definition.defaultValue(in: revision).text)\nrevision = \(revision.word)"
            guard name != "revision" || revision == .neurosim21 else { continue }
            let configuration = try Configuration(sources: [ParameterSource(name: "Param", text: text)])
            #expect(configuration == .defaults(of: revision))
        }
    }

    @Test(arguments: ParameterSchema.names)
    func everyMeaningIsASentenceWithAUnit(name: String) throws {
        let definition = try #require(ParameterSchema.definition(of: name))
        #expect(definition.meaning.hasSuffix("."))
        #expect(definition.meaning.first?.isUppercase == true)
        #expect(definition.unit.isEmpty == !definition.type.choices.isEmpty)
    }

    @Test(arguments: ParameterSchema.all.filter { !$0.type.choices.isEmpty }.map(\.name))
    func everyWordAliasAndCodeOfAnAlternativeIsUnderstood(name: String) throws {
        let definition = try #require(ParameterSchema.definition(of: name))
        for choice in definition.choices(in: definition.revisions[0]) {
            let expected = try definition.check(.word(choice.word))
            for word in [choice.word] + choice.aliases {
                #expect(try definition.check(.word(word)) == expected)
                #expect(try definition.check(.word(word.uppercased())) == expected)
            }
            #expect(try definition.check(.number(Double(choice.code), isInteger: true)) == expected)
            var configuration = Configuration()
            definition.write(&configuration, expected)
            #expect(definition.value(in: configuration) == expected)
        }
        #expect(throws: ValueRefusal.self) { try definition.check(.number(77, isInteger: true)) }
        #expect(throws: ValueRefusal.self) { try definition.check(.number(1.5, isInteger: false)) }
        #expect(throws: ValueRefusal.self) { try definition.check(.word("nonsense")) }
    }

    @Test(arguments: ParameterSchema.all.filter { $0.type.choices.isEmpty }.map(\.name))
    func boundsAreAllowedAndWhatLiesBeyondIsNot(name: String) throws {
        let definition = try #require(ParameterSchema.definition(of: name))
        for revision in definition.revisions {
            let (inside, outside) = Self.samples(of: definition.type(in: revision))
            for number in inside {
                let value = try definition.check(.number(number, isInteger: false), in: revision)
                var configuration = Configuration.defaults(of: revision)
                definition.write(&configuration, value)
                #expect(definition.value(in: configuration) == value)
            }
            for number in outside + [.infinity, -.infinity, .nan, 1e300, -1e300] {
                #expect(throws: ValueRefusal.self, "\(number)") {
                    try definition.check(.number(number, isInteger: false), in: revision)
                }
            }
        }
        #expect(throws: ValueRefusal.self) { try definition.check(.word("many")) }
        #expect(throws: ValueRefusal.self) { try definition.check(.boolean(true)) }
    }

    /// Numbers on the bounds of a type, and just beyond them.
    private static func samples(of type: ParameterType) -> (inside: [Double], outside: [Double]) {
        switch type {
        case .integer(let range):
            let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
            return ([low, high], [low - 1, high + 1, low + 0.5])
        case .powerOfTwo(let range):
            let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
            return ([low, high, low * 2], [low / 2, high * 2, high - 1, 0, -low])
        case .oneOf(let values):
            return (values.map(Double.init), values.map { Double($0) + 0.5 } + [0, 6, 1000])
        case .real(let range):
            return ([range.lowerBound, range.upperBound], [range.lowerBound.nextDown, range.upperBound.nextUp])
        case .boolean, .choice:
            return ([], [])
        }
    }
}
