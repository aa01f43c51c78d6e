// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct StreamCommandTests {
    private static let network = """
        name,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,pooling,padding,bias
        conv,8,8,1,3,3,4,1,1,1
        dense,1,1,64,1,1,10,0,0,1

        """

    private func folder(_ more: [String: String] = [:]) throws -> Folder {
        try Folder(["net.csv": Self.network].merging(more) { $1 })
    }

    private func document(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func reportsStepsAndTotals() throws {
        let folder = try folder()
        let result = try Tessera.run("stream", "--network", "net.csv", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("Network : net.csv, 3 steps, 690 parameters, 2944 multiply-accumulates\n"))
        #expect(result.output.contains("conv pooling"))
        #expect(result.output.contains("waiting for the SRAM's port : "))
    }

    @Test func formatsAgree() throws {
        let folder = try folder()
        let json = try document(
            try Tessera.run("stream", "--network", "net.csv", "--format", "json", in: folder).output)
        let result = try #require((json["results"] as? [[String: Any]])?.first)
        let layers = try #require(result["layers"] as? [[String: Any]])
        #expect(json["schema"] as? String == "tessera.stream/1")
        #expect(layers.count == 3)
        let csv = try Tessera.run("stream", "--network", "net.csv", "--format", "csv", in: folder).output
        let rows = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(rows.count == 4)
        let column = try #require(rows[0].firstIndex(of: "backing_reads"))
        let counts = try layers.map { try #require(($0["counts"] as? [String: Any])?["backingReads"] as? Int) }
        #expect(rows.dropFirst().map { String($0[column]) } == counts.map(String.init))
        let page = try Tessera.run(
            "stream", "--network", "net.csv", "--format", "html", "--output", "page.html", in: folder)
        #expect(page.status == 0, "\(page.errors)")
        #expect(try folder.text(of: "page.html").contains("tessera.stream/1"))
    }

    @Test func severalCapacitiesMakeATable() throws {
        let folder = try folder()
        let result = try Tessera.run("stream", "--network", "net.csv", "--capacity", "64,256,4096", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("SRAM : 64, 256, 4096 bytes"))
        let csv = try Tessera.run(
            "stream", "--network", "net.csv", "--capacity", "64,256", "--format", "csv", in: folder)
        #expect(csv.output.split(separator: "\n").count == 3)
    }

    /// The option is the parameter, and each objective is least where it is asked for.
    @Test func theObjectiveIsChosen() throws {
        let folder = try folder()
        func result(_ options: String...) throws -> [String: Any] {
            let words = ["stream", "--network", "net.csv", "--format", "json", "--set", "streamCapacity=96"]
            let run = try Tessera.finish(Tessera.start(words + options, in: folder), in: folder)
            #expect(run.status == 0, "\(run.errors)")
            return try #require((document(run.output)["results"] as? [[String: Any]])?.first)
        }
        let runs = try ["traffic", "time", "energy"].map { try result("--objective", $0) }
        #expect(runs.map { $0["objective"] as? String } == ["traffic", "time", "energy"])
        #expect(try result()["objective"] as? String == "traffic")
        for figure in ["latency", "energy"] {
            #expect(
                try result("--set", "streamObjective=time")[figure] as? Double == runs[1][figure] as? Double)
        }
        let latencies = try runs.map { try #require($0["latency"] as? Double) }
        let energies = try runs.map { try #require($0["energy"] as? Double) }
        #expect(latencies[1] < latencies[0] && latencies[1] <= latencies[2])
        #expect(energies[2] < energies[0] && energies[2] <= energies[1])
        let text = try Tessera.run("stream", "--network", "net.csv", "--objective", "energy", in: folder)
        #expect(text.output.contains("\nSchedule : of the least energy\n"))
    }

    @Test func theClosedFormulaCountsParametersOperationsAndSwaps() throws {
        let folder = try folder([
            "Stream.param": """
            accounting = origin
            streamSwaps = 2
            comparison = "CPU", 1e-3, 2e-3, "measured"

            """
        ])
        let result = try Tessera.run("stream", "--param", "Stream.param", "--network", "net.csv", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        // 690 parameters, two a word, at 100 MHz.
        #expect(result.output.contains("Memory : 0.0034 ms (690 parameters, each once)"))
        #expect(result.output.contains("Swaps : 0.2000 ms (2)"))
        #expect(result.output.contains("CPU"))
        let csv = try Tessera.run(
            "stream", "--param", "Stream.param", "--network", "net.csv", "--format", "csv", in: folder)
        #expect(csv.status == 64)
    }

    @Test func mistakesAreNamed() throws {
        let folder = try folder()
        let small = try Tessera.run("stream", "--network", "net.csv", "--set", "streamCapacity=20", in: folder)
        #expect(small.status == 65)
        #expect(small.errors.contains("step `conv` needs 26 bytes of SRAM"))
        let unknown = try Tessera.run("stream", "--network", "net.csv", "--set", "streamCapcity=20", in: folder)
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("did you mean `streamCapacity`?"))
        let missing = try Tessera.run("stream", "--network", "none.csv", in: folder)
        #expect(missing.status == 66)
        let images = try Tessera.run("stream", "--network", "net.csv", "--images", "x.gz", in: folder)
        #expect(images.status == 64)
        let capacity = try Tessera.run("stream", "--network", "net.csv", "--capacity", "0", in: folder)
        #expect(capacity.status == 64)
        let bits = try Tessera.run("stream", "--network", "net.csv", "--weight-bits", "33", in: folder)
        #expect(bits.status == 64)
        let wide = try Tessera.run("stream", "--network", "net.csv", "--weight-bits", "16", in: folder)
        #expect(wide.status == 0)
        #expect(wide.output.contains("weights 16 bit"))
        let estimate = try Tessera.run("estimate", "--network", "net.csv", "--set", "accounting=origin", in: folder)
        #expect(estimate.status == 65)
        #expect(estimate.errors.contains("accounting = origin is for `tessera stream`"))
    }
}
