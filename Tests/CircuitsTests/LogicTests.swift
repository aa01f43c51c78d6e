// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Testing
import _TestSupport

@testable import Circuits
@testable import Technology

/// What must hold for logic circuits in any process.
@Suite struct LogicTests {
    static let clockFrequency = ReferenceProcess.clockFrequency

    @Test(arguments: ReferenceProcess.allCases) func longerWordsTakeLonger(process: ReferenceProcess) throws {
        let technology = try process.technology()
        let delays = [2, 3, 8, 32].map { bits in
            Adder(bits: bits, count: 1, technology: technology).cost(of: .add(load: 1e-15)).latency
        }
        #expect(zip(delays, delays.dropFirst()).allSatisfy { $0 < $1 })
        let comparisons = [1, 2, 3, 8].map { bits in
            Comparator(bits: bits, count: 1, technology: technology).cost(of: .compare(load: 1e-15)).latency
        }
        #expect(comparisons.allSatisfy { $0 > 0 })
        #expect(zip(comparisons, comparisons.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func wordsOfOneAndTwoBitsHaveNoMiddleBits() throws {
        let technology = try Technology(node: 22, roadmap: .highPerformance)
        let one = Adder(bits: 1, count: 1, technology: technology).cost(of: .add(load: 0)).latency
        let two = Adder(bits: 2, count: 1, technology: technology).cost(of: .add(load: 0)).latency
        #expect(one == two)
    }

    @Test(arguments: ReferenceProcess.allCases) func loadAndSlowEdgesDelay(process: ReferenceProcess) throws {
        let adder = Adder(bits: 8, count: 4, technology: try process.technology())
        let unloaded = adder.cost(of: .add(load: 0)).latency
        #expect(adder.cost(of: .add(load: 1e-14)).latency > unloaded)
        #expect(adder.cost(of: .add(load: 0, inputRamp: Ramp(slope: 1e9))).latency > unloaded)
    }

    @Test func moreActiveAddersThanThereAreChangeNothing() throws {
        let adder = Adder(bits: 8, count: 4, technology: try Technology(node: 45, roadmap: .highPerformance))
        let all = adder.cost(of: .add()).energy
        #expect(adder.cost(of: .add(active: 100)).energy == all)
        #expect(abs(adder.cost(of: .add(active: 1)).energy / all - 0.25) < 1e-12)
    }

