// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `tessera sweep` with a trained network: accuracy as a figure, an objective and a constraint.
extension AccuracyCommandTests {
    private static let levels = [2, 4, 16, 32, 48]

    /// A plan over resolutions of converters, of which the last one cannot be, in a folder with a network in ONNX.
    private func sweepFolder(_ rest: String) throws -> Folder {
        let folder = try folder([
            "chip.param": Folder.parameters + "memcelltype = RRAM\n",
            "plan.yaml": """
            param: chip.param
            model: classifier.onnx
            images: data.npz
            parameters: {levelOutput: \(Self.levels), cellBit: [1, 2]}
            \(rest)

            """,
        ])
        let fixture = Example.root.appending(path: "Tests/ModelsTests/Fixtures/classifier.onnx")
        try FileManager.default.copyItem(at: fixture, to: folder.url.appending(path: "classifier.onnx"))
        return folder
    }

    /// The rows of all points, as values by column.
    private func rows(_ folder: Folder) throws -> [[String: String]] {
        let table = try Tessera.run("sweep", "show", "plan.db", "--format", "csv", in: folder)
        #expect(table.status == 0, "\(table.errors)")
        let lines = table.output.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let names = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(names, $0)) { first, _ in first } }
    }

    @Test func accuracyOfAPointIsThatOfItsChip() throws {
        let folder = try sweepFolder("objectives: [accuracy, energy]")
        let result = try Tessera.run("sweep", "plan.yaml", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("Points : 10, 2 of them invalid\n") && result.output.contains("accuracy %"))
        #expect(result.output.contains("levelOutput = 48 is not a power of two"))
        let rows = try rows(folder)
        let valid = rows.filter { $0["levelOutput"] != "48" }
        #expect(valid.count == 8 && Set(valid.compactMap { $0["accuracy"] }).count > 2)
        for row in valid where row["cellBit"] == "2" {
            let level = try #require(row["levelOutput"])
            let alone = try Tessera.shell(
                "$tessera accuracy --quiet --model classifier.onnx --images data.npz --param chip.param "
                    + "--set levelOutput=\(level) --set cellBit=2 --format csv", in: folder)
            let figures = alone.output.split(separator: "\n").last?.split(separator: ",") ?? []
            try #require(figures.count > 3, "\(alone.errors)")
            #expect(row["accuracy"].flatMap(Double.init) == Double(figures[3]))
        }
        // Invalid points have an error and no figures.
        for row in rows where row["levelOutput"] == "48" {
            #expect(row["accuracy"] == "" && row["energy_J"] == "" && row["best"] == "0" && row["error"] != "")
        }
        // Nothing with less energy is at least as accurate as a point of the front.
        func figures(_ row: [String: String]) throws -> (accuracy: Double, energy: Double) {
            try (
                #require(row["accuracy"].flatMap(Double.init)), #require(row["energy_J"].flatMap(Double.init))
            )
        }
        let best = try valid.filter { $0["best"] == "1" }.map(figures)
        #expect(best.contains { $0.accuracy == 1 })
        for point in best {
            for other in try valid.map(figures) {
                #expect(other.energy >= point.energy || other.accuracy < point.accuracy)
            }
        }
    }

    @Test func aPointSaysWhereItsAccuracyIsOfOtherBits() throws {
        let folder = try sweepFolder("objectives: [accuracy, energy]\nweightBits: 16\nactivationBits: 8")
        let result = try Tessera.run("sweep", "plan.yaml", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        let note = "accuracy is that of weights of 8 bits, not 16: quantization goes up to 8 bits"
        #expect(result.output.contains("Of 8 points the \(note)"), "\(result.output)")
        let table = try Tessera.run("sweep", "show", "plan.db", "--format", "csv", in: folder)
        #expect(table.output.split(separator: "\n").count { $0.contains(note) } == 8)
        let plain = try sweepFolder("objectives: [accuracy, energy]")
        #expect(try Tessera.run("sweep", "plan.yaml", in: plain).output.contains("accuracy is that of") == false)
    }

    @Test func constraintsOnAccuracyAreKept() throws {
        let folder = try sweepFolder("objectives: [energy]\nconstraints: {accuracy: {min: 0.8}}")
        _ = try Tessera.run("sweep", "plan.yaml", "--quiet", in: folder)
        let best = try rows(folder).filter { $0["best"] == "1" }
        #expect(best.map { "\($0["levelOutput"] ?? "") \($0["cellBit"] ?? "")" } == ["32 2"])
        // Without it less accurate chips take less.
        let free = try Tessera.shell(
            "sed -i '/^constraints/d' plan.yaml; $tessera sweep plan.yaml; $tessera sweep show plan.db --format csv",
            in: folder)
        #expect(free.errors.contains("0 points in") && free.output.contains("Best by energy : 1\n"))
        #expect(try rows(folder).first { $0["best"] == "1" }?["levelOutput"] == "2")
        let none = try sweepFolder("objectives: [energy]\nconstraints: {accuracy: {min: 1.5}}")
        let result = try Tessera.run("sweep", "plan.yaml", "--quiet", in: none)
        #expect(result.status == 0 && result.output.contains("There is no valid point within the constraints."))
    }

    @Test func theGeneticSearchFollowsAccuracy() throws {
        let folder = try sweepFolder(
            "method: nsga2\npopulation: 8\ngenerations: 6\nobjectives: [accuracy]\nconstraints: {energy: {min: 0}}")
        let result = try Tessera.run("sweep", "plan.yaml", "--quiet", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        let best = try rows(folder).filter { $0["best"] == "1" }
        #expect(!best.isEmpty && best.allSatisfy { $0["accuracy"].flatMap(Double.init) == 1 })
    }

    @Test func whatIsWrongWithModelAndImagesIsSaid() throws {
        for (from, to, status, message) in [
            ("data.npz", "none.npz", 66, "none.npz"), ("data.npz", "unlabelled.npz", 65, "label"),
            ("data.npz", "high.npz", 65, "label"), ("data.npz", "wide.npz", 65, "wide.npz: images of extents"),
            ("classifier.onnx", "none.onnx", 66, "none.onnx"), ("classifier.onnx", "data.npz", 65, "data.npz"),
        ] as [(String, String, Int32, String)] {
            let folder = try sweepFolder("objectives: [accuracy]")
            try folder.write(try folder.text(of: "plan.yaml").replacing(from, with: to), to: "plan.yaml")
            let result = try Tessera.run("sweep", "plan.yaml", in: folder)
            #expect(result.status == status && result.errors.contains(message), "\(to): \(result.errors)")
        }
    }
}
