// SPDX-License-Identifier: Apache-2.0

import Systolic

/// One point in which SCALE-Sim 3.0.0 counts differently from how the array works.
///
/// Source of each: figures of SCALE-Sim on layers and arrays that differ in one thing, and its equations (A. Samajdar et al.,
/// "A Systematic Methodology for Characterizing Scalability of DNN Accelerators using SCALE-Sim", ISPASS 2020).
public enum ScaleSimDeparture: String, Sendable, CaseIterable {
    case reportsLastCycle
    case chargesWaitsTwice
    case writesEdgesOfFolds
    case leavesPartialSumsUnread
    case bringsMapsToDRAM
}

extension ScaleSimDeparture {
    /// Its name.
    public var name: String { rawValue }

    /// A sentence that says what SCALE-Sim does: the row of docs/models/systolic.md.
    public var meaning: String {
        switch self {
        case .reportsLastCycle:
            "reports the index of the last cycle, from 0, and not the number of cycles; on an array of 1 x 1 "
                + "`Overall Util %` exceeds 100, while Tessera's own utilization counts all cycles"
        case .chargesWaitsTwice: "counts each stall for a word twice"
        case .writesEdgesOfFolds: "adds R + C writes to the output buffer in each fold (os)"
        case .leavesPartialSumsUnread: "writes partial sums ⌈K/R⌉ times (ws, is) and never reads them"
        case .bringsMapsToDRAM: "writes every map to DRAM and reads it back"
        }
    }

    /// The question that it answers in another way.
    public var subject: CountingSubject {
        switch self {
        case .reportsLastCycle: .cycles
        case .chargesWaitsTwice: .waits
        case .writesEdgesOfFolds: .writes
        case .leavesPartialSumsUnread: .partialSums
        case .bringsMapsToDRAM: .maps
        }
    }
}
