// SPDX-License-Identifier: Apache-2.0

import Circuits
import Diagnostics
import Parallelism
import Search
import Workload

/// A search for arrays that run a network well. What it finds depends on its input only, not on the number of threads.
public struct SystolicSearch: Sendable {
    /// Choice of points.
    public enum Method: Sendable, Equatable {
        /// All of them.
        case exhaustive
        /// The genetic algorithm NSGA-II.
        case genetic(population: Int, generations: Int, seed: UInt64)
    }

    /// The result of the search.
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
    private let counting: any SystolicCounting
    private let threads: Int

    /// Prepares a search.
    ///
    /// - Parameters:
    ///   - layers: the network.
    ///   - space: the arrays.
    ///   - objectives: what counts, at least one.
    ///   - technology: what arrays are made of.
    ///   - counting: how figures are counted.
    ///   - threads: how many arrays are tried at a time.
    public init(
        _ layers: [SystolicLayer], in space: SearchSpace, objectives: [SearchObjective], technology: ArrayTechnology,
        counting: any SystolicCounting, threads: Int = 1
    ) {
        self.layers = layers
        self.space = space
        self.objectives = objectives
        self.technology = technology
        self.counting = counting
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
            var algorithm = GeneticSearch(space.grid, seed: seed)
            var known: [Int: SearchPoint] = [:]
            let numbers = try algorithm.run(population: population, generations: generations) {
                numbers throws(InputError) in
                let points = try evaluate(numbers)
                for (number, point) in zip(numbers, points) { known[number] = point }
                return points.map { point in point.map { point in objectives.map(point.value) } }
            }
            tried = numbers.compactMap { number in known[number].map { (number, $0) } }
            visited = numbers.count
        }
        let points = tried.map(\.point)
        guard !points.isEmpty else {
            throw InputError("no array is within the budget, of \(visited) that were looked at", kind: .usage)
        }
        return Result(points: points, front: SystolicSearch.front(of: points, objectives), visited: visited)
    }

    /// The points that no other one dominates; of equal ones the first.
    static func front(of points: [SearchPoint], _ objectives: [SearchObjective]) -> [SearchPoint] {
        ParetoFront.indices(of: points.map { point in objectives.map(point.value) }).map { points[$0] }
    }

    /// The points with some numbers, which rise; nil for those over the budget.
    private func evaluate(_ numbers: [Int]) throws(InputError) -> [SearchPoint?] {
        // Arrays of one shape and dataflow stand behind each other, and share what they can.
        let pieces = numbers.chunked { space.shape(of: $0) == space.shape(of: $1) }
        let results = try parallelMap(pieces.count, threads: threads) { piece throws(InputError) in
            try points(pieces[piece])
        }
        return results.flatMap { $0 }
    }

    private func points(_ numbers: ArraySlice<Int>) throws(InputError) -> [SearchPoint?] {
        var shared: CalculatedLayers?
        var points: [SearchPoint?] = []
        for number in numbers {
            let design = try space.design(at: space.grid.point(number))
            guard space.elements.contains(design.elements) else {
                points.append(nil)
                continue
            }
            let hardware = ArrayHardware(design, technology: technology)
            if let largest = space.largestArea, hardware.block.area > largest {
                points.append(nil)
                continue
            }
            if space.bandwidth == .calculated, shared == nil {
                shared = try CalculatedLayers(layers, shape: design, counting: counting)
            }
            if let run = try shared?.run(on: design) {
                points.append(point(run, hardware))
            } else {
                points.append(point(try SystolicRun(layers, on: design, counting: counting), hardware))
            }
        }
        return points
    }

    private func point(_ run: SystolicRun, _ hardware: ArrayHardware) -> SearchPoint {
        SearchPoint(
            design: run.design, cycles: run.totalCycles, stalls: run.stallCycles, utilization: run.utilization,
            dramWords: run.dramWords, area: hardware.block.area, energy: hardware.energy(of: run).total)
    }
}

extension Array {
    /// Cuts into stretches of neighbours that belong together.
    fileprivate func chunked(where belongTogether: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        var chunks: [ArraySlice<Element>] = []
        var start = 0
        for index in indices where index + 1 == count || !belongTogether(self[index], self[index + 1]) {
            chunks.append(self[start...index])
            start = index + 1
        }
        return chunks
    }
}
