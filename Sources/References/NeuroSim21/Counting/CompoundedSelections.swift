// SPDX-License-Identifier: Apache-2.0

import Counting

/// The time of the drivers of cross-point rows for updates so far, as V2.1 counts it.
///
/// With each read before an update V2.1 adds one selection to the time that the drivers took so far, in this subarray
/// and in those before it, and multiplies the sum by the number of selections.
public enum CompoundedSelections: SelectionHistory, Equatable {
    /// A number of seconds.
    case seconds(Double)
    /// More than a number can say.
    case unbounded
    /// Not a number: no selection after an unbounded time. It stays so.
    case lost

    /// Before the first update.
    public static let none = CompoundedSelections.seconds(0)

    /// The time after the update of a subarray that is read `reads` times before.
    public func after(_ selections: RowSelections, reads: Int) -> any SelectionHistory {
        compounded(selections, reads: reads)
    }

    func compounded(_ selections: RowSelections, reads: Int) -> CompoundedSelections {
        guard reads > 0, case .seconds(var time) = self else {
            return reads > 0 && self == .unbounded && selections.count == 0 ? .lost : self
        }
        for _ in 0..<reads {
            let next = (time + selections.driving) * selections.count
            if next == time { break }
            time = next
        }
        return time.isFinite ? .seconds(time) : .unbounded
    }

    /// A time beyond which an update counts as one that never ends: the age of the universe, 13.8 billion years [s].
    ///
    /// Source: Planck Collaboration, "Planck 2018 results VI", A&A 641, A6, 2020.
    static let longestTime = 4.35e17

    /// The time of the update that came last; the sourcelines' where that of the drivers is no number.
    public func time(of selections: RowSelections) -> SelectionTime {
        switch self {
        case .seconds(let time):
            let whole = max(selections.decoding + time, selections.sourcelines) + selections.pulses
            return whole < Self.longestTime ? .seconds(whole) : .endless
        case .unbounded: return .endless
        case .lost: return .seconds(selections.sourcelines + selections.pulses)
        }
    }
}
