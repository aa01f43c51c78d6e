// SPDX-License-Identifier: Apache-2.0

import Configuration
import Estimation
import Testing
import _TestSupport

/// 500 random points of the design space, in both ways of counting.
@Suite struct RandomConfigurationTests {
    static let cases = (0..<500).map(RandomCase.init(seed:))

    @Test(arguments: cases)
    func figuresMakeSense(_ random: RandomCase) throws {
        for accounting in [Accounting.neurosim, .exact] {
            let problems = try EstimateCheck(random.estimate(accounting)).problems
            #expect(problems.isEmpty, "\(accounting), \(random.description): \(problems.prefix(8))")
        }
    }
}
