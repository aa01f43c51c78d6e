// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation
import Testing
import Workload

@Suite struct MatmulCommandTests {
    /// A folder with a case of 3 vectors, 40 rows and 2 columns.
    private func folder(_ config: String, extra: [(String, [Int], [Double])] = [], x: [Int32]? = nil) throws -> Folder {
        let folder = try Folder(["config.json": config])
        let writer = try NumpyArchiveWriter(folder.url.appending(path: "case.npz").path)
        let inputs = x ?? (0..<120).map { Int32($0 * 7 % 256) }
        try writer.add("x", descriptor: "<i4", shape: [3, 40], inputs)
        try writer.add("w", descriptor: "<i4", shape: [40, 2], (0..<80).map { Int32($0 * 13 % 255 - 127) })
        for (name, shape, numbers) in extra { try writer.add(name, descriptor: "<f8", shape: shape, numbers) }
        try writer.finish()
        return folder
    }

    private func run(_ folder: Folder, _ more: String = "") throws -> Tessera.Result {
        try Tessera.shell("$tessera matmul case.npz --config config.json --output out.npz \(more)", in: folder)
    }

    @Test func idealHardwareGivesTheExactProduct() throws {
        let folder = try folder("{\"adc_bits\": 8}")
        let result = try run(folder, "--codes")
        #expect(result.status == 0, "\(result.errors)")
        let archive = try NumpyArchive(readingFrom: folder.url.appending(path: "out.npz").path)
        var wanted = [Double](repeating: 0, count: 6)
        for vector in 0..<3 {
            for row in 0..<40 {
                let activation = (vector * 40 + row) * 7 % 256
                for column in 0..<2 {
                    let weight = (row * 2 + column) * 13 % 255 - 127
                    wanted[vector * 2 + column] += Double(activation * weight)
                }
            }
        }
        #expect(try archive.doubles("y") == wanted)
        #expect(try archive.shape(of: "codes") == [1, 8, 1, 8, 3, 2])
    }

    @Test func seedsAndTrialsDifferAndThreadsDoNot() throws {
        let folder = try folder("{\"rbl_sigma\": 0.5, \"g_sigma\": 0.1}")
        func products(_ options: String) throws -> [Double] {
            #expect(try run(folder, options + " --force").status == 0)
            return try NumpyArchive(readingFrom: folder.url.appending(path: "out.npz").path).doubles("y")
        }
        let first = try products("--threads 1")
        #expect(try products("--threads 3") == first)
        #expect(try products("--seed 1") != first)
        #expect(try products("--trial 1") != first)
    }

    @Test func filesAreNotOverwritten() throws {
        let folder = try folder("{}")
        #expect(try run(folder).status == 0)
        let second = try run(folder)
        #expect(second.status == 73)
        #expect(second.errors.contains("--force"))
        #expect(try run(folder, "--force").status == 0)
        #expect(try folder.contents == ["Network.csv", "Param", "case.npz", "config.json", "out.npz"])
    }

    @Test(arguments: [
        ("{\"adc_bit\": 6}", "unknown key `adc_bit`; did you mean `adc_bits`?"),
        ("{\"adc_bits\": 0}", "adc_bits = 0 is not possible (allowed: null, or whole numbers from 1 to 24)"),
        ("{\"adc_bits\": 2.5}", "adc_bits = 2.5"),
        ("{\"mapping\": \"dif\"}", "did you mean `diff`?"),
        ("{\"on_off\": 0.5}", "on_off = 0.5"),
        ("{\"act_signed\": true, \"dac_bits\": 2}", "act_signed = true contradicts dac_bits = 2"),
        ("{\"dynamic\": \"exact\"}", "`dynamic` is for products of two activations"),
        ("{\"mapping\": \"xnor\", \"on_off\": 10}", "contradicts mapping = \"xnor\""),
        ("{\"mapping\": \"diff_analog\", \"adc_scheme\": \"pow2\"}", "contradicts mapping = \"diff_analog\""),
        ("{\"adc_scheme\": \"clipped\", \"adc_lo\": 5, \"adc_hi\": 5}", "adc_hi = 5.0 contradicts adc_lo = 5.0"),
        ("{\"g_model\": \"state\", \"state_std\": [1]}", "state_std contradicts cell_bits = 1"),
        ("{\"stuck_lo\": 0.6, \"stuck_hi\": 0.6}", "stuck_lo = 0.6 contradicts stuck_hi = 0.6"),
        ("{\"drift_nu\": 0.1}", "contradicts drift_time = 0"),
        ("{\"adc_scheme\": \"lloydmax\"}", "needs an array `x_calibration`"),
        ("{\"adc_scheme\": \"table\"}", "needs adc_table_file"),
        ("{\"adc_bits\": null, \"adc_offset_sigma\": 1}", "contradicts adc_bits = null"),
        ("[1]", "config.json:1:1: is a list, not a JSON object"), ("{", "config.json:1:2: the end of the text"),
        ("{\"adc_bits\": 6,\n \"adc_bits\": 3}", "config.json:2:2: `adc_bits` is there twice (first in line 1)"),
        ("{\"adc_bits\": \"6\"}", "config.json:1:2: adc_bits = \"6\" is not possible"),
        ("{\"rbl_sigma\": {}}", "rbl_sigma = {...}"),
        ("{\"act_bits\": 4}", "does not fit act_bits = 4"), ("{\"weight_bits\": 4}", "does not fit weight_bits = 4"),
        ("{\"mapping\": \"xnor\"}", "allowed: odd numbers"),
    ])
    func badConfigurationsAreRefused(config: String, message: String) throws {
        let result = try run(try folder(config))
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func badArraysAreRefused() throws {
        let wrong = try run(try folder("{}", extra: [("adc_offset", [1, 1, 8, 3], [Double](repeating: 0, count: 24))]))
        #expect(wrong.status == 65)
        #expect(wrong.errors.contains("array `adc_offset` has shape [1, 1, 8, 3] (allowed: [1, 1, 8, 2]"))
        let unknown = try run(try folder("{}", extra: [("adc_ofset", [1], [0])]))
        #expect(unknown.errors.contains("did you mean `adc_offset`?"))
        let infinite = try run(
            try folder("{}", extra: [("adc_gain", [1, 1, 8, 2], [Double](repeating: .infinity, count: 16))]))
        #expect(infinite.status == 65 && infinite.errors.contains("not finite"))
        let calibration = try folder("{\"adc_scheme\": \"lloydmax\"}")
        #expect(try run(calibration).status == 65)
    }

    @Test func missingFilesAndWrongUsageHaveTheirCodes() throws {
        let folder = try folder("{}")
        let missing = try Tessera.run("matmul", "none.npz", "--output", "o.npz", in: folder)
        #expect(missing.status == 66)
        let config = try Tessera.run("matmul", "case.npz", "--config", "no.json", "--output", "o.npz", in: folder)
        #expect(config.status == 66)
        #expect(try Tessera.run("matmul", "case.npz", in: folder).status == 64)
        #expect(try run(folder, "--trial -1").status == 64)
        #expect(try Tessera.run("matmul", "config.json", "--output", "o.npz", in: folder).status == 65)
        let place = try Tessera.run("matmul", "case.npz", "--output", "no/o.npz", in: folder)
        #expect(place.status == 73)
    }
}
