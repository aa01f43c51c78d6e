// SPDX-License-Identifier: Apache-2.0

/// What a subarray did before it is written. A counting policy may take over figures of the reads in a write.
public enum PrecedingReads: Sendable, Equatable {
    /// Nothing: the array is programmed.
    case none
    /// Forward reads: an update of the first layer.
    case forward
    /// Forward and transposed reads: an update of any other layer.
    case transposed
}
