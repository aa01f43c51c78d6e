// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation
import Testing

@Suite struct CapsuleCommandTests {
    /// Runs an estimate with a capsule, and the capsule in a folder that has nothing else.
    private func expectSame(
        _ options: String, in folder: Folder, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let made = try Tessera.shell("$tessera estimate --quiet --capsule c.zip \(options) > r.txt", in: folder)
        try #require(made.status == 0, "\(made.errors)", sourceLocation: sourceLocation)
        let other = try Folder(["Param": "no parameter", "Network.csv": "no network"])
        let path = folder.url.appending(path: "c.zip").path
        let again = try Tessera.run("rerun", path, "--quiet", in: other)
        #expect(again.status == 0, "\(again.errors)", sourceLocation: sourceLocation)
        #expect(again.output.contains("figures are the same"), "\(again.output)", sourceLocation: sourceLocation)
        let json = try Tessera.run("rerun", path, "--quiet", "--format", "json", in: other)
        #expect(json.status == 0 && json.output.contains("\"same\":true"), sourceLocation: sourceLocation)
        #expect(json.output.split(separator: "\n").count == 1, sourceLocation: sourceLocation)
        #expect(try other.contents == ["Network.csv", "Param"], sourceLocation: sourceLocation)
    }

    @Test(arguments: [
        "", "--format json", "--format csv --seed 5", "--format html", "--format summary", "--network lenet5",
        "--workload statistics --device rram-hfox-40nm --sensitivity", "--param Param --param More --set technode=22",
        "--output report.txt",
    ])
    func aRunIsRepeated(_ options: String) throws {
        try expectSame(options, in: Folder(["More": "levelOutput = 32\n"]))
    }

    @Test(arguments: ["", "--network Network.csv", "--set trainingEstimation=true", "--workload statistics"])
    func theFilesOfATraceCommandComeAlong(_ options: String) throws {
        let folder = try Folder()
        try expectSame("--trace-command \(folder.writeTrace()) \(options)", in: folder)
    }

