// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Testing

@testable import Circuits
@testable import Technology

/// What must hold for wires, buses and H-trees.
@Suite struct InterconnectTests {
    static let unit = Footprint(width: 2e-4, height: 3e-4)

    static func wire(
        tolerance: Double, downsizing: RepeatedWire.Downsizing = .halving, resistance: Double = 1e6
    ) throws -> RepeatedWire {
        RepeatedWire(
            resistance: resistance, delayTolerance: tolerance, downsizing: downsizing,
            technology: try Technology(node: 32, roadmap: .lowStandbyPower))
    }

    static func tree(
        rows: Int, columns: Int, unit: Footprint = unit, tolerance: Double = 0.1,
        branches: BranchWires = .withoutResistance
    ) throws -> HTree {
        HTree(
            rows: rows, columns: columns, busWidth: 512, unit: unit, foldingRatio: 4, delayTolerance: tolerance,
            wireResistance: 1e6, branches: branches,
            technology: try Technology(node: 32, roadmap: .lowStandbyPower))
    }

    @Test(arguments: [RepeatedWire.Downsizing.stepwise, .halving])
    func toleratedDelayIsUsedUp(downsizing: RepeatedWire.Downsizing) throws {
        let fastest = try Self.wire(tolerance: 0, downsizing: downsizing)
        let relaxed = try Self.wire(tolerance: 0.2, downsizing: downsizing)
        #expect(relaxed.delay >= 1.2 * fastest.delay)
        #expect(relaxed.spacing < fastest.spacing)
    }

    @Test func hugeToleranceEndsWithTheSmallestRepeaters() throws {
        let wire = try Self.wire(tolerance: 1e12, downsizing: .halving)
        let smallest = StandardCell.inverter(technology: try Technology(node: 32, roadmap: .lowStandbyPower))
        #expect(wire.repeater.inputCapacitance == smallest.inputCapacitance)
        #expect(wire.delay.isFinite && wire.energy.isFinite && wire.leakagePower.isFinite)
    }

    @Test func thinnerWiresAreSlower() throws {
        let wide = try Self.wire(tolerance: 0, resistance: 1e5)
        let thin = try Self.wire(tolerance: 0, resistance: 1e6)
        #expect(wide.delay < thin.delay)
        #expect(wide.spacing > thin.spacing)
        #expect(thin.delay(branchResistance: 0) < thin.delay)
    }

    @Test func wireWithoutResistanceIsFinite() throws {
        let wire = try Self.wire(tolerance: 0.1, resistance: 0)
        #expect(wire.delay > 0 && wire.delay.isFinite)
        #expect(wire.energy > 0 && wire.energy.isFinite)
    }

    @Test func busGrowsWithItsLength() throws {
        let technology = try Technology(node: 7, roadmap: .highPerformance)
        let buses = [2, 3, 9].map {
            Bus(
                .vertical, rows: $0, columns: 4, width: 64, unit: Self.unit, wireResistance: 1e7, technology: technology
            )
        }
        #expect(buses.map(\.length) == [Self.unit.height, 2 * Self.unit.height, 8 * Self.unit.height])
        let ratio = buses[2].cost(of: .transfer(bits: 0)).latency / buses[0].cost(of: .transfer(bits: 0)).latency
        #expect(abs(ratio - 8) < 1e-12)
        #expect((buses[2].cost(of: .transfer(bits: 5)) * 2).energy == buses[2].cost(of: .transfer(bits: 10)).energy)
        #expect(buses[0].area == 0)
    }

    @Test func busOverASingleUnitCostsNothing() throws {
        let bus = Bus(
            .horizontal, rows: 1, columns: 1, width: 64, unit: Self.unit, wireResistance: 1e6,
            technology: try Technology(node: 22, roadmap: .highPerformance))
        #expect(bus.length == 0)
        #expect(bus.cost(of: .transfer(bits: 64)) == .zero)
        #expect(bus.leakagePower == 0)
    }

    @Test func treeOverASingleUnitCostsNothing() throws {
        let tree = try Self.tree(rows: 1, columns: 1)
        #expect(tree.levelCount == 0)
        #expect(tree.footprint == .zero)
        #expect(tree.cost(of: .transfer(bits: 8, unit: Self.unit)) == .zero)
        #expect(tree.leakagePower == 0)
    }

