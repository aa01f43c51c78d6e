// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing

@testable import Configuration

/// A `Param.cpp` becomes a Param file. The code here is written for the tests.
@Suite struct ParameterImportTests {
    private func imported(_ code: String, revision: RevisionName? = nil) throws -> ParameterImport {
        try ParameterImport(Array(code.utf8), file: "Param.cpp", revision: revision)
    }

    /// Parameters of a text that is of V1.5 by its names.
    private func inference(_ code: String) throws -> [String] {
        try imported("Param::Param() { validated = true; chargeDelay = 5e-9;\n\(code)\n}").parameters
            .map { "\($0.name) = \($0.value.text)" }
    }

    private func omissions(_ code: String) throws -> [String] {
        try imported("Param::Param() { validated = true;\n\(code)\n}").omissions.map {
            "\($0.line.map(String.init) ?? "-") \($0.message)"
        }
    }

    // MARK: Assignments

    @Test(arguments: [
        ("levelOutput = 32;", ["levelOutput = 32"]), ("levelOutput = 128;", []),
        ("levelOutput = 64; levelOutput = 32;", ["levelOutput = 32"]),
        ("levelOutput=16, cellBit=2;", ["levelOutput = 16", "cellBit = 2"]),
        ("this->levelOutput = 32;", ["levelOutput = 32"]),
        ("int bits = 5; levelOutput = 1*pow(2, bits);", ["levelOutput = 32"]),
        ("const double half = 0.5; levelOutput = 64*half;", ["levelOutput = 32"]),
        ("#define LEVELS (4*8)\nlevelOutput = LEVELS;", ["levelOutput = 32"]),
        ("levelOutput = 64; levelOutput /= 2;", ["levelOutput = 32"]),
        ("levelOutput = 31; levelOutput++;", ["levelOutput = 32"]),
        ("memcelltype = 3; // FeFET", ["memcelltype = FeFET"]), ("pipeline = false;", ["pipeline = false"]),
        ("relaxArrayCellWidth = 1;", ["relaxArrayCellWidth = true"]),
        ("clkFreq = 5e8; /* \n */ temp = 310.7;", ["clkFreq = 5e8", "temp = 310"]),
        (
            "resistanceOn = 24e3; resistanceOff = resistanceOn*17; resistanceAccess = resistanceOn*IR_DROP_TOLERANCE;",
            ["resistanceOn = 24000", "resistanceOff = 408000"]
        ),
        ("dumcolshared = levelOutput;", []), ("levelOutput = 32; dumcolshared = levelOutput;", ["levelOutput = 32"]),
        ("levelOutput = 32; dumcolshared = 128;", ["levelOutput = 32", "dumcolshared = 128"]),
        ("wireWidth = 40; featuresize = wireWidth*1e-9;", []), ("resistanceOff = 102e3*(1 + 1e-15);", []),
    ])
    func takesWhatDiffersFromTheDefaults(code: String, parameters: [String]) throws {
        let start = code.hasPrefix("dumcolshared") ? "levelOutput = 128;" : ""
        #expect(try inference(start + code) == parameters)
    }

