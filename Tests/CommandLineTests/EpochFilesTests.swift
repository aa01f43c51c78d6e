// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct EpochFilesTests {
    static let training = ["estimate", "--set", "trainingEstimation=true", "--set", "batchSize=4"]
    static let breakdown = "run/NeuroSim_Results_Each_Epoch/NeuroSim_Breakdown_Epoch_3.csv"
    static let summary = "run/NeuroSim_Output.csv"

    private func run(epoch: Int, _ more: [String] = [], in folder: Folder) throws -> Tessera.Result {
        let arguments = Self.training + ["--epoch", "\(epoch)", "--output", "run"] + more
        return try Tessera.finish(Tessera.start(arguments, in: folder), in: folder)
    }

    @Test func everyEpochAddsARow() throws {
        let folder = try Folder()
        #expect(try run(epoch: 3, in: folder).status == 0)
        let first = try folder.text(of: Self.summary)
        let lines = first.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 3 && lines[2].isEmpty)
        #expect(lines[0].hasPrefix("L_forward (s),L_activation gradient (s),"))
        #expect(lines[0].hasSuffix(",E_weight update_Peak (J),TOPS/W,TOPS,Peak TOPS/W,Peak TOPS"))
        #expect(lines.prefix(2).allSatisfy { $0.split(separator: ",").count == 20 })
        #expect(try run(epoch: 4, in: folder).status == 0)
        #expect(try folder.text(of: Self.summary) == first + lines[1] + "\n")
    }

    @Test func theBreakdownHasARowForEachLayerAndTheTotal() throws {
        let folder = try Folder()
        let report = try run(epoch: 3, in: folder)
        #expect(report.output.contains("Chip total Latency (per epoch) is: "))
        let lines = try folder.text(of: Self.breakdown).split(separator: "\n", omittingEmptySubsequences: false)
        let header = try #require(lines.firstIndex { $0.hasPrefix("layer_number") })
        let total = try #require(lines.firstIndex { $0.hasPrefix("Total,") })
        let layers = Folder.network.split(separator: "\n").count
        #expect(total - header - 1 == layers)
        for line in lines[header...total] {
            #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == 35)
        }
        // Latencies of the layers add up to that of the chip, to the printed digits.
        let latency = { (line: Substring) in Double(line.split(separator: ",")[1]) ?? .nan }
        let sum = lines[(header + 1)..<total].reduce(0) { $0 + latency($1) }
        #expect(abs(sum / latency(lines[total]) - 1) < 1e-4)
    }

    @Test func anEpochIsWrittenOnceWithoutForce() throws {
        let folder = try Folder()
        #expect(try run(epoch: 3, in: folder).status == 0)
        let row = try folder.text(of: Self.summary)
        let refused = try run(epoch: 3, in: folder)
        #expect(refused.status == 73)
        #expect(refused.errors == "error: \(Self.breakdown): exists already; --force replaces it\n")
        #expect(try folder.text(of: Self.summary) == row)
        #expect(try run(epoch: 3, ["--force"], in: folder).status == 0)
    }

    @Test func aFolderIsNeeded() throws {
        let folder = try Folder(["run": "a file"])
        let without = try Tessera.finish(Tessera.start(Self.training + ["--epoch", "1"], in: folder), in: folder)
        #expect(without.status == 64)
        #expect(without.errors.hasPrefix("error: --epoch 1 needs --output"))
        let taken = try run(epoch: 1, in: folder)
        #expect(taken.status == 73)
        #expect(try run(epoch: -1, in: folder).status == 64)
    }
}
