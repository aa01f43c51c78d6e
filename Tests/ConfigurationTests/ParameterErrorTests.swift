// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing

@testable import Configuration

/// Each kind of bad input, and the message that it gets.
@Suite struct ParameterErrorTests {
    private func mistake(_ texts: String...) -> InputError? {
        #expect(throws: InputError.self) {
            try Configuration(
                sources: texts.enumerated().map {
                    ParameterSource(name: $0.offset == 0 ? "Param" : "Param\($0.offset + 1)", text: $0.element)
                })
        }
    }

    @Test(arguments: [
        ("levelOutput = 48", "Param:1: levelOutput = 48 is not a power of two (allowed: 2, 4, 8, ... 1024)"),
        ("levelOutput = 2048", "Param:1: levelOutput = 2048 is out of range (allowed: 2, 4, 8, ... 1024)"),
        ("\n\ncellBit = 0", "Param:3: cellBit = 0 is out of range (allowed: 1 to 16)"),
        ("cellBit = 2.5", "Param:1: cellBit = 2.5 is not a whole number (allowed: 1 to 16)"),
        ("cellBit = many", "Param:1: cellBit = many is not a number (allowed: 1 to 16)"),
        ("cellBit = true", "Param:1: cellBit = true is not a number (allowed: 1 to 16)"),
        ("cellBit = nan", "Param:1: cellBit = nan is not a number (allowed: 1 to 16)"),
        ("temp = inf", "Param:1: temp = inf is not a number (allowed: 300 to 400 K)"),
        ("temp = -300", "Param:1: temp = -300 is out of range (allowed: 300 to 400 K)"),
        ("temp = 2*100", "Param:1: temp = 2*100 (= 200) is out of range (allowed: 300 to 400 K)"),
        (
            "revision = neurosim-9",
            "Param:1: revision = neurosim-9 is not known (allowed: neurosim-2.1 (0), neurosim-1.5 (1), tessera (2)); did "
                + "you mean `neurosim-2.1`?"
        ),
        (
            "technode = 28",
            "Param:1: technode = 28 is not supported (allowed: 130, 90, 65, 45, 32, 22, 14, 10, 7 nm)"
        ),
        (
            "wireWidth = 33",
            "Param:1: wireWidth = 33 is not supported (allowed: 200, 100, 50, 40, 32, 22, 14, -1 nm)"
        ),
        (
            "memcelltype = FeFETT",
            "Param:1: memcelltype = FeFETT is not known (allowed: SRAM (1), RRAM (2), FeFET (3)); "
                + "did you mean `FeFET`?"
        ),
        (
            "memcelltype = 4",
            "Param:1: memcelltype = 4 (nvCap) is not available: it is a cell of neurosim-1.5, and this is neurosim-2.1 "
                + "(allowed: SRAM (1), RRAM (2), FeFET (3))"
        ),
        ("memcelltype = 5", "Param:1: memcelltype = 5 is not known (allowed: SRAM (1), RRAM (2), FeFET (3))"),
        ("memcelltype = true", "Param:1: memcelltype = true is not known (allowed: SRAM (1), RRAM (2), FeFET (3))"),
        ("pipeline = 2", "Param:1: pipeline = 2 is not known (allowed: false (0), true (1))"),
        (
            "transistortype = 3",
            "Param:1: transistortype = 3 (TFET) is not available: there are no data for tunnel transistors "
                + "(allowed: conventional (1))"
        ),
    ])
    func valuesThatAreNotAllowed(text: String, message: String) {
        #expect(mistake(text)?.description == message)
        #expect(mistake(text)?.exitCode == 65)
    }

    @Test(arguments: [
        ("levelOutpt = 32", "Param:1:1: unknown parameter `levelOutpt`; did you mean `levelOutput`?"),
        ("a = 1;  cellbit = 2", "Param:1:1: unknown parameter `a` (`tessera params` lists all)"),
        ("temp = 300;  cellbit = 2", "Param:1:14: unknown parameter `cellbit`; did you mean `cellBit`?"),
        ("levelOutput", "Param:1:1: expected NAME = VALUE, found `levelOutput`"),
        ("levelOutput 64", "Param:1:13: expected NAME = VALUE, found `64`"),
        ("= 64", "Param:1:1: expected NAME = VALUE, found `=`"),
        ("64 = levelOutput", "Param:1:1: expected NAME = VALUE, found `64`"),
        ("levelOutput =", "Param:1:13: `levelOutput` has no value"),
        ("levelOutput = ; // 64", "Param:1:13: `levelOutput` has no value"),
        ("levelOutput == 64", "Param:1:14: `=` is not expected here"),
        ("levelOutput = 64 32", "Param:1:18: `32` is not expected here"),
        ("levelOutput = 64,", "Param:1:17: `,` is not expected here"),
        ("levelOutput = \"64\"", "Param:1:15: `\"64\"` is not expected here"),
        ("levelOutput = 64 Ω", "Param:1:18: `Ω` is not expected here"),
        ("levelOutput = 6 4", "Param:1:17: `4` is not expected here"),
        ("levelOutput = 64bits", "Param:1:15: `64bits` is not a number"),
        ("levelOutput = 0x40", "Param:1:15: `0x40` is not a number"),
        ("levelOutput = 1_024", "Param:1:15: `1_024` is not a number"),
        ("levelOutput = 1e", "Param:1:15: `1e` is not a number"),
        ("levelOutput = 1e+", "Param:1:15: `1e+` is not a number"),
        ("levelOutput = 1.2.3", "Param:1:15: `1.2.3` is not a number"),
        ("levelOutput = (64", "Param:1:15: this parenthesis is not closed"),
        ("levelOutput = 64)", "Param:1:17: `)` is not expected here"),
        ("levelOutput = 64*", "Param:1:17: the value ends too early"),
        ("levelOutput = *64", "Param:1:15: `*` is not expected here"),
        ("clkFreq = 1e400", "Param:1:11: `1e400` is too large"),
        ("clkFreq = 1e99999999999999999999", "Param:1:11: `1e99999999999999999999` is too large"),
        ("clkFreq = 1/0", "Param:1:12: division by zero"),
        ("clkFreq = 1e9*unknown", "Param:1:15: `unknown` is no number and no numeric parameter"),
        ("clkFreq = 1e9*memcelltype", "Param:1:15: `memcelltype` is no number and no numeric parameter"),
        ("featuresize = wireWidth*1e-9", "Param:1:15: `wireWidth` is no number and no numeric parameter"),
        (
            "treeFoldedRatio = 7/2",
            "Param:1:20: 7/2 of two whole numbers drops its remainder in C: write 7.0/2, or the result"
        ),
        ("temp = 300\n/* open", "Param:2:1: the comment that begins here has no end (*/)"),
        (
            "if (memcelltype == 1) {",
            "Param:1:1: `if` is C++ code, which is not read: keep only lines of the form NAME = VALUE, or make a Param of a "
                + "Param.cpp with `tessera params import`"
        ),
        (
            "}",
            "Param:1:1: `}` is C++ code, which is not read: keep only lines of the form NAME = VALUE, or make a Param of a "
                + "Param.cpp with `tessera params import`"
        ),
        (
            "Param::Param() {",
            "Param:1:6: `:` is C++ code, which is not read: keep only lines of the form NAME = VALUE, or make a Param of a "
                + "Param.cpp with `tessera params import`"
        ),
    ])
    func textThatIsNoAssignment(text: String, message: String) {
        #expect(mistake(text)?.description == message)
        #expect(mistake(text)?.exitCode == 65)
    }

    @Test(arguments: [
        (
            "maxConductance = 5e-6",
            "Param:1: maxConductance = 5e-6 is not 1/resistanceOn, which it always is: set resistanceOn and leave "
                + "this line out"
        ),
        (
            "minConductance = 1/resistanceOn",
            "Param:1: minConductance = 1/resistanceOn (= 4.166666666666667e-6) is not 1/resistanceOff, which it "
                + "always is: set resistanceOff and leave this line out"
        ),
    ])
    func derivedQuantitiesMayNotDiffer(text: String, message: String) {
        #expect(mistake(text)?.description == message)
    }

    @Test func aNameMayNotBeGivenTwiceWithDifferentValues() {
        #expect(
            mistake("temp = 300\n\ntemp = 310")?.description
                == "Param:3: temp = 310 contradicts temp = 300 in line 1: give it once")
    }

    @Test func theErrorNamesTheFileThatHoldsTheMistake() {
        #expect(mistake("temp = 300", "\ntemp = 0")?.file == "Param2")
        #expect(mistake("temp = 300", "\ntemp = 0")?.line == 2)
    }

    // MARK: Hostile text

    @Test func deepNestingIsRefused() {
        let depth = 100_000
        #expect(
            mistake("temp = " + String(repeating: "(", count: depth) + "300")?.message
                == "the value is nested too deeply")
        #expect(mistake("temp = " + String(repeating: "-", count: depth) + "300")?.message.contains("deeply") == true)
    }

    @Test(arguments: [
        "cellBit = \(String(repeating: "9", count: 5000))", "cellBit = \(String(repeating: "9", count: 300))",
        "\(String(repeating: "n", count: 5000)) = 1", "cellBit = \(String(repeating: "n", count: 5000))",
        "cellBit = 1 + \(String(repeating: "n", count: 5000))", "cellBit = 1\(String(repeating: "+ 1", count: 5000))",
        "temp \(String(repeating: "n", count: 5000))",
    ])
    func longTextsAreCutInMessages(text: String) throws {
        let message = try #require(mistake(text)).description
        #expect(message.contains("..."))
        #expect(message.count < 200)
    }

    @Test func zeroBytesAreRefused() {
        #expect(
            mistake("temp = 300\ncellBit = 2\u{0}")?.description == "Param:2: is not a text file (it holds a zero byte)"
        )
    }
}
