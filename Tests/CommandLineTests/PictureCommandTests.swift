// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Pictures of commands, with their data beside them.
@Suite struct PictureCommandTests {
    static let commands: [[String]] = [
        ["estimate", "--workload", "statistics", "--quiet"], ["floorplan", "--quiet"], ["macro", "--quiet"],
        ["compare", "--vary", "memcelltype=SRAM,FeFET", "--workload", "statistics", "--quiet"],
    ]

    private func run(_ arguments: [String], in folder: Folder) throws -> Tessera.Result {
        try Tessera.finish(Tessera.start(arguments, in: folder), in: folder)
    }

    private func isThere(_ name: String, in folder: Folder) -> Bool {
        FileManager.default.fileExists(atPath: folder.url.appending(path: name).path)
    }

    /// Whether this machine writes PDF.
    private func writesPDF(_ folder: Folder) throws -> Bool {
        try Tessera.run("doctor", in: folder).output.contains("PDF : cairo ")
    }

    @Test(arguments: commands) func aPictureHasItsDataBesideIt(_ command: [String]) throws {
        let folder = try Folder()
        let result = try run(command + ["--format", "svg", "--output", "fig.svg"], in: folder)
        #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
        let document = try XMLDocument(contentsOf: folder.url.appending(path: "fig.svg"))
        #expect(document.rootElement()?.name == "svg")
        #expect(try folder.text(of: "fig.svg").contains("width=\"252pt\""))
        let table = try folder.text(of: "fig.csv")
        #expect(table.hasPrefix("panel,item,") && table.split(separator: "\n").count > 2)
        // Without a file there is only the picture, and it is the same.
        let again = try run(command + ["--format", "svg"], in: folder)
        #expect(try again.output == folder.text(of: "fig.svg"))
    }

    @Test(arguments: ["fig.svg", "fig.csv"]) func bothFilesAreRefusedWhereOneExists(_ name: String) throws {
        let folder = try Folder([name: "precious"])
        let other = name == "fig.svg" ? "fig.csv" : "fig.svg"
        let arguments = Self.commands[0] + ["--format", "svg", "--output", "fig.svg"]
        let refused = try run(arguments, in: folder)
        #expect(refused.status == 73 && refused.errors == "error: \(name): exists already; --force replaces it\n")
        #expect(try folder.text(of: name) == "precious" && !isThere(other, in: folder))
        let written = try run(arguments + ["--force"], in: folder)
        #expect(written.status == 0, "\(written.errors)")
        #expect(try folder.text(of: "fig.svg").hasPrefix("<svg ") && folder.text(of: "fig.csv").hasPrefix("panel,"))
    }

    @Test func widthAndLettersAreChosen() throws {
        let folder = try Folder()
        let page = try run(
            Self.commands[0] + ["--format", "svg", "--figure-width", "page", "--font-size", "9"], in: folder)
        #expect(page.output.contains("width=\"513.07pt\"") && page.output.contains("font-size=\"9\""))
        let narrow = try run(Self.commands[0] + ["--format", "svg", "--figure-width", "127"], in: folder)
        #expect(narrow.output.contains("width=\"360pt\""))
    }

    @Test(arguments: commands) func aPDFIsWrittenWithItsFont(_ command: [String]) throws {
        let folder = try Folder()
        guard try writesPDF(folder) else { return }
        let result = try run(command + ["--format", "pdf", "--output", "fig.pdf"], in: folder)
        #expect(result.status == 0 && result.output.isEmpty, "\(result.errors)")
        let bytes = try Data(contentsOf: folder.url.appending(path: "fig.pdf"))
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("%PDF-") && isThere("fig.csv", in: folder))
        let again = try run(command + ["--format", "pdf", "--output", "again.pdf"], in: folder)
        #expect(again.status == 0)
        #expect(try Data(contentsOf: folder.url.appending(path: "again.pdf")) == bytes)
        #expect(try folder.text(of: "again.csv") == folder.text(of: "fig.csv"))
    }

    /// In an environment whose libraries cannot be found.
    @Test func withoutCairoThePackageIsNamed() throws {
        let folder = try Folder()
        try folder.write("no library", to: "lib/libcairo.so.2")
        let line = "LD_LIBRARY_PATH=lib $tessera"
        let result = try Tessera.shell("\(line) macro --format pdf --output fig.pdf", in: folder)
        guard result.status != 0 else { return }
        #expect(result.status == 66, "\(result.errors)")
        #expect(result.errors.contains("apt-get install libcairo2") && !isThere("fig.csv", in: folder))
        #expect(try Tessera.shell("\(line) macro --format svg --output fig.svg", in: folder).status == 0)
        #expect(try Tessera.shell("\(line) doctor", in: folder).output.contains("PDF : PDF is written by cairo"))
    }

    /// Cairo would draw letters of its own as a font of type 3, which publishers refuse.
    @Test func withoutFontsThePackageIsNamed() throws {
        let folder = try Folder()
        guard try writesPDF(folder) else { return }
        try folder.write("<fontconfig><dir>/nowhere</dir></fontconfig>", to: "none.conf")
        let line = "FONTCONFIG_FILE=\(folder.url.path)/none.conf $tessera"
        let result = try Tessera.shell("\(line) macro --format pdf --output fig.pdf", in: folder)
        #expect(result.status == 66 && result.errors.contains("apt-get install fonts-liberation"), "\(result.errors)")
        #expect(!isThere("fig.pdf", in: folder) && !isThere("fig.csv", in: folder))
    }

    @Test func streamsHaveNoFileBesideThem() throws {
        let folder = try Folder()
        let result = try Tessera.shell(
            "$tessera macro --format svg --output /dev/stdout --quiet | head -c 5", in: folder)
        #expect(result.output == "<svg ", "\(result.errors)")
        #expect(!isThere("/dev/stdout.csv", in: folder))
    }
}
