// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Estimation
import Technology
import Testing

/// A chip as a tree of parts, from the tiles down to each circuit.
@Suite struct ChipBlockTests {
    /// A design whose chip is taken apart.
    struct Design: Sendable, CustomTestStringConvertible {
        let assignments: [String]

        var testDescription: String { assignments.joined(separator: " ") }

        static let all: [Design] = ["SRAM", "RRAM", "FeFET"].flatMap { cell in
            ["neurosim", "exact"].flatMap { accounting in
                ["false", "true"].flatMap { trains in
                    [
                        "operationmode=2", "operationmode=1", "operationmode=6", "chipActivation=false",
                        "numColSubArray=16", "parallelBP=false",
                    ]
                    .map {
                        Design(assignments: [
                            "memcelltype=\(cell)", "accounting=\(accounting)", "trainingEstimation=\(trains)",
                            "numRowSubArray=32", "numColSubArray=32", $0,
                        ])
                    }
                }
            }
        }

        func sample() throws -> Sample {
            let bits = assignments.contains("operationmode=6") ? 1 : 8
            return try Sample(SampleNetworks.plain(), assignments, weightBits: bits, activationBits: bits)
        }
    }

    private func agree(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-12 * max(abs(left), abs(right))
    }

    @Test(arguments: Design.all)
    func everyBlockIsTheSumOfItsParts(design: Design) throws {
        let chip = try design.sample().estimator().chip
        var blocks = [chip.blocks]
        while let block = blocks.popLast() {
            #expect(block.area >= 0)
            #expect(block.leakagePower >= 0)
            guard !block.parts.isEmpty else { continue }
            let area = block.parts.reduce(0) { $0 + $1.area }
            let leakagePower = block.parts.reduce(0) { $0 + $1.leakagePower }
            #expect(agree(block.area, area * block.count), "\(block.name)")
            #expect(agree(block.leakagePower, leakagePower * block.powered), "\(block.name)")
            #expect(Set(block.parts.map(\.name)).count == block.parts.count, "\(block.name)")
            blocks += block.parts
        }
    }

    @Test(arguments: Design.all)
    func circuitsAddUpToTheChip(design: Design) throws {
        let chip = try design.sample().estimator().chip
        let entries = chip.blocks.entries
        let groups = Set(entries.map { Array($0.path.dropLast()) })
        let circuits = entries.filter { !groups.contains($0.path) }
        #expect(circuits.count == chip.blocks.leafCount)
        #expect(agree(circuits.reduce(0) { $0 + $1.area }, chip.totalArea))
        #expect(agree(circuits.reduce(0) { $0 + $1.leakagePower }, chip.blocks.leakagePower))
        #expect(agree(chip.area.total + chip.blocks.area(of: .unlisted), chip.totalArea))
        let tile = chip.conventionalTile
        let listed = try #require(chip.blocks.part("conventional tile"))
        #expect(agree(listed.area, tile.footprint.area * Double(chip.floorplan.conventionalTiles)))
        #expect(agree(tile.blocks.area, tile.footprint.area))
        #expect(agree(tile.element.blocks.area, tile.element.footprint.area))
        let cells = circuits.filter { $0.path.last == "cells" && $0.path.contains("subarray") }
        #expect(agree(cells.reduce(0) { $0 + $1.area }, chip.area.array))
        #expect((chip.blocks.area(of: .weightGradient) > 0) == (chip.training.map { $0.area > 0 } ?? false))
    }

    /// In exact accounting all that is laid out leaks, at the places where layers are.
    @Test(arguments: Design.all.filter { $0.assignments.contains("accounting=exact") })
    func theChipLeaksWhatItsCircuitsLeak(design: Design) throws {
        let sample = try design.sample()
        let estimator = try sample.estimator()
        let estimate = try estimator.estimate(sample.trace(), source: .synthetic(seed: 1))
        #expect(agree(estimate.chip.leakagePower, estimator.chip.blocks.leakagePower))
    }

    @Test(arguments: Design.all)
    func aSubarrayFillsItsRectangle(design: Design) throws {
        let subarray = try design.sample().estimator().chip.subarray
        #expect(agree(subarray.rectangle.area, subarray.footprint.area))
        #expect(agree(subarray.blocks.area, subarray.usedArea))
        let unused = try #require(subarray.rectangle.part("unused space"))
        #expect(unused.area >= 0)
        let all = subarray.powered(includingTransposed: true)
        #expect(agree(all.leakagePower, subarray.blocks.leakagePower))
        #expect(agree(all.area, subarray.blocks.area))
    }
}
