/// What a subarray did before it is written. In the reference's accounting a write takes over figures of the reads.
public enum PrecedingReads: Sendable, Equatable {
    /// Nothing: the array is programmed.
    case none
    /// Forward reads: an update of the first layer.
    case forward
    /// Forward and transposed reads: an update of any other layer.
    case transposed
}
