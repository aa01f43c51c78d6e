import Diagnostics
import Search

/// What a sweep has found.
public struct SweepSummary: Sendable, Equatable {
    /// All points, by key.
    public let points: [SweepPoint]
    /// What counts.
    public let objectives: [SweepObjective]
    /// The places in `points` of those that no other one is better than in everything, by the first objective.
    public let front: [Int]

    /// Points that are invalid [1].
    public var invalid: Int { points.count { $0.figures == nil } }

    /// Reads a database.
    ///
    /// - Parameters:
    ///   - store: the database.
    ///   - objectives: what counts; nothing for the objectives of the last run.
    /// - Throws: `InputError` when nothing says what counts, or a figure that counts is not there.
    public init(_ store: SweepStore, objectives: [SweepObjective]? = nil) throws(InputError) {
        let aims = try store.aims()
        let objectives = objectives ?? aims?.objectives ?? [.energy, .latency, .area]
        self.objectives = objectives
        let points = try store.points()
        self.points = points
        let allowed = points.indices.filter { index in
            guard let figures = points[index].figures else { return false }
            return (aims?.constraints ?? []).allSatisfy { $0.isKept(by: figures) }
        }
        let costs = allowed.map { index in objectives.compactMap { $0.cost(points[index].figures ?? .none) } }
        guard costs.allSatisfy({ $0.count == objectives.count }) else {
            throw InputError("the sweep has no model, so that there is no accuracy", kind: .usage)
        }
        front = ParetoFront.indices(of: costs).map { allowed[$0] }
    }
}

extension SweepFigures {
    fileprivate static let none = SweepFigures(
        area: 0, latency: 0, energy: 0, leakagePower: 0, framesPerSecond: 0, operationsPerSecond: 0,
        operationsPerJoule: 0)
}
