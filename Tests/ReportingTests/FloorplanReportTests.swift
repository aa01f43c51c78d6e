// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Diagnostics
import Foundation
import Testing

@testable import Reporting

@Suite struct FloorplanReportTests {
    private func report(_ assignments: [String] = []) throws -> FloorplanReport {
        let configuration = try Samples.configuration(assignments)
        return FloorplanReport(
            floorplan: try Samples.floorplan(configuration), network: try Samples.network(),
            configuration: configuration, weightBits: 8)
    }

    @Test func theTextIsATable() throws {
        #expect(
            try report().rendered(as: .text) == """
                Chip: 9 tiles in a grid of 3 x 3, 30.5556 % of the cells used
                Subarray: 64 x 64 cells
                Conventional tile: 256 x 256 cells in processing elements of 128 x 128, 8 tiles
                Novel tile: 9 processing elements of 128 x 128 cells, 1 tile

                layer  name           mapping       rows  columns  vectors  first tile  tiles  copies  tile copies  speed-up  utilization
                    1  conv, "first"  novel          144       64       36           0  1 x 1   2 x 2            1         4         0.25
                    2                 conventional  2048       20        1           1  8 x 1   1 x 4            1         4       0.3125

                """)
    }

    @Test func aPipelineIsNamed() throws {
        let text = try report(["pipeline=true", "speedUpDegree=4", "novelMapping=false"]).rendered(as: .text)
        #expect(text.contains("Pipeline: speed-up degree "))
        #expect(!text.contains("Novel"))
    }

    @Test func theDocumentHoldsTheFloorplanOfAnEstimate() throws {
        let text = try report().rendered(as: .json)
        let document = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["schema"] as? String == "tessera.floorplan/1")
        #expect(
            Set(document.keys)
                == ["accounting", "commit", "floorplan", "network", "parameters", "schema", "version", "workload"])
        let estimate = try Samples.estimate().rendered(as: .json)
        let whole = try #require(JSONSerialization.jsonObject(with: Data(estimate.utf8)) as? [String: Any])
        #expect(document["floorplan"] as? NSDictionary == whole["floorplan"] as? NSDictionary)
        #expect(document["network"] as? NSDictionary == whole["network"] as? NSDictionary)
    }

    /// A novel tile of 9 x 128 x 128 cells stands for a conventional one of 256 x 256.
    @Test func aGridOfEqualTilesIsNamed() throws {
        let transfers = [
            "revision=neurosim-1.5", "sync_data_transfer=true", "globalBusType=true", "numRowParallel=64",
        ]
        let text = try report(transfers).rendered(as: .text)
        let document = try #require(
            JSONSerialization.jsonObject(with: Data(report(transfers).rendered(as: .json).utf8)) as? [String: Any])
        let plan = try #require(document["floorplan"] as? [String: Any])
        let grid = try #require(plan["equalTiles"] as? [String: Int])
        let (rows, columns) = (try #require(plan["gridRows"] as? Int), try #require(plan["gridColumns"] as? Int))
        #expect(grid["places"] == rows * columns)
        #expect(text.contains(" in a grid of \(rows) x \(columns), "))
        #expect(text.contains("\nGrid: \(rows * columns) novel tiles; one stands for each conventional tile\n"))
        #expect(!(try report().rendered(as: .text).contains("Grid: ")))
        #expect(!(try report().rendered(as: .json).contains("equalTiles")))
    }

    @Test func withoutTheNovelMappingItsSizesAreNull() throws {
        let text = try report(["novelMapping=false"]).rendered(as: .json)
        #expect(text.contains("\"novelElementSize\": null"))
        #expect(text.contains("\"novelElementsPerTile\": null"))
    }
}
