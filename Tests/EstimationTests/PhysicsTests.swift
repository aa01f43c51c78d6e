// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Testing
import Workload

/// Figures move the way physics says when one input moves.
@Suite struct PhysicsTests {
    static let accountings = ["accounting=neurosim", "accounting=exact"]

    /// Estimates of one network over values of one parameter.
    private func vary(
        _ name: String, _ values: [String], _ others: [String] = [], _ figure: (Estimate) -> Double
    ) throws -> [Double] {
        let network = try SampleNetworks.plain()
        return try values.map { value in
            let sample = try Sample(
                network, ["numRowSubArray=32", "numColSubArray=32"] + others + ["\(name)=\(value)"])
            return figure(try sample.estimate())
        }
    }

    private func rises(_ figures: [Double]) -> Bool {
        zip(figures, figures.dropFirst()).allSatisfy { $0 < $1 }
    }

    @Test(arguments: accountings)
    func moreLevelsNeedLargerConverters(accounting: String) throws {
        #expect(rises(try vary("levelOutput", ["8", "32", "128"], [accounting]) { $0.area.conversion }))
        #expect(rises(try vary("levelOutput", ["8", "32", "128"], [accounting]) { $0.totalArea }))
        #expect(
            rises(try vary("levelOutput", ["8", "32", "128"], [accounting]) { $0.chip.breakdown.conversion.energy }))
    }

    @Test(arguments: accountings, ["1", "2", "3"])
    func heatMakesChipsLeak(accounting: String, cell: String) throws {
        let others = [accounting, "memcelltype=\(cell)"]
        #expect(rises(try vary("temp", ["300", "340", "400"], others) { $0.chip.leakagePower }))
        #expect(rises(try vary("deviceroadmap", ["LSTP", "HP"], others) { $0.chip.leakagePower }))
    }

    @Test(arguments: accountings)
    func trainingTakesMoreForMoreImages(accounting: String) throws {
        let training = [accounting, "trainingEstimation=1"]
        let batches = ["16", "32", "200"]
        #expect(rises(try vary("batchSize", batches, training) { $0.chip.costs.total.energy }))
        #expect(rises(try vary("batchSize", batches, training) { $0.chip.costs.total.latency }))
        #expect(rises(try vary("numIteration", ["1", "10"], training) { $0.chip.costs.total.energy }))
        #expect(rises(try vary("trainingEstimation", ["0", "1"], [accounting]) { $0.totalArea }))
        let changes = training + ["memcelltype=1"]
        #expect(
            rises(
                try vary("syntheticUpdateDensity", ["0", "0.1", "0.9"], changes) { $0.chip.costs.weightUpdate.energy }))
    }

    @Test(arguments: accountings)
    func sharedConvertersAreSmallerAndSlower(accounting: String) throws {
        #expect(rises(try vary("numColMuxed", ["16", "8", "4"], [accounting]) { $0.area.conversion }))
        #expect(
            rises(try vary("numColMuxed", ["4", "8", "16"], [accounting]) { $0.chip.breakdown.conversion.latency }))
    }

    @Test(arguments: accountings)
    func rowsOneByOneTakeLonger(accounting: String) throws {
        #expect(rises(try vary("operationmode", ["2", "1"], [accounting]) { $0.chip.costs.forward.latency }))
    }

    @Test(arguments: accountings)
    func smallerNodesAreSmaller(accounting: String) throws {
        #expect(rises(try vary("technode", ["14", "22", "32", "65", "130"], [accounting]) { $0.totalArea }))
    }

    @Test(arguments: accountings)
    func activeInputsTakeEnergy(accounting: String) throws {
        let densities = ["0", "0.3", "0.9"]
        #expect(
            rises(try vary("syntheticActivationDensity", densities, [accounting]) { $0.chip.costs.forward.energy }))
    }

    @Test(arguments: accountings)
    func betterConductorsTakeEnergy(accounting: String) throws {
        let figures = try vary("resistanceOn", ["1e6", "240e3", "100e3"], [accounting, "SARADC=1"]) {
            $0.chip.breakdown.conversion.energy
        }
        #expect(rises(figures))
    }

    @Test(arguments: accountings)
    func longerNumbersTakeMore(accounting: String) throws {
        let network = try SampleNetworks.plain()
        let setting = ["numRowSubArray=32", "numColSubArray=32", "cellBit=1", accounting]
        let activations = try [2, 4, 8].map { try Sample(network, setting, activationBits: $0).estimate().chip.costs }
        #expect(rises(activations.map(\.forward.latency)))
        #expect(rises(activations.map(\.forward.energy)))
        let weights = try [2, 4, 8].map { try Sample(network, setting, weightBits: $0).estimate() }
        #expect(rises(weights.map(\.area.array)))
        #expect(rises(weights.map(\.chip.costs.forward.energy)))
    }

    @Test(arguments: accountings)
    func moreLayersTakeMore(accounting: String) throws {
        let layers = try SampleNetworks.plain().layers
        let estimates = try (1...layers.count).map { count in
            try Sample(
                Network(layers: Array(layers.prefix(count))), [accounting, "numRowSubArray=32", "numColSubArray=32"]
            ).estimate()
        }
        #expect(rises(estimates.map(\.chip.operations)))
        #expect(rises(estimates.map(\.chip.costs.forward.latency)))
        #expect(rises(estimates.map { Double($0.floorplan.tiles) }))
    }
}
