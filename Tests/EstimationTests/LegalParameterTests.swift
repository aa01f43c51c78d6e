// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import Estimation
import Testing
import Workload
import _TestSupport

/// 300 random points of everything that parameters may be, in both ways of counting.
@Suite struct LegalParameterTests {
    static let cases = (0..<300).map { LegalCase(seed: $0) }

    @Test(arguments: cases)
    func figuresMakeSense(_ random: LegalCase) throws {
        for accounting in [Accounting.neurosim, .exact] {
            guard let estimate = try random.estimate(accounting) else { continue }
            let problems = EstimateCheck(estimate).problems
            #expect(problems.isEmpty, "\(accounting), \(random.description): \(problems.prefix(8))")
        }
    }

    /// Most points contradict each other. Code that is not optimized takes minutes for all.
    private static let pointsOfV15 = _isDebugAssertConfiguration() ? 200 : 2000

    /// What data transfers in cycles of their own need.
    private static let transfers = [
        "sync_data_transfer": "true", "globalBusType": "true", "chipActivation": "true", "novelMapping": "true",
        "pipeline": "true", "synchronous": "true", "globalBufferType": "false",
    ]

    /// 2,000 points of the parameters of V1.5, in both ways of counting, and as many with data transfers in cycles of their
    /// own, which one of both has.
    @Test(arguments: [[:], transfers])
    func figuresOfV15MakeSense(given: [String: String]) throws {
        var estimates = 0
        for seed in 0..<Self.pointsOfV15 {
            let random = LegalCase(seed: seed, revision: .neurosim15, with: given)
            for accounting in [Accounting.neurosim, .exact] {
                guard let estimate = try random.estimate(accounting) else { continue }
                estimates += 1
                let problems = EstimateCheck(estimate).problems
                #expect(problems.isEmpty, "\(accounting), \(random.description): \(problems.prefix(8))")
            }
        }
        #expect(estimates * 50 > Self.pointsOfV15)
    }

    @Test func mostPointsHaveAChip() throws {
        let estimates = try Self.cases.prefix(100).compactMap { try $0.estimate(.neurosim) }
        #expect(estimates.count > 15)
        #expect(try Self.cases.contains { try $0.estimate(.neurosim)?.chip.endlessUpdate != nil })
    }

    /// A cross-point array that is read row by row and has many more columns than rows, at a high read voltage: drivers
    /// select more wordlines than there are.
    @Test(arguments: ["0.5", "2", "4.2", "5"])
    func wideCrossPointArrays(readVoltage: String) throws {
        let settings = [
            "memcelltype=2", "accesstype=4", "operationmode=1", "numRowSubArray=13", "numColSubArray=4440",
            "technode=7", "featuresize=8e-7", "resistanceOn=64000", "resistanceOff=6e7", "writeVoltage=6.5",
            "readVoltage=\(readVoltage)", "cellBit=2",
        ]
        let network = try Network(layers: [SampleNetworks.connected(40, 9)])
        let estimate = try Sample(network, settings, weightBits: 7).expected()
        #expect(EstimateCheck(estimate).problems.isEmpty)
        #expect(estimate.chip.breakdown.array.energy > 0)
        #expect(estimate.warnings.contains { $0.contains("selects 555 wordlines of 13") })
    }
}
