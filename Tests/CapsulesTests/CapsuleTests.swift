// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Foundation
import Testing
import _TestSupport

@testable import Capsules

@Suite struct CapsuleTests {
    private static let maker = CapsuleMaker(version: "1.2.3", commit: "abc", modelVersion: 6)

    /// Writes a capsule of one network file.
    private func capsule(in folder: TemporaryFolder) throws -> String {
        let network = try folder.write("n.csv", "1,1,8,1,1,4,0,1\n")
        let writer = CapsuleWriter(
            try CapsuleInputs([NamedInput("--network", network)]), command: "estimate",
            arguments: ["--network", network, "--seed", "3", "--output", "x"], settings: [], report: "{\"area\": 1}",
            shown: ("text", "txt"), maker: Self.maker)
        let path = folder.path(of: "capsule.zip")
        try writer.write(to: path)
        return path
    }

    @Test func whatIsWrittenIsRead() throws {
        try TemporaryFolder.with { folder in
            let capsule = try Capsule(readingFrom: capsule(in: folder))
            #expect(capsule.maker == Self.maker)
            #expect(capsule.command == ["estimate", "--seed", "3", "--network", "inputs/1/n.csv"])
            #expect(capsule.inputs == ["inputs/1/n.csv"] && capsule.folders == ["inputs", "inputs/1"])
            try FileManager.default.createDirectory(
                atPath: folder.path(of: "copy/inputs/1"), withIntermediateDirectories: true)
            try capsule.extractInputs(to: folder.path(of: "copy"))
            let text = try String(contentsOfFile: folder.path(of: "copy/inputs/1/n.csv"), encoding: .utf8)
            #expect(text == "1,1,8,1,1,4,0,1\n")
            guard case .object(let members) = try capsule.report().value else {
                Issue.record("no object")
                return
            }
            #expect(members.map(\.name) == ["area"])
        }
    }

    /// A capsule with another manifest, and files that may be missing in it.
    private func reading(_ manifest: String, _ files: [(String, String)] = []) throws -> InputError {
        try TemporaryFolder.with { folder in
            let path = folder.path(of: "c.zip")
            let zip = try ZipWriter(path)
            for (name, text) in files { try zip.add(name, text: text) }
            try zip.add("capsule.json", text: manifest)
            try zip.finish()
            return inputError { try Capsule(readingFrom: path) }
        }
    }

    private func manifest(schema: String = "tessera.capsule/1", files: String) -> String {
        """
        {"schema": "\(schema)", "version": "1", "commit": null, "modelVersion": 6, "command": ["estimate"], "files": [\(files)]}
        """
    }

    @Test(arguments: ["../x", "/etc/passwd", "inputs/../../x", "inputs//x", "inputs/./x", "", "inputs/\\u0000"])
    func namesThatLeadOutAreRefused(_ name: String) throws {
        let entry = "{\"name\": \"\(name)\", \"size\": 9, \"crc32\": \"cbf43926\"}"
        let error = try reading(manifest(files: entry), [(name, "123456789")])
        #expect(error.message.contains("leads out of the capsule"), "\(error)")
        #expect(error.kind == .badInput)
    }

    @Test func foreignFilesAreRefused() throws {
        #expect(try reading(manifest(files: ""), [("x", "y")]).message.contains("has the file x"))
        #expect(try reading("{}").message.contains("is no capsule of Tessera"))
        #expect(try reading("[1]").message.contains("is no capsule of Tessera"))
        #expect(try reading("{").file?.hasSuffix("c.zip: capsule.json") == true)
        let newer = try reading(manifest(schema: "tessera.capsule/2", files: ""))
        #expect(newer.message.contains("another version of Tessera") && newer.kind == .badInput)
        let entry = "{\"name\": \"inputs/x\", \"size\": 9, \"crc32\": \"cbf43927\"}"
        #expect(try reading(manifest(files: entry), [("inputs/x", "123456789")]).message.contains("not as it was"))
        #expect(try reading(manifest(files: entry)).message.contains("is missing"))
    }

    @Test func everyTruncatedCapsuleIsRefused() throws {
        try TemporaryFolder.with { folder in
            let bytes = try Data(contentsOf: URL(filePath: capsule(in: folder)))
            for length in 0..<bytes.count {
                let path = try folder.write("cut.zip", bytes.prefix(length))
                let error = inputError { try Capsule(readingFrom: path) }
                #expect(error.kind == .badInput, "\(length): \(error)")
            }
        }
    }

    @Test func aFileThatChangesDuringTheRunIsNoticed() throws {
        try TemporaryFolder.with { folder in
            let network = try folder.write("n.csv", "1,1,8,1,1,4,0,1\n")
            let inputs = try CapsuleInputs([NamedInput("--network", network)])
            try folder.write("n.csv", "1,1,8,1,1,40,0,1\n")
            let writer = CapsuleWriter(
                inputs, command: "estimate", arguments: [], settings: [], report: "{}", shown: ("{}", "json"),
                maker: Self.maker)
            let error = inputError { try writer.write(to: folder.path(of: "c.zip")) }
            #expect(error.message.contains("has changed") && error.file == network)
            #expect(!FileManager.default.fileExists(atPath: folder.path(of: "c.zip")))
        }
    }

    @Test func commandsReadFilesOfTheCapsuleOnly() throws {
        try TemporaryFolder.with { folder in
            let capsule = try Capsule(readingFrom: capsule(in: folder))
            #expect(throws: Never.self) { try capsule.requireOwn([NamedInput("--network", "inputs/1/n.csv")]) }
            #expect(throws: Never.self) { try capsule.requireOwn([NamedInput("--images", "inputs/1", .fileOrFolder)]) }
            for path in ["/etc/passwd", "inputs/1/n.cs", "inputs/2", ""] {
                let error = inputError { try capsule.requireOwn([NamedInput("--param", path)]) }
                #expect(error.message.contains("not in the capsule"))
            }
        }
    }

    @Test(
        arguments: [
            (["estimate", "--set", "a=1", "--param=x", "--force", "--output", "y"], ["--set", "a=1"]),
            (["--network", "lenet5", "--quiet", "--threads=3"], ["--network", "lenet5"]),
            (["--seed", "3", "--capsule", "c.zip", "--sensitivity"], ["--seed", "3", "--sensitivity"]),
            ([], []),
        ] as [([String], [String])])
    func wordsOfOutputGo(_ given: [String], _ kept: [String]) {
        #expect(CapsuleWords.words(of: given, command: "estimate", inputs: []) == ["estimate"] + kept)
        let named = CapsuleWords.words(
            of: given + ["--network", "n.csv"], command: "estimate", inputs: [("--network", "inputs/1/n.csv")])
        #expect(Array(named.suffix(2)) == ["--network", "inputs/1/n.csv"] && !named.contains("n.csv"))
    }
}