    @Test func tracesAndAveragesComeAlong() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        #expect(try Tessera.run("trace", "convert", command, "t.npz", "--quiet", in: folder).status == 0)
        try expectSame("--trace t.npz", in: folder)
        #expect(try Tessera.run("trace", "statistics", "t.npz", "s.json", "--quiet", in: folder).status == 0)
        try expectSame("--statistics s.json --force", in: folder)
    }

    @Test func theSameRunMakesTheSameBytes() throws {
        let folder = try Folder()
        let line = "$tessera --quiet --capsule a.zip >a && $tessera --quiet --capsule b.zip >b && cmp a.zip b.zip"
        #expect(try Tessera.shell(line, in: folder).status == 0)
    }

    @Test func aCapsuleHoldsNoPathOfTheMachine() throws {
        let folder = try Folder()
        let param = folder.url.appending(path: "Param").path
        #expect(try Tessera.run("--quiet", "--param", param, "--capsule", "c.zip", in: folder).status == 0)
        let zip = try ZipReader(folder.url.appending(path: "c.zip").path, "a capsule")
        #expect(
            zip.names == [
                "capsule.json", "inputs/1/Param", "inputs/2/Network.csv", "parameters.param", "report.json",
                "report.txt",
            ])
        for name in ["capsule.json", "parameters.param"] {
            let text = String(decoding: try zip.bytes(of: name, limit: 1 << 20), as: UTF8.self)
            #expect(!text.contains(param) && !text.isEmpty)
        }
    }

    @Test func figuresThatHaveChangedAreListed() throws {
        let folder = try Folder()
        #expect(try Tessera.run("--quiet", "--capsule", "c.zip", in: folder).status == 0)
        // Another version with another model: its report and its parameters are not ours.
        let path = folder.url.appending(path: "c.zip").path
        let zip = try ZipReader(path, "a capsule")
        let changed = try ZipWriter(folder.url.appending(path: "d.zip").path)
        var manifest = String(decoding: try zip.bytes(of: "capsule.json", limit: 1 << 20), as: UTF8.self)
        for name in zip.names where name != "capsule.json" {
            var text = String(decoding: try zip.bytes(of: name, limit: 1 << 24), as: UTF8.self)
            if name == "parameters.param" { text = text.replacing("technode = 32", with: "technode = 45") }
            if name == "report.json" {
                text = text.replacing("\"leakage\": {\"energy\": ", with: "\"leakage\": {\"energy\": 1")
            }
            try changed.add(name, text: text)
        }
        for (file, old) in zip.names.filter({ $0 != "capsule.json" }).map({ ($0, zip.checksum(of: $0) ?? 0) }) {
            let new = changed.contents.first { $0.name == file }
            let (first, second) = (String(old, radix: 16), String(new?.checksum ?? 0, radix: 16))
            manifest = manifest.replacing(
                String(repeating: "0", count: 8 - first.count) + first,
                with: String(repeating: "0", count: 8 - second.count) + second)
            manifest = manifest.replacing(
                "\"\(file)\", \"size\": \(zip.size(of: file) ?? 0)", with: "\"\(file)\", \"size\": \(new?.size ?? 0)")
        }
        manifest = manifest.replacing("\"version\": \"", with: "\"version\": \"0.0.")
        try changed.add("capsule.json", text: manifest)
        try changed.finish()
        let result = try Tessera.run("rerun", "d.zip", "--quiet", in: folder)
        #expect(result.status == 65 && result.errors.contains("figures have changed"), "\(result.errors)")
        let rows = result.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.contains(["technode", "45", "32"]), "\(result.output)")
        #expect(result.output.contains(" then, ") && result.output.contains("leakage.energy "), "\(result.output)")
    }

    @Test func aCapsuleIsReplacedOnlyByForce() throws {
        let folder = try Folder(["c.zip": "mine"])
        let kept = try Tessera.run("--quiet", "--capsule", "c.zip", in: folder)
        #expect(kept.status == 73 && kept.errors == "error: c.zip: exists already; --force replaces it\n")
        #expect(kept.output.isEmpty)
        #expect(try folder.text(of: "c.zip") == "mine")
        #expect(try Tessera.run("--quiet", "--capsule", "c.zip", "--force", in: folder).status == 0)
        #expect(try Tessera.run("rerun", "c.zip", in: folder).status == 0)
    }

    @Test func aRunThatFailsLeavesNoCapsule() throws {
        let folder = try Folder()
        let result = try Tessera.run("--capsule", "c.zip", "--set", "technode=33", in: folder)
        #expect(result.status == 65)
        #expect(try folder.contents == ["Network.csv", "Param"])
        let full = try Tessera.run("--capsule", "c.zip", "--output", "/dev/full", "--quiet", in: folder)
        #expect(full.status == 73)
        #expect(try folder.contents.filter { $0 != "c.zip" } == ["Network.csv", "Param"])
    }

    @Test(
        arguments: [
            ("--capsule c.zip --output c.zip", 64, "name the same file"),
            ("--capsule ''", 64, "--capsule needs a path"),
            ("--capsule no/c.zip", 73, "there is no folder no"),
            ("--capsule c.zip --param /dev/null", 65, "plain files only"),
            ("--capsule c.zip --param none", 66, "none: no such file"),
        ] as [(String, Int32, String)])
    func whatCannotBeKeptIsExplained(_ options: String, _ status: Int32, _ message: String) throws {
        let folder = try Folder()
        let result = try Tessera.shell("$tessera estimate \(options)", in: folder)
        #expect(result.status == status && result.errors.contains(message), "\(result.errors)")
        #expect(result.output.isEmpty)
        #expect(try folder.contents == ["Network.csv", "Param"])
    }

    @Test(
        arguments: [
            ("none.zip", 66, "no such file"), ("Param", 65, "not a capsule"),
            ("other.zip", 65, "is no capsule of Tessera"),
        ] as [(String, Int32, String)])
    func otherFilesAreNoCapsules(_ name: String, _ status: Int32, _ message: String) throws {
        let folder = try Folder()
        let zip = try ZipWriter(folder.url.appending(path: "other.zip").path)
        try zip.add("x", text: "y")
        try zip.finish()
        let result = try Tessera.run("rerun", name, in: folder)
        #expect(result.status == status && result.errors.contains(message), "\(result.errors)")
    }

    /// A capsule whose command reads a file of the machine, or writes one, or is another command.
    @Test(arguments: [
        (#"["estimate", "--network", "/etc/passwd"]"#, "which is not in the capsule"),
        (#"["estimate", "--network", "lenet5", "--param", "../../Param"]"#, "which is not in the capsule"),
        (#"["networks", "show", "vgg8", "--output", "x"]"#, "is no `estimate`"),
        (#"["estimate", "--from-the-future"]"#, "does not understand its command"),
    ])
    func aHostileCommandIsRefused(_ command: String, _ message: String) throws {
        let folder = try Folder()
        let zip = try ZipWriter(folder.url.appending(path: "h.zip").path)
        let manifest = """
            {"schema": "tessera.capsule/1", "version": "9", "commit": null, "modelVersion": 6, "command": \(command), \
            "files": []}
            """
        try zip.add("capsule.json", text: manifest)
        try zip.finish()
        let result = try Tessera.run("rerun", "h.zip", in: folder)
        #expect(result.status == 65 && result.errors.contains(message), "\(result.errors)")
        #expect(try folder.contents == ["Network.csv", "Param", "h.zip"])
    }

    @Test func theFolderOfARerunIsRemoved() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "tmp"), withIntermediateDirectories: true)
        #expect(try Tessera.run("--quiet", "--capsule", "small.zip", in: folder).status == 0)
        #expect(try Tessera.shell("TMPDIR=$PWD/tmp $tessera rerun small.zip", in: folder).status == 0)
        #expect(try Tessera.run("--quiet", "--capsule", "c.zip", "--network", "vgg8", in: folder).status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/tmp").isEmpty)
        // A signal while the folder is there.
        let line = """
            TMPDIR=$PWD/tmp $tessera rerun --quiet c.zip & run=$!
            for i in $(seq 1000); do ls tmp/*/inputs/1/Param >/dev/null 2>&1 && break; sleep 0.005; done
            ls tmp; kill -TERM $run; wait $run
            """
        let result = try Tessera.shell(line, in: folder)
        #expect(result.status == 143 && result.output.contains("tessera-"), "\(result.output)\(result.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/tmp").isEmpty)
    }
}
