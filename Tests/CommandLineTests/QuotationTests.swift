// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import tessera

/// What errors quote of the input.
@Suite struct QuotationTests {
    private static let long = String(repeating: "y", count: 5000)

    @Test(arguments: [
        ["estimate", "--format", long], ["estimate", "--format=\(long)"], ["--\(long)"], [long],
        ["sweep", "show", "x.db", long],
        ["estimate", "--threads", long], ["estimate", "--set", "\(long)=1"],
        ["estimate", "--set", "levelOutput=\(long)"],
        ["estimate", "--param", long], ["systolic", "--array", long], ["estimate", "--workload", long],
        ["compare", "--vary", "levelOutput=\(long)"], ["compare", "--vary", long],
        ["sweep", "show", "Param", "--objectives", long],
    ])
    func longArgumentsAreCut(arguments: [String]) throws {
        let folder = try Folder()
        let result = try Tessera.finish(Tessera.start(arguments, in: folder), in: folder)
        #expect(result.status != 0)
        #expect(!result.errors.contains(String(repeating: "y", count: 90)), "\(result.errors.prefix(500))")
    }

    @Test(arguments: [
        ["estimate", "--format", "\u{1B}[2Jx"], ["estimate", "--format=a\u{1B}b"], ["--\u{1B}x"], ["\u{7}"],
        ["estimate", "--set", "a\u{1B}=1"], ["estimate", "--param", "none\u{1B}[31m"],
    ])
    func whatSteersATerminalIsAnEscape(arguments: [String]) throws {
        let folder = try Folder()
        let result = try Tessera.finish(Tessera.start(arguments, in: folder), in: folder)
        #expect(result.status != 0)
        #expect(
            !result.errors.unicodeScalars.contains { $0.value < 32 && $0 != "\n" || $0.value == 127 },
            "\(result.errors)")
    }

    @Test func binaryFilesAreNotPrinted() throws {
        let folder = try Folder()
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<100_000).map { _ in UInt8.random(in: 1...255, using: &generator) }
        let letters = bytes.map { $0 % 26 + 97 }
        for content in [bytes, letters] {
            try Data(content).write(to: folder.url.appending(path: "b"))
            for arguments in [
                ["estimate", "--network", "b"], ["estimate", "--param", "b"], ["systolic", "--topology", "b"],
                ["estimate", "--trace-command", "b"], ["estimate", "--trace", "b"], ["sweep", "b"],
                ["sweep", "show", "b"],
                ["systolic", "--config", "b"], ["estimate", "--workload", "statistics", "--statistics", "b"],
                ["accuracy", "--model", "b", "--data", "b"], ["matmul", "b", "--output", "o.npz"],
            ] {
                let result = try Tessera.finish(Tessera.start(arguments, in: folder), in: folder)
                #expect([64, 65].contains(result.status), "\(arguments)")
                #expect(result.errors.count < 1200, "\(arguments): \(result.errors.count)")
                #expect(!result.errors.unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(arguments)")
            }
        }
    }

    @Test func formulasInNamesStayTexts() throws {
        let network = """
            name,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels
            "=HYPERLINK(""http://x"")",4,4,8,3,3,8
            @b,1,1,128,1,1,4

            """
        let folder = try Folder(["Network.csv": network])
        for arguments in [
            ["estimate", "--format", "csv", "--workload", "statistics"],
            ["systolic", "--array", "8x8", "--format", "csv"],
            ["stream", "--format", "csv"],
        ] {
            let result = try Tessera.finish(Tessera.start(arguments, in: folder), in: folder)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("\"'=HYPERLINK(\"\"http://x\"\")\""), "\(arguments): \(result.output)")
            #expect(result.output.contains("\"'@b\""))
        }
    }
}
