// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import NeuroSim21

@Suite struct ExpectedFloorTests {
    @Test func cutNumbersAreHalfAnIntegerLess() {
        #expect(expectedFloor(mean: 3.7, deviation: 0) == 3)
        #expect(abs(expectedFloor(mean: 40.3, deviation: 3) - 39.8) < 1e-6)
        #expect(expectedFloor(mean: 1e12 + 0.5, deviation: 1e5) == 1e12)
        #expect(abs(expectedFloor(mean: 3.0, deviation: 1e-3) - 2.5) < 1e-6)
    }
}
