/// Energy by what takes it [J].
public struct StreamEnergy: Sendable, Equatable {
    /// Reads of the SRAM.
    public var reads = 0.0
    /// Writes of the SRAM.
    public var writes = 0.0
    /// The SRAM in cycles without an access.
    public var standby = 0.0
    /// The memory behind the SRAM.
    public var backing = 0.0
    /// Multiply-accumulate operations.
    public var operations = 0.0

    /// Nothing.
    public init() {}

    /// What counts of a step come to.
    init(_ counts: StreamCounts, operations: Int, machine: StreamMachine) {
        let memory = machine.memory
        let accesses = counts.reads + counts.writes
        reads = Double(counts.reads) * memory.readEnergy
        writes = Double(counts.writes) * memory.writeEnergy
        standby = memory.standbyPower * machine.time(cycles: max(0, counts.cycles - accesses * machine.accessCycles))
        backing = Double(counts.traffic * machine.backingWordBits) * machine.backingEnergy
        self.operations = Double(operations) * machine.operationEnergy
    }

    /// The SRAM alone.
    public var memory: Double { reads + writes + standby }

    /// All.
    public var total: Double { memory + backing + operations }

    /// Every part with its name.
    public var named: [(name: String, value: Double)] {
        [
            ("reads", reads), ("writes", writes), ("standby", standby), ("backing", backing),
            ("operations", operations),
        ]
    }

    /// Part by part.
    public static func + (left: StreamEnergy, right: StreamEnergy) -> StreamEnergy {
        var sum = StreamEnergy()
        sum.reads = left.reads + right.reads
        sum.writes = left.writes + right.writes
        sum.standby = left.standby + right.standby
        sum.backing = left.backing + right.backing
        sum.operations = left.operations + right.operations
        return sum
    }
}
