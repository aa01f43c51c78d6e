// SPDX-License-Identifier: Apache-2.0

/// How figures of a layer on a systolic array are counted: the questions at which estimators differ, each with an answer that
/// counts what the hardware does.
///
/// A type that conforms and answers nothing itself counts exactly (``ExactSystolicCounting``); a reference's policy answers
/// those questions in which the reference departs, and stands beside it in `Sources/References`. A layer asks each question
/// once; nobody asks who answers.
public protocol SystolicCounting: Sendable {
    /// Subjects that are not counted as the hardware works, for reports.
    var departedSubjects: Set<CountingSubject> { get }
    /// Cycles of a layer.
    func cycles(of duration: LayerDuration) -> LayerCycles
    /// How often each cycle is counted in which the array stalls for a word [1].
    var chargesForWait: Int { get }
    /// Whether a map stays on the chip between two layers.
    func keepsOnChip(_ map: MapHandover) -> Bool
    /// Writes to the output buffer [1].
    ///
    /// - Parameters:
    ///   - words: Outputs and partial sums that the array makes [1].
    ///   - folds: Folds in which it makes them [1].
    ///   - design: The array and its buffers.
    /// - Returns: The number of writes [1].
    func outputWrites(of words: Int, folds: Int, on design: SystolicDesign) -> Int
    /// Partial sums that are read from the output buffer [1]. `additions` counts the partial sums that are added to one
    /// that is already stored [1].
    func partialSumReads(for additions: Int) -> Int
}

extension SystolicCounting {
    /// Nothing.
    public var departedSubjects: Set<CountingSubject> { [] }

    /// From the first to the last one, both included, and waits in the last one too.
    public func cycles(of duration: LayerDuration) -> LayerCycles {
        let all = duration.busy + duration.stalls
        return LayerCycles(total: all, array: all)
    }

    /// Once.
    public var chargesForWait: Int { 1 }

    /// A map stays on the chip if half of the output buffer holds it as outputs, and half of the input buffer holds it
    /// as the next layer's input.
    public func keepsOnChip(_ map: MapHandover) -> Bool {
        2 * map.outputWords <= map.outputBufferWords && 2 * map.inputWords <= map.inputBufferWords
    }

    /// One for each word.
    public func outputWrites(of words: Int, folds: Int, on design: SystolicDesign) -> Int { words }

    /// One for each addition.
    public func partialSumReads(for additions: Int) -> Int { additions }
}

/// Exact counting: the policy that departs nowhere, so that every answer is the one for what the hardware does.
public struct ExactSystolicCounting: SystolicCounting {
    /// Exact counting.
    public init() {}
}
