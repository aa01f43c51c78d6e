/// How figures are counted. By default as SCALE-Sim 3.0.0 counts them; each member puts one thing right that it leaves out or
/// counts in another way than hardware does.
public struct SystolicRules: Sendable, Equatable {
    /// Whether cycles are counted from the first to the last one, both included, and waits in the last one too. SCALE-Sim
    /// reports the number of the last cycle, counted from 0.
    public var countsAllCycles = false
    /// Whether a cycle in which the array waits for a word is charged once. SCALE-Sim charges it twice.
    public var countsStallsOnce = false
    /// Whether outputs that become inputs of the next layer stay on the chip where both fit half of their buffers.
    public var keepsMapsOnChip = false
    /// Whether only outputs and partial sums count as writes to the output buffer. SCALE-Sim counts a write for each row and
    /// each column of an output-stationary array in each fold besides.
    public var countsRealWrites = false
    /// Whether partial sums that are added up in the output buffer are read before.
    public var readsPartialSums = false

    /// The rules of SCALE-Sim.
    public init() {}

    /// The rules of SCALE-Sim 3.0.0.
    public static let scaleSim = SystolicRules()
}
