import Circuits

/// The row selections of an update in a cross-point array that is read row by row, as the reference counts them.
///
/// With each read before the update the reference adds one selection to the time that the drivers took so far, in this
/// subarray and in those before it, and multiplies the sum by the number of selections.
public struct CompoundedSelection: Sendable, Equatable {
    /// Selections of rows [1].
    public let selections: Double
    /// Time that the decoder takes for all of them [s].
    let decoding: Double
    /// Time that the drivers take for one of them [s].
    let driving: Double
    /// Time of the sourcelines, which work at the same time [s].
    let sourcelines: Double
    /// Time of the write pulses, which follow [s].
    let pulses: Double

    /// Time of the update when the drivers took `drivers` [s]. The reference takes the sourcelines' time where that of
    /// the drivers is no number.
    public func latency(drivers: DriverTime) -> Double {
        switch drivers {
        case .seconds(let time):
            min(max(decoding + time, sourcelines) + pulses, OperationCost.unboundedLatency)
        case .unbounded: OperationCost.unboundedLatency
        case .lost: sourcelines + pulses
        }
    }
}

/// What the drivers of cross-point rows took for updates so far, in the reference's accounting.
public enum DriverTime: Sendable, Equatable {
    /// A number of seconds.
    case seconds(Double)
    /// More than a number can say.
    case unbounded
    /// Not a number: no selection after an unbounded time. It stays so.
    case lost

    /// Before the first update.
    public static let none = DriverTime.seconds(0)

    /// The time after the update of a subarray that is read `reads` times before.
    public func after(_ selection: CompoundedSelection, reads: Int) -> DriverTime {
        guard reads > 0, case .seconds(var time) = self else {
            return reads > 0 && self == .unbounded && selection.selections == 0 ? .lost : self
        }
        for _ in 0..<reads {
            let next = (time + selection.driving) * selection.selections
            if next == time { break }
            time = next
        }
        return time.isFinite ? .seconds(time) : .unbounded
    }
}
