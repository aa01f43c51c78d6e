// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Parallelism
import Revisions
import Systolic

/// How many cycles does a network take on a systolic array, with which energy? The request of `tessera systolic`.
public struct SystolicRequest: Sendable {
    /// The array.
    public var design: SystolicDesign
    /// The layers.
    public var layers: SystolicInput
    /// The process.
    public var configuration: Configuration
    /// Bits of words.
    public var words: SystolicWords
    /// Subjects that are counted as the hardware works, not as SCALE-Sim does.
    public var exactSubjects: Set<CountingSubject>
    /// Number of threads; figures do not depend on it.
    public var threads: Int

    /// Asks the question.
    public init(
        _ layers: SystolicInput, on design: SystolicDesign, _ configuration: Configuration = Configuration(),
        words: SystolicWords = SystolicWords(), exactSubjects: Set<CountingSubject> = [],
        threads: Int = defaultThreadCount
    ) {
        self.design = design
        self.layers = layers
        self.configuration = configuration
        self.words = words
        self.exactSubjects = exactSubjects
        self.threads = threads
    }

    /// Runs the layers one after the other.
    ///
    /// - Throws: `InputError` when a file is missing or makes no sense, a layer is too large, or the parameters have no
    ///   technology.
    public func run() throws(InputError) -> SystolicEstimate {
        let layers = try layers.layers()
        let technology = try words.technology(configuration)
        let run = try SystolicRun(
            layers, on: design, counting: SystolicCountingChoice(exactSubjects: exactSubjects).counting,
            threads: threads)
        return SystolicEstimate(run, hardware: ArrayHardware(design, technology: technology))
    }
}
