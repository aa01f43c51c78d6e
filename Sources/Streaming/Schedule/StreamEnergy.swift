// SPDX-License-Identifier: Apache-2.0

/// Energy by what takes it [J].
public struct StreamEnergy: Sendable, Equatable {
    /// Reads of the SRAM.
    public var reads = 0.0
    /// Writes of the SRAM.
    public var writes = 0.0
    /// The SRAM in cycles without an access.
    public var standby = 0.0
    /// The backing memory.
    public var backing = 0.0
    /// Multiply-accumulate operations.
    public var operations = 0.0

    /// Nothing.
    public init() {}

    /// The energy of the counts of a step.
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

    /// A part: its name in files, and where it is.
    private struct Part: Sendable {
        let name: String
        let path: any WritableKeyPath<StreamEnergy, Double> & Sendable
    }

    private static let parts: [Part] = [
        Part(name: "reads", path: \.reads), Part(name: "writes", path: \.writes),
        Part(name: "standby", path: \.standby), Part(name: "backing", path: \.backing),
        Part(name: "operations", path: \.operations),
    ]

    /// Every part with its name.
    public var named: [(name: String, value: Double)] {
        StreamEnergy.parts.map { ($0.name, self[keyPath: $0.path]) }
    }

    /// Part by part.
    public static func + (left: StreamEnergy, right: StreamEnergy) -> StreamEnergy {
        var sum = left
        for part in parts { sum[keyPath: part.path] += right[keyPath: part.path] }
        return sum
    }
}