    @Test(arguments: [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3), (8, 3), (9, 4), (1024, 10)])
    func treeHasAStageForEachDoubling(unitCount: Int, stageCount: Int) throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let tree = AdderTree(unitCount: unitCount, inputBits: 4, treeCount: 2, technology: technology)
        #expect(tree.stageCount == stageCount)
        #expect((tree.area > 0) == (unitCount > 1))
        #expect(tree.leakagePower == tree.leakagePower(summing: unitCount))
    }

    @Test func treeOfThreeLacksAnAdderInItsLastStage() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let tree = AdderTree(unitCount: 4, inputBits: 4, treeCount: 1, technology: technology)
        let two = tree.cost(of: .sum(units: 2)).energy
        let three = tree.cost(of: .sum(units: 3)).energy
        #expect(three == two)
        #expect(tree.cost(of: .sum(units: 3)).latency == tree.cost(of: .sum(units: 4)).latency)
    }

    @Test func treeOfOneOrNoUnitCostsNothing() throws {
        let technology = try Technology(node: 7, roadmap: .highPerformance)
        for unitCount in [0, 1] {
            let tree = AdderTree(
                unitCount: unitCount, inputBits: 4, treeCount: 5, layout: .width(1e-4), technology: technology)
            #expect(tree.area == 0)
            #expect(tree.cost(of: .sum()) == .zero)
            #expect(tree.leakagePower == 0)
        }
    }

    @Test(arguments: ReferenceProcess.allCases) func tooNarrowALayoutGivesOneUnitALine(process: ReferenceProcess) throws
    {
        let technology = try process.technology()
        let free = Adder(bits: 4, count: 6, technology: technology)
        for layout in [LayoutConstraint.width(1e-9), .height(1e-9)] {
            let adder = Adder(bits: 4, count: 6, layout: layout, technology: technology)
            #expect(abs(adder.area / free.area - 1) < 1e-12)
            let register = DFlipFlop(
                count: 6, clockFrequency: Self.clockFrequency, layout: layout, technology: technology)
            #expect(register.footprint.width > 1e-9 && register.footprint.height > 1e-9)
        }
    }

    @Test func circuitsWithoutUnitsTakeNoArea() throws {
        let technology = try Technology(node: 32, roadmap: .highPerformance)
        let adder = Adder(bits: 4, count: 0, layout: .width(1e-4), technology: technology)
        let register = DFlipFlop(
            count: 0, clockFrequency: Self.clockFrequency, layout: .height(1e-4), technology: technology)
        #expect(adder.area == 0 && adder.leakagePower == 0)
        #expect(register.area == 0 && register.leakagePower == 0)
    }

    @Test func idleFlipFlopsAreStillClocked() throws {
        let register = DFlipFlop(
            count: 16, clockFrequency: Self.clockFrequency,
            technology: try Technology(node: 65, roadmap: .lowStandbyPower))
        let idle = register.cost(of: .store(activeBits: 0)).energy
        let busy = register.cost(of: .store()).energy
        #expect(idle > 0)
        #expect(busy > idle)
        #expect(register.cost(of: .store(activeBits: 1000)).energy == busy)
    }

    @Test func fasterClockShortensAccesses() throws {
        let technology = try Technology(node: 22, roadmap: .lowStandbyPower)
        let slow = DFlipFlop(count: 8, clockFrequency: 1e9, technology: technology)
        let fast = DFlipFlop(count: 8, clockFrequency: 2e9, technology: technology)
        #expect(slow.cost(of: .store()).latency == 2 * fast.cost(of: .store()).latency)
        #expect(slow.cost(of: .store()).latency == 0.5e-9)
    }

    @Test func shiftAndAddHidesBehindALongReadPulse() throws {
        let unit = ShiftAdd(
            unitCount: 16, adderBits: 6, pulseCount: 8, clockFrequency: 1e9,
            technology: try Technology(node: 22, roadmap: .highPerformance))
        let once = unit.cost(of: .accumulate(steps: 1, readPulseWidth: 0)).latency
        #expect(unit.cost(of: .accumulate(steps: 8, readPulseWidth: 1)).latency == once)
        #expect(abs(unit.cost(of: .accumulate(steps: 8, readPulseWidth: 0)).latency / (8 * once) - 1) < 1e-12)
    }

    @Test(arguments: [LayoutConstraint.free, .width(5e-5), .height(5e-5)])
    func areaDoesNotDependOnTheShape(layout: LayoutConstraint) throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let cell = try ReferenceProcess.lowStandbyPower32.resistiveCell()
        func areas(_ layout: LayoutConstraint) -> [Double] {
            [
                Comparator(bits: 8, count: 9, layout: layout, technology: technology).area,
                MaxPooling(bits: 8, window: 4, unitCount: 9, layout: layout, technology: technology).area,
                BitShifter(unitCount: 9, bits: 8, clockFrequency: 1e9, layout: layout, technology: technology).area,
                Sigmoid(
                    outputBits: 8, entryCount: 16, unitCount: 9, cell: cell, clockFrequency: 1e9, layout: layout,
                    technology: technology
                ).area,
            ]
        }
        #expect(largestDifference(areas(layout), areas(.free)) < 1e-12)
    }

    @Test func largerPoolingWindowsCostMore() throws {
        let technology = try Technology(node: 10, roadmap: .highPerformance)
        let units = [2, 4, 16].map { MaxPooling(bits: 8, window: $0, unitCount: 3, technology: technology) }
        for (smaller, larger) in zip(units, units.dropFirst()) {
            #expect(smaller.area < larger.area)
            #expect(smaller.cost(of: .pool(load: 0)).latency < larger.cost(of: .pool(load: 0)).latency)
            #expect(smaller.cost(of: .pool()).energy < larger.cost(of: .pool()).energy)
        }
    }

    @Test func lookupTableInAnSRAMIsFinite() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let cell = try ReferenceProcess.lowStandbyPower32.sixTransistorCell()
        let table = Sigmoid(
            outputBits: 8, entryCount: 1, unitCount: 2, cell: cell, clockFrequency: 1e9, technology: technology)
        let figures =
            table.staticFigures + [table.cost(of: .lookUp).latency, table.cost(of: .lookUp).energy]
        #expect(figures.allSatisfy { $0.isFinite && $0 > 0 })
    }

    @Test func leakageGrowsWithTemperature() throws {
        let cold = try Technology(node: 22, roadmap: .lowStandbyPower, temperature: 300)
        let hot = try Technology(node: 22, roadmap: .lowStandbyPower, temperature: 380)
        let figures = [cold, hot].map { Adder(bits: 8, count: 8, technology: $0).leakagePower }
        #expect(figures[0] < figures[1])
    }
}
