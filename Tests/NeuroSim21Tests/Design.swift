// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Estimation
import NeuroSim21
import Revisions
import Workload

/// A small chip on which departures show.
struct Design: Sendable, CustomStringConvertible {
    let name: String
    var assignments: [String] = []
    var bits = 8
    var trains = false
    var layers: @Sendable () throws -> [Layer] = { try Design.convolutions() }

    var description: String { name }

    /// All figures of a revision as a text, with every digit.
    func figures(_ departures: DepartureSet) throws -> String {
        try figures(NeuroSim21.revision(departures))
    }

    /// All figures of a revision as a text, with every digit.
    func figures(_ revision: Revision) throws -> String {
        let estimate = try estimate(revision)
        return "\(estimate.layers) \(estimate.chip) \(estimate.area) \(estimate.totalArea) "
            + "\(estimate.floorplan.utilization)"
    }

    /// The estimate of a revision.
    func estimate(_ revision: Revision) throws -> Estimate {
        let network = try Network(layers: layers())
        let sizes = ["numRowSubArray=32", "numColSubArray=32", "trainingEstimation=\(trains)"]
        let configuration = try Configuration(files: [], assignments: sizes + assignments)
        let estimator = try Estimator(
            configuration: configuration, network: network, weightBits: bits, activationBits: bits,
            revision: revision)
        let trace = try SyntheticTrace(
            network, parameters: SyntheticTrace.Parameters(configuration, seed: 3, weightBits: bits), threads: 1)
        return try estimator.estimate(trace, source: .synthetic(seed: 3), threads: 1)
    }
}

extension Design {
    /// A square layer.
    static func layer(
        _ size: Int, _ inputs: Int, _ kernel: Int, _ outputs: Int, pooling: Bool = false, stride: Int = 1,
        groups: Int = 1
    ) throws -> Layer {
        try Layer(
            inputHeight: size, inputWidth: size, inputChannels: inputs, kernelHeight: kernel, kernelWidth: kernel,
            outputChannels: outputs, isFollowedByPooling: pooling, stride: stride, groups: groups)
    }

    /// Convolutions of all kinds, and a classifier that needs several tiles.
    static func convolutions() throws -> [Layer] {
        try [
            layer(8, 4, 3, 16), layer(8, 16, 3, 24, pooling: true), layer(4, 24, 3, 32, stride: 2),
            layer(2, 32, 1, 32, groups: 4), layer(1, 128, 1, 70), layer(1, 70, 1, 10),
        ]
    }

    /// Fully connected layers that fill their tiles in part.
    static func classifiers() throws -> [Layer] {
        try [layer(1, 300, 1, 100), layer(1, 100, 1, 150), layer(1, 150, 1, 37), layer(1, 37, 1, 290)]
    }

    private static let crossPoint = ["memcelltype=RRAM", "accesstype=none"]
    private static let rowByRow = ["operationmode=conventionalSequential"]

    static let inference = Design(name: "default")
    static let conventional = Design(name: "conventional mapping", assignments: ["novelMapping=false"])
    static let threeBits = Design(name: "cells of three bits", assignments: ["cellBit=3"])
    static let oneBit = Design(
        name: "cells of one bit", assignments: ["cellBit=1", "novelMapping=false"])
    static let pipeline = Design(name: "pipeline", assignments: ["pipeline=true", "speedUpDegree=3"])
    static let tileSRAM = Design(name: "SRAM buffers of tiles", assignments: ["tileBufferType=true"])
    static let idealWires = Design(name: "wires without resistance", assignments: ["wireWidth=-1"])
    static let sramSigmoid = Design(
        name: "sigmoids in SRAM", assignments: ["memcelltype=SRAM", "chipActivation=false", "reLu=false"])
    static let oneByOne = Design(name: "row by row", assignments: rowByRow)
    static let sram = Design(name: "SRAM", assignments: ["memcelltype=SRAM"])
    static let binary = Design(name: "binary, row by row", assignments: ["operationmode=BNNsequential"], bits: 1)
    static let crossPointOneByOne = Design(name: "cross-point, row by row", assignments: crossPoint + rowByRow)
    static let narrow = Design(
        name: "cross-point of 8 columns", assignments: crossPoint + ["numColSubArray=8", "numColMuxed=4"])

    static let partlyFilled = Design(
        name: "partly filled tiles", assignments: ["novelMapping=false"], layers: { try Design.classifiers() })
    static let uneven = Design(
        name: "subarrays of 48 rows and 24 columns", assignments: ["numRowSubArray=48", "numColSubArray=24"])
    static let unevenPipeline = Design(
        name: "pipeline of conventional tiles",
        assignments: ["pipeline=true", "speedUpDegree=7", "novelMapping=false"])

    static let training = Design(name: "training", trains: true)
    static let conventionalTraining = Design(
        name: "training, conventional mapping", assignments: ["novelMapping=false"], trains: true)
    static let sequentialGradients = Design(
        name: "training, unit row by row", assignments: ["parallelBP=false"], trains: true)
    static let oddGradients = Design(
        name: "training, odd sharing", assignments: ["numRowMuxedWG=5", "levelOutputWG=32"], bits: 5, trains: true)
    static let manyGradientArrays = Design(
        name: "training, unit of small arrays", assignments: ["numRowSubArrayWG=8", "numColSubArrayWG=8"], trains: true)
    static let smallBatch = Design(name: "training, small batches", assignments: ["batchSize=8"], trains: true)
    static let sramTraining = Design(name: "training, SRAM", assignments: ["memcelltype=SRAM"], trains: true)
    static let sramTrainingOneByOne = Design(
        name: "training, SRAM, row by row", assignments: ["memcelltype=SRAM"] + rowByRow, trains: true)
    static let sramCrossPointTraining = Design(
        name: "training, SRAM beside cross-point", assignments: ["memcelltype=SRAM", "accesstype=none"], trains: true)
    static let crossPointTraining = Design(
        name: "training, cross-point",
        assignments: crossPoint + rowByRow + ["cellBit=8", "maxNumLevelLTP=256", "maxNumLevelLTD=256"], trains: true)
    static let roomForGradients = Design(
        name: "training, room for many gradients", assignments: ["bufferOverHeadConstraint=100"], trains: true)

    /// All designs.
    static let all: [Design] = [
        inference, conventional, threeBits, oneBit, pipeline, tileSRAM, idealWires, sramSigmoid, oneByOne, sram,
        binary, crossPointOneByOne, narrow, partlyFilled, uneven, unevenPipeline, training, conventionalTraining,
        sequentialGradients, oddGradients,
        manyGradientArrays, smallBatch, sramTraining, sramTrainingOneByOne, sramCrossPointTraining, crossPointTraining,
        roomForGradients,
    ]
}
