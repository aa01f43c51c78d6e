// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism
import Workload

/// Which maps stay in the SRAM, and how each step runs.
struct StreamPlan {
    let schedules: [ContractionSchedule]

    /// Ways to run a step: by whether its input is there and whether its output stays.
    private struct Ways {
        var choices: [[TileChoice?]] = [[nil, nil], [nil, nil]]

        subscript(input: Bool, output: Bool) -> TileChoice? {
            get { choices[input ? 1 : 0][output ? 1 : 0] }
            set { choices[input ? 1 : 0][output ? 1 : 0] = newValue }
        }
    }

    /// What is searched for a step.
    private struct Question: Hashable {
        let contraction: Contraction
        let mayFindInput: Bool
        let mayKeepOutput: Bool
    }

    init(_ network: StreamNetwork, machine: StreamMachine, threads: Int) throws(InputError) {
        let passesOn = machine.keepsMaps ? network.passesOn : [Bool](repeating: false, count: network.operations.count)
        let ways = try Self.ways(network, machine, passesOn, threads)
        let misfits = zip(network.operations, ways).filter { $1[false, false] == nil }.map(\.0)
        if !misfits.isEmpty { throw Self.tooSmall(misfits, machine) }
        let kept = Self.keptMaps(ways)
        let shapes = ways.indices.map { index in
            let residency = Residency(input: index > 0 && kept[index - 1], output: kept[index])
            return (ways[index][residency.input, residency.output]?.shape, residency)
        }
        schedules = try parallelMap(shapes.count, threads: threads) { index throws(InputError) in
            let (shape, residency) = shapes[index]
            guard let shape else { preconditionFailure("a way that does not exist was chosen") }
            return ContractionSchedule(
                network.operations[index].contraction, machine: machine, shape: shape, residency: residency)
        }
    }

    private static func ways(
        _ network: StreamNetwork, _ machine: StreamMachine, _ passesOn: [Bool], _ threads: Int
    ) throws(InputError) -> [Ways] {
        // Steps that are alike are searched once.
        let questions = network.operations.indices.map { index in
            Question(
                contraction: network.operations[index].contraction, mayFindInput: index > 0 && passesOn[index - 1],
                mayKeepOutput: passesOn[index])
        }
        var places: [Question: Int] = [:]
        var asked: [Question] = []
        for question in questions where places[question] == nil {
            places[question] = asked.count
            asked.append(question)
        }
        let different = asked
        let answers = try parallelMap(different.count, threads: threads) { index throws(InputError) in
            let question = different[index]
            var ways = Ways()
            for input in [false, true] where !input || question.mayFindInput {
                for output in [false, true] where !output || question.mayKeepOutput {
                    let residency = Residency(input: input, output: output)
                    ways[input, output] =
                        TileSearch(question.contraction, machine: machine, residency: residency).best
                }
            }
            return ways
        }
        return questions.map { answers[places[$0] ?? 0] }
    }

    /// For each step, whether its map stays: what has the least value over all steps, then the fewest words and transfers.
    private static func keptMaps(_ ways: [Ways]) -> [Bool] {
        struct Cost {
            var value = 0.0
            var words = 0
            var transfers = 0
            var kept: [Bool] = []

            func isBetter(than other: Cost?) -> Bool {
                guard let other else { return true }
                return (value, words, transfers) < (other.value, other.words, other.transfers)
            }
        }
        // The best for all steps so far, by whether the last map stays.
        var best: [Cost?] = [Cost(), nil]
        for way in ways {
            var next: [Cost?] = [nil, nil]
            for input in [false, true] {
                guard let before = best[input ? 1 : 0] else { continue }
                for output in [false, true] {
                    guard let choice = way[input, output] else { continue }
                    let cost = Cost(
                        value: before.value + choice.value, words: before.words + choice.words,
                        transfers: before.transfers + choice.transfers, kept: before.kept + [output])
                    if cost.isBetter(than: next[output ? 1 : 0]) { next[output ? 1 : 0] = cost }
                }
            }
            best = next
        }
        guard let cheapest = best[0] else { preconditionFailure("a step without a way was accepted") }
        return cheapest.kept
    }

    /// The error for steps that do not fit: the step that needs the most bytes, and how many.
    private static func tooSmall(_ operations: [StreamOperation], _ machine: StreamMachine) -> InputError {
        let rooms = operations.map { operation in
            TileSearch(operation.contraction, machine: machine, residency: Residency()).leastRoom
        }
        let most = rooms.indices.max { rooms[$0].total < rooms[$1].total } ?? 0
        let (operation, room) = (operations[most], rooms[most])
        let wordBits = machine.memory.wordBits
        func bytes(_ words: Int) -> Int { (words * wordBits + 7) / 8 }
        let parts = [
            ("weights", room.weights), ("a bias", room.biases), ("inputs", room.inputs), ("a sum", room.sums),
        ].filter { $0.1 > 0 }.map { "\(bytes($0.1)) for \($0.0)" }
        return InputError(
            "step `\(operation.name)` needs \(bytes(room.total)) bytes of SRAM (\(parts.joined(separator: ", "))): "
                + "streamCapacity = \(machine.memory.capacity) is too small"
                + (operations.count > 1 ? ", also for \(operations.count - 1) other steps" : ""))
    }
}
