// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Text that `estimate` and `compare` generate.
@Suite struct GenerationCommandTests {
    private static let words = [
        "--network", "gpt2", "--tokens", "16", "--generate", "8", "--workload", "statistics", "--set",
        "trainingEstimation=false",
    ]

    private static func output(_ words: [String]) throws -> String {
        let result = try Tessera.shell("$tessera \(words.joined(separator: " "))", in: Folder())
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }

    private static func document(_ words: [String]) throws -> [String: Any] {
        let text = try output(words + ["--format", "json"])
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func textAndJSONHaveTheSameFigures() throws {
        let options = ["estimate"] + Self.words + ["--context", "20", "--batch", "2"]
        let report = try #require(try Self.document(options)["generation"] as? [String: Any])
        #expect(report["context"] as? Int == 20 && report["sequences"] as? Int == 2)
        let first = try #require(report["timeToFirstToken"] as? Double)
        let rate = try #require(report["tokensPerSecond"] as? Double)
        let step = try #require(report["stepLatency"] as? Double)
        #expect(abs(rate * step / 2 - 1) < 1e-12)
        let text = try Self.output(options)
        #expect(text.contains("8 tokens after a prompt of 16, 2 sequences side by side"))
        #expect(text.contains("Time to first token: \(String(format: "%.6g", first * 1e3)) ms"))
        #expect(text.contains("Step after 20 tokens:") && text.contains("Counted as free: none"))
    }

    @Test func comparisonsHaveAColumnForEachDesign() throws {
        let options = ["compare"] + Self.words + ["--vary", "dynamicEngine=digital,vector"]
        let columns = try #require(try Self.document(options)["columns"] as? [[String: Any]])
        #expect(columns.count == 2)
        for column in columns {
            let figures = try #require(column["figures"] as? [String: Any])
            #expect((figures["tokenEnergy"] as? Double ?? 0) > 0 && (figures["joulesPerToken"] as? Double ?? 0) > 0)
        }
        let table = try Self.output(options + ["--format", "csv"]).split(separator: "\n")
        #expect(table.count == 3 && table[0].contains("time_to_first_token_s"))
        #expect(try Self.output(options).contains("energy of a token"))
    }
}
