// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Parallelism
import Revisions
import Systolic

/// Which systolic arrays run a network well? The request of `tessera systolic search`.
public struct SystolicSearchRequest: Sendable {
    /// Among which arrays is searched.
    public var space: SearchSpace
    /// The layers.
    public var layers: SystolicInput
    /// Objectives, which are minimized, one at least.
    public var objectives: [SearchObjective]
    /// Choice of arrays.
    public var method: SystolicSearch.Method
    /// The process.
    public var configuration: Configuration
    /// Bits of words.
    public var words: SystolicWords
    /// Subjects that are counted as the hardware works, not as SCALE-Sim does.
    public var exactSubjects: Set<CountingSubject>
    /// Number of arrays that are tried at the same time; results do not depend on it.
    public var threads: Int

    /// Asks the question.
    public init(
        _ layers: SystolicInput, in space: SearchSpace, objectives: [SearchObjective] = [.cycles, .area, .energy],
        method: SystolicSearch.Method = .exhaustive, _ configuration: Configuration = Configuration(),
        words: SystolicWords = SystolicWords(), exactSubjects: Set<CountingSubject> = [],
        threads: Int = defaultThreadCount
    ) {
        self.space = space
        self.layers = layers
        self.objectives = objectives
        self.method = method
        self.configuration = configuration
        self.words = words
        self.exactSubjects = exactSubjects
        self.threads = threads
    }

    /// Tries arrays.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, no array is within the budget, or a layer is too
    ///   large for one.
    public func run() throws(InputError) -> SystolicSearchRun {
        let layers = try layers.layers()
        let technology = try words.technology(configuration)
        let search = SystolicSearch(
            layers, in: space, objectives: objectives, technology: technology,
            counting: SystolicCountingChoice(exactSubjects: exactSubjects).counting, threads: threads)
        let clock = ContinuousClock()
        let start = clock.now
        let found = try search.result(method)
        return SystolicSearchRun(found: found, objectives: objectives, duration: clock.now - start)
    }
}
