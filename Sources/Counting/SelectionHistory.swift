// SPDX-License-Identifier: Apache-2.0

/// The row selections of one weight update of a subarray.
public struct RowSelections: Sendable, Equatable {
    /// Selections of rows, SET and RESET [1].
    public let count: Double
    /// Time that the decoder takes for all of them [s].
    public let decoding: Double
    /// Time that the drivers take for one of them [s].
    public let driving: Double
    /// Time of the sourcelines, which work at the same time [s].
    public let sourcelines: Double
    /// Time of the write pulses, which follow [s].
    public let pulses: Double

    /// Selections of the given times.
    public init(count: Double, decoding: Double, driving: Double, sourcelines: Double, pulses: Double) {
        self.count = count
        self.decoding = decoding
        self.driving = driving
        self.sourcelines = sourcelines
        self.pulses = pulses
    }

    /// Time of the update when each selection counts once [s].
    public var plainLatency: Double { max(decoding + driving * count, sourcelines) + pulses }
}

/// Time of an update that follows others.
public enum SelectionTime: Sendable, Equatable {
    /// That of the update alone.
    case alone
    /// A number of seconds.
    case seconds(Double)
    /// No number of seconds: it never ends.
    case endless
}

/// The selections of row drivers in the updates of a network so far, in the order of the updates.
public protocol SelectionHistory: Sendable {
    /// The history after the update of a subarray that is read `reads` times before.
    func after(_ selections: RowSelections, reads: Int) -> any SelectionHistory
    /// Time of the update that came last.
    func time(of selections: RowSelections) -> SelectionTime
}

/// Updates that do not depend on those before.
public struct IndependentSelections: SelectionHistory {
    /// Updates that do not depend on those before.
    public init() {}

    /// The same.
    public func after(_ selections: RowSelections, reads: Int) -> any SelectionHistory { self }

    /// That of the update alone.
    public func time(of selections: RowSelections) -> SelectionTime { .alone }
}
