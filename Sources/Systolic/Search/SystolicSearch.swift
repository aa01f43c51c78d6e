import Diagnostics

/// A search for arrays that run a network well. What it finds depends on its input only, not on the number of threads.
public struct SystolicSearch: Sendable {
    /// How points are chosen.
    public enum Method: Sendable, Equatable {
        /// All of them.
        case exhaustive
        /// The genetic algorithm NSGA-II.
        case genetic(population: Int, generations: Int, seed: UInt64)
    }

    /// What was found.
    public struct Result: Sendable, Equatable {
        /// All arrays that were tried and are within the budget, in the order of the space.
        public let points: [SearchPoint]
        /// Those that no other one is better than in everything, by the first objective, then the next ones.
        public let front: [SearchPoint]
        /// Points that were looked at, those over the budget included [1].
        public let visited: Int
    }

    private let layers: [SystolicLayer]
    private let space: SearchSpace
    private let objectives: [SearchObjective]
    private let technology: ArrayTechnology
    private let rules: SystolicRules
    private let threads: Int

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - layers: the network.
    ///   - space: the arrays.
    ///   - objectives: what counts, at least one.
    ///   - technology: what arrays are made of.
    ///   - rules: how figures are counted.
    ///   - threads: how many arrays are tried at a time.
    public init(
        _ layers: [SystolicLayer], in space: SearchSpace, objectives: [SearchObjective], technology: ArrayTechnology,
        rules: SystolicRules = .scaleSim, threads: Int = 1
    ) {
        self.layers = layers
        self.space = space
        self.objectives = objectives
        self.technology = technology
        self.rules = rules
        self.threads = threads
    }

    /// Searches.
    ///
    /// - Throws: `InputError` when no array is within the budget, or a layer is too large for one.
    public func result(_ method: Method) throws(InputError) -> Result {
        let tried: [(number: Int, point: SearchPoint)]
        let visited: Int
        switch method {
        case .exhaustive:
            let points = try evaluate((0..<space.count).map { $0 })
            tried = points.enumerated().compactMap { number, point in point.map { (number, $0) } }
            visited = space.count
        case .genetic(let population, let generations, let seed):
            var algorithm = GeneticSearch(space: space, objectives: objectives, seed: seed)
            let known = try algorithm.run(population: population, generations: generations) {
                numbers throws(InputError) in try evaluate(numbers)
            }
            tried = known.sorted { $0.key < $1.key }.compactMap { number, point in point.map { (number, $0) } }
            visited = known.count
        }
        let points = tried.map(\.point)
        guard !points.isEmpty else {
            throw InputError("no array is within the budget, of \(visited) that were looked at", kind: .usage)
        }
        return Result(points: points, front: SystolicSearch.front(of: points, objectives), visited: visited)
    }

    /// The points that no other one dominates; of equal ones the first.
    static func front(of points: [SearchPoint], _ objectives: [SearchObjective]) -> [SearchPoint] {
        let values = points.map { point in objectives.map { point.value($0) } }
        let order = points.indices.sorted { left, right in
            values[left] == values[right] ? left < right : values[left].lexicographicallyPrecedes(values[right])
        }
        var front: [Int] = []
        // Only an earlier point can dominate a later one.
        for index in order {
            let isDominated = front.contains { kept in zip(values[kept], values[index]).allSatisfy { $0 <= $1 } }
            if !isDominated { front.append(index) }
        }
        return front.map { points[$0] }
    }

    /// The points with some numbers; nothing for those over the budget.
    private func evaluate(_ numbers: [Int]) throws(InputError) -> [SearchPoint?] {
        // In pieces, so that threads do not meet at every point.
        let size = 64
        let pieces = (numbers.count + size - 1) / size
        let results = try parallelMap(pieces, threads: threads) { piece throws(InputError) in
            var points: [SearchPoint?] = []
            for number in numbers[piece * size..<min(numbers.count, piece * size + size)] {
                points.append(try point(number))
            }
            return points
        }
        return results.flatMap { $0 }
    }

    private func point(_ number: Int) throws(InputError) -> SearchPoint? {
        let design = try space.design(at: space.point(number))
        guard space.elements.contains(design.elements) else { return nil }
        let hardware = ArrayHardware(design, technology: technology)
        let area = hardware.area.total
        if let largest = space.largestArea, area > largest { return nil }
        let run = try SystolicRun(layers, on: design, rules: rules)
        return SearchPoint(
            design: design, cycles: run.totalCycles, stalls: run.stallCycles, utilization: run.utilization,
            dramWords: run.dramWords, area: area, energy: hardware.energy(of: run).total)
    }
}
