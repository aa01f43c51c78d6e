// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Formats
import Foundation
import Plots
import Reporting
import Runs
import Testing
import _TestSupport

@testable import Explore

/// The page's figures are those of the requests that the command line makes.
@Suite struct DesignFigureTests {
    private static func report(
        _ network: NetworkInput, _ settings: [String], weightBits: Int? = nil
    ) throws -> String {
        try EstimateRequest(
            Configuration(files: [], assignments: settings), network: network, workload: .statistics,
            weightBits: weightBits
        ).run().estimate.rendered(as: .json)
    }

    @Test(arguments: [
        ("vgg8", []), ("vgg8", ["memcelltype=SRAM", "trainingEstimation=false", "technode=22"]),
        ("resnet18", ["revision=neurosim-1.5"]), ("lenet5", ["accounting=exact", "levelOutput=32"]),
        ("vit_b_16", ["revision=tessera", "technode=28", "memcelltype=SRAM"]),
    ])
    func figuresAreThoseOfTheCommandLine(_ network: String, _ settings: [String]) async throws {
        let site = Site()
        defer { site.close() }
        let pairs = settings.map { $0.split(separator: "=") }
        let parameters = pairs.map { "\"\($0[0])\": \"\($0[1])\"" }.joined(separator: ", ")
        let body = #"{"page": "a", "design": {"network": {"name": "\#(network)"}, "parameters": {\#(parameters)}}}"#
        let answer = await site.post("evaluate", body)
        #expect(answer.status == 200)
        #expect(text(answer) == (try Self.report(.file(network), settings)))
    }

    @Test func anUploadedNetworkIsReadAsItsFile() async throws {
        let site = Site()
        defer { site.close() }
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "mine.csv").path
        let network =
            #"name,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels\n"#
            + #"one,16,16,3,3,3,8\n"two",8,8,8,3,3,16\n"#
        let plain = network.replacing(#"\n"#, with: "\n")
        try Data(plain.utf8).write(to: URL(filePath: path))
        let quoted = network.replacing("\"", with: #"\""#)
        let body = #"{"page": "a", "design": {"network": {"text": "\#(quoted)", "file": "mine.csv"}, "weightBits": 4}}"#
        let answer = await site.post("evaluate", body)
        #expect(text(answer) == (try Self.report(.file(path), [], weightBits: 4)))
        let wrong = await site.post("evaluate", body.replacing("16,16,3", with: "16,,3"))
        #expect(text(wrong).contains(#""network":true"#) && text(wrong).contains("mine.csv:2"), "\(text(wrong))")
    }

    @Test func reportAndFloorplanAreThoseOfTheCommands() async throws {
        let site = Site()
        defer { site.close() }
        let body = #"{"page": "a", "design": {"network": {"name": "lenet5"}, "parameters": {"technode": "22"}}}"#
        let page = await site.post("report", body)
        #expect(page.type == SiteAnswer.html)
        let command = "tessera estimate --network lenet5 --workload statistics --set technode=22 --format html"
        #expect(text(page).contains(command))
        let picture = await site.post("floorplan", body)
        let request = FloorplanRequest(
            try Configuration(files: [], assignments: ["technode=22"]), network: .file("lenet5"), includesGeometry: true
        )
        #expect(text(picture) == (try FloorplanReport(request.run()).plot().svg()))
    }

    /// The form of every revision is made from the reference of its parameters.
    @Test(arguments: RevisionName.allCases) func theSchemaIsThatOfTheCommand(_ revision: RevisionName) async {
        let site = Site()
        defer { site.close() }
        let answer = await site.get("schema?revision=\(revision.word)")
        #expect(text(answer) == ParameterReference.json(revision: revision))
        #expect(await site.get("schema?revision=other").status == 400)
    }

    @Test func theCatalogHasTheNetworks() async {
        let site = Site()
        defer { site.close() }
        let answer = text(await site.get("catalog"))
        for name in ["vgg8", "resnet50", "vit_b_16", "llama3_8b"] {
            #expect(answer.contains("\"name\":\"\(name)"), "\(name)")
        }
    }
}
