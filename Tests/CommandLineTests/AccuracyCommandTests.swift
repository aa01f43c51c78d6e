// SPDX-License-Identifier: Apache-2.0

import Formats
import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif
import Testing
import Workload

@Suite struct AccuracyCommandTests {
    /// A folder with a network of one layer that tells the brightest of six pixels, and forty images.
    func folder(_ files: [String: String?] = [:]) throws -> Folder {
        let folder = try Folder(
            ["Network.csv": "1,1,6,1,1,6,0,1\n", "config.json": "{\"adc_bits\": 4, \"adc_scheme\": \"linear\"}"]
                .merging(files) { $1 })
        let labels = (0..<40).map { UInt8($0 * 7 % 6) }
        let pixels = labels.enumerated().flatMap { index, label in
            (0..<6).map { UInt8($0 == Int(label) ? 200 + index : (index * 31 + $0 * 17) % 150) }
        }
        func archive(_ name: String, _ add: (NumpyArchiveWriter) throws -> Void) throws {
            let writer = try NumpyArchiveWriter(folder.url.appending(path: name).path)
            try add(writer)
            try writer.finish()
        }
        try archive("model.npz") {
            try $0.add(
                "weight_0", descriptor: "<f4", shape: [6, 6], (0..<36).map { $0 % 7 == 0 ? Float(1) : Float(-0.05) })
        }
        try archive("data.npz") {
            try $0.add("images", descriptor: "|u1", shape: [40, 6, 1, 1], pixels)
            try $0.add("labels", descriptor: "|u1", shape: [40], labels)
        }
        try archive("unlabelled.npz") { try $0.add("images", descriptor: "|u1", shape: [40, 6, 1, 1], pixels) }
        try archive("high.npz") {
            try $0.add("images", descriptor: "|u1", shape: [40, 6, 1, 1], pixels)
            try $0.add("labels", descriptor: "|u1", shape: [40], labels.map { $0 + 1 })
        }
        try archive("wide.npz") {
            try $0.add("images", descriptor: "|u1", shape: [30, 8, 1, 1], pixels)
            try $0.add("labels", descriptor: "|u1", shape: [30], Array(labels.prefix(30)))
        }
        return folder
    }

    private func run(_ folder: Folder, _ options: String, data: String = "data.npz") throws -> Tessera.Result {
        try Tessera.shell("$tessera accuracy --model model.npz --images \(data) \(options)", in: folder)
    }

    private func json(_ folder: Folder, _ options: String) throws -> [String: Any] {
        let result = try run(folder, options + " --format json")
        #expect(result.status == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test func jsonHasImagesAndOneCountATrialAtItsTop() throws {
        let report = try json(try folder(), "--limit 30 --hardware config.json --trials 3")
        #expect(report["schema"] as? String == "tessera.accuracy/1")
        #expect(report["images"] as? Int == 30)
        let correct = try #require(report["correct"] as? [Int])
        #expect(correct.count == 3 && Set(correct).count == 1)
        let settings = try #require(report["settings"] as? [[String: Any]])
        #expect(settings.count == 1)
        let integer = try #require(settings[0]["integer"] as? [String: Any])
        #expect(integer["correct"] as? Int == 30)
        #expect((report["floatingPoint"] as? [String: Any])?["accuracy"] as? Double == 1)
    }

