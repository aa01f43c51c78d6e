// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Parallelism

/// A backward pass of a batch.
struct Gradients<Scalar: TrainingScalar>: Sendable {
    /// Sum of the losses of the images.
    let loss: Double
    /// Gradients of the layers with weights: [outputs][rows].
    let weights: [[Scalar]]
    /// Rounded errors at the outputs of the layers with weights, before the mask of the limits, where they were asked for.
    let errors: [BatchMaps<Scalar>]
    /// Gradients of the norms of the layers with weights; nil where a layer has none.
    let norms: [NormGradient?]
}

extension NetworkPass {
    /// Goes back from the logits to the gradients of all weights.
    ///
    /// - Parameters:
    ///   - result: The forward pass, with its tape.
    ///   - labels: The class of each image.
    ///   - recordsErrors: Whether rounded errors are kept.
    /// - Returns: The gradients and the loss.
    /// - Throws: `InputError` that names the layer when errors are not finite, or all 0 where the rules stop at that.
    func backward(
        _ result: Result, labels: [Int], recordsErrors: Bool = false
    ) throws(InputError) -> Gradients<Scalar> {
        let (start, loss) = settings.loss.errors(result.logits, labels)
        var errors = start
        if let last = network.weighted.last { errors = errors.unflattened(last.outputShape) }
        var gradients: [[Scalar]] = []
        var recorded: [BatchMaps<Scalar>] = []
        var norms: [NormGradient?] = []
        // Errors times this are the gradient of the loss.
        var unit = 1.0
        for (layer, tape) in zip(network.layers, result.tape).reversed() {
            switch (layer, tape) {
            case (.pooling, .pooling(let layer, let places)): errors = unpooled(errors, layer, places)
            case (.weighted(let number), .weighted(let inputs, let flags, let norm)):
                let layer = network.weighted[number]
                if !layer.isLast { mask(&errors, flags, OutputFlag.isPositive) }
                if let norm, let own = self.norms[number] {
                    // A norm is digital: errors are rounded behind it, where they enter the arrays.
                    if !layer.isLast { mask(&errors, flags, OutputFlag.isInside) }
                    norms.append(backward(&errors, own, norm).times(unit))
                    unit *= try quantize(&errors, layer)
                    if recordsErrors { recorded.append(errors) }
                } else {
                    unit *= try quantize(&errors, layer)
                    norms.append(nil)
                    if recordsErrors { recorded.append(errors) }
                    if !layer.isLast { mask(&errors, flags, OutputFlag.isInside) }
                }
                let products = LayerProducts<Scalar>(layer, images: errors.images, threads: threads)
                gradients.append(products.gradient(of: inputs, errors: errors))
                if number > 0 { errors = backward(errors, layer, products) }
            default: preconditionFailure("a tape of other layers")
            }
            if gradients.count == network.weighted.count { break }
        }
        return Gradients(
            loss: loss, weights: gradients.reversed(), errors: recorded.reversed(), norms: norms.reversed())
    }

    /// Errors at the input of a layer, in the extents of the maps that it takes.
    private func backward(
        _ errors: BatchMaps<Scalar>, _ layer: WeightedLayer, _ products: LayerProducts<Scalar>
    ) -> BatchMaps<Scalar> {
        var back = products.backward(errors, weights: weights[layer.number])
        // A power of two, which the next rescaling takes off again; overflow is what it prevents.
        divide(&back, by: layer.scale)
        return layer.convolution == nil ? back.unflattened(layer.inputShape) : back
    }

    private func mask(_ errors: inout BatchMaps<Scalar>, _ flags: [UInt8], _ bit: UInt8) {
        errors.values.withUnsafeMutableBufferPointer { buffer in
            let values = SharedBuffer(buffer)
            forEachPiece(of: values.count, threads: threads) { part in
                flags.withUnsafeBufferPointer { flags in
                    guard let values = values.base, let flags = flags.baseAddress else { return }
                    Scalar.mask(values + part.lowerBound, part.count, flags + part.lowerBound, bit: bit)
                }
            }
        }
    }

    /// Errors over the power of two next to the largest one, clamped and rounded; that power, or 1 where all are 0.
    private func quantize(_ errors: inout BatchMaps<Scalar>, _ layer: WeightedLayer) throws(InputError) -> Double {
        let largest = largestMagnitude(errors.values, threads: threads)
        guard largest.isFinite else { throw InputError("errors of layer \(layer.number + 1) are not finite") }
        if largest == 0 {
            guard settings.rules.stopsAtZeroGradient else { return 1 }
            throw InputError(
                "all errors of layer \(layer.number + 1) are 0, at which the reference stops (accounting = exact goes on)"
            )
        }
        let grid = settings.errorGrid.kernel
        let power = nearestPowerOfTwo(largest)
        let factor = 1 / power
        errors.values.withUnsafeMutableBufferPointer { buffer in
            let values = SharedBuffer(buffer)
            forEachPiece(of: values.count, threads: threads) { part in
                guard let base = values.base else { return }
                Scalar.scaleToGrid(base + part.lowerBound, part.count, factor: factor, grid)
            }
        }
        return power
    }

    private func unpooled(
        _ errors: BatchMaps<Scalar>, _ layer: PoolingLayer, _ places: [UInt8]
    ) -> BatchMaps<Scalar> {
        var result = BatchMaps<Scalar>(zeros: layer.inputShape, images: errors.images)
        let squares = layer.squares(images: errors.images)
        errors.values.withUnsafeBufferPointer { errors in
            result.values.withUnsafeMutableBufferPointer { maps in
                places.withUnsafeBufferPointer { places in
                    guard let errors = errors.baseAddress, let maps = maps.baseAddress else { return }
                    if layer.pooling == .largest, let places = places.baseAddress {
                        Scalar.poolLargestBack(errors, places, squares, into: maps)
                    } else {
                        Scalar.poolMeanBack(errors, squares, into: maps)
                    }
                }
            }
        }
        return result
    }
}

/// The largest magnitude of some numbers; infinite where one of them is no number.
func largestMagnitude<Scalar: TrainingScalar>(_ values: [Scalar], threads: Int) -> Double {
    let parts = pieces(of: values.count, size: passSize)
    var largest = [Double](repeating: 0, count: parts.count)
    largest.withUnsafeMutableBufferPointer { buffer in
        let found = SharedBuffer(buffer)
        forEachInParallel(parts.count, threads: threads) { index in
            values.withUnsafeBufferPointer { values in
                guard let base = values.baseAddress else { return }
                found[index] = Scalar.largest(base + parts[index].lowerBound, parts[index].count)
            }
        }
    }
    return largest.max() ?? 0
}
