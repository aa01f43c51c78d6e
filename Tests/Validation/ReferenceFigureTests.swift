// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Estimation
import Revisions
import Testing
import Workload
import _TestSupport

/// Every figure of the fixtures' cases against DNN+NeuroSim V2.1.
@Suite struct ReferenceFigureTests {
    @Test func thereAreCases() {
        #expect(ReferenceCase.names.count >= 97)
    }

    @Test(arguments: ReferenceCase.names)
    func figuresAreThoseOfTheReference(_ name: String) throws {
        let golden = try ReferenceCase(named: name)
        let network = try golden.readNetwork()
        let estimator = try Estimator(
            configuration: golden.configuration(), network: network, weightBits: golden.weightBits,
            activationBits: golden.activationBits)
        let estimate = try estimator.estimate(
            golden.readTrace(network), source: .trace(path: golden.trace), threads: 1)
        let comparison = ReferenceComparison(golden, estimate).result
        #expect(comparison.problems.isEmpty, "\(comparison.problems.prefix(8))")
        #expect(comparison.count > 100)
    }
}

/// Looks up the figures of a case in an estimate.
private struct ReferenceComparison {
    let golden: ReferenceCase
    let estimate: Estimate
    private(set) var result = FigureComparison()

    init(_ golden: ReferenceCase, _ estimate: Estimate) {
        self.golden = golden
        self.estimate = estimate
        compareFloorplan()
        compareAreas()
        compareRates()
        compareRows()
    }

    private mutating func compareFloorplan() {
        let (actual, expected) = (estimate.floorplan, golden.floorplan)
        compare([actual.conventionalTileSize, actual.conventionalTileSize], expected.conventionalTile, "tile size")
        compare(
            [actual.conventionalElementSize, actual.conventionalElementSize], expected.conventionalElement,
            "element size")
        let novel =
            actual.usesNovelMapping
            ? [actual.novelElementsPerTile, actual.novelElementSize, actual.novelElementSize] : []
        compare(novel, expected.novelTile ?? [], "novel tile size")
        compare(actual.layers.map(\.tiles), expected.tiles, "tiles")
        compare(actual.layers.map(\.speedUp), expected.speedUps, "speed-up")
        for (index, (layer, share)) in zip(actual.layers, expected.utilizations).enumerated() {
            result.compare(layer.utilization, share, "utilization of layer \(index + 1)")
        }
        result.compare(actual.utilization * 100, expected.utilization, "utilization")
    }

    private mutating func compare(_ actual: [Int], _ expected: [Int], _ name: String) {
        result.compare(Double(actual.count), Double(expected.count), "number of \(name)")
        for (one, other) in zip(actual, expected) { result.compare(Double(one), Double(other), name) }
    }

    private mutating func compareAreas() {
        let area = estimate.area
        let actual = [
            "total": estimate.totalArea, "array": area.array, "conversion": area.conversion,
            "accumulation": area.accumulation, "interconnect": area.interconnect, "other": area.other,
            "weightGradient": area.weightGradient,
        ]
        for (name, expected) in golden.area { result.compare((actual[name] ?? .nan) * 1e12, expected, "\(name) area") }
    }

    private mutating func compareRates() {
        let chip = estimate.chip
        let actual = [
            "operationsPerJoule": chip.operationsPerJoule / 1e12,
            "operationsPerSecond": chip.operationsPerSecond / 1e12, "framesPerSecond": chip.framesPerSecond,
            "peakOperationsPerJoule": chip.peakOperationsPerJoule / 1e12,
            "peakOperationsPerSecond": chip.peakOperationsPerSecond / 1e12,
            "peakFramesPerSecond": chip.peakFramesPerSecond,
        ]
        for (name, expected) in golden.rates { result.compare(actual[name] ?? .nan, expected, name) }
    }

    private mutating func compareRows() {
        let layers = estimate.layers.map {
            figures($0.costs, $0.peak, $0.breakdown, power: $0.leakagePower, energy: $0.leakageEnergy)
        }
        let chip = estimate.chip
        let total = figures(
            chip.costs, chip.peak, chip.breakdown, power: chip.leakagePower, energy: chip.leakageEnergy)
        for (name, figure) in total {
            let expected = golden.rows[name] ?? [Double?](repeating: 0, count: layers.count + 1)
            result.compare(figure, expected[layers.count], "chip \(name)")
            // The report has sums of phases for the chip alone.
            guard !name.contains("total") else { continue }
            for (index, layer) in layers.enumerated() {
                result.compare(layer[name] ?? .nan, expected[index], "layer \(index + 1) \(name)")
            }
        }
    }

    /// Figures by their names in the fixtures [ns, pJ, uW].
    private func figures(
        _ costs: PhaseCosts, _ peak: PhaseCosts, _ breakdown: CostBreakdown, power: Double, energy: Double
    ) -> [String: Double] {
        var result = ["leakage.power": power * 1e6, "leakage.energy": energy * 1e12]
        var named: [(String, OperationCost)] = [("total", costs.total), ("peak.total", peak.total)]
        for (prefix, phases) in [("", costs), ("peak.", peak)] {
            named += [
                (prefix + "forward", phases.forward), (prefix + "activationGradient", phases.activationGradient),
                (prefix + "weightGradient", phases.weightGradient), (prefix + "weightUpdate", phases.weightUpdate),
            ]
        }
        named += breakdown.named.map { ("by." + $0.name, $0.cost) }
        for (name, cost) in named {
            result[name + ".latency"] = cost.latency * 1e9
            result[name + ".energy"] = cost.energy * 1e12
        }
        return result
    }
}
