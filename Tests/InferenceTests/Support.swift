// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Foundation
import Models
import Workload

@testable import Inference

/// Numbers that look random and are the same in every run.
struct Sequence64 {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33 ^ state >> 17
    }

    mutating func integers(_ count: Int, in range: ClosedRange<Int>) -> [Int32] {
        (0..<count).map { _ in Int32(range.lowerBound + Int(next() % UInt64(range.count))) }
    }
}

/// A small product.
struct Problem {
    let layer: MatrixLayer
    let inputs: [Int32]
    let vectors: Int

    /// Weights and activations as a mapping can hold them.
    init(
        _ mapping: WeightMapping, weightBits: Int = 8, activationBits: Int = 8, isSigned: Bool = false, rows: Int = 100,
        columns: Int = 5, vectors: Int = 9, seed: UInt64 = 1
    ) {
        var numbers = Sequence64(seed)
        let half = 1 << (weightBits - 1)
        let top = 1 << activationBits
        var weights: [Int32]
        var inputs: [Int32]
        let encoding = WeightEncoding(mapping, bits: weightBits)
        if encoding.isOdd {
            weights = numbers.integers(rows * columns, in: 0...2 * half - 1).map { 2 * $0 - Int32(2 * half - 1) }
        } else {
            weights = numbers.integers(rows * columns, in: -(half - 1)...half - 1)
        }
        if mapping == .xnor {
            inputs = numbers.integers(vectors * rows, in: 0...top - 1).map { 2 * $0 - Int32(top - 1) }
        } else {
            inputs = numbers.integers(vectors * rows, in: isSigned ? -top / 2...top / 2 - 1 : 0...top - 1)
        }
        self.inputs = inputs
        self.vectors = vectors
        layer = MatrixLayer(
            name: "fc", index: 3, rows: rows, columns: columns, weights: weights, weightBits: weightBits,
            activationBits: activationBits, activationIsSigned: isSigned)
    }

    /// The same layer as a matrix of another number.
    func matrix(index: Int, activationsAreOdd: Bool = false) -> MatrixLayer {
        MatrixLayer(
            name: layer.name, index: index, rows: layer.rows, columns: layer.columns, weights: layer.weights,
            weightBits: layer.weightBits, activationBits: layer.activationBits,
            activationIsSigned: layer.activationIsSigned, activationsAreOdd: activationsAreOdd)
    }

    var exact: [Double] {
        get throws { try ExactMatrix(layer).multiply(inputs, vectors: vectors, firstVector: 0) }
    }

    func products(_ hardware: HardwareConfiguration, seed: UInt64 = 0, trial: Int = 0) throws -> [Double] {
        try IMCEngine(configuration: hardware, seed: seed, trial: trial, threads: 2).program(layer)
            .multiply(inputs, vectors: vectors, firstVector: 0)
    }
}

/// Hardware with some values changed.
func hardware(_ change: (inout HardwareConfiguration) -> Void) -> HardwareConfiguration {
    var configuration = HardwareConfiguration()
    change(&configuration)
    return configuration
}

/// Mean and variance.
func moments(_ numbers: [Double]) -> (mean: Double, variance: Double) {
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    return (mean, numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count))
}

/// The text of the error that something ends in.
func message(_ body: () throws -> some Any) -> String {
    do {
        _ = try body()
        return "no error"
    } catch {
        return "\(error)"
    }
}