    @Test func treeOverUnitsWithoutExtentCostsNothing() throws {
        let tree = try Self.tree(rows: 4, columns: 4, unit: .zero)
        #expect(tree.footprint == .zero)
        #expect(tree.leakagePower == 0)
    }

    @Test(arguments: [(2, 2, 1), (3, 2, 2), (4, 4, 2), (5, 1, 3), (8, 8, 3), (1, 9, 4)])
    func levelsCoverTheLongerSide(rows: Int, columns: Int, levelCount: Int) throws {
        let tree = try Self.tree(rows: rows, columns: columns)
        #expect(tree.levelCount == levelCount)
        #expect(tree.cost(of: .transfer(bits: 0, unit: Self.unit)).latency > 0)
    }

    @Test func largerGridsCostMore() throws {
        let trees = try [2, 4, 8, 16].map { try Self.tree(rows: $0, columns: $0) }
        for (smaller, larger) in zip(trees, trees.dropFirst()) {
            #expect(smaller.area < larger.area)
            #expect(smaller.leakagePower < larger.leakagePower)
            #expect(
                smaller.cost(of: .transfer(bits: 0, unit: Self.unit)).latency
                    < larger.cost(of: .transfer(bits: 0, unit: Self.unit)).latency
            )
        }
    }

    @Test func distancesScaleLatencyAndEnergy() throws {
        let tree = try Self.tree(rows: 4, columns: 6)
        let double = Footprint(width: 2 * Self.unit.width, height: 2 * Self.unit.height)
        let latency =
            tree.cost(of: .transfer(bits: 0, unit: double)).latency
            / tree.cost(of: .transfer(bits: 0, unit: Self.unit)).latency
        let energy =
            tree.cost(of: .transfer(bits: 4, unit: double)).energy
            / tree.cost(of: .transfer(bits: 4, unit: Self.unit)).energy
        #expect(abs(latency - 2) < 1e-12)
        #expect(abs(energy - 2) < 1e-12)
    }

    @Test func longBranchesAreWiderAndWideWiresThicker() {
        let wires = BranchWires(arrayWireWidth: 40e-9, temperature: 300, featureSize: 32e-9)
        // 2.73e-8 Ohm m over 80 nm x 80 nm x 2.30; four times the width beyond 100,000 feature sizes.
        let short = wires.resistancePerLength(length: 1e-3)
        #expect(abs(short / (2.73e-8 / (80e-9 * 80e-9 * 2.30)) - 1) < 1e-12)
        let long = wires.resistancePerLength(length: 4e-3)
        #expect(abs(long / (2.73e-8 / (160e-9 * 160e-9 * 2.30)) - 1) < 1e-12)
        let top = BranchWires(arrayWireWidth: 100e-9, temperature: 400, featureSize: 65e-9)
        let warm = 2.42e-8 * 1.451
        #expect(abs(top.resistancePerLength(length: 1e-3) / (warm / (200e-9 * 200e-9 * 2.10)) - 1) < 1e-9)
        #expect(BranchWires.withoutResistance.resistancePerLength(length: 1) == 0)
    }

    @Test func wireResistanceSlowsEveryLevelButTheFirst() throws {
        let resistive = BranchWires(arrayWireWidth: 40e-9, temperature: 300, featureSize: 32e-9)
        let ideal = try Self.tree(rows: 4, columns: 4)
        let real = try Self.tree(rows: 4, columns: 4, branches: resistive)
        let unit = Self.unit
        #expect(
            real.cost(of: .transfer(bits: 0, unit: unit)).latency
                > ideal.cost(of: .transfer(bits: 0, unit: unit)).latency)
        #expect(
            real.cost(of: .transfer(bits: 1, unit: unit)).energy
                == ideal.cost(of: .transfer(bits: 1, unit: unit)).energy)
        // A tree of one level has only a first one: its wires count where a resistance is given for it.
        let small = try Self.tree(rows: 2, columns: 2, branches: resistive)
        let bare = try Self.tree(rows: 2, columns: 2)
        #expect(
            small.cost(of: .transfer(bits: 0, unit: unit)).latency
                == bare.cost(of: .transfer(bits: 0, unit: unit)).latency)
        let loaded = small.cost(of: .transfer(bits: 0, unit: unit, firstLevelResistance: 1e6)).latency
        #expect(loaded > small.cost(of: .transfer(bits: 0, unit: unit)).latency)
    }
}
