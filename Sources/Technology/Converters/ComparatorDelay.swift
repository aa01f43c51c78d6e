// SPDX-License-Identifier: Apache-2.0

/// How long a comparison of a column current with a reference takes in a process.
public enum ComparatorDelay: Sendable, Equatable {
    /// The same time, whatever the currents [s].
    case constant(Double)
    /// A time that depends on the column and on the reference.
    case fitted(SensingDelayFit)
}
