// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Technology
import Testing

@testable import Configuration

@Suite struct ParameterReaderTests {
    private func read(_ texts: String...) throws -> Configuration {
        try Configuration(
            sources: texts.enumerated().map { ParameterSource(name: "Param\($0.offset + 1)", text: $0.element) })
    }

    // MARK: Lines

    @Test func anEmptyFileGivesTheDefaults() throws {
        #expect(try read("") == Configuration())
        #expect(try read("\n\n  \t\n") == Configuration())
        #expect(try read("# nothing\n// here\n/* at\nall */") == Configuration())
    }

    @Test(arguments: [
        "levelOutput = 32", "levelOutput=32", "  levelOutput\t=\t32  ", "levelOutput = 32;", "levelOutput = 32 ; ",
        "levelOutput = 32 # as many", "levelOutput = 32 // as many", "levelOutput = 32; // as many",
        "levelOutput /* here */ = /* and here */ 32", "levelOutput = 32\r\n", "levelOutput = 32\r",
        "\u{FEFF}levelOutput = 32", "\u{FEFF}# µm, 100 Ω\nlevelOutput = 32", ";;levelOutput = 32;;",
        "/* levelOutput = 16\n levelOutput = 8 */ levelOutput = 32", "#levelOutput = 16\nlevelOutput = 32",
        "// /* no block comment\nlevelOutput = 32", "# */\nlevelOutput = 32", "/**/levelOutput = 32/* end */",
    ])
    func formsOfALine(text: String) throws {
        #expect(try read(text).adcLevels == 32)
    }

    @Test func severalStatementsFitALine() throws {
        let configuration = try read("temp = 350; cellBit = 2; memcelltype = 2")
        #expect(configuration.temperature == 350)
        #expect(configuration.cellBits == 2)
        #expect(configuration.cellType == .rram)
    }

    // MARK: Values

    @Test(arguments: [
        ("240e3*100", 24e6), ("1e9", 1e9), (".5e6", 0.5e6), ("1.e6", 1e6), ("1E+6", 1e6), ("1000000", 1e6),
        ("1e6f", 1e6), ("1000000UL", 1e6), ("(1+2)*1e6", 3e6), ("1e6 + 2e6*3", 7e6), ("8e6/2/2", 2e6),
        ("(double) 4000000/4", 1e6), ("(double)1e6", 1e6), ("+1e6", 1e6), ("- -1e6", 1e6), ("2e6 - 1e6 - 5e5", 5e5),
        ("((((1e6))))", 1e6), ("(int) 1000000.7", 1e6), ("1e6*(4/2)", 2e6), ("1e6 * true", 1e6), ("7.0/2*1e6", 3.5e6),
    ])
    func numbersAndExpressionsOfC(text: String, value: Double) throws {
        #expect(try read("resistanceOn = 1e5\nresistanceOff = \(text);").offResistance == value)
    }

    @Test func expressionsReferToNamesGivenBefore() throws {
        let configuration = try read("resistanceOn = 1e5\nresistanceOff = resistanceOn*17")
        #expect(configuration.offResistance == 17e5)
        #expect(try read("resistanceOn = 1e5", "resistanceOff = resistanceOn*17").offResistance == 17e5)
        #expect(try read("resistanceOff = resistanceOn*10").offResistance == 24e5)
        #expect(try read("numRowSubArray = 64\nnumColSubArray = numRowSubArray").subarrayColumns == 64)
        #expect(try read("wireWidth = 50\nfeaturesize = wireWidth*1e-9").featureSize == 50 * 1e-9)
    }

    @Test(arguments: [
        ("3", CellType.fefet), ("FeFET", .fefet), ("fefet", .fefet), ("FEFET", .fefet), ("1", .sram), ("SRAM", .sram),
        ("(2)", .rram), ("1+1", .rram), ("2.0", .rram),
    ])
    func choicesAreWordsOrCodes(text: String, type: CellType) throws {
        #expect(try read("memcelltype = \(text)").cellType == type)
    }

    @Test(arguments: [
        ("true", true), ("1", true), ("yes", true), ("on", true), ("SRAM", true), ("TRUE", true), ("(1)", true),
        ("false", false), ("0", false), ("no", false), ("RF", false), ("registerFile", false), ("off", false),
    ])
    func booleans(text: String, answer: Bool) throws {
        #expect(try read("globalBufferType = \(text)").globalBufferIsSRAM == answer)
    }

    @Test(
        arguments: zip(
            [
                "conventionalSequential", "conventionalParallel", "BNNsequential", "BNNparallel", "XNORsequential",
                "XNORparallel",
            ], 1...6))
    func operationModesHaveTheCodesOfNeuroSim(word: String, code: Int) throws {
        let byWord = try read("operationmode = \(word)")
        #expect(try read("operationmode = \(code)") == byWord)
        #expect(byWord.operationMode.rawValue == code)
    }

    @Test func theBlockOfParamCppIsRead() throws {
        let block = """
                operationmode = 1;     		// 1: sequential
                                            // 2: parallel
                memcelltype = 2;        	// 1: cell = SRAM

                /*** weight range ***/
                algoWeightMax = 1;
                algoWeightMin = -1;
                relaxArrayCellHeight = 0;           // relax or not
                resistanceOn = 100e3;               // Ron
                resistanceOff = 100e3*17;           // Roff
                maxConductance = (double) 1/resistanceOn;
                minConductance = (double) 1/resistanceOff;
                gateCapFeFET = 2.1717e-18;	        // (F)
                pipeline = true;
                speedUpDegree = 8;
            """
        let configuration = try read(block)
        #expect(configuration.operationMode == .conventionalSequential)
        #expect(configuration.cellType == .rram)
        #expect(configuration.offResistance == 17e5)
        #expect(configuration.isPipelined)
        #expect(configuration.speedUpDegree == 8)
    }

    // MARK: Precedence

    @Test func laterFilesWin() throws {
        let configuration = try read("temp = 310\ncellBit = 2", "temp = 320")
        #expect(configuration.temperature == 320)
        #expect(configuration.cellBits == 2)
    }

    @Test func assignmentsWinOverFilesAndLaterOnesOverEarlierOnes() throws {
        let source = ParameterSource(name: "Param", text: "temp = 310\ncellBit = 2")
        let configuration = try Configuration(sources: [source], assignments: ["temp=330", "temp = 340"])
        #expect(configuration.temperature == 340)
        #expect(configuration.cellBits == 2)
    }

    @Test func theSameValueMayBeGivenTwice() throws {
        #expect(try read("memcelltype = 2\nmemcelltype = RRAM").cellType == .rram)
    }

    @Test func contradictionsAreLookedForOnlyWhenAllIsRead() throws {
        let configuration = try read("algoWeightMin = 2", "algoWeightMax = 3")
        #expect(configuration.minimumWeight == 2)
    }
}
