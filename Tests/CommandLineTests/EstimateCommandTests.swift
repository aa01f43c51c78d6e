// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct EstimateCommandTests {
    @Test func withoutArgumentsItEstimatesWhatIsInTheFolder() throws {
        let folder = try Folder()
        let result = try Tessera.run(in: folder)
        #expect(result.status == 0)
        // Its subarrays are larger than the reference takes for so small a network.
        #expect(result.errors.hasPrefix("warning: DNN+NeuroSim V2.1 has no figures for this chip"))
        #expect(result.output.hasPrefix("SYNTHETIC WORKLOAD"))
        #expect(result.output.contains("User-defined SubArray Size: 32x32"))
        #expect(result.output.contains("layer2's readLatency of Forward is: "))
        #expect(!result.output.contains("layer3's"))
        #expect(try Tessera.run("estimate", in: folder).output == result.output)
    }

    @Test func withoutAParamFileEveryParameterIsAtItsDefault() throws {
        let folder = try Folder(["Param": nil])
        let result = try Tessera.run("--set", "trainingEstimation=0", in: folder)
        #expect(result.status == 0)
        #expect(result.output.contains("User-defined SubArray Size: 128x128"))
    }

    @Test func laterFilesAndAssignmentsWin() throws {
        let folder = try Folder(["a": "numRowSubArray = 64\nlevelOutput = 32", "b": "numRowSubArray = 16"])
        let result = try Tessera.run(
            "--param", "Param", "--param", "a", "--param", "b", "--set", "numColSubArray=64", "--set",
            "numColSubArray=16", in: folder)
        #expect(result.output.contains("User-defined SubArray Size: 16x16"))
        #expect(result.output.contains("- levelOutput = 32\n"))
        // A file that is named takes the place of the one in the folder.
        let named = try Tessera.run("--param", "a", "--set", "trainingEstimation=0", in: folder)
        #expect(named.output.contains("User-defined SubArray Size: 64x128"))
    }

    @Test func aTraceGivesTheSameReportFromEitherFormat() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        let converted = try Tessera.run("trace", "convert", command, "trace.npz", in: folder)
        #expect(converted.status == 0, "\(converted.errors)")
        #expect(converted.output == "")
        for format in ["text", "json", "csv"] {
            let files = try Tessera.run("--trace-command", command, "--format", format, in: folder)
            let archive = try Tessera.run("--trace", "trace.npz", "--format", format, in: folder)
            #expect(files.status == 0, "\(files.errors)")
            #expect(files.output == archive.output)
            #expect(!files.output.isEmpty)
        }
        let text = try Tessera.run("--trace", "trace.npz", in: folder).output
        #expect(text.hasPrefix("------------------------------ FloorPlan"))
    }

    @Test func theNetworkOfACommandIsReplacedByANamedOne() throws {
        let folder = try Folder(["other.csv": "4,4,8,3,3,8\n"])
        let command = try folder.writeTrace()
        let result = try Tessera.run("--trace-command", command, "--network", "other.csv", in: folder)
        #expect(result.status == 65)
        #expect(result.errors.contains("the command names the files of 2 layers, but the network has 1"))
    }

    @Test func precisionsOfTheUserWin() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        let result = try Tessera.run("--trace-command", command, "--weight-bits", "4", in: folder)
        #expect(result.output.contains("\nWeight bits: 4\nActivation bits: 8\n"))
        let synthetic = try Tessera.run("--activation-bits", "6", in: folder)
        #expect(synthetic.output.contains("\nWeight bits: 8\nActivation bits: 6\n"))
    }

    @Test func theReportDependsOnTheSeedAndNotOnThreads() throws {
        let folder = try Folder()
        let one = try Tessera.run("--threads", "1", "--format", "json", in: folder)
        let many = try Tessera.run("--threads", "7", "--format", "json", in: folder)
        let zero = try Tessera.run("--seed", "0", "--format", "json", in: folder)
        let other = try Tessera.run("--seed", "1", "--format", "json", in: folder)
        #expect(one.status == 0)
        #expect(one.output == many.output)
        #expect(one.output == zero.output)
        #expect(one.output != other.output)
    }

    @Test func formatsAreWhatTheySay() throws {
        let folder = try Folder()
        let json = try Tessera.run("--format", "json", in: folder).output
        let document = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(document?["schema"] as? String == "tessera.estimate/1")
        let csv = try Tessera.run("--format", "csv", in: folder).output
        #expect(csv.hasPrefix("layer,name,"))
        #expect(csv.split(separator: "\n").count == 3)
    }

    @Test func warningsGoToStandardErrorUnlessQuiet() throws {
        let folder = try Folder()
        let loud = try Tessera.run("--weight-bits", "4", "--set", "cellBit=5", in: folder)
        #expect(loud.status == 0)
        #expect(loud.errors.hasPrefix("warning: "))
        #expect(loud.output.contains("- Warnings -"))
        let quiet = try Tessera.run("--weight-bits", "4", "--set", "cellBit=5", "--quiet", in: folder)
        #expect(quiet.errors == "")
        #expect(quiet.output == loud.output)
    }
}
