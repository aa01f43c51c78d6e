// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Search

/// The results of a sweep.
public struct SweepSummary: Sendable, Equatable {
    /// All points, by key.
    public let points: [SweepPoint]
    /// Objectives.
    public let objectives: [SweepObjective]
    /// The places in `points` of those that no other one is better than in everything, by the first objective.
    public let front: [Int]

    /// Points that are invalid [1].
    public var invalid: Int { points.count { $0.figures == nil } }

    /// Reads a database.
    ///
    /// - Parameters:
    ///   - store: the database.
    ///   - objectives: what counts; nil for the objectives of the last run.
    /// - Throws: `InputError` when no objectives are given, or when a figure of an objective is missing.
    public init(_ store: SweepStore, objectives: [SweepObjective]? = nil) throws(InputError) {
        let aims = try store.aims()
        let objectives = objectives ?? aims?.objectives ?? [.energy, .latency, .area]
        self.objectives = objectives
        let points = try store.points()
        self.points = points
        let constraints = aims?.constraints ?? []
        let allowed = points.enumerated().compactMap { index, point -> (index: Int, costs: [Double])? in
            guard let figures = point.figures, constraints.allSatisfy({ $0.isKept(by: figures) }) else { return nil }
            return (index, objectives.compactMap { $0.cost(figures) })
        }
        if let index = allowed.first(where: { $0.costs.count != objectives.count })?.index,
            let missing = objectives.first(where: { points[index].figures?[$0] == nil })
        {
            let lack = missing.lack(model: nil, training: nil, text: nil) ?? "\(missing.rawValue) is missing"
            throw InputError("the sweep has points without \(missing.rawValue): \(lack)", kind: .usage)
        }
        front = ParetoFront.indices(of: allowed.map(\.costs)).map { allowed[$0].index }
    }
}
