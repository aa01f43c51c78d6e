// SPDX-License-Identifier: Apache-2.0

import Workload

/// The source of averages.
public enum AveragesInput: Sendable {
    /// They follow from the parameters of a synthetic trace.
    case parameters
    /// A file that `tessera trace statistics` has written.
    case file(String)
    /// Averages that are in memory, and the file that reports name.
    case values(NetworkStatistics, file: String)
    /// They are measured from a recorded trace.
    case trace(TraceInput)
    /// They are measured from a trained network with its first image.
    case model(ModelWorkload)
}
