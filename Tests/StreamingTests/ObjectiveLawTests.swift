// SPDX-License-Identifier: Apache-2.0

import Configuration
import NetworkCatalog
import Testing
import Workload

@testable import Streaming

@Suite("Laws of the objectives of streamed networks")
struct ObjectiveLawTests {
    /// A network that is streamed.
    enum Streamed: String, CaseIterable {
        case lenet5, transformer, mobile

        func network() throws -> Network {
            switch self {
            case .lenet5: try CatalogNetwork.named("lenet5").network()
            // Products of two activations, softmax and normalizations, for two tokens after three others.
            case .transformer: try CatalogNetwork.named("gpt2").network(.init(tokens: 2, context: 3))
            // A block of a mobile network: few channels, many, one by one, few.
            case .mobile:
                try Network(layers: [
                    layer(14, 12, 1, 72), layer(14, 72, 3, 72, groups: 72), layer(14, 72, 1, 12),
                    layer(14, 12, 3, 20),
                ])
            }
        }

        private func layer(_ size: Int, _ inputs: Int, _ kernel: Int, _ outputs: Int, groups: Int = 1) throws -> Layer {
            try Layer(
                inputHeight: size, inputWidth: size, inputChannels: inputs, kernelHeight: kernel, kernelWidth: kernel,
                outputChannels: outputs, padding: kernel / 2, groups: groups, hasBias: true)
        }
    }

    static let machines = [
        ["streamCapacity=512"], ["streamCapacity=1024", "streamDoubleBuffering=true"],
        ["streamCapacity=2048", "streamWordBits=64", "streamBackingLatency=100e-9"],
        ["streamCapacity=4096", "streamAccessTime=25e-9", "streamStandbyPower=0.2", "streamResidency=false"],
        ["streamCapacity=16384", "streamBackingEnergy=1e-9", "streamLoopOrder=ws"],
    ]

    private func estimate(
        _ network: Network, _ machine: [String], _ objective: StreamingParameters.Objective, threads: Int = 2
    ) throws -> StreamEstimate {
        let machine = try StreamMachine(
            Configuration(files: [], assignments: machine + ["streamObjective=\(objective.rawValue)"]))
        return try StreamEstimate(
            StreamNetwork(network, precision: StreamPrecision(), machine: machine), machine: machine, threads: threads)
    }

    @Test("Each figure is least where it is the objective", arguments: Streamed.allCases, machines)
    func eachIsLeast(_ streamed: Streamed, _ machine: [String]) throws {
        let network = try streamed.network()
        let traffic = try estimate(network, machine, .traffic)
        let time = try estimate(network, machine, .time)
        let energy = try estimate(network, machine, .energy)
        for other in [traffic, time, energy] {
            #expect(traffic.counts.traffic <= other.counts.traffic)
            #expect(time.counts.cycles <= other.counts.cycles)
            #expect(energy.energy.total <= other.energy.total * (1 + 1e-12))
            // The work is the same, however it is ordered.
            #expect(other.energy.operations == traffic.energy.operations)
            #expect(
                other.layers.map(\.operation.contraction.operations)
                    == traffic.layers.map(\.operation.contraction.operations))
        }
        // Something is gained.
        #expect(time.counts.cycles < traffic.counts.cycles && energy.energy.total < traffic.energy.total)
    }

    @Test("Schedules of any objective do not depend on the number of threads")
    func threads() throws {
        let network = try Streamed.mobile.network()
        for objective in StreamingParameters.Objective.allCases {
            let one = try estimate(network, ["streamCapacity=1024"], objective, threads: 1)
            let four = try estimate(network, ["streamCapacity=1024"], objective, threads: 4)
            #expect(one.counts == four.counts && one.layers.map(\.tile) == four.layers.map(\.tile))
        }
    }

    @Test("A machine without a word on it moves least")
    func trafficIsTheDefault() throws {
        let network = try Streamed.lenet5.network()
        let machine = try streamMachine("streamCapacity=512")
        let plain = try StreamEstimate(
            StreamNetwork(network, precision: StreamPrecision(), machine: machine), machine: machine)
        #expect(try plain.counts == estimate(network, ["streamCapacity=512"], .traffic).counts)
    }
}
