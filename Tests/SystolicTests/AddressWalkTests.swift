import Testing

@testable import Systolic

/// Folds and buffers against a walk over all addresses, on random layers.
@Suite struct AddressWalkTests {
    @Test(arguments: 0..<40)
    func figuresEqualThoseOfAWalkOverAllAddresses(_ seed: Int) throws {
        var random = RandomLayers(seed: UInt64(seed))
        for _ in 0..<12 {
            let layer = try random.layer()
            let design = try random.design()
            try expectEqual(layer, design, .scaleSim)
        }
    }

    @Test(arguments: 100..<130)
    func bordersAndBatchesEqualThoseOfAWalkOverAllAddresses(_ seed: Int) throws {
        var random = RandomLayers(seed: UInt64(seed))
        for _ in 0..<12 {
            let layer = try random.layer(isExtended: true)
            let design = try random.design()
            try expectEqual(layer, design, .scaleSim)
        }
    }

    @Test(arguments: 200..<210)
    func stallsThatAreCountedOnceEqualThoseOfAWalk(_ seed: Int) throws {
        var random = RandomLayers(seed: UInt64(seed))
        var rules = SystolicRules.scaleSim
        rules.countsStallsOnce = true
        for _ in 0..<12 {
            let layer = try random.layer()
            try expectEqual(layer, try random.design(bandwidth: .uniform(2)), rules)
        }
    }

    private func expectEqual(_ layer: SystolicLayer, _ design: SystolicDesign, _ rules: SystolicRules) throws {
        let figures: LayerFigures
        do {
            figures = try LayerSimulation(layer, on: design, rules: rules).figures()
        } catch {
            // Some borders leave nothing that is read.
            #expect(layer.border != .none)
            return
        }
        let walk = AddressWalk(layer: layer, design: design, doublesStalls: !rules.countsStallsOnce)
        let expected = walk.figures()
        let found = figures.walked
        let wrong = expected.filter { found[$0.key] != $0.value }.map {
            "\($0.key): \(found[$0.key] ?? 0), not \($0.value)"
        }
        #expect(wrong.isEmpty, "\(wrong.sorted()): \(layer) on \(design)")
    }
}
