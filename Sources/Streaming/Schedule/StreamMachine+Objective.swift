// SPDX-License-Identifier: Apache-2.0

import Configuration

extension StreamMachine {
    /// What the objective makes least of a schedule: words that move [1], cycles [1], or energy [J].
    ///
    /// - Parameters:
    ///   - counts: the counts of the schedule.
    ///   - operations: its operations [1].
    /// - Returns: the figure.
    func value(of counts: StreamCounts, operations: Int) -> Double {
        switch objective {
        case .traffic: Double(counts.traffic)
        case .time: Double(counts.cycles)
        case .energy: StreamEnergy(counts, operations: operations, machine: self).total
        }
    }
}