    @Test func oneBitWeightsLieInXNORCells() throws {
        let folder = try folder(["offset.json": "{\"mapping\": \"offset\", \"weight_bits\": 1}"])
        let options = "--limit 30 --weight-bits 1 --activation-bits 1"
        let result = try run(folder, options)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("Hardware: xnor weights"))
        #expect(result.output.contains("8-bit ADC in steps of 1 from -128 to 128 (every sum exact)"))
        #expect(result.output.contains("exact\n"))
        let coarse = try run(folder, options + " --vary adc_bits=1,8 --format csv")
        #expect(coarse.status == 0, "\(coarse.errors)")
        for refused in [
            "--hardware offset.json", "--weight-bits 1 --set cellBit=1", "--weight-bits 1 --number-form integer",
        ] {
            let error = try run(folder, refused)
            #expect(error.status == 65 && error.errors.contains("need mapping = \"xnor\""), "\(error.errors)")
        }
    }

    @Test func theHeaderSaysWhatConvertersDo() throws {
        let folder = try folder()
        for (option, words) in [
            ("", "8-bit ADC in steps of 1 from 0 to 128 (every sum exact)"),
            ("--vary adc_bits=6", "6-bit ADC in steps of 2.03175 from 0 to 128 (sums rounded); adc_bits varies"),
            ("--hardware config.json", "4-bit ADC in steps of 8.53333 from 0 to 128 (sums rounded)"),
            ("--vary adc_bits=null", "no ADC"), ("--vary adc_scheme=calibrated", "8-bit ADC calibrated on images"),
            ("--set levelOutput=32", "ADC of 32 codes in steps of "),
        ] {
            let result = try run(folder, "--limit 30 " + option)
            #expect(result.status == 0 && result.output.contains(words), "\(result.errors)\(result.output.prefix(400))")
        }
    }

    @Test func variationsAreRowsAndPoints() throws {
        let folder = try folder()
        let result = try run(folder, "--limit 30 --hardware config.json --vary adcBits=2,4,8 --format csv")
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 4 && lines[0].hasPrefix("adc_bits,images,trials"))
        #expect(lines.dropFirst().map { $0.prefix(2) } == ["2,", "4,", "8,"])
        let chart = try run(folder, "--limit 30 --vary adc_bits=2,4,8 --format svg --output chart.svg")
        #expect(chart.status == 0 && chart.output == "", "\(chart.errors)")
        let document = try XMLDocument(contentsOf: folder.url.appending(path: "chart.svg"))
        #expect(try document.nodes(forXPath: "//*[local-name()='circle']/*[local-name()='title']").count == 3)
        #expect(try folder.text(of: "chart.svg").contains("Accuracy (%)"))
        #expect(try folder.text(of: "chart.csv").split(separator: "\n").count >= 4)
        #expect(try run(folder, "--limit 30 --vary adc_bits=2,4,8 --format svg --output chart.svg").status == 73)
        let report = try json(folder, "--limit 30 --vary weight_bits=2,4,8")
        #expect((report["settings"] as? [Any])?.count == 3 && report["correct"] == nil)
        let chip = try run(folder, "--limit 30 --param Param --vary levelOutput=16,32 --format csv")
        #expect(chip.status == 0 && chip.output.hasPrefix("levelOutput,"), "\(chip.errors)")
    }

    @Test func aStreamAddsTimeAndEnergyOfAnImage() throws {
        let folder = try folder(["Stream.param": "streamCapacity = 64\n"])
        let document = try json(folder, "--limit 30 --stream Stream.param")
        let stream = try #require(document["stream"] as? [String: Any])
        let result = try #require((stream["results"] as? [[String: Any]])?.first)
        #expect(try #require(result["latency"] as? Double) > 0)
        #expect(try #require(result["energy"] as? Double) > 0)
        let alone = try Tessera.shell(
            "$tessera stream --model model.npz --param Stream.param --format json", in: folder)
        #expect(alone.output.contains("\"latency\": \(try #require(result["latency"] as? Double))"))
        let text = try run(folder, "--limit 30 --stream Stream.param")
        #expect(text.output.contains("Streamed through a small SRAM\nSRAM : 64 bytes"))
        #expect(try run(folder, "--limit 30 --stream Stream.param --format csv").status == 64)
        #expect(try run(folder, "--limit 30 --stream none.param").status == 66)
    }

    @Test func calibrationOnImagesUnderTestIsSaid() throws {
        let folder = try folder()
        #expect(try run(folder, "--limit 30").errors == "")
        #expect(try run(folder, "").errors.contains("warning: calibrated with the images of the run itself"))
        #expect(try run(folder, "--calibration-images data.npz --calibration-limit 5").errors == "")
        #expect(try run(folder, "--quiet").errors == "")
        try folder.write("{\"adc_bits\": 3, \"adc_scheme\": \"lloydmax\"}", to: "lloyd.json")
        #expect(try run(folder, "--hardware lloyd.json --limit 20").status == 0)
    }

    @Test func textShowsWhereErrorsAreMade() throws {
        let result = try run(try folder(), "--limit 30 --hardware config.json")
        #expect(result.status == 0)
        for word in ["floating point", "integers", "hardware", "SQNR dB", "clipped %", "precision %", "Confusion"] {
            #expect(result.output.contains(word), "\(word)")
        }
        let rows = try run(try folder(), "--limit 30 --trials 2 --set levelOutput=16 --format csv").output
        #expect(rows.split(separator: "\n").count == 3)
    }

    @Test(arguments: [
        ("--hardware config.json --set levelOutput=16", 64, "--hardware excludes --param and --set"),
        ("--font-size 9", 64, "--font-size is for pictures: it needs --format svg or pdf"),
        ("--trials 0", 64, "--trials is 0"),
        ("--limit 0", 64, "--limit is 0"), ("--weight-bits 9", 64, "--weight-bits is 9 (allowed: 1 to 8)"),
        ("--percentile 20", 64, "--percentile is 20.0"), ("--calibration-limit 0", 64, "--calibration-limit is 0"),
        ("--vary adc_bit=3", 64, "did you mean `adc_bits`?"), ("--vary adc_bits=3,,4", 64, "empty"),
        ("--vary levelOutput=16", 64, "is a parameter of chips"),
        ("--vary act_signed=true", 64, "follows from the model"),
        ("--vary weight_bits=4,8 --weight-bits 4", 64, "contradicts --weight-bits"),
        ("--vary weight_bits=1,8", 65, "does not fit weight_bits = 1"),
        ("--vary adc_bits=3,99", 65, "adc_bits = 99 is not possible"), ("--hardware none.json", 66, "no such file"),
        ("--hardware Network.csv", 65, "Network.csv:1:2: `,` behind the end of the JSON value"),
        ("--labels none.npy", 66, "no such file"),
        ("--normalization Network.csv", 65, "Network.csv:1:2: `,` behind"),
        ("--output none/x", 73, "there is no folder"),
        ("--calibration-images wide.npz", 65, "the network takes [6, 1, 1]"), ("--seed -1", 64, "--seed"),
        ("--set frobnicate=1", 65, "frobnicate"), ("--number-form even", 64, "integer"),
    ])
    func badOptionsAreExplained(options: String, status: Int, message: String) throws {
        let result = try run(try folder(), options)
        #expect(Int(result.status) == status, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(result.output == "")
    }

    @Test(arguments: [
        ("unlabelled.npz", 65, "--labels FILE"), ("high.npz", 65, "has the label 6, but the network has 6 classes"),
        ("wide.npz", 65, "the network takes [6, 1, 1]"), ("none.npz", 66, "no such file"),
        ("config.json", 65, "not a file of images"),
    ])
    func badImagesAreExplained(data: String, status: Int, message: String) throws {
        let result = try run(try folder(), "", data: data)
        #expect(Int(result.status) == status, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
    }

    @Test func badModelsAreExplained() throws {
        let folder = try folder(["broken.onnx": "no network"])
        for (model, status) in [("broken.onnx", 65), ("none.onnx", 66), ("data.npz", 65)] {
            let result = try Tessera.shell("$tessera accuracy --model \(model) --images data.npz", in: folder)
            #expect(Int(result.status) == status && result.errors.hasPrefix("error: \(model)"), "\(result.errors)")
        }
        #expect(try Tessera.shell("$tessera accuracy --images data.npz", in: folder).status == 64)
        #expect(try Tessera.shell("$tessera accuracy --model model.npz", in: folder).status == 64)
    }

    // MARK: Pages and preparation

    @Test func aPageHasTheReportAndTheCommand() throws {
        let folder = try folder()
        let page = try run(folder, "--limit 30 --format html --vary adc_bits=3,4")
        #expect(page.status == 0, "\(page.errors)")
        #expect(page.output.hasPrefix("<!DOCTYPE html>") && page.output.hasSuffix("</html>\n"))
        #expect(page.output.contains("<code>tessera accuracy --model model.npz --images data.npz --limit 30"))
        let start = try #require(page.output.range(of: "id=\"estimate\">")).upperBound
        let end = try #require(page.output[start...].range(of: "</script")).lowerBound
        let data = try JSONSerialization.jsonObject(with: Data(page.output[start..<end].utf8)) as? NSDictionary
        #expect(data == (try json(folder, "--limit 30 --vary adc_bits=3,4") as NSDictionary))
        for word in ["http:", "https:", "src=", "@import", "url(", "import(", "{{"] {
            #expect(!page.output.contains(word), "\(word)")
        }
        #expect(page.output.matches(of: /<script/).count == 2)
        let names = page.output.matches(of: /\n(?:async )?(?:function|const|let) ([A-Za-z]+)/).map { String($0.1) }
        #expect(names.count > 60 && Set(names).count == names.count)
    }

    @Test func aTableOfPixelsHasItsLabels() throws {
        let rows = (0..<40).map { index in
            let label = index * 7 % 6
            let pixels = (0..<6).map { $0 == label ? 200 + index : (index * 31 + $0 * 17) % 150 }
            return (pixels + [label]).map(String.init).joined(separator: ",")
        }
        let folder = try folder(["data.csv": "a,b,c,d,e,f,label\n" + rows.joined(separator: "\n") + "\n"])
        let table = try run(folder, "--limit 30 --image-shape 1x1x6 --format json", data: "data.csv")
        let array = try run(folder, "--limit 30 --format json")
        #expect(table.status == 0, "\(table.errors)")
        #expect(table.output.replacing("data.csv", with: "data.npz") == array.output)
        let bad = try run(folder, "--limit 30", data: "data.csv")
        #expect(bad.status == 65 && bad.errors.contains("data.csv:2: 6 numbers are no square image"))
    }

    @Test(arguments: [
        ("--resize 3", 64, "--resize"), ("--crop 0x3", 64, "--crop"), ("--channel-order grb", 64, "--channel-order"),
        ("--image-shape 2x", 64, "--image-shape is `2x`"), ("--image-shape 6x1", 65, "--image-shape is for tables"),
        ("--crop 9x9", 65, "--crop 9x9 of images of 6x1"), ("--resize 3x1", 65, "images of extents [3, 1, 1]"),
    ])
    func wrongPreparationIsNamed(_ options: String, _ status: Int32, _ part: String) throws {
        let result = try run(try folder(), "--limit 30 \(options)")
        #expect(result.status == status, "\(result.errors)")
        #expect(result.errors.contains(part), "\(result.errors)")
    }

    @Test func resultsOfEachImageGoToAnArchive() throws {
        let folder = try folder()
        let options = "--vary adc_noise_sigma=0,1 --trials 2 --format json --results out.npz"
        let result = try run(folder, options)
        #expect(result.status == 0, "\(result.errors)")
        let archive = try NumpyArchive(readingFrom: folder.url.appending(path: "out.npz").path)
        #expect(archive.names.sorted() == ["floating_point", "hardware", "integers"])
        #expect(try archive.shape(of: "hardware") == [2, 2, 40, 6])
        #expect(try archive.shape(of: "integers") == [2, 40, 6])
        #expect(try archive.shape(of: "floating_point") == [40, 6])
        let hardware = try archive.doubles("hardware")
        let trials = (0..<4).map { Array(hardware[$0 * 240..<($0 + 1) * 240]) }
        // Trials of hardware without chance are the same.
        #expect(trials[0] == trials[1])
        #expect(trials[2] != trials[3])
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let settings = try #require(report["settings"] as? [[String: Any]])
        let accuracies = try settings.map { try #require(($0["accuracy"] as? [String: Any])?["mean"] as? Double) }
        func accuracy(_ results: [Double]) -> Double {
            let correct = (0..<40).count { image in
                let row = results[image * 6..<(image + 1) * 6]
                return row.max() == row[row.startIndex + image * 7 % 6]
            }
            return Double(correct) / 40
        }
        #expect(accuracies[0] == accuracy(trials[0]))
        #expect(abs(accuracies[1] - (accuracy(trials[2]) + accuracy(trials[3])) / 2) < 1e-12)
        #expect(try run(folder, options).status == 73)
        #expect(try run(folder, options + " --force").status == 0)
        #expect(try run(folder, "--results ''").status == 64)
    }
}
