import Diagnostics

/// The genetic algorithm NSGA-II over the coordinates of a search space.
///
/// Source: K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", IEEE
/// Transactions on Evolutionary Computation 6(2), 2002. Children take each coordinate from either parent; a coordinate
/// changes to a neighbouring choice or to any one. A point over the budget is worse than any point within it.
struct GeneticSearch {
    private let space: SearchSpace
    private let objectives: [SearchObjective]
    private var random: SplitMix64
    /// Points that have been tried, by their number; nothing for those over the budget.
    private var known: [Int: SearchPoint?] = [:]

    init(space: SearchSpace, objectives: [SearchObjective], seed: UInt64) {
        self.space = space
        self.objectives = objectives
        random = SplitMix64(state: seed)
    }

    /// A member of the population.
    private struct Member {
        let number: Int
        var rank = 0
        var crowding = 0.0
    }

    /// Runs the algorithm, and gives all points that were tried.
    mutating func run(
        population size: Int, generations: Int, evaluate: ([Int]) throws(InputError) -> [SearchPoint?]
    ) throws(InputError) -> [Int: SearchPoint?] {
        var numbers: [Int] = []
        for _ in 0..<size { numbers.append(random.below(space.count)) }
        try learn(numbers, evaluate)
        var population = select(unique(numbers), size)
        for _ in 0..<generations {
            var children: [Int] = []
            for _ in 0..<size { children.append(child(of: parent(population), parent(population))) }
            try learn(children, evaluate)
            population = select(unique(population.map(\.number) + children), size)
        }
        return known
    }

    private mutating func learn(
        _ numbers: [Int], _ evaluate: ([Int]) throws(InputError) -> [SearchPoint?]
    ) throws(InputError) {
        let new = unique(numbers).filter { known[$0] == nil }
        for (number, point) in zip(new, try evaluate(new)) { known[number] = .some(point) }
    }

    private func unique(_ numbers: [Int]) -> [Int] { Set(numbers).sorted() }

    private func point(_ number: Int) -> SearchPoint? { known[number] ?? nil }

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
        switch (point(left), point(right)) {
        case (.some(let left), .some(let right)): left.dominates(right, in: objectives)
        case (.some, nil): true
        case (nil, _): false
        }
    }

    /// Distances between neighbours along each objective, in shares of its range.
    private func crowded(_ front: [Member]) -> [Member] {
        var members = front
        guard members.allSatisfy({ point($0.number) != nil }) else { return members }
        for objective in objectives {
            func value(_ member: Member) -> Double { point(member.number)?.value(objective) ?? 0 }
            members.sort { value($0) == value($1) ? $0.number < $1.number : value($0) < value($1) }
            guard let first = members.first, let last = members.last, value(last) > value(first) else { continue }
            let range = value(last) - value(first)
            members[0].crowding = .infinity
            members[members.count - 1].crowding = .infinity
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
        let parents = (space.point(first), space.point(second))
        var number = 0
        for (index, extent) in space.extents.enumerated() {
            var choice = random.below(2) == 0 ? parents.0[index] : parents.1[index]
            // One coordinate of a child changes on average.
            if random.below(space.extents.count) == 0 {
                choice =
                    random.below(2) == 0
                    ? random.below(extent) : min(extent - 1, max(0, choice + (random.below(2) == 0 ? 1 : -1)))
            }
            number = number * extent + choice
        }
        return number
    }
}
