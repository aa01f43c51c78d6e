// SPDX-License-Identifier: Apache-2.0

import Workload

extension StreamNetwork {
    /// The steps of a network file. A pooling that follows a layer is a step of its own; activation functions are computed
    /// where a map is made and move nothing.
    public init(_ network: Network, precision: StreamPrecision, machine: StreamMachine) {
        var operations: [StreamOperation] = []
        var places: [Int] = []
        for (index, step) in network.steps.enumerated() {
            let inputs = step.inputs.map { source -> StreamOperation.Source in
                switch source {
                case .image: .image
                case .step(let number): .operation(places[number])
                }
            }
            let builder = StepBuilder(step: step, index: index, precision: precision, machine: machine)
            if builder.movesNothing, case .operation(let place)? = inputs.first {
                places.append(place)
                continue
            }
            operations.append(builder.operation(inputs))
            if let pooling = builder.pooling(after: operations.count - 1) { operations.append(pooling) }
            places.append(operations.count - 1)
        }
        self.operations = operations
    }
}

/// Makes steps of the lines of a network file.
private struct StepBuilder {
    let step: NetworkStep
    let index: Int
    let precision: StreamPrecision
    let machine: StreamMachine

    private var layer: Layer { step.geometry }

    /// Whether the step before it does its work on the way: functions of single elements, and a choice of elements.
    var movesNothing: Bool { [.gelu, .silu, .function, .affine, .select, .cache, .prepend].contains(step.operation) }
    private var name: String { layer.name ?? "\(index + 1)" }

    func operation(_ inputs: [StreamOperation.Source]) -> StreamOperation {
        switch step.operation {
        case .convolution:
            StreamOperation(
                name: name, kind: kind, contraction: convolution, inputs: inputs,
                trainableParameters: layer.trainableParameters,
                storedStatistics: layer.hasBatchNormalization ? 2 * layer.outputChannels + 1 : 0)
        case .maximumPool, .averagePool:
            StreamOperation(
                name: name, kind: step.operation == .maximumPool ? .maximumPool : .averagePool,
                contraction: .pooling(
                    channels: layer.inputChannels, vertical: vertical, horizontal: horizontal,
                    bits: precision.bits(weights: 0, machine: machine)), inputs: inputs)
        case .add, .multiply: elementwise(.add, maps: 2, inputs)
        case .softmax, .layerNormalization, .rootMeanSquareNormalization, .groupNormalization:
            elementwise(.function, maps: 2, inputs)
        case .gelu, .silu, .function, .affine, .select, .cache, .prepend: elementwise(.function, maps: 1, inputs)
        case .embedding:
            StreamOperation(
                name: name, kind: .function,
                contraction: .elementwise(
                    maps: 1, elements: step.finalElements, bits: precision.bits(weights: 0, machine: machine)),
                inputs: inputs, trainableParameters: layer.weightCount)
        case .product:
            StreamOperation(
                name: name, kind: .product,
                contraction: Contraction(
                    groups: layer.groups, outputs: layer.outputsPerGroup, reduction: layer.inputChannels / layer.groups,
                    vertical: vertical, horizontal: horizontal,
                    bits: precision.bits(weights: precision.activationBits, machine: machine)), inputs: inputs)
        case .scale:
            StreamOperation(
                name: name, kind: .scale,
                contraction: .scaling(
                    channels: layer.inputChannels, places: layer.inputHeight * layer.inputWidth,
                    bits: precision.bits(weights: precision.activationBits, machine: machine)), inputs: inputs)
        }
    }

    /// So many maps, element by element. A softmax or a normalization reads its map twice: for the sums, and to divide.
    private func elementwise(
        _ kind: StreamOperation.Kind, maps: Int, _ inputs: [StreamOperation.Source]
    ) -> StreamOperation {
        StreamOperation(
            name: name, kind: kind,
            contraction: .elementwise(
                maps: maps, elements: step.inputElements, bits: precision.bits(weights: 0, machine: machine)),
            inputs: inputs)
    }

    private var kind: StreamOperation.Kind {
        if layer.isFullyConnected { return .fullyConnected }
        if layer.groups == 1 { return .convolution }
        return layer.groups == layer.inputChannels ? .depthwiseConvolution : .groupedConvolution
    }

    private var vertical: StreamAxis { Self.axis(layer.vertical) }

    private var horizontal: StreamAxis { Self.axis(layer.horizontal) }

    private static func axis(_ axis: Layer.Axis) -> StreamAxis {
        StreamAxis(
            inputs: axis.input, places: axis.positions, kernel: axis.kernel, stride: axis.stride,
            dilation: axis.dilation, before: axis.before)
    }

    private var convolution: Contraction {
        Contraction(
            groups: layer.groups, outputs: layer.outputsPerGroup, reduction: layer.inputChannels / layer.groups,
            vertical: vertical, horizontal: horizontal, hasBias: layer.hasBias || layer.hasBatchNormalization,
            bits: precision.bits(weights: precision.weightBits, machine: machine))
    }

    func pooling(after place: Int) -> StreamOperation? {
        guard layer.isFollowedByPooling else { return nil }
        func axis(_ inputs: Int, _ places: Int) -> StreamAxis {
            StreamAxis(inputs: inputs, places: places, kernel: min(2, inputs), stride: 2)
        }
        return StreamOperation(
            name: "\(name) pooling", kind: .maximumPool,
            contraction: .pooling(
                channels: layer.outputChannels, vertical: axis(layer.outputHeight, step.finalHeight),
                horizontal: axis(layer.outputWidth, step.finalWidth),
                bits: precision.bits(weights: 0, machine: machine)), inputs: [.operation(place)])
    }
}

extension Contraction {
    /// A window over each channel. One that covers a whole map is a sum over its elements, which can be cut.
    static func pooling(
        channels: Int, vertical: StreamAxis, horizontal: StreamAxis, bits: Bits
    ) -> Contraction {
        let coversMap =
            vertical.places == 1 && horizontal.places == 1 && vertical.kernel == vertical.inputs
            && horizontal.kernel == horizontal.inputs && vertical.dilation == 1 && horizontal.dilation == 1
            && vertical.before == 0 && horizontal.before == 0
        if coversMap {
            return Contraction(
                groups: channels, outputs: 1, reduction: vertical.inputs * horizontal.inputs, vertical: .elementwise(1),
                horizontal: .elementwise(1), bits: bits)
        }
        return Contraction(
            groups: channels, outputs: 1, reduction: 1, vertical: vertical, horizontal: horizontal, bits: bits)
    }

    /// So many maps combined element by element.
    static func elementwise(maps: Int, elements: Int, bits: Bits) -> Contraction {
        Contraction(
            outputs: 1, reduction: maps, vertical: .elementwise(1), horizontal: .elementwise(elements), bits: bits)
    }

    /// A map of which each channel is multiplied by a number, which comes as weights do.
    static func scaling(channels: Int, places: Int, bits: Bits) -> Contraction {
        Contraction(
            groups: channels, outputs: 1, reduction: 1, vertical: .elementwise(1), horizontal: .elementwise(places),
            bits: bits)
    }
}
