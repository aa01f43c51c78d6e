import Technology

/// Time of one selection in its two steps: the decoder, then the line's driver [s].
struct StagedDelays: Sendable, Equatable {
    let decoding: Double
    let driving: Double
}

/// What puts an input vector on the lines of an array, or selects the rows of an update.
protocol InputDrive: Sendable {
    /// Its circuits.
    var blocks: [SubarrayBlock] { get }
    /// The edge that arrives at the cells.
    var outputRamp: Ramp { get }
    /// Whether a selected line stays selected while its outputs are sensed in several steps.
    var holdsSelectedLine: Bool { get }

    /// Times of one selection of the rows of a cross-point array, whose drivers come after a decoder; nil for others.
    var stagedDelays: StagedDelays? { get }

    /// Time of selections one after the other [s].
    func readLatency(operations: Double) -> Double
    /// Energy of selections [J], each of a share `lineActivity` of the lines [1] where several are driven at once.
    func readEnergy(operations: Double, lineActivity: Double) -> Double
    /// Time of selections for an update [s]; `scans` counts shifts of the input register, where there is one.
    func writeLatency(operations: Double, scans: Double) -> Double
    /// Energy of selections for an update [J].
    func writeEnergy(operations: Double, scans: Double) -> Double
}
