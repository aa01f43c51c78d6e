// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Search

@Suite struct ParetoFrontTests {
    @Test func whatIsBetterInSomethingAndWorseInNothingDominates() {
        #expect(ParetoFront.dominates([1, 2], [1, 3]))
        #expect(!ParetoFront.dominates([1, 2], [1, 2]))
        #expect(!ParetoFront.dominates([1, 3], [2, 2]))
    }

    @Test func theFrontHasNoDominatedPointAndMissesNone() {
        var random = SplitMix64(seed: 5)
        for objectives in 1...4 {
            let values = (0..<200).map { _ in (0..<objectives).map { _ in Double(random.below(12)) } }
            let front = ParetoFront.indices(of: values)
            for index in values.indices {
                let isDominated = values.contains { ParetoFront.dominates($0, values[index]) }
                let isFirst = values.firstIndex(of: values[index]) == index
                #expect(front.contains(index) == (!isDominated && isFirst))
            }
        }
        #expect(ParetoFront.indices(of: []).isEmpty)
    }

    @Test func pointsAndNumbersBelongTogether() throws {
        let grid = try #require(ChoiceGrid([2, 3, 4]))
        #expect(
            grid.count == 24 && grid.point(0) == [0, 0, 0] && grid.point(1) == [0, 0, 1] && grid.point(23) == [1, 2, 3])
        for number in 0..<24 { #expect(grid.number(of: grid.point(number)) == number) }
        #expect(ChoiceGrid([2, 0]) == nil && ChoiceGrid([Int.max, 3]) == nil)
    }

    @Test func aSearchNeverTriesAPointTwiceAndFindsTheBest() throws {
        let grid = try #require(ChoiceGrid([30, 30, 30]))
        var search = GeneticSearch(grid, seed: 3)
        var seen: Set<Int> = []
        let tried = search.run(population: 40, generations: 40) { numbers -> [[Double]?] in
            numbers.map { number in
                #expect(seen.insert(number).inserted)
                let point = grid.point(number)
                guard point[2] > 3 else { return nil }
                return [Double(abs(point[0] - 17) + abs(point[1] - 4) + point[2])]
            }
        }
        #expect(tried.count == seen.count && tried.count < 1700)
        #expect(tried.contains(grid.number(of: [17, 4, 4])))
    }
}
