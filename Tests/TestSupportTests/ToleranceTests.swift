// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@Suite struct ToleranceTests {
    @Test func differencesAreRelativeToTheLargerNumber() {
        #expect(relativeDifference(1e-20, 2e-20) == 0.5 && relativeDifference(2e20, 1e20) == 0.5)
        #expect(relativeDifference(0, 0) == 0 && relativeDifference(0, 1e-300) == 1)
        #expect(relativeDifference(-1, 1) == 2)
    }

    @Test func whatIsNotFiniteEqualsItselfOnly() {
        #expect(relativeDifference(.infinity, .infinity) == 0)
        #expect(relativeDifference(.infinity, 1) == .infinity && relativeDifference(1, .nan) == .infinity)
        #expect(!isClose(.nan, .nan))
    }

    @Test func closeIsCloseEnough() {
        #expect(isClose(1, 1 + 1e-10) && !isClose(1, 1 + 1e-8) && isClose(1, 1.01, relative: 0.01))
    }

    @Test func listsAreAsLongAsEachOther() {
        #expect(largestDifference([1, 2], [1, 4]) == 0.5)
        #expect(largestDifference([1], [1, 2]) == .infinity && largestDifference([], []) == .infinity)
    }

    @Test func aMismatchSaysWhatAndHowMuch() {
        #expect(mismatch("area", 1, 1) == nil)
        #expect(mismatch("area", 1, 2) == "area is 1.0 instead of 2.0: 0.5 off (allowed: 1e-09)")
    }
}
