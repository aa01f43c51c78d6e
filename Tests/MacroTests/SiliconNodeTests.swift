// SPDX-License-Identifier: Apache-2.0

import Macro
import Testing

@Suite struct SiliconNodeTests {
    private let nodes = SiliconNode.nodes.compactMap { SiliconNode(nanometers: Double($0)) }

    @Test func figuresFallFromNodeToNode() {
        #expect(nodes.count == SiliconNode.nodes.count)
        for (larger, smaller) in zip(nodes, nodes.dropFirst()) {
            #expect(larger.gateArea > smaller.gateArea && larger.sramCellArea > smaller.sramCellArea)
            #expect(larger.fanOutDelay > smaller.fanOutDelay)
            #expect(larger.supplyVoltage >= smaller.supplyVoltage)
            #expect(larger.thresholdVoltage >= smaller.thresholdVoltage)
        }
    }

    @Test func publishedFiguresAreThose() throws {
        let node = try #require(SiliconNode(nanometers: 65))
        #expect(node.interpolated.isEmpty && abs(node.sramCellArea / 0.525e-12 - 1) < 1e-12)
        #expect(try #require(SiliconNode(nanometers: 7)).sramCellArea < 0.028e-12)
    }

    @Test func interpolatedFiguresSaySo() throws {
        let node = try #require(SiliconNode(nanometers: 55))
        #expect(node.interpolated.contains("SRAM cell area") && !node.interpolated.contains("supply"))
        #expect((0.346e-12...0.525e-12).contains(node.sramCellArea))
    }

    @Test func nodesOutsideTheRangeHaveNoFigures() {
        #expect(SiliconNode(nanometers: 2) == nil && SiliconNode(nanometers: 250) == nil)
        #expect(SiliconNode(nanometers: 110) != nil)
    }

    @Test func delaysFollowTheAlphaPowerLaw() throws {
        let node = try #require(SiliconNode(nanometers: 65))
        let nominal = OperatingPoint(node, supply: node.supplyVoltage)
        #expect(nominal.fanOutDelay == node.fanOutDelay && nominal.slowing == 1)
        #expect(OperatingPoint(node, supply: 0.8).slowing > 1.5)
        #expect(OperatingPoint(node, supply: 0.45).isNearThreshold && !nominal.isNearThreshold)
        // Even below the threshold delays are finite, and fall with the supply.
        #expect(OperatingPoint(node, supply: 0.2).slowing.isFinite)
    }

    @Test func theTableHasEveryNodeAndEverySource() {
        let lines = SiliconNode.markdown.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("| ") } == SiliconNode.nodes.count + 1 + 1)
        #expect(lines.count { $0.hasPrefix("- ") } == 5)
    }
}
