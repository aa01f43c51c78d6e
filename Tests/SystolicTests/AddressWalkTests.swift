// SPDX-License-Identifier: Apache-2.0

import ScaleSim
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
            try expectEqual(layer, design, ScaleSim.counting())
        }
    }

    @Test(arguments: 100..<130)
    func bordersAndBatchesEqualThoseOfAWalkOverAllAddresses(_ seed: Int) throws {
        var random = RandomLayers(seed: UInt64(seed))
        for _ in 0..<12 {
            let layer = try random.layer(isExtended: true)
            let design = try random.design()
            try expectEqual(layer, design, ScaleSim.counting())
        }
    }

    @Test(arguments: 1100..<1150)
    func stridesAndDilationsOfEachDirectionEqualThoseOfAWalkOverAllAddresses(_ seed: Int) throws {
        var random = RandomLayers(seed: UInt64(seed))
        for _ in 0..<12 {
            let layer = try random.unevenLayer()
            let design = try random.design()
            try expectEqual(layer, design, ScaleSim.counting())
        }
    }

    /// Words that windows share and words in all, against sets of positions.
    @Test func windowsShareWhatTheirPositionsShare() throws {
        var random = RandomLayers(seed: 1200)
        var overlapping = 0
        for _ in 0..<400 {
            let layer = try random.unevenLayer()
            let windows = InputWindows(layer, grid: try FoldGrid(layer, on: random.design()))
            let places = layer.filterHeight * layer.filterWidth
            let found = (0..<layer.windows).flatMap { window in
                (0..<places).compactMap { place in
                    windows.position(window: window, word: place * layer.channels).map {
                        [$0.image, $0.row, $0.column]
                    }
                }
            }
            #expect(windows.distinctWords == Set(found).count * layer.channels, "\(layer)")
            let isShared = Set(found).count < found.count
            #expect(layer.windowsOverlap || !isShared, "\(layer)")
            overlapping += isShared ? 1 : 0
        }
        #expect(overlapping > 50 && overlapping < 350)
    }

    @Test(arguments: 200..<210)
    func stallsThatAreCountedOnceEqualThoseOfAWalk(_ seed: Int) throws {
        var random = RandomLayers(seed: UInt64(seed))
        let counting = scaleSim(without: .chargesWaitsTwice)
        for _ in 0..<12 {
            let layer = try random.layer()
            try expectEqual(layer, try random.design(bandwidth: .uniform(2)), counting)
        }
    }

    private func expectEqual(_ layer: SystolicLayer, _ design: SystolicDesign, _ counting: ScaleSimCounting) throws {
        let figures: LayerFigures
        do {
            figures = try LayerSimulation(layer, on: design, counting: counting).figures()
        } catch {
            // Some borders leave nothing that is read.
            #expect(layer.border != .none)
            return
        }
        let walk = AddressWalk(layer: layer, design: design, doublesStalls: counting.chargesForWait == 2)
        let expected = walk.figures()
        let found = figures.walked
        let wrong = expected.filter { found[$0.key] != $0.value }.map {
            "\($0.key): \(found[$0.key] ?? 0), not \($0.value)"
        }
        #expect(wrong.isEmpty, "\(wrong.sorted()): \(layer) on \(design)")
    }
}
