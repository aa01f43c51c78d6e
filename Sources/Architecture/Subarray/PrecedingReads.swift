// SPDX-License-Identifier: Apache-2.0

/// The reads of a subarray before it is written. A counting policy may use figures of these reads in a write.
public enum PrecedingReads: Sendable, Equatable {
    /// No reads: the array is programmed.
    case none
    /// Forward reads: an update of the first layer.
    case forward
    /// Forward and transposed reads: an update of any other layer.
    case transposed
}