    /// Members that are whole numbers in C++ lose their fraction.
    @Test func divisionsAreThoseOfC() throws {
        #expect(try inference("numRowSubArray = 128; numColSubArray = numRowSubArray/3;") == ["numColSubArray = 42"])
        #expect(
            try inference("clkFreq = 1/3; inputtoggle = 1/4.0; outputtoggle = (double) 3/4;").first
                == "inputtoggle = 0.25")
        #expect(
            try inference("numColSubArray = 65.9; buffersizeratio = 7/2; buffersizeratio = 7/2.;") == [
                "buffersizeratio = 3.5", "numColSubArray = 65",
            ])
    }

    // MARK: Conditions

    @Test(arguments: [
        (
            "technode = 14; memcelltype = 1; if (technode > 14) levelOutput = 8; else if (technode == 14) { levelOutput = 16; } else levelOutput = 32;",
            "levelOutput = 16"
        ),
        ("if (1 && 0 || !0) { levelOutput = 8; }", "levelOutput = 8"),
        ("if (reLu) levelOutput = 8; reLu = true; if (reLu) levelOutput = 16;", "levelOutput = 16"),
        ("levelOutput = 2 > 1 ? 8 : 16;", "levelOutput = 8"),
        ("operationmode = 2; levelOutput = operationmode == 1 ? 4 : operationmode == 2 ? 8 : 16;", "levelOutput = 8"),
        (
            "int m = 2; switch (m) { case 1: levelOutput = 4; break; case 2: case 3: levelOutput = 8; break; default: levelOutput = 16; }",
            "levelOutput = 8"
        ),
        ("switch (7) { default: levelOutput = 16; break; case 1: levelOutput = 4; }", "levelOutput = 16"),
        ("switch (1) { case 1: levelOutput = 4; case 2: levelOutput = 8; }", "levelOutput = 8"),
        (
            "switch (1) { case 1: { switch (2) { case 2: levelOutput = 4; break; } if (1) break; } case 2: levelOutput = 8; }",
            "levelOutput = 4"
        ),
        ("if (unknown && 0) levelOutput = 2; else levelOutput = 8;", "levelOutput = 8"),
    ])
    func conditionsAreEvaluated(code: String, parameter: String) throws {
        #expect(try inference(code).contains(parameter))
    }

    // MARK: What cannot be taken

    @Test(arguments: [
        ("levelOutput = other;", "2 `levelOutput = other`: `other` has no value here"),
        ("levelOutput = 48;", "2 `levelOutput = 48`: 48 is not a power of two (allowed: 2, 4, 8, ... 1024)"),
        ("int x = 3; levelOutput = f(x);", "2 `levelOutput = f (x)`: `f` is no function that is known here"),
        ("\nbatchSize2 = 3;", "3 `batchSize2 = 3`: there is no such parameter"),
        (
            "gateCapFeFET = 1e-18;",
            "2 `gateCapFeFET = 1e-18`: `gateCapFeFET` is read by neurosim-2.1 only, and the revision is neurosim-1.5"
        ),
        (
            "if (argc > 2) levelOutput = 32;",
            "2 `levelOutput = 32`: it depends on the condition in line 2: `argc` has no value here"
        ),
        ("switch (argc) { case 1: levelOutput = 32; }", "2 `levelOutput = 32`: it depends on the `switch` in line 2"),
        ("for (int i=0; i<3; i++) { cellBit = i; }", "2 `cellBit = i`: it is assigned in the loop in line 2"),
        ("for (int i=0; i<3; i++) printf(\"%d\", i);", "2 a loop is not read"),
        ("switch (3) { case 1: break; default: printf(\"no\"); exit(-1); }", "2 `exit (- 1)` would end NeuroSim here"),
        (
            "resistanceOn = 6e3; maxConductance = 1e-3;",
            "2 `maxConductance = 1e-3`: it is not 1/resistanceOn, which it always is here"
        ),
        (
            "technode = 7;",
            "- no run will accept these parameters: technode = 7 contradicts memcelltype = RRAM (default): RRAM cells are known down to 22 nm (allowed: technode = 22 and above, or SRAM and FeFET cells)"
        ),
        ("clkFreq = 1/0;", "2 `clkFreq = 1 / 0`: it divides by zero"),
        ("clkFreq = 1e9 +;", "2 `clkFreq = 1e9 +`: it ends too early"),
        ("clkFreq = v[3];", "2 `clkFreq = v [ 3 ]`: `[` is not understood"),
    ])
    func listsWhatItCouldNotTake(code: String, omission: String) throws {
        let omitted = try omissions(code)
        #expect(omitted.contains(omission), "\(omitted)")
    }

    /// A value that is lost is not the one before it.
    @Test func aLostValueLeavesTheDefault() throws {
        #expect(try inference("levelOutput = 32; levelOutput = other;") == [])
    }

    @Test func whatFollowsFromParametersIsNoOmission() throws {
        let code = """
            operationmode = 2; conventionalParallel = 0; switch (operationmode) { case 2: conventionalParallel = 1; break; }
            parallelRead = 0; if (conventionalParallel) { parallelRead = 1; }
            wireWidth = 40; AR = 1.9; Rho = 2.97*1e-8; Rho *= (1+0.00451*abs(temp-300));
            unitLengthWireResistance = Rho / ( wireWidth*1e-9 * wireWidth*1e-9 * AR );
            resistanceOn = 6e3; maxConductance = (double) 1/resistanceOn;
            cout << "done" << endl; printf("%s", "levelOutput = 2;");
            """
        #expect(try omissions(code) == [])
    }

    // MARK: Versions

    @Test(arguments: [
        ("validated = true; synchronous = true;", NeuroSimVersion.inference13, ["globalBusType = true"]),
        ("validated = true; Metal0 = 40;", .inference14, []),
        ("validated = true; if (memcelltype == 4) { chargeDelay = 1; }", .inference15, []),
        ("batchSize = 200; numIteration = 250;", .training20, []),
        ("batchSize = 200; SARADC = false;", .training21, []),
    ])
    func namesTellTheVersion(code: String, version: NeuroSimVersion, parameters: [String]) throws {
        let found = try imported("memcelltype = 2;" + code)
        #expect(found.version == version && found.revision == version.revision)
        let differing = found.parameters.map { "\($0.name) = \($0.value.text)" }
        #expect(differing == parameters + (version.revision == .neurosim21 ? ["memcelltype = RRAM"] : []))
        #expect(found.text.contains("revision = \(version.revision.word)\n"))
        #expect(found.text.contains("DNN+NeuroSim \(version.rawValue)."))
    }

    @Test func aVersionMayBeUnclear() throws {
        let none = #expect(throws: InputError.self) { try imported("levelOutput = 32;") }
        #expect(
            none?.message.contains("say which it is with --revision neurosim-2.1 or --revision neurosim-1.5") == true)
        let both = #expect(throws: InputError.self) { try imported("batchSize = 3; validated = true;") }
        #expect(both?.message.hasPrefix("has names of NeuroSim V2.0 and of V1.3: say which") == true)
        let told = try imported("levelOutput = 32; technode = 65;", revision: .neurosim21)
        #expect(
            told.version == nil && told.text.hasSuffix("revision = neurosim-2.1\ntechnode = 65\nlevelOutput = 32\n"))
        #expect(try imported("levelOutput = 64; SARADC = true;", revision: .neurosim15).parameters.count == 2)
    }

    @Test func otherFilesAreRefused() {
        for text in [
            "", "32,32,3,3,3,128,0,1\n", "int main() { return 0; }", "// validated = true;", "\"validated = true;\"",
        ] {
            let error = #expect(throws: InputError.self) { try imported(text) }
            #expect(error?.description == "Param.cpp: assigns no parameter of NeuroSim: it is no Param.cpp")
        }
        #expect(throws: InputError("is not a text file (it holds a zero byte)", file: "Param.cpp")) {
            try imported("validated = 1;\u{0}")
        }
        let missing = #expect(throws: InputError.self) { try ParameterImport(readingFrom: "/none/Param.cpp") }
        #expect(missing?.kind == .missingInput)
    }

    // MARK: Text

    @Test func theFileReadsBack() throws {
        let found = try imported(
            """
            Param::Param() {
                validated = true; chargeDelay = 1e-9;
                technode = 5; memcelltype = 1;   // SRAM
                levelOutput = 32; speedUpDegree = many;
            }
            """)
        #expect(
            found.text == """
                # Made by `tessera params import` of Param.cpp: what differs from the defaults of neurosim-1.5.
                # That is a file of DNN+NeuroSim V1.5.
                revision = neurosim-1.5
                memcelltype = SRAM
                technode = 5
                levelOutput = 32
                chargeDelay = 1e-9

                # Not taken:
                # line 4: `speedUpDegree = many`: `many` has no value here

                """)
        let configuration = try Configuration(sources: [ParameterSource(name: "Param", text: found.text)])
        #expect(configuration.technologyNode == 5 && configuration.adcLevels == 32 && configuration.chargeDelay == 1e-9)
        #expect(found.warnings == ["Param.cpp:4: not taken: `speedUpDegree = many`: `many` has no value here"])
    }

    // MARK: Hostile text

    @Test func deepNestingIsRefusedOrLeftOut() throws {
        let deep = String(repeating: "(", count: 100_000)
        #expect(try omissions("levelOutput = \(deep)32;").first?.contains("nested too deeply") == true)
        #expect(
            try omissions("levelOutput = \(String(repeating: "- ", count: 100_000))32;").first?.contains("deeply")
                == true)
        for code in ["{", "if (1) ", "switch (1) { case 1: "] {
            let error = #expect(throws: InputError.self) {
                try imported("validated = 1;\n" + String(repeating: code, count: 10_000))
            }
            #expect(error?.message == "the code is nested too deeply")
        }
        let directives = try imported("validated = 1;" + String(repeating: "# ", count: 100_000)).parameters
        #expect(directives.map(\.name) == (try imported("validated = 1;").parameters.map(\.name)))
    }

    @Test(arguments: [
        "/*", "\"", "'", "Param::Param() { validated = 1; if (", "validated = 1; switch (1", "validated = 1; case",
        "#define", "}}}} validated = 1;;",
    ])
    func cutTextIsNoTrap(code: String) {
        _ = try? imported(code)
        _ = try? imported("validated = 1; " + code)
    }

    @Test func otherEncodingsAreRead() throws {
        let bytes =
            Array("validated = true; // ".utf8) + [0xD6, 0xD0, 0xCE, 0xC4, 0x0A]
            + Array("Metal0 = 9; levelOutput = 32;".utf8)
        #expect(try ParameterImport(bytes, file: "Param.cpp").parameters.map(\.name) == ["Metal0", "levelOutput"])
    }
}
