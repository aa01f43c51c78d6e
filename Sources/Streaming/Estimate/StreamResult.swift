// SPDX-License-Identifier: Apache-2.0

/// The result of an accounting for a network on a machine.
public enum StreamResult: Sendable {
    /// A schedule with all its steps.
    case schedule(StreamEstimate)
    /// Totals alone.
    case totals(StreamTotals, machine: StreamMachine)

    /// The machine.
    public var machine: StreamMachine {
        switch self {
        case .schedule(let estimate): estimate.machine
        case .totals(_, let machine): machine
        }
    }

    /// Time of an image [s].
    public var latency: Double {
        switch self {
        case .schedule(let estimate): estimate.latency
        case .totals(let totals, _): totals.latency
        }
    }

    /// Energy of an image [J].
    public var energy: Double {
        switch self {
        case .schedule(let estimate): estimate.energy.total
        case .totals(let totals, _): totals.energy
        }
    }
}
