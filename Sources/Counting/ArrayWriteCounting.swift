// SPDX-License-Identifier: Apache-2.0

/// Writes into a subarray.
public protocol ArrayWriteCounting: Sendable {
    /// The part of an update that drivers and prechargers take energy for: of the share of columns that change, or of
    /// the pulses of a row.
    func seenByDrivers(_ update: Double) -> Double
    /// Shifts of a register in a write [1].
    ///
    /// - Parameters:
    ///   - own: Those of the write.
    ///   - read: Those of the read before.
    /// - Returns: The shifts that count [1].
    func scans(_ own: Double, ofReadBefore read: Double) -> Double
    /// The selections of row drivers before the first update.
    var selectionHistory: any SelectionHistory { get }
    /// Time of the row selections of an update without regard to a history [s].
    ///
    /// - Parameters:
    ///   - own: Time that they take [s].
    ///   - count: Selections [1].
    ///   - followsReads: Whether the array was read before, by drivers that come after a decoder.
    /// - Returns: The time that counts [s].
    func selectionLatency(_ own: Double, count: Double, followsReads: Bool) -> Double
}

extension ArrayWriteCounting {
    /// All of it.
    public func seenByDrivers(_ update: Double) -> Double { update }

    /// Those of the write.
    public func scans(_ own: Double, ofReadBefore read: Double) -> Double { own }

    /// Updates do not depend on those before.
    public var selectionHistory: any SelectionHistory { IndependentSelections() }

    /// The time that they take.
    public func selectionLatency(_ own: Double, count: Double, followsReads: Bool) -> Double { own }
}
