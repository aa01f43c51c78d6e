// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import InferenceKernels
import Models
import Synchronization

/// The errors of a layer's hardware in its products.
public struct LayerMeasurement: Sendable, Equatable {
    /// Name of the layer in the model.
    public let name: String
    /// The layer's index; -1 - n for product n of two activations.
    public let index: Int
    /// Vectors [1].
    public let vectors: Int
    /// Conversions of partial sums [1].
    public let conversions: Int
    /// Conversions whose partial sum was beyond the range, read noise not counted [1].
    public let clipped: Int
    /// Sum of the squares of exact products.
    public let signalEnergy: Double
    /// Sum of the squares of errors.
    public let errorEnergy: Double

    /// Share of conversions that were clipped [1].
    public var clippedShare: Double { conversions > 0 ? Double(clipped) / Double(conversions) : 0 }

    /// Signal-to-quantization-noise ratio [dB]; nil where there is no error or no signal.
    public var signalToNoise: Double? {
        signalEnergy > 0 && errorEnergy > 0 ? 10 * log10(signalEnergy / errorEnergy) : nil
    }
}

/// Hardware whose products are compared with exact ones, for a report of where accuracy is lost. Results are those of the
/// engine inside.
public final class MeasuringEngine: MatrixEngine {
    private let engine: IMCEngine
    private let records = Mutex<[Int: LayerRecord]>([:])

    /// Watches an engine.
    public init(_ engine: IMCEngine) {
        self.engine = engine
    }

    /// The measurements so far, by index of the layer. Sums are added in the order of vectors, not of calls.
    public var measurements: [LayerMeasurement] {
        records.withLock { $0.values.map(\.measurement) }.sorted { $0.index < $1.index }
    }

    /// Prepares a layer.
    ///
    /// - Throws: `InputError` when the hardware cannot hold it.
    public func program(_ layer: MatrixLayer) throws(InputError) -> any ProgrammedMatrix {
        let matrix = try engine.programMatrix(layer)
        return MeasuringMatrix(engine: self, layer: layer, matrix: matrix, exact: try ExactMatrix(layer))
    }

    /// Prepares a product of two activations. One in exact integers is not measured.
    ///
    /// - Throws: `InputError` when the hardware cannot hold its matrices.
    public func prepare(_ product: ActivationProduct) throws(InputError) -> any PreparedProduct {
        let exact = try ExactEngine().prepare(product)
        guard let arrays = try engine.prepareArrays(product) else { return exact }
        return MeasuringProduct(engine: self, product: product, arrays: arrays, exact: exact)
    }

    fileprivate func record(_ part: LayerRecord.Part, _ name: String, _ index: Int) {
        records.withLock { records in
            records[index, default: LayerRecord(name: name, index: index)].parts.append(part)
        }
    }
}

private struct LayerRecord: Sendable {
    struct Part: Sendable {
        let firstVector: Int
        let vectors: Int
        let conversions: Int
        let clipped: Int
        let signalEnergy: Double
        let errorEnergy: Double

        /// Compares products with those that are wanted.
        init(
            _ products: [Double], _ wanted: [Double], firstVector: Int, vectors: Int, conversions: Int, clipped: Int
        ) {
            self.firstVector = firstVector
            self.vectors = vectors
            self.conversions = conversions
            self.clipped = clipped
            var energies = [0.0, 0.0]
            tk_imc_energies(products, wanted, products.count, &energies)
            signalEnergy = energies[0]
            errorEnergy = energies[1]
        }
    }

    let name: String
    let index: Int
    var parts: [Part] = []

    var measurement: LayerMeasurement {
        let ordered = parts.sorted { ($0.firstVector, $0.vectors) < ($1.firstVector, $1.vectors) }
        return LayerMeasurement(
            name: name, index: index, vectors: ordered.reduce(0) { $0 + $1.vectors },
            conversions: ordered.reduce(0) { $0 + $1.conversions }, clipped: ordered.reduce(0) { $0 + $1.clipped },
            signalEnergy: ordered.reduce(0) { $0 + $1.signalEnergy },
            errorEnergy: ordered.reduce(0) { $0 + $1.errorEnergy })
    }
}

private struct MeasuringMatrix: ProgrammedMatrix {
    let engine: MeasuringEngine
    let layer: MatrixLayer
    let matrix: IMCMatrix
    let exact: ExactMatrix

    func multiply(_ inputs: [Int32], vectors: Int, firstVector: Int) -> [Double] {
        let counted = matrix.multiplyCounting(inputs, vectors: vectors, firstVector: firstVector)
        return record(
            counted.products, exact.multiply(inputs, vectors: vectors, firstVector: firstVector), vectors: vectors,
            firstVector: firstVector, conversions: counted.conversions, clipped: counted.clipped)
    }

    func multiply(group: Int, of inputs: [[Int32]], vectors: Int, firstVector: Int) -> [Double] {
        let reading = matrix.read(
            matrix.rowInputs(group, of: inputs, vectors), vectors: vectors, firstVector: firstVector,
            recording: .clipped)
        return record(
            reading.products, exact.multiply(inputs[group], vectors: vectors, firstVector: firstVector),
            vectors: vectors, firstVector: firstVector, conversions: reading.conversions, clipped: Int(reading.clipped))
    }

    func sums(group: Int, of inputs: LayerInputs, firstVector: Int) -> [Double] {
        let (reading, isExact) = matrix.readColumns(
            group: group, of: inputs, firstVector: firstVector, recording: .clipped)
        let wanted =
            matrix.holds(layer)
            ? exact.sums(group: group, of: inputs, known: reading.products, isKnown: isExact)
            : exact.sums(group: group, of: inputs, firstVector: firstVector)
        return record(
            reading.products, wanted, vectors: inputs.vectors, firstVector: firstVector,
            conversions: reading.conversions, clipped: Int(reading.clipped))
    }

    /// Counts some products among those measured, and returns them.
    private func record(
        _ products: [Double], _ wanted: [Double], vectors: Int, firstVector: Int, conversions: Int, clipped: Int
    ) -> [Double] {
        engine.record(
            LayerRecord.Part(
                products, wanted, firstVector: firstVector, vectors: vectors, conversions: conversions,
                clipped: clipped), layer.name, layer.index)
        return products
    }
}

private struct MeasuringProduct: PreparedProduct {
    let engine: MeasuringEngine
    let product: ActivationProduct
    let arrays: IMCProduct
    let exact: any PreparedProduct

    func multiply(_ inputs: [Int32], by stored: [Int32], matrices: Int, firstMatrix: Int) -> [Double] {
        let reading = arrays.read(
            inputs, by: stored, matrices: matrices, firstMatrix: firstMatrix, recording: .clipped)
        let wanted = exact.multiply(inputs, by: stored, matrices: matrices, firstMatrix: firstMatrix)
        engine.record(
            LayerRecord.Part(
                reading.products, wanted, firstVector: firstMatrix * product.vectors,
                vectors: matrices * product.vectors, conversions: reading.conversions, clipped: Int(reading.clipped)),
            product.name, product.key)
        return reading.products
    }
}
