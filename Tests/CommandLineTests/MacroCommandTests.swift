// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct MacroCommandTests {
    private func document(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func anEmptyFolderIsEnough() throws {
        let result = try Tessera.run("macro", in: Folder())
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("Macro: SRAM, current, 28 nm, 128 x 128 cells, 1 V, 300 K\n"))
        #expect(result.output.contains("efficiency, 1 bit") && result.output.contains("column converters"))
    }

    @Test func formatsAgree() throws {
        let folder = try Folder()
        let json = try document(try Tessera.run("macro", "--sensitivity", "--format", "json", in: folder).output)
        let parts = try #require(json["parts"] as? [[String: Any]])
        #expect(json["schema"] as? String == "tessera.macro/1" && (json["energy"] as? Double ?? 0) > 0)
        #expect((json["sensitivities"] as? [[String: Any]])?.isEmpty == false)
        let csv = try Tessera.run("macro", "--format", "csv", in: folder).output.split(separator: "\n")
        #expect(csv.count == parts.count + 1)
        let page = try Tessera.run("macro", "--format", "html", "--output", "page.html", in: folder)
        #expect(page.status == 0, "\(page.errors)")
        #expect(try folder.text(of: "page.html").contains("tessera.macro/1"))
        #expect(try Tessera.run("macro", "--output", "page.html", in: folder).status == 73)
    }

    @Test func aParamFileAndAssignments() throws {
        let folder = try Folder(["mine.param": "technode = 65\nmemcelltype = RRAM\nnumRowParallel = 16\n"])
        let result = try Tessera.run("macro", "--param", "mine.param", "--set", "technode=22", in: folder)
        #expect(result.output.hasPrefix("Macro: resistive, 22 nm"), "\(result.errors)")
    }

    @Test(arguments: [
        (["--set", "revision=neurosim-1.5"], 65, "has no model of a macro alone (allowed here: tessera)"),
        (["--set", "technode=6"], 65, "allowed: 180, 130, 90,"),
        (["--set", "adcKnd=SAR"], 65, "did you mean `adcKind`?"),
        (["--set", "dramType=HBM2"], 65, "and the revision is tessera"),
        (["--inputs", "129"], 65, "129 inputs do not fit (allowed: 1 to 128"),
        (["--outputs", "0"], 65, "0 outputs do not fit (allowed: 1 to 16"),
        (["--weight-bits", "64"], 64, "--weight-bits is 64 (allowed: 1 to 32)"),
        (["--input-density", "1.5"], 64, "--input-density is 1.5 (allowed: 0 to 1)"),
        (["--output-bits", "9"], 64, "do not resolve 9 bits"),
        (["--data", "none.npz"], 66, "none.npz"),
        (["--data", "none.npz", "--input-density", "0.5"], 64, "exclude each other"),
        (["--param", "none"], 66, "none"),
    ])
    func mistakes(_ arguments: [String], _ status: Int, _ message: String) throws {
        let result = try Tessera.shell("$tessera macro \(arguments.joined(separator: " "))", in: Folder())
        #expect(result.status == Int32(status), "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output.isEmpty)
    }

    @Test func aLowSupplyHasAWarning() throws {
        let result = try Tessera.run("macro", "--set", "vdd=0.4", in: Folder())
        #expect(result.status == 0 && result.errors.contains("within 0.1 V of the threshold"))
        #expect(result.output.hasPrefix("Warning: "))
        #expect(try Tessera.run("macro", "--set", "vdd=0.4", "--quiet", in: Folder()).errors.isEmpty)
    }

    @Test func chipsOfMacros() throws {
        let folder = try Folder(["macros.param": "revision = tessera\n"])
        let result = try Tessera.run(
            "compare", "--param", "macros.param", "--vary", "computeDomain=current,charge,digital", "--workload",
            "statistics", in: folder)
        #expect(result.status == 0 && result.output.contains("TOPS/W"), "\(result.errors)")
        let report = try Tessera.run("estimate", "--param", "macros.param", in: folder)
        #expect(report.output.contains("Energy of macros and adders: "), "\(report.errors)")
        #expect(report.output.contains("published macros of the kind analog-sram-current"))
        let moved = try Tessera.run(
            "estimate", "--param", "macros.param", "--workload", "statistics", "--sensitivity", in: folder)
        #expect(moved.output.contains("% for 1 %") && moved.output.contains("overheadEnergyCurrent"))
        let reference = try Tessera.run("estimate", "--workload", "statistics", "--sensitivity", in: folder)
        #expect(
            reference.output.contains("energy  ") && reference.output.contains("levelOutput"), "\(reference.errors)")
    }
}

@Suite struct ValidateCommandTests {
    private static let chips = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Validation/open-chips.json").path

    @Test func theOpenChips() throws {
        let folder = try Folder()
        let result = try Tessera.run("validate", Self.chips, in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("21 chips of ") && result.output.contains("left out: median"))
        let json = try Tessera.run("validate", Self.chips, "--format", "json", in: folder)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(document["schema"] as? String == "tessera.validate/1")
        #expect((document["points"] as? [[String: Any]])?.count ?? 0 > 80)
        #expect((document["skipped"] as? [Any])?.isEmpty == true)
        let page = try Tessera.run("validate", Self.chips, "--format", "html", "--output", "page.html", in: folder)
        #expect(page.status == 0, "\(page.errors)")
    }

    @Test func aCalibrationIsAParamFile() throws {
        let folder = try Folder()
        let result = try Tessera.run("validate", Self.chips, "--calibrate", "mine.param", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        let text = try folder.text(of: "mine.param")
        #expect(text.contains("revision = tessera") && text.contains("overheadEnergyDigital = "))
        #expect(text.contains("with the family left out"))
        #expect(try Tessera.run("macro", "--param", "mine.param", in: folder).status == 0)
        #expect(try Tessera.run("validate", Self.chips, "--calibrate", "mine.param", in: folder).status == 73)
    }

    @Test(arguments: [
        ("{", 65, "chips.json:1"), ("{\"schema\": \"x\"}", 65, "allowed: tessera.chips/1"),
        ("{\"schema\": \"tessera.chips/1\", \"chips\": [{\"id\": \"a\"}]}", 65, "chip a: design is missing"),
    ])
    func mistakes(_ text: String, _ status: Int, _ message: String) throws {
        let folder = try Folder(["chips.json": text])
        let result = try Tessera.run("validate", "chips.json", in: folder)
        #expect(result.status == Int32(status) && result.errors.contains(message), "\(result.errors)")
        #expect(try Tessera.run("validate", "none.json", in: folder).status == 66)
    }
}
