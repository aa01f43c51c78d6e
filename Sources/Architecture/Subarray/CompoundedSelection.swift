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

    /// A time beyond which an update counts as one that never ends: the age of the universe, 13.8 billion years [s].
    ///
    /// Source: Planck Collaboration, "Planck 2018 results VI", A&A 641, A6, 2020.
    static let longestTime = 4.35e17

    /// Time of the update when the drivers took `drivers` [s]; nil when it never ends. The reference takes the sourcelines'
    /// time where that of the drivers is no number.
    public func latency(drivers: DriverTime) -> Double? {
        switch drivers {
        case .seconds(let time):
            let whole = max(decoding + time, sourcelines) + pulses
            return whole < Self.longestTime ? whole : nil
        case .unbounded: return nil
        case .lost: return sourcelines + pulses
        }
    }

    /// Time of the update when each selection counts once [s].
    public var plainLatency: Double {
        max(decoding + driving * selections, sourcelines) + pulses
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
