import Technology

/// What puts an input vector on the lines of an array, or selects the rows of an update.
protocol InputDrive: Sendable {
    /// Its circuits.
    var blocks: [SubarrayBlock] { get }
    /// The edge that arrives at the cells.
    var outputRamp: Ramp { get }
    /// Whether a selected line stays selected while its outputs are sensed in several steps.
    var holdsSelectedLine: Bool { get }

    /// Whether the time of an update's selections grows with every read before it, beyond all bounds.
    var compoundsWrites: Bool { get }

    /// Time of selections one after the other [s].
    func readLatency(operations: Double) -> Double
    /// Energy of selections [J], each of a share `lineActivity` of the lines [1] where several are driven at once.
    func readEnergy(operations: Double, lineActivity: Double) -> Double
    /// Time of selections for an update [s]; `scans` counts shifts of the input register, where there is one.
    func writeLatency(operations: Double, scans: Double) -> Double
    /// Energy of selections for an update [J].
    func writeEnergy(operations: Double, scans: Double) -> Double
}
