// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Revisions
import Testing
import Workload

@testable import Streaming
@testable import StreamingOrigin

@Suite("Accounting of streamed networks")
struct StreamAccountingTests {
    private let precision = StreamPrecision()

    /// 16 x 400 weights and 16 biases, 8 x 8 positions.
    private func network(_ machine: StreamMachine) throws -> StreamNetwork {
        let layer = try Layer(
            inputHeight: 8, inputWidth: 8, inputChannels: 400, kernelHeight: 1, kernelWidth: 1, outputChannels: 16,
            hasBias: true)
        return StreamNetwork(try Network(layers: [layer]), precision: precision, machine: machine)
    }

    private func configuration(_ assignments: String...) throws -> Configuration {
        try Configuration(files: [], assignments: ["streamCapacity=4096"] + assignments)
    }

    private func totals(_ assignments: String...) throws -> StreamTotals {
        let configuration = try Configuration(
            files: [], assignments: ["streamCapacity=4096", "accounting=origin"] + assignments)
        let machine = try StreamMachine(configuration)
        let result = try configuration.streamAccounting(precision: precision)
            .result(for: network(machine), on: machine, threads: 1)
        guard case .totals(let totals, let used) = result else { throw InputError("a formula has no schedule") }
        #expect(used == machine)
        #expect(result.latency == totals.latency && result.energy == totals.energy)
        return totals
    }

    @Test("The formula moves each parameter once, computes, and swaps so many times")
    func formula() throws {
        let totals = try totals("streamSwaps=3", "streamSwapTime=1e-4")
        #expect(totals.accounting == "origin")
        #expect(totals.parameters == 6416)
        #expect(totals.operations == 16 * 400 * 64)
        // Two parameters of 8 bits a word, a word a cycle of 10 ns; 1000 operations a cycle.
        #expect(abs(totals.memoryTime - 3208 * 1e-8) < 1e-18)
        #expect(abs(totals.computeTime - 409.6 * 1e-8) < 1e-18)
        #expect(abs(totals.swapTime - 3e-4) < 1e-16)
        let energy = totals.memoryTime * 12.3e-3 + totals.swapTime * 15.8e-3 + totals.computeTime * 2.3e-3
        #expect(abs(totals.energy - energy) < 1e-12 * energy)
    }

    @Test("The simple mean takes half of reading and standby, and operations may be given")
    func simpleMean() throws {
        let totals = try totals("streamPowerMean=simple", "streamOperations=5000000")
        #expect(abs(totals.power - 7.3e-3) < 1e-15)
        #expect(totals.operations == 5_000_000)
        #expect(abs(totals.computeTime - 5e-5) < 1e-17)
    }

    @Test("The formula never looks at the size of the SRAM, and nothing is too large for it")
    func size() throws {
        #expect(try totals() == totals("streamCapacity=8"))
    }

    @Test("The parameter chooses; all but the formula schedule", arguments: ["neurosim", "exact"])
    func lookup(word: String) throws {
        let configuration = try configuration("accounting=\(word)")
        let accounting = configuration.streamAccounting(precision: precision)
        #expect(accounting is ExactStreamAccounting)
        let machine = try StreamMachine(configuration)
        let network = try network(machine)
        let result = try accounting.result(for: network, on: machine, threads: 1)
        let estimate = try StreamEstimate(network, machine: machine)
        #expect(result.latency == estimate.latency)
        #expect(result.energy == estimate.energy.total)
        #expect(result.machine == machine)
        let formula = try self.configuration("accounting=origin").streamAccounting(precision: precision)
        #expect(try formula.result(for: network, on: machine, threads: 1).latency != result.latency)
    }

    @Test("Exact accounting answers nothing itself")
    func exactHasNoState() {
        #expect(MemoryLayout<ExactStreamAccounting>.size == 0)
    }
}
