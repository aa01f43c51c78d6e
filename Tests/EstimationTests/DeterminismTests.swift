// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Estimation
import Testing
import Workload

/// Figures depend on the inputs alone.
@Suite struct DeterminismTests {
    /// Every tenth random case, counted either way in turn.
    static let cases = stride(from: 0, to: 500, by: 10).map(RandomCase.init(seed:))

    @Test(arguments: cases)
    func threadsDoNotMatter(_ random: RandomCase) throws {
        let accounting: Accounting = random.seed % 20 == 0 ? .exact : .neurosim
        let alone = try random.estimate(accounting, threads: 1)
        for threads in 2...3 {
            let shared = try random.estimate(accounting, threads: threads)
            expectIdentical(alone, shared, "\(threads) threads, \(random.description)")
        }
    }

    /// A layer whose vectors are split over work items.
    @Test(arguments: ["1", "2"])
    func threadsDoNotMatterForSplitLayers(mode: String) throws {
        let layer = try SampleNetworks.convolution(48, 4, 3, 24)
        let sample = try Sample(
            .init(layers: [layer]), ["operationmode=\(mode)", "numRowSubArray=32", "numColSubArray=32"])
        let alone = try sample.estimate(threads: 1)
        expectIdentical(alone, try sample.estimate(threads: 3), "3 threads")
        expectIdentical(alone, try sample.estimate(threads: 2), "2 threads")
    }

    @Test func seedsMatter() throws {
        var sample = try Sample(SampleNetworks.assorted())
        let first = try sample.estimate()
        sample.seed += 1
        let second = try sample.estimate()
        #expect(first.area == second.area)
        #expect(first.chip.costs != second.chip.costs)
    }
}

/// Every figure is the same, to the last bit.
func expectIdentical(
    _ left: Estimate, _ right: Estimate, _ comment: String, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(left.area == right.area, "\(comment)", sourceLocation: sourceLocation)
    #expect(left.totalArea == right.totalArea, "\(comment)", sourceLocation: sourceLocation)
    #expect(left.floorplan == right.floorplan, "\(comment)", sourceLocation: sourceLocation)
    #expect(left.layers == right.layers, "\(comment)", sourceLocation: sourceLocation)
    #expect(left.chip == right.chip, "\(comment)", sourceLocation: sourceLocation)
    #expect(left.operations == right.operations, "\(comment)", sourceLocation: sourceLocation)
}
