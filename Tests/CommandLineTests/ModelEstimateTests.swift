// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `tessera estimate --model`: a network's own trace, and its accuracy on the chip that is estimated.
extension AccuracyCommandTests {
    private func estimate(_ folder: Folder, _ options: String) throws -> Tessera.Result {
        try Tessera.shell("$tessera estimate --model model.npz \(options)", in: folder)
    }

    @Test func reportHasFiguresAndAccuracyTogether() throws {
        let folder = try folder()
        let result = try estimate(folder, "--data data.npz --quiet")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("ChipArea : "))
        #expect(!result.output.contains("SYNTHETIC"))
        #expect(result.output.contains("Images: 40\n"))
        #expect(result.output.contains("Floating point: 100.00 % (40 correct"))
        #expect(result.output.contains("On this chip: "))
    }

    /// The trace that a run makes itself is the one that `trace export` writes.
    @Test func figuresAreThoseOfTheExportedTrace() throws {
        let folder = try folder()
        let own = try estimate(folder, "--data data.npz --quiet --format csv")
        let export = try Tessera.shell(
            "$tessera trace export trace.npz --model model.npz --data data.npz --network-output layers.csv --quiet",
            in: folder)
        #expect(export.status == 0, "\(export.errors)")
        let read = try Tessera.shell(
            "$tessera estimate --trace trace.npz --network layers.csv --quiet --format csv", in: folder)
        #expect(own.status == 0 && read.status == 0, "\(own.errors)\(read.errors)")
        #expect(own.output == read.output)
    }

    @Test func jsonHasAccuracyAsAMember() throws {
        let folder = try folder()
        let result = try estimate(folder, "--data data.npz --quiet --format json")
        let report = try #require(
            JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let accuracy = try #require(report["accuracy"] as? [String: Any])
        #expect(accuracy["images"] as? Int == 40)
        #expect((accuracy["hardware"] as? [String: Any])?["correct"] is Int)
        // A run without a model has no such member.
        let without = try Tessera.run("--format", "json", in: folder)
        #expect(!without.output.contains("\"accuracy\""))
    }

    @Test func pagesHaveAccuracyAmongTheirData() throws {
        let folder = try folder()
        let page = try estimate(folder, "--data data.npz --quiet --format html").output
        let start = try #require(page.range(of: "id=\"estimate\">")).upperBound
        let end = try #require(page[start...].range(of: "</script>")).lowerBound
        let json = try estimate(folder, "--data data.npz --quiet --format json").output
        let parsed = try [String(page[start..<end]), json].map {
            var report = try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            // Pages alone have changes to try.
            report?["changes"] = nil
            return report.map { $0 as NSDictionary }
        }
        #expect(parsed[0] != nil && parsed[0] == parsed[1])
        #expect(parsed[0]?["accuracy"] != nil)
    }

    /// A chip of macros whose columns are joined before a conversion.
    @Test func chipsThatJoinColumnsHaveAnAccuracy() throws {
        let folder = try folder(["Param": "revision = tessera\nweightJoining = analog\nlevelOutput = 1024\n"])
        let result = try estimate(folder, "--data data.npz --quiet")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("Images: 40\n"))
        #expect(result.output.contains("On this chip: 100.00 %"), "\(result.output)")
        let noisy = try estimate(folder, "--data data.npz --quiet --set joiningSpread=1 --set inputNoise=1")
        #expect(noisy.status == 0 && noisy.output.contains("On this chip: "), "\(noisy.errors)")
        #expect(!noisy.output.contains("On this chip: 100.00 %"), "\(noisy.output)")
    }

    @Test func imagesWithoutLabelsGiveFiguresOnly() throws {
        let folder = try folder()
        let result = try estimate(folder, "--images unlabelled.npz")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("the images have no labels"))
        #expect(!result.output.contains("On this chip"))
    }

    @Test(arguments: [
        ("--data data.npz --seed 3", "--model excludes --seed"),
        ("--data data.npz --trace t.npz", "--model excludes --trace"),
        ("--data data.npz --weight-bits 9", "9 weight bits (allowed: 1 to 8)"),
        ("--data data.npz --workload synthetic", "--model excludes --workload synthetic"),
        ("", "--model needs images"),
    ]) func contradictionsAreErrors(options: String, message: String) throws {
        let result = try estimate(try folder(), options)
        #expect(result.status == 64)
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func aModelIsQuantizedToTheBitsAskedFor() throws {
        let result = try estimate(
            try folder(), "--data data.npz --limit 20 --weight-bits 4 --per-channel --format json")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("cellBit = 5 is more than the 4 bits of a weight"))
        #expect(!result.errors.contains("calibrated with"), "there are images behind --limit")
        let stray = try Tessera.shell("$tessera estimate --per-channel", in: try folder())
        #expect(stray.status == 64 && stray.errors.contains("--per-channel is for a trained network"))
    }

    @Test func imagesNeedAModel() throws {
        let result = try Tessera.shell("$tessera estimate --data data.npz", in: try folder())
        #expect(result.status == 64)
        #expect(result.errors.contains("they need --model FILE"), "\(result.errors)")
    }
}
