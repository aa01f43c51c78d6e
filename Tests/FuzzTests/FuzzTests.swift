// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

@testable import Fuzz

/// A short run of damaged files and random configurations, and whether the harness finds what it looks for.
@Suite struct FuzzTests {
    /// The built harness: it lies beside the test bundle.
    private static let executable = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "Fuzz")

    private func fuzz(_ arguments: [String], in folder: URL) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    private func inFolder(_ body: (URL) throws -> Void) throws {
        try TemporaryFolder.with { try body($0.url) }
    }

    @Test func noReaderFailsInAShortRun() throws {
        try inFolder { folder in
            let (status, output) = try fuzz(
                ["--count", "4000", "--configurations", "150", "--output", "kept"], in: folder)
            #expect(status == 0, "\(output)")
            for reader in FuzzedReader.all {
                let row = output.split(separator: "\n").first { $0.hasPrefix(reader.name + " ") } ?? ""
                let fields = row.split(separator: " ").dropFirst().prefix(4).compactMap { Int($0) }
                // Every reader has accepted something and refused something.
                #expect(fields.count == 4 && fields[2] > 0, "\(reader.name): \(row)")
                // JPEG needs a library that may not be there.
                let mayRefuseAll = reader.name == "jpeg"
                #expect(fields.count == 4 && (fields[1] > 0 || mayRefuseAll), "\(reader.name): \(row)")
            }
        }
    }

    @Test func faultsAreFoundAndTheirInputsKept() throws {
        try inFolder { folder in
            let arguments = [
                "--reader", "faulty", "--count", "6", "--seconds", "1", "--mebibytes", "1024", "--output", "kept",
            ]
            let (status, output) = try fuzz(arguments, in: folder)
            #expect(status == 1)
            let wanted = [
                "faulty 1: crash, signal", "faulty 2: not an error for users", "faulty 3: takes longer than 1 s",
                "faulty 4: crash, signal",
            ]
            for text in wanted { #expect(output.contains(text), "\(text) is not in:\n\(output)") }
            for index in 1...4 {
                let file = folder.appending(path: "kept/faulty-1-\(index)/input")
                #expect(try Data(contentsOf: file) == Data([UInt8(index)]))
            }
            #expect(try fuzz(["replay", "faulty", "kept/faulty-1-1"], in: folder).status != 0)
        }
    }

    @Test func sameSeedsMakeSameInputs() throws {
        for subject in FuzzedReader.all {
            let count = try subject.samples().count
            for index in count..<count + 20 {
                let inputs = try [1, 1, 2].map { seed in try subject.input(index, seed: seed).files.map(\.bytes) }
                #expect(inputs[0] == inputs[1], "\(subject.name), input \(index)")
            }
        }
    }

    @Test func modelsAreTakenApartAndPutTogetherWithoutLoss() throws {
        for path in try Fixtures.paths(in: "ModelsTests/Fixtures", suffix: ".onnx") {
            let bytes = try Fixtures.bytes(path)
            #expect(ONNXTree(bytes)?.bytes == bytes, "\(path)")
        }
    }

    @Test func mendedChecksumsAreThoseOfTheContent() {
        let archive = Packing.zip([("a", [1, 2, 3]), ("b", [4, 5])], isDeflated: false)
        #expect(Packing.mendedZIP(archive) == archive)
        let other = Packing.zip([("a", [1, 9, 3]), ("b", [4, 5])], isDeflated: false)
        var damaged = archive
        // The content begins behind a header of 30 bytes and a name of one.
        damaged[32] = 9
        #expect(damaged != other)
        // The directory counts, not the local header.
        #expect(Packing.mendedZIP(damaged).suffix(120) == other.suffix(120))
        let picture = Packing.png(header: [UInt8](repeating: 1, count: 13), palette: [], rows: [0, 1, 2])
        var broken = picture
        broken[8 + 8 + 13] ^= 255
        #expect(Packing.mendedPNG(broken) == picture)
    }
}
