// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct SystolicCommandTests {
    private static let topology = """
        Layer, H, W, FH, FW, C, N, S,
        C1, 32, 32, 5, 5, 1, 6, 1,
        C3, 14, 14, 5, 5, 6, 16, 1,

        """
    private static let configuration = """
        [general]
        run_name = run
        [architecture_presets]
        ArrayHeight: 8
        ArrayWidth: 8
        IfmapSramSzkB: 4
        FilterSramSzkB: 4
        OfmapSramSzkB: 4
        Dataflow : os
        Bandwidth : 10
        [run_presets]
        InterfaceBandwidth: CALC

        """

    private func folder() throws -> Folder {
        try Folder(["net.csv": Self.topology, "array.cfg": Self.configuration])
    }

    @Test func filesOfScaleSimGiveItsReports() throws {
        let folder = try folder()
        let result = try Tessera.run(
            "systolic", "--config", "array.cfg", "--topology", "net.csv", "--output", "out", "--quiet", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("Array : 8 x 8, output-stationary\n"))
        let compute = try folder.text(of: "out/COMPUTE_REPORT.csv").split(separator: "\n")
        #expect(compute.count == 3)
        #expect(compute[0].hasPrefix("LayerID, Total Cycles (incl. prefetch), Total Cycles, Stall Cycles, "))
        // 98 folds of 25 + 8 + 8 - 2 cycles, numbered from 0.
        #expect(compute[1].split(separator: ", ")[2] == "3821")
        let access = try folder.text(of: "out/DETAILED_ACCESS_REPORT.csv").split(separator: "\n")
        #expect(access[1].split(separator: ", ").count == 19)
        #expect(try folder.text(of: "out/BANDWIDTH_REPORT.csv").hasPrefix("LayerID, Avg IFMAP SRAM BW, "))
    }

    @Test func reportsThatExistAreKeptWithoutForce() throws {
        let folder = try folder()
        let first = try Tessera.run("systolic", "--topology", "net.csv", "--output", "out", in: folder)
        #expect(first.status == 0)
        let second = try Tessera.run("systolic", "--topology", "net.csv", "--output", "out", in: folder)
        #expect(second.status == 73)
        #expect(second.output.isEmpty)
        let third = try Tessera.run("systolic", "--topology", "net.csv", "--output", "out", "--force", in: folder)
        #expect(third.status == 0)
    }

    @Test func optionsDescribeTheArrayOfTheFile() throws {
        let folder = try folder()
        let file = try Tessera.run("systolic", "--config", "array.cfg", "--topology", "net.csv", in: folder)
        let options = try Tessera.run(
            "systolic", "run", "--array", "8x8", "--dataflow", "os", "--ifmap-sram", "4", "--filter-sram", "4",
            "--ofmap-sram", "4", "--bandwidth", "calc", "--topology", "net.csv", in: folder)
        #expect(file.status == 0)
        #expect(options.output == file.output)
    }

    @Test func networksOfTesseraRunToo() throws {
        let folder = try folder()
        let json = try Tessera.run(
            "systolic", "--network", "Network.csv", "--format", "json", "--threads", "1", in: folder)
        #expect(json.status == 0, "\(json.errors)")
        #expect(json.output.contains("\"schema\": \"tessera.systolic/1\""))
        let other = try Tessera.run("systolic", "--format", "json", "--threads", "4", in: folder)
        #expect(other.output == json.output)
        let table = try Tessera.run("systolic", "--format", "csv", in: folder)
        #expect(table.output.split(separator: "\n").count == 3)
    }

    @Test func thePageHasTheFiguresAndNothingFromElsewhere() throws {
        let folder = try folder()
        let page = try Tessera.run("systolic", "--topology", "net.csv", "--format", "html", in: folder).output
        let json = try Tessera.run("systolic", "--topology", "net.csv", "--format", "json", in: folder).output
        let start = try #require(page.range(of: "id=\"estimate\">")).upperBound
        let end = try #require(page[start...].range(of: "</script")).lowerBound
        func parsed(_ text: some StringProtocol) throws -> NSDictionary? {
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
        }
        let (embedded, report) = (try parsed(page[start..<end]), try parsed(json))
        #expect(embedded != nil && embedded == report)
        for word in ["http:", "https:", "src=", "{{"] { #expect(!page.contains(word), "\(word)") }
        #expect(page.contains("tessera systolic --topology net.csv --format html"))
        let names = page.matches(of: /\n(?:async )?(?:function|const|let) ([A-Za-z]+)/).map { String($0.1) }
        #expect(names.count > 40 && Set(names).count == names.count)
    }

    @Test func searchesShowTheBestAndPlotThem() throws {
        let folder = try folder()
        let result = try Tessera.run(
            "systolic", "search", "--topology", "net.csv", "--rows", "2,4,8", "--columns", "4,8", "--plot", "front.svg",
            "--quiet", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.isEmpty)
        #expect(result.output.hasPrefix("Points : 144 looked at, 144 within the budget\n"))
        let plot = try folder.text(of: "front.svg")
        #expect(plot.hasPrefix("<svg ") && plot.hasSuffix("</svg>\n"))
        let loud = try Tessera.run("systolic", "search", "--topology", "net.csv", "--method", "nsga2", in: folder)
        #expect(loud.errors.contains("points a second"))
        let again = try Tessera.run(
            "systolic", "search", "--topology", "net.csv", "--method", "nsga2", "--threads", "1", in: folder)
        #expect(again.output == loud.output)
    }

    private static let usageErrors: [[String]] = [
        ["--config", "array.cfg", "--array", "8x8"], ["--topology", "net.csv", "--network", "Network.csv"],
        ["--gemm"], ["--topology", "net.csv", "--free-padding"], ["--array", "8"], ["--array", "0x8"],
        ["--dataflow", "rs"], ["--bandwidth", "0"], ["--ifmap-sram", "0"], ["--format", "pdf"], ["--batch", "0"],
        ["--weight-bits", "40"], ["--accumulator-bits", "8"], ["--threads", "0"], ["--set", "technode=23x"],
        ["search", "--rows", "1,,2"], ["search", "--rows", "1,1"], ["search", "--rows", "0"],
        ["search", "--min-elements", "9", "--max-elements", "8"], ["search", "--max-area", "0"],
        ["search", "--max-area", "1e-9"], ["search", "--population", "8"], ["search", "--objectives", "speed"],
        ["search", "--objectives", "cycles", "--plot", "p.svg"], ["serch"],
    ]

    @Test(arguments: usageErrors)
    func wrongOptionsAreRefused(_ options: [String]) throws {
        let folder = try folder()
        let result = try Tessera.finish(Tessera.start(["systolic"] + options, in: folder), in: folder)
        #expect(result.status == (options.contains("--set") ? 65 : 64), "\(result.errors)")
        #expect(result.errors.lowercased().hasPrefix("error: "))
        #expect(result.output.isEmpty)
    }

    @Test func filesThatAreWrongOrMissingAreNamed() throws {
        let folder = try folder()
        try folder.write(Self.topology.replacing("C3, 14", with: "C3, fourteen"), to: "bad.csv")
        let bad = try Tessera.run("systolic", "--topology", "bad.csv", in: folder)
        #expect(bad.status == 65)
        #expect(bad.errors.hasPrefix("error: bad.csv:3:5: ifmap height is `fourteen`"))
        let missing = try Tessera.run("systolic", "--config", "none.cfg", in: folder)
        #expect(missing.status == 66)
        #expect(missing.errors.hasPrefix("error: none.cfg: no such file"))
    }
}
