// SPDX-License-Identifier: Apache-2.0

/// The genetic algorithm NSGA-II over a grid of choices.
///
/// Source: K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE
/// Transactions on Evolutionary Computation 6(2), 2002. Children take each choice from either parent; a choice
/// changes to a neighbouring one or to any one. A point without values is worse than any point with some.
package struct GeneticSearch: Sendable {
    private let grid: ChoiceGrid
    private var random: SplitMix64
    /// The known points by their number: their objectives, which are minimized, or nil.
    private var known: [Int: [Double]?] = [:]

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - grid: the points.
    ///   - seed: where random numbers begin.
    package init(_ grid: ChoiceGrid, seed: UInt64) {
        self.grid = grid
        random = SplitMix64(seed: seed)
    }

    /// A member of the population.
    private struct Member {
        let number: Int
        var rank = 0
        var crowding = 0.0
    }

    /// Runs the algorithm.
    ///
    /// - Parameters:
    ///   - size: points of a generation.
    ///   - generations: how many generations follow the first one.
    ///   - evaluate: gives the objectives of points, or nil for those that are not allowed.
    /// - Returns: the numbers of all points that were tried, rising.
    /// - Throws: what `evaluate` throws.
    package mutating func run<Failure: Error>(
        population size: Int, generations: Int, evaluate: ([Int]) throws(Failure) -> [[Double]?]
    ) throws(Failure) -> [Int] {
        var numbers: [Int] = []
        for _ in 0..<size { numbers.append(random.below(grid.count)) }
        try learn(numbers, evaluate)
        var population = select(unique(numbers), size)
        for _ in 0..<generations {
            var children: [Int] = []
            for _ in 0..<size { children.append(child(of: parent(population), parent(population))) }
            try learn(children, evaluate)
            population = select(unique(population.map(\.number) + children), size)
        }
        return known.keys.sorted()
    }

    private mutating func learn<Failure: Error>(
        _ numbers: [Int], _ evaluate: ([Int]) throws(Failure) -> [[Double]?]
    ) throws(Failure) {
        let new = unique(numbers).filter { known[$0] == nil }
        for (number, values) in zip(new, try evaluate(new)) { known[number] = .some(values) }
    }

    private func unique(_ numbers: [Int]) -> [Int] { Set(numbers).sorted() }

    private func values(_ number: Int) -> [Double]? { known[number] ?? nil }

    // MARK: Selection

    /// The best members: by rank, then by how far they are from others.
    private func select(_ numbers: [Int], _ size: Int) -> [Member] {
        var selected: [Member] = []
        var rest = numbers
        var rank = 0
        while !rest.isEmpty, selected.count < size {
            let front = rest.filter { number in !rest.contains { isBetter($0, than: number) } }
            let members = crowded(front.map { Member(number: $0, rank: rank) })
            selected += members.sorted {
                $0.crowding == $1.crowding ? $0.number < $1.number : $0.crowding > $1.crowding
            }
            let taken = Set(front)
            rest.removeAll { taken.contains($0) }
            rank += 1
        }
        return Array(selected.prefix(size))
    }

    private func isBetter(_ left: Int, than right: Int) -> Bool {
        switch (values(left), values(right)) {
        case (.some(let left), .some(let right)): ParetoFront.dominates(left, right)
        case (.some, nil): true
        case (nil, _): false
        }
    }

    /// Distances between neighbours along each objective, in shares of its range.
    private func crowded(_ front: [Member]) -> [Member] {
        var members = front
        guard let objectives = front.first.flatMap({ values($0.number)?.count }) else { return members }
        for objective in 0..<objectives {
            func value(_ member: Member) -> Double { values(member.number)?[objective] ?? 0 }
            members.sort { value($0) == value($1) ? $0.number < $1.number : value($0) < value($1) }
            guard let first = members.first, let last = members.last, value(last) > value(first) else { continue }
            let range = value(last) - value(first)
            members[0].crowding = .infinity
            members[members.count - 1].crowding = .infinity
            // Infinite figures, such as a time that never ends, have no distances.
            guard range.isFinite else { continue }
            for index in members.indices.dropFirst().dropLast() {
                members[index].crowding += (value(members[index + 1]) - value(members[index - 1])) / range
            }
        }
        return members
    }

    // MARK: Variation

    /// The better of two members.
    private mutating func parent(_ population: [Member]) -> Int {
        let first = population[random.below(population.count)]
        let second = population[random.below(population.count)]
        if first.rank != second.rank { return first.rank < second.rank ? first.number : second.number }
        return first.crowding >= second.crowding ? first.number : second.number
    }

    private mutating func child(of first: Int, _ second: Int) -> Int {
        let parents = (grid.point(first), grid.point(second))
        var number = 0
        for (index, extent) in grid.extents.enumerated() {
            var choice = random.below(2) == 0 ? parents.0[index] : parents.1[index]
            // One coordinate of a child changes on average.
            if random.below(grid.extents.count) == 0 {
                choice =
                    random.below(2) == 0
                    ? random.below(extent) : min(extent - 1, max(0, choice + (random.below(2) == 0 ? 1 : -1)))
            }
            number = number * extent + choice
        }
        return number
    }
}
