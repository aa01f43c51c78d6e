// SPDX-License-Identifier: Apache-2.0

import NeuroSim21Technology
import Testing

@testable import Circuits
@testable import Technology

@Suite struct MultiplierTests {
    @Test(arguments: ReferenceProcess.allCases) func figuresGrowWithBothOperands(process: ReferenceProcess) throws {
        let technology = try process.technology()
        func multiplier(_ bits: Int, _ rows: Int) -> Multiplier {
            Multiplier(bits: bits, rows: rows, count: 1, technology: technology)
        }
        for (smaller, larger) in [((4, 4), (8, 4)), ((4, 4), (4, 8)), ((8, 8), (16, 8)), ((1, 1), (2, 1))] {
            let small = multiplier(smaller.0, smaller.1)
            let large = multiplier(larger.0, larger.1)
            #expect(large.area > small.area)
            #expect(large.leakagePower > small.leakagePower)
            #expect(large.cost(of: .multiply()).energy > small.cost(of: .multiply()).energy)
            #expect(large.cost(of: .multiply()).latency >= small.cost(of: .multiply()).latency)
        }
    }

    @Test func partsAddUp() throws {
        let technology = try Technology(node: 32, roadmap: .lowStandbyPower)
        let one = Multiplier(bits: 8, rows: 6, count: 1, technology: technology)
        let three = Multiplier(bits: 8, rows: 6, count: 3, technology: technology)
        let adders = Adder(bits: 8, count: 5, technology: technology)
        #expect(one.area > adders.area)
        #expect(abs(three.area / one.area - 3) < 1e-12)
        #expect(abs(three.cost(of: .multiply()).energy / one.cost(of: .multiply()).energy - 3) < 1e-12)
        #expect(one.cost(of: .multiply()).energy > adders.cost(of: .add()).energy)
        #expect(
            one.cost(of: .multiply()).latency
                == Adder(bits: 12, count: 1, technology: technology).cost(of: .add(load: 0)).latency)
    }
}
