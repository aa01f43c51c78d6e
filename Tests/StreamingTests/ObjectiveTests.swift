// SPDX-License-Identifier: Apache-2.0

import Configuration
import Testing
import _TestSupport

@testable import Streaming

@Suite("Objectives of schedules")
struct ObjectiveTests {
    /// Machines in which different things are slow or dear.
    private static func machine(
        _ random: inout SeededGenerator, isDouble: Bool, objective: StreamingParameters.Objective
    ) throws -> StreamMachine {
        try streamMachine(
            "streamObjective=\(objective.rawValue)", "streamDoubleBuffering=\(isDouble)",
            "streamCapacity=\(30 + random.below(200))", "streamWordBits=\([8, 16, 32][random.below(3)])",
            "streamBackingWordBits=\([8, 16, 64][random.below(3)])",
            "streamBackingLatency=\(Double(random.below(3)) * 40e-9)",
            "streamAccessTime=\(1 + random.below(25))e-9", "streamOperationsPerCycle=\(1 + random.below(40))",
            "streamStandbyPower=\([0, 2e-3, 0.5][random.below(3)])",
            "streamBackingEnergy=\([0, 20e-12, 1e-9][random.below(3)])")
    }

    @Test("No tiles and no order of the space take less than those found", arguments: [false, true])
    func nothingIsBetter(isDouble: Bool) throws {
        var random = SeededGenerator(seed: 7)
        var (found, gained) = (0, 0)
        for round in 0..<120 {
            let contraction = smallContraction(&random)
            let residency = Residency(input: random.below(3) == 0, output: random.below(3) == 0)
            let seed = UInt64(random.below(1 << 30))
            for objective in StreamingParameters.Objective.allCases {
                var own = SeededGenerator(seed: seed)
                let machine = try Self.machine(&own, isDouble: isDouble, objective: objective)
                let search = TileSearch(contraction, machine: machine, residency: residency)
                let all = SmallSpace(contraction, machine: machine, residency: residency).choices
                let note = "round \(round), \(objective): \(contraction)"
                guard let choice = search.best else {
                    #expect(all.isEmpty, "\(note)")
                    continue
                }
                let best = try #require(all.min { first, second in first.isBetter(than: second) })
                #expect(choice.value == best.value, "\(note): \(choice.shape) and \(best.shape)")
                #expect(choice.words == best.words && choice.transfers == best.transfers, "\(note)")
                #expect(all.contains { $0.shape == choice.shape }, "\(note)")
                found += 1
                if let least = search.leastTraffic, objective != .traffic, least.words < choice.words { gained += 1 }
            }
        }
        // Many are found, and some of them move more than they had to.
        #expect(found > 200 && gained > 10, "\(found), \(gained)")
    }

    @Test("The best takes what its run takes", arguments: StreamingParameters.Objective.allCases)
    func theValueIsThatOfTheRun(objective: StreamingParameters.Objective) throws {
        var random = SeededGenerator(seed: 8)
        for _ in 0..<60 {
            let contraction = smallContraction(&random)
            let machine = try Self.machine(&random, isDouble: random.below(2) == 0, objective: objective)
            guard let choice = TileSearch(contraction, machine: machine, residency: Residency()).best else { continue }
            let counts = ContractionSchedule(
                contraction, machine: machine, shape: choice.shape, residency: Residency()
            ).counts
            let energy = StreamEnergy(counts, operations: contraction.operations, machine: machine)
            let expected: Double =
                switch objective {
                case .traffic: Double(counts.traffic)
                case .time: Double(counts.cycles)
                case .energy: energy.total
                }
            #expect(choice.value == expected)
            #expect(choice.words == counts.traffic && choice.transfers == counts.swaps + counts.stores)
        }
    }
}
