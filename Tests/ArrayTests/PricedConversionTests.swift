// SPDX-License-Identifier: Apache-2.0

import Architecture
import CellArrays
import Configuration
import Testing
import Workload

@testable import Estimation
@testable import Inference

/// The law of the shared array: what an estimate prices with exact counting is what an accuracy run converts,
/// conversion for conversion, with the same codes; and where it is not.
@Suite struct PricedConversionTests {
    struct Design: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let assignments: [String]
        var weightBits = 8
        var activationBits = 4
    }

    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let layer: @Sendable () throws -> Layer
    }

    static func connected(_ inputs: Int, _ outputs: Int) throws -> Layer {
        try Layer(
            inputHeight: 1, inputWidth: 1, inputChannels: inputs, kernelHeight: 1, kernelWidth: 1,
            outputChannels: outputs)
    }

    static func convolution(_ size: Int, _ channels: Int, _ outputs: Int, groups: Int = 1) throws -> Layer {
        try Layer(
            inputHeight: size, inputWidth: size, inputChannels: channels, kernelHeight: 3, kernelWidth: 3,
            outputChannels: outputs, padding: 1, groups: groups)
    }

    static let parallel: [Design] = [
        Design(testDescription: "SRAM", assignments: ["memcelltype=SRAM"]),
        Design(
            testDescription: "SRAM, 16 codes, 32 rows",
            assignments: [
                "memcelltype=SRAM", "levelOutput=16", "numRowSubArray=32",
            ]),
        Design(testDescription: "RRAM of 1 bit", assignments: ["memcelltype=RRAM", "cellBit=1", "numRowSubArray=64"]),
        Design(
            testDescription: "RRAM of 2 bits, 256 codes",
            assignments: [
                "memcelltype=RRAM", "cellBit=2", "levelOutput=256", "numRowSubArray=64",
            ]),
        Design(testDescription: "RRAM of 5 bits", assignments: ["memcelltype=RRAM", "cellBit=5", "numRowSubArray=32"]),
        Design(
            testDescription: "FeFET of 3 bits, weights of 4",
            assignments: [
                "memcelltype=FeFET", "cellBit=3", "levelOutput=32", "numRowSubArray=64",
            ], weightBits: 4, activationBits: 2),
        Design(
            testDescription: "XNOR in SRAM",
            assignments: [
                "memcelltype=SRAM", "operationmode=6", "levelOutput=32", "numRowSubArray=64",
            ], weightBits: 1, activationBits: 1),
        Design(
            testDescription: "XNOR in RRAM, 2 bits of input",
            assignments: [
                "memcelltype=RRAM", "operationmode=6", "cellBit=1", "levelOutput=16", "numRowSubArray=32",
            ], weightBits: 1, activationBits: 2),
    ]

    static let shapes: [Shape] = [
        Shape(testDescription: "fits") { try connected(32, 5) },
        Shape(testDescription: "fills a part") { try connected(21, 3) },
        Shape(testDescription: "larger than an array") { try connected(150, 11) },
        Shape(testDescription: "convolution") { try convolution(3, 5, 4) },
    ]

    @Test(arguments: parallel, shapes)
    func rowsReadTogether(_ design: Design, _ shape: Shape) throws {
        let priced = try PricedLayer(
            shape.layer(), design.assignments, weightBits: design.weightBits, activationBits: design.activationBits)
        try expectSameArray(priced)
        let groups = priced.array.reads.groups(rows: priced.rows)
        let perWeight = priced.array.weights.rowsPerWeight
        #expect(
            priced.rowBlocks.map(\.range)
                == groups.map { $0.rows.lowerBound * perWeight..<$0.rows.upperBound * perWeight })
        #expect(priced.estimate.conversions == Double(priced.performed))
        #expect(priced.performed == priced.performedCodes.count)
        #expect(try priced.pricedCodes() == priced.performedCodes)
    }

    /// Row by row, rows at 0 are not read; their codes are those of no current.
    @Test(
        arguments: [
            Design(testDescription: "SRAM", assignments: ["memcelltype=SRAM", "operationmode=1"]),
            Design(
                testDescription: "RRAM of 1 bit", assignments: ["memcelltype=RRAM", "operationmode=1", "cellBit=1"]),
            Design(
                testDescription: "RRAM of 2 bits", assignments: ["memcelltype=RRAM", "operationmode=1", "cellBit=2"]),
            Design(
                testDescription: "XNOR", assignments: ["memcelltype=RRAM", "operationmode=5", "cellBit=1"],
                weightBits: 1,
                activationBits: 1),
        ], [16, 32, 96])
    func rowsReadOneByOne(_ design: Design, rows: Int) throws {
        let priced = try PricedLayer(
            Self.connected(rows, 5), design.assignments + ["numRowSubArray=\(min(rows, 32))"],
            weightBits: design.weightBits, activationBits: design.activationBits)
        try expectSameArray(priced)
        #expect(abs(priced.estimate.conversions / Double(priced.performed) - 1) < 1e-12)
        #expect(priced.performed <= priced.performedCodes.count)
        #expect(try priced.pricedCodes() == priced.performedCodes)
        guard !priced.array.inputs.isBipolar else { return }
        let perRead = priced.array.weights.conversionScales.count * priced.outputs
        let silent = stride(from: 0, to: priced.performedCodes.count, by: perRead).count { first in
            // Of one vector, all slices and outputs of a read are neighbours.
            let group = first / perRead / priced.array.inputs.steps
            let step = first / perRead % priced.array.inputs.steps
            let isOff = priced.array.inputs.digit(step, of: Int(priced.activations[group])) == 0
            if isOff { #expect(priced.performedCodes[first..<first + perRead].allSatisfy { $0 == 0 }) }
            return isOff
        }
        #expect(priced.performedCodes.count - silent * perRead == priced.performed)
    }

    /// Slices, digits, reads and codes are those of one value.
    private func expectSameArray(_ priced: PricedLayer) throws {
        let hardware = priced.matrix.plan.array
        #expect(hardware.inputs == priced.array.inputs && hardware.reads == priced.array.reads)
        #expect(hardware.codes == priced.array.codes && hardware.fullScale == priced.array.fullScale)
        #expect(hardware.weights.slices == priced.array.weights.slices)
        #expect(priced.matrix.plan.converter.range == priced.array.converter)
    }

    // MARK: Where they differ

    /// Row by row, an array that is filled in part is priced as if its share of active rows were that of all its rows.
    @Test(arguments: ["SRAM", "RRAM"], [8, 20, 31])
    func partlyFilledArraysArePricedAsFull(cell: String, rows: Int) throws {
        let priced = try PricedLayer(
            Self.connected(rows, 5), ["memcelltype=\(cell)", "operationmode=1", "cellBit=2", "numRowSubArray=32"])
        let ratio = priced.estimate.conversions / Double(priced.performed)
        #expect(abs(ratio - 32 / Double(rows)) < 1e-12)
    }

    /// BNN arrays are priced with two columns a weight, or with reads of rows at 1 only; accuracy is that of XNOR sums.
    @Test func binaryNetworksWithoutXNORCells() throws {
        let cells = ["memcelltype=RRAM", "cellBit=1", "numRowSubArray=32"]
        let parallel = try PricedLayer(
            Self.connected(50, 6), cells + ["operationmode=4"], weightBits: 1, activationBits: 1)
        #expect(parallel.estimate.conversions == 2 * Double(parallel.performed))
        let sequential = try PricedLayer(
            Self.connected(64, 6), cells + ["operationmode=3"], weightBits: 1, activationBits: 1)
        let ones = sequential.activations.count { $0 > 0 }
        #expect(sequential.performed == 64 * 6)
        #expect(abs(sequential.estimate.conversions - Double(ones * 6)) < 1e-9 && ones < 64)
    }

    /// The novel mapping reads the channels of each kernel position apart; an accuracy run fills arrays with rows as
    /// they come.
    @Test func novelMapping() throws {
        let priced = try PricedLayer(
            Self.convolution(4, 20, 8), ["memcelltype=SRAM", "novelMapping=1", "numRowSubArray=32"])
        #expect(priced.chip.floorplan.layers[0].mapping == .novel)
        #expect(priced.rowBlocks.count == 9 && priced.array.reads.reads(rows: 180) == 6)
        #expect(priced.estimate.conversions * 6 == Double(priced.performed) * 9)
    }

    /// A weight that one cell holds is not rounded in an estimate: its largest integer is one short of the largest
    /// conductance. Conversions are as many.
    @Test func wholeWeightsInOneCell() throws {
        let priced = try PricedLayer(
            Self.connected(40, 5), ["memcelltype=RRAM", "cellBit=8", "numRowSubArray=64"])
        #expect(priced.array.weights.columnsPerWeight == 1)
        #expect(priced.estimate.conversions == Double(priced.performed))
    }

    /// Groups that share an array are priced with all columns of their pack; an accuracy run converts the columns of
    /// each group.
    @Test func groupedConvolutions() throws {
        let configuration = ["memcelltype=SRAM", "numRowSubArray=16"]
        let priced = try PricedLayer(Self.convolution(3, 6, 6, groups: 6), configuration)
        let vectors = Double(priced.layer.outputVectors)
        let matrix = priced.chip.floorplan.layers[0].matrix
        let converted = priced.array.conversionsPerVector(rows: 9, outputs: 6)
        #expect(priced.estimate.conversions == vectors * 4 * Double(matrix.columns))
        #expect(matrix.columns > 6 * 8 && vectors * Double(converted) < priced.estimate.conversions)
    }
}
