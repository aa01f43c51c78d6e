// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

/// `tessera accuracy` and `tessera estimate` of a model that multiplies activations with each other.
@Suite struct TransformerAccuracyTests {
    private static let examples = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples").path
    private static let model =
        "--model \(examples)/accuracy-transformer/model.onnx"
        + " --data \(examples)/accuracy-adc/digits.npz --limit 8 --calibration-limit 16"

    private func run(_ options: String, command: String = "accuracy") throws -> Tessera.Result {
        let folder = try Folder([
            "own.json": #"{"dynamic": {"rows_per_array": 16, "rows_active": 16}}"#, "Network.csv": nil, "Param": nil,
        ])
        return try Tessera.shell("$tessera \(command) --quiet \(Self.model) \(options)", in: folder)
    }

    @Test func textSaysWhatMultipliesActivations() throws {
        let same = try run("")
        #expect(same.status == 0, "\(same.errors)")
        #expect(same.output.contains("Products: 4 of two activations on the same arrays\n"))
        let row = try #require(same.output.split(separator: "\n").first { $0.hasPrefix("block1.scores") })
        #expect(row.contains(" 8x8 ") && row.contains("exact  4 matrices/image  arrays"), "\(row)")
        let own = try run("--hardware own.json").output
        #expect(own.contains("Products: 4 of two activations on offset weights, 1-bit cells, 16 of 16 rows at a time"))
        let digital = try run("--vary dynamic=exact,same").output
        #expect(digital.contains("Products: 4 of two activations in exact integers; dynamic varies\n"))
    }

    @Test func jsonHasARowForEachProduct() throws {
        let text = try run("--product-bits 6 --format json").output
        #expect(try StrictJSONSchema.problems(inReport: text) == [])
        let report = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let setting = try #require((report["settings"] as? [[String: Any]])?.first)
        let layers = try #require(setting["layers"] as? [[String: Any]])
        #expect(layers.count == 18 && layers.compactMap { $0["layer"] as? Int } == Array(0..<18))
        let products = layers.filter { $0["kind"] as? String == "product" }
        #expect(
            products.compactMap { $0["name"] as? String } == [
                "block1.scores", "block1.mix", "block2.scores", "block2.mix",
            ])
        #expect(products.allSatisfy { $0["engine"] as? String == "arrays" && $0["matricesPerImage"] as? Int == 4 })
        #expect(products.allSatisfy { $0["weightBits"] as? Int == 6 && $0["activationBits"] as? Int == 6 })
        #expect((setting["productHardware"] as? [String: Any])?["rows_active"] as? Int == 128)
    }

    @Test func tablesCountProducts() throws {
        let lines = try run("--vary dynamic=same,exact --format csv").output.split(separator: "\n")
        #expect(lines[0].hasSuffix(",productsOnArrays,productsExact,productsInFloatingPoint"))
        #expect(lines[1].hasSuffix(",4,0,0") && lines[2].hasSuffix(",0,4,0"))
        #expect(try run("--format csv").output.split(separator: "\n")[1].hasSuffix(",4,0,0"))
    }

    @Test func anEstimateSaysWhatItsAccuracyIsOf() throws {
        let digital = try run("", command: "estimate")
        #expect(digital.status == 0, "\(digital.errors)")
        #expect(digital.output.contains("\nProducts of two activations: 4 in exact integers\n"))
        let arrays = try run("--set dynamicEngine=sram", command: "estimate").output
        #expect(arrays.contains("\nProducts of two activations: 4 on arrays\n"))
    }

    @Test func optionsThatContradictAreRefused() throws {
        let varied = try run("--product-bits 4 --vary dynamic.act_bits=4,5")
        #expect(varied.status == 64 && varied.errors.contains("--vary dynamic.act_bits contradicts --product-bits"))
        let wide = try run("--product-bits 9")
        #expect(wide.status == 64 && wide.errors.contains("--product-bits is 9 (allowed: 1 to 8)"))
    }
}
