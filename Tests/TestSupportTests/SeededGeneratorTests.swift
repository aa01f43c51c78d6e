// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@Suite struct SeededGeneratorTests {
    /// The first numbers of the reference program of S. Vigna, splitmix64.c, from the seed 1234567.
    @Test func numbersAreThoseOfSplitMix64() {
        var generator = SeededGenerator(seed: 1_234_567)
        let numbers = (0..<5).map { _ in generator.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func casesDiffer() {
        let first = (0..<1000).map { number in
            var generator = SeededGenerator(case: number)
            return generator.next()
        }
        #expect(Set(first).count == 1000)
    }

    @Test func numbersStayBelowTheirLimit() {
        var generator = SeededGenerator(seed: 3)
        let numbers = (0..<1000).map { _ in generator.below(7) }
        #expect(Set(numbers) == Set(0..<7))
        #expect(generator.below(0) == 0 && generator.below(1) == 0)
        #expect(Set((0..<100).map { _ in generator.pick(["a", "b"]) }) == ["a", "b"])
        #expect((0..<1000).filter { _ in generator.flip(0.1) }.count < 200)
    }
}
