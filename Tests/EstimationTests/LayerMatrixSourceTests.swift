// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Configuration
import NeuroSim21
import Revisions
import Testing
import Workload

@testable import Estimation

/// Cells and inputs of a layer's matrix against the weights and activations, looked up one by one.
@Suite struct LayerMatrixSourceTests {
    static let layers: [@Sendable () throws -> Layer] = [
        { try SampleNetworks.convolution(4, 3, 3, 5) },
        { try SampleNetworks.convolution(4, 8, 3, 8, groups: 8) },
        { try SampleNetworks.convolution(4, 6, 3, 4, groups: 2) },
        { try SampleNetworks.convolution(4, 7, 3, 14, groups: 7) },
        { try SampleNetworks.connected(50, 9) },
    ]
    static let modes = [1, 2, 3, 4, 5, 6]

    @Test(arguments: layers.indices, modes)
    func cellsAndInputs(index: Int, mode: Int) throws {
        for accounting in ["exact", "neurosim"] {
            let setting = try LayerSetting(
                Self.layers[index](),
                [
                    "operationmode=\(mode)", "accounting=\(accounting)", "numRowSubArray=32", "numColSubArray=32",
                    "cellBit=2", "novelMapping=0",
                ], activationBits: 3)
            try expectCells(setting)
            expectInputs(setting)
        }
    }

    private func expectCells(_ setting: LayerSetting) throws {
        let matrix = setting.source.matrix
        for rows in setting.grid.rowBlocks {
            let conductances = setting.source.conductances(setting.trace.weights, rows: rows)
            try #require(conductances.count == rows.count * matrix.columns)
            for row in rows.range {
                for column in 0..<matrix.columns {
                    let actual = conductances[(row - rows.first) * matrix.columns + column]
                    #expect(actual == setting.cell(row: row, column: column), "wordline \(row), column \(column)")
                }
            }
        }
    }

    private func expectInputs(_ setting: LayerSetting) {
        let reads = setting.reads.count / 4..<min(setting.reads.count, 21)
        for rows in setting.grid.rowBlocks {
            for columns in setting.grid.columnBlocks {
                let pack = setting.source.pack(ofColumn: columns.first)
                let lines = [UInt64](unsafeUninitializedCapacity: rows.count) { buffer, count in
                    setting.source.lines(
                        setting.trace.inputs, rows: rows, reads: reads, pack: pack,
                        into: buffer)
                    count = rows.count
                }
                let counts = setting.source.activeRows(setting.trace.inputs, rows: rows, reads: reads, pack: pack)
                for (index, read) in reads.enumerated() {
                    let expected = rows.range.map { setting.isActive(row: $0, column: columns.first, read: read) }
                    let actual = expected.indices.map { lines[$0] >> UInt64(index) & 1 == 1 }
                    #expect(actual == expected)
                    #expect(Int(counts[index]) == expected.count { $0 })
                }
            }
        }
    }

    /// Depthwise: 3 x 3 cells of one channel for each group, three groups to a pack of 32 wordlines.
    @Test func depthwisePacking() throws {
        let setting = try LayerSetting(
            SampleNetworks.convolution(4, 8, 3, 8, groups: 8),
            ["accounting=exact", "numRowSubArray=32", "numColSubArray=32", "cellBit=2"])
        let matrix = setting.source.matrix
        let packing = try #require(matrix.packing)
        #expect(packing.rowsPerGroup == 9)
        #expect(packing.columnsPerGroup == 4)
        #expect(packing.groupsPerPack == 3)
        #expect(packing.packs == 3)
        #expect(packing.packPitch == 32)
        #expect(matrix.rows == 27)
        #expect(matrix.columns == 2 * 32 + 12)
        #expect(matrix.usedCells == 8 * 9 * 4)
        // Cells of a pack that belong to no group, or to another one, are at the least conductance.
        let cells = setting.source.conductances(setting.trace.weights, rows: .init(first: 0, count: 27))
        let least = setting.chip.inputs.configuration.minimumConductance
        #expect(cells[12..<32].allSatisfy { $0 == least })
        #expect(cells[4..<12].allSatisfy { $0 == least })
        #expect(cells[26 * 76 + 72..<26 * 76 + 76].allSatisfy { $0 == least })
    }

    /// A trace has its rows channel by channel, the novel mapping position by position.
    @Test func positionByPosition() throws {
        let layer = try SampleNetworks.convolution(4, 5, 3, 2)
        let sample = try Sample(Network(layers: [layer]))
        let trace = try sample.trace().layer(
            0, LayerRequest(activationBits: 4, minimumVectors: 16, includesOldWeights: true))
        let reordered = trace.positionByPosition(9)
        #expect(reordered.inputs.vectors == 16)
        for position in 0..<9 {
            for channel in 0..<5 {
                let (from, to) = (channel * 9 + position, position * 5 + channel)
                #expect(reordered.weights[to, 1] == trace.weights[from, 1])
                #expect(reordered.oldWeights?[to, 0] == trace.oldWeights?[from, 0])
                #expect((0..<64).allSatisfy { reordered.inputs[to, $0] == trace.inputs[from, $0] })
            }
        }
        #expect(trace.positionByPosition(1) == trace)
    }

    /// The order matters where channels differ: here all inputs of the first channel are active, and no others.
    @Test func orderOfTheNovelMapping() throws {
        let network = try Network(layers: [SampleNetworks.convolution(6, 64, 3, 16, padding: 0)])
        let sample = try Sample(
            network, ["accounting=exact", "numRowSubArray=32", "numColSubArray=32"], activationBits: 1)
        let costs = try [false, true].map { takesChannelsForPositions in
            let departures = DepartureSet(takesChannelsForPositions ? [.takesChannelsForPositions] : [])
            let estimator = try Estimator(
                configuration: sample.configuration, network: network, weightBits: 8, activationBits: 1,
                revision: NeuroSim21.revision(departures))
            #expect(estimator.chip.floorplan.layers[0].mapping == .novel)
            return try estimator.estimate(FirstChannelTrace(network: network), source: .trace(path: "")).layers[0]
        }
        // One active wordline in each of the nine elements takes other currents than nine in the first one.
        #expect(costs[0].breakdown.conversion.energy != costs[1].breakdown.conversion.energy)
        #expect(costs[0].breakdown.buffer == costs[1].breakdown.buffer)
    }
}

/// A trace whose first channel is always one, and whose other channels are zero.
private struct FirstChannelTrace: Trace {
    let network: Network
    var weightBits: Int? { 8 }
    var activationBits: Int? { 1 }

    func layer(_ index: Int, _ request: LayerRequest) -> LayerTrace {
        let layer = network.layers[index]
        let rows = layer.inputRows
        let ones = (0..<request.minimumVectors).flatMap { _ in
            (0..<rows).map { Int64($0 < layer.kernelHeight * layer.kernelWidth ? 1 : 0) }
        }
        return LayerTrace(
            weights: WeightMatrix(
                rows: layer.weightRows, columns: layer.outputChannels,
                values: [Double](repeating: 0.5, count: layer.weightCount)), oldWeights: nil,
            inputs: InputBits(activations: ones, rows: rows, bitsPerVector: 1), activity: 0.2)
    }
}
