// SPDX-License-Identifier: Apache-2.0

import Systolic

/// The counting of SCALE-Sim 3.0.0: what it answers in another way than the hardware, and the exact answer to all else.
public struct ScaleSimCounting: SystolicCounting {
    private let departures: Set<ScaleSimDeparture>
    private let exact = ExactSystolicCounting()

    /// Counting with the given departures.
    public init(_ departures: Set<ScaleSimDeparture>) {
        self.departures = departures
    }

    private func departs(_ departure: ScaleSimDeparture) -> Bool { departures.contains(departure) }

    /// Those of its departures.
    public var departedSubjects: Set<CountingSubject> { Set(departures.map(\.subject)) }

    /// The number of the last cycle, counted from 0, with the waits until its outputs are written.
    public func cycles(of duration: LayerDuration) -> LayerCycles {
        departs(.reportsLastCycle)
            ? LayerCycles(total: duration.lastCycle, array: duration.lastCycle + 1) : exact.cycles(of: duration)
    }

    /// Twice.
    public var chargesForWait: Int { departs(.chargesWaitsTwice) ? 2 : exact.chargesForWait }

    /// Never.
    public func keepsOnChip(_ map: MapHandover) -> Bool {
        departs(.bringsMapsToDRAM) ? false : exact.keepsOnChip(map)
    }

    /// One more for each row and each column of an output-stationary array in each fold.
    public func outputWrites(of words: Int, folds: Int, on design: SystolicDesign) -> Int {
        departs(.writesEdgesOfFolds) && design.dataflow == .outputStationary
            ? words + folds * (design.rows + design.columns)
            : exact.outputWrites(of: words, folds: folds, on: design)
    }

    /// None.
    public func partialSumReads(for additions: Int) -> Int {
        departs(.leavesPartialSumsUnread) ? 0 : exact.partialSumReads(for: additions)
    }
}
