// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Revisions
import Technology
import Testing
import Workload

@Suite struct FloorplanGeometryTests {
    private func chip(_ assignments: [String]) throws -> Chip {
        let configuration = try Configuration(
            sources: [], assignments: ["numRowSubArray=64", "numColSubArray=64"] + assignments)
        let convolution = try Layer(
            inputHeight: 8, inputWidth: 8, inputChannels: 64, kernelHeight: 3, kernelWidth: 3, outputChannels: 64)
        let dense = try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: 2048, kernelHeight: 1, kernelWidth: 1, outputChannels: 10)
        return try Chip(
            network: Network(layers: [convolution, dense]),
            inputs: DesignInputs(configuration: configuration, weightBits: 8, activationBits: 8))
    }

    @Test(arguments: [["novelMapping=false"], ["novelMapping=true"], ["accounting=exact"]])
    func tilesAndWhatTheyShareAreTheChip(_ assignments: [String]) throws {
        let chip = try chip(assignments)
        let geometry = chip.geometry
        let plan = chip.floorplan
        let tiles =
            (geometry.conventionalTile?.area ?? 0) * Double(plan.conventionalTiles)
            + (geometry.novelTile?.area ?? 0) * Double(plan.novelTiles)
        #expect(geometry.sharedArea > 0)
        #expect(abs(tiles + geometry.sharedArea - chip.totalArea) <= 1e-12 * chip.totalArea)
    }

    @Test func aKindWithoutTilesHasNoSize() throws {
        let geometry = try chip(["novelMapping=false"]).geometry
        #expect(geometry.novelTile == nil)
        #expect(geometry.pitch == geometry.conventionalTile)
        #expect(geometry.tile(for: .conventional) == geometry.conventionalTile)
    }

    @Test func aPlaceHoldsTheLargestTile() {
        let geometry = FloorplanGeometry(
            conventionalTile: Footprint(width: 2, height: 3), novelTile: Footprint(width: 4, height: 1), sharedArea: 0)
        #expect(geometry.pitch == Footprint(width: 4, height: 3))
        #expect(geometry.tile(for: .novel).width == 4)
    }
}
