// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Synchronization

/// Hands points to threads, such that points with the same training follow each other: it is done once, and in memory only while
/// its points are evaluated.
final class PointQueue: Sendable {
    private typealias Outcome = Result<TrainingEvaluator.Trained, InputError>

    /// Points with the same training.
    private struct Group {
        let choice: [SweepSetting]
        var points: [[SweepSetting]]
    }

    private struct Ready {
        let settings: [SweepSetting]
        let outcome: Outcome
    }

    private struct State {
        var groups: [Group]
        var ready: [Ready] = []
    }

    private let state: Mutex<State>
    private let trainings: TrainingEvaluator
    private let threads: Int
    /// Trainings at a time.
    private let workers: Int

    /// Groups points by their trainings, in the order of the first points.
    init(_ points: [[SweepSetting]], plan: SweepPlan, trainings: TrainingEvaluator, threads: Int) {
        var places: [[SweepSetting]: Int] = [:]
        var groups: [Group] = []
        for point in points {
            let choice = plan.trainingSettings(point)
            if let place = places[choice] {
                groups[place].points.append(point)
            } else {
                places[choice] = groups.count
                groups.append(Group(choice: choice, points: [point]))
            }
        }
        self.trainings = trainings
        self.threads = max(1, threads)
        workers = max(1, min(self.threads, groups.count))
        // The last one is taken first.
        state = Mutex(State(groups: groups.reversed()))
    }

    /// Trains and evaluates all points.
    ///
    /// - Parameters:
    ///   - course: What the threads have in common.
    ///   - evaluate: Evaluates a point and stores it.
    /// - Throws: `InputError` when a point or a training cannot be kept.
    func run(
        _ course: SweepCourse,
        evaluate: @Sendable ([SweepSetting], Result<TrainingEvaluator.Trained, InputError>) throws(InputError) -> Void
    ) throws(InputError) {
        let choices = state.withLock { $0.groups.map(\.choice) }
        course.expect(epochs: choices.reduce(0) { $0 + trainings.missingEpochs($1) })
        // Points first, so that few trainings are in memory.
        course.concurrently(workers) { (_) throws(InputError) in
            if let point = nextPoint() {
                try evaluate(point.settings, point.outcome)
                return true
            }
            guard let group = state.withLock({ $0.groups.popLast() }) else { return false }
            let outcome = try train(group.choice, course)
            // The points of the last trainings are left for all threads.
            return state.withLock { state in
                state.ready += group.points.reversed().map { Ready(settings: $0, outcome: outcome) }
                return !state.groups.isEmpty
            }
        }
        course.concurrently(threads) { (_) throws(InputError) in
            guard let point = nextPoint() else { return false }
            try evaluate(point.settings, point.outcome)
            return true
        }
    }

    private func nextPoint() -> Ready? { state.withLock { $0.ready.popLast() } }

    /// A training, or why there is none.
    ///
    /// - Throws: `InputError` when it cannot be kept, or what was kept cannot be read.
    private func train(_ choice: [SweepSetting], _ course: SweepCourse) throws(InputError) -> Outcome {
        do throws(InputError) {
            let trained = try trainings.trained(choice, threads: max(1, threads / workers)) {
                course.advance(epochs: $0)
            }
            return .success(trained)
        } catch {
            // What lies with files is not the design's fault.
            guard error.kind != .cannotWrite, error.kind != .missingInput else { throw error }
            return .failure(error)
        }
    }
}
