// SPDX-License-Identifier: Apache-2.0

import Technology

/// The role of what puts an input vector on the lines of an array, or selects the lines of an update.
///
/// The lines are rows in a forward read, columns in a transposed one.
public protocol RowDriver: CircuitGroup {
    /// The edge that arrives at the cells.
    var outputRamp: Ramp { get }
    /// Whether a selected line stays selected while its outputs are sensed in several steps.
    var holdsSelectedLine: Bool { get }
    /// Times of one selection in its two steps, where a policy counts them apart; nil by default.
    var stagedDelays: StagedDelays? { get }
    /// Time [s] and energy [J] of all selections of a read or of an update.
    func cost(of work: RowDriving) -> OperationCost
}

extension RowDriver {
    /// None.
    public var stagedDelays: StagedDelays? { nil }
}

/// Operations of row drivers.
public enum RowDriving: Sendable {
    /// A number of selections one after the other [1], each of the share `lineActivity` of the lines [1] where several
    /// are driven at once.
    case read(selections: Double, lineActivity: Double)
    /// A number of selections for an update [1], with `scans` shifts of the register of the inputs [1] where there is
    /// one. Lines that carry the data change the share `lineActivity` of them [1], with `pulses` pulses a cell on
    /// average [1].
    case write(selections: Double, scans: Double, lineActivity: Double = 1, pulses: Double = 1)
}

/// Time of one selection in its two steps.
public struct StagedDelays: Sendable, Equatable {
    /// Time of the decoder [s].
    public let decoding: Double
    /// Time of the driver of the line [s].
    public let driving: Double

    /// A selection of the given times [s].
    public init(decoding: Double, driving: Double) {
        self.decoding = decoding
        self.driving = driving
    }
}
