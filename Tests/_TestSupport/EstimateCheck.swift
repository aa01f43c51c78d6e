// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Workload

/// What must hold for every estimate.
package struct EstimateCheck {
    package let estimate: Estimate
    package private(set) var problems: [String] = []

    package init(_ estimate: Estimate) {
        self.estimate = estimate
        checkFigures()
        checkFloorplan()
        if estimate.configuration.accounting == .exact { checkSums() }
    }

    // MARK: Every figure is finite and not negative

    private mutating func require(_ condition: Bool, _ problem: @autoclosure () -> String) {
        if !condition { problems.append(problem()) }
    }

    private mutating func check(_ figure: Double, _ name: String) {
        require(figure.isFinite && figure >= 0, "\(name) is \(figure)")
    }

    /// Beyond this a time has grown out of all proportion [s].
    private static let absurdTime = 1e40

    private mutating func check(_ cost: OperationCost, _ name: String, mayNeverEnd: Bool = false) {
        if !(mayNeverEnd && cost.neverEnds) {
            check(cost.latency, "\(name) latency")
            require(cost.latency < Self.absurdTime, "\(name) latency is \(cost.latency) s")
        }
        check(cost.energy, "\(name) energy")
    }

    private mutating func check(_ costs: PhaseCosts, _ name: String, mayNeverEnd: Bool) {
        check(costs.forward, "\(name) forward")
        check(costs.activationGradient, "\(name) activation gradient")
        check(costs.weightGradient, "\(name) weight gradient")
        check(costs.weightUpdate, "\(name) weight update", mayNeverEnd: mayNeverEnd)
    }

    private mutating func check(_ breakdown: CostBreakdown, _ name: String, mayNeverEnd: Bool) {
        for (category, cost) in breakdown.named {
            check(cost, "\(name) \(category)", mayNeverEnd: mayNeverEnd && category == "weightUpdate")
        }
    }

    /// What takes the place of a time that never ends is a time, and a warning names the cause.
    private mutating func check(_ update: EndlessUpdate?, _ name: String) {
        guard let update else { return }
        check(OperationCost(latency: update.latency, energy: 0), "\(name) update")
        check(OperationCost(latency: update.peakLatency, energy: 0), "\(name) peak update")
        require(estimate.configuration.accounting == .neurosim, "\(name) never ends in exact accounting")
        require(
            estimate.warnings.contains { $0.contains("never ends") && $0.contains(update.cause.description) },
            "\(name) never ends without a warning")
    }

    private mutating func checkFigures() {
        for (category, area) in areas { check(area, "\(category) area") }
        check(estimate.totalArea, "chip area")
        require(estimate.totalArea > 0, "the chip has no area")
        for (index, layer) in estimate.layers.enumerated() {
            let name = "layer \(index + 1)"
            let mayNeverEnd = layer.endlessUpdate != nil
            check(layer.costs, name, mayNeverEnd: mayNeverEnd)
            check(layer.peak, "\(name) peak", mayNeverEnd: mayNeverEnd)
            check(layer.breakdown, name, mayNeverEnd: mayNeverEnd)
            check(layer.endlessUpdate, name)
            check(layer.leakagePower, "\(name) leakage power")
            check(layer.leakageEnergy, "\(name) leakage energy")
            check(layer.programming, "\(name) programming")
            check(layer.conversions, "\(name) conversions")
        }
        let chip = estimate.chip
        let mayNeverEnd = chip.endlessUpdate != nil
        check(chip.costs, "chip", mayNeverEnd: mayNeverEnd)
        check(chip.peak, "chip peak", mayNeverEnd: mayNeverEnd)
        check(chip.breakdown, "chip", mayNeverEnd: mayNeverEnd)
        check(chip.endlessUpdate, "chip")
        check(chip.programming, "chip programming")
        let rates = [
            chip.leakagePower, chip.leakageEnergy, chip.operations, chip.operationsPerJoule, chip.operationsPerSecond,
            chip.framesPerSecond, chip.peakOperationsPerJoule, chip.peakOperationsPerSecond, chip.peakFramesPerSecond,
        ]
        for (index, rate) in rates.enumerated() { check(rate, "chip rate \(index)") }
    }

    private var areas: [(String, Double)] {
        let area = estimate.area
        return [
            ("array", area.array), ("conversion", area.conversion), ("accumulation", area.accumulation),
            ("interconnect", area.interconnect), ("other", area.other), ("weight gradient", area.weightGradient),
        ]
    }

    // MARK: Nothing is lost on the floor

    private mutating func checkFloorplan() {
        let plan = estimate.floorplan
        require(plan.layers.count == estimate.network.layers.count, "layers are missing in the floorplan")
        var next = 0
        for (index, placement) in plan.layers.enumerated() {
            let name = "layer \(index + 1)"
            require(placement.tiles > 0, "\(name) has no tiles")
            require(placement.firstTile == next, "\(name) does not begin behind the layer before it")
            next += placement.tiles
            let share = placement.utilization
            let isNominal = estimate.configuration.accounting == .neurosim
            require(share > 0 && (isNominal || share <= 1 + 1e-12), "\(name) uses \(share) of its tiles")
        }
        require(plan.tiles == next, "\(plan.tiles) tiles on the chip, \(next) in layers")
        require(plan.gridRows * plan.gridColumns >= plan.tiles, "the grid is too small")
    }

    // MARK: Parts add up

    private mutating func checkEqual(_ left: Double, _ right: Double, _ name: String) {
        let scale = max(abs(left), abs(right))
        require(abs(left - right) <= 1e-9 * scale, "\(name): \(left) is not \(right)")
    }

    private mutating func checkSum(_ breakdown: CostBreakdown, _ costs: PhaseCosts, _ name: String) {
        checkEqual(breakdown.total.latency, costs.total.latency, "\(name) latency by cause and by phase")
        checkEqual(breakdown.total.energy, costs.total.energy, "\(name) energy by cause and by phase")
    }

    private mutating func checkPeak(_ peak: PhaseCosts, _ costs: PhaseCosts, _ name: String) {
        let paths: [KeyPath<PhaseCosts, OperationCost>] = [
            \.forward, \.activationGradient, \.weightGradient, \.weightUpdate,
        ]
        for (index, path) in paths.enumerated() {
            let (least, all) = (peak[keyPath: path], costs[keyPath: path])
            require(
                least.latency <= all.latency * (1 + 1e-12), "\(name) phase \(index): takes longer without data movement"
            )
            require(
                least.energy <= all.energy * (1 + 1e-12), "\(name) phase \(index): takes more without data movement")
        }
    }

    private mutating func checkSums() {
        checkEqual(estimate.area.total, estimate.totalArea, "chip area")
        for (index, layer) in estimate.layers.enumerated() {
            checkSum(layer.breakdown, layer.costs, "layer \(index + 1)")
            checkPeak(layer.peak, layer.costs, "layer \(index + 1)")
        }
        let chip = estimate.chip
        checkSum(chip.breakdown, chip.costs, "chip")
        require(chip.peak.total.latency <= chip.costs.total.latency * (1 + 1e-12), "computing takes longer than all")
        require(chip.peak.total.energy <= chip.costs.total.energy * (1 + 1e-12), "computing takes more than all")
        let tiles = estimate.layers.reduce(0) { $0 + $1.leakagePower }
        require(tiles <= chip.leakagePower, "tiles leak \(tiles) W, the chip \(chip.leakagePower) W")
        checkEqual(chip.leakagePower * chip.costs.total.latency, chip.leakageEnergy, "leakage energy")
    }
}
