// SPDX-License-Identifier: Apache-2.0

/// The readers of operators, which return the values of the outputs.
extension ONNXImporter {
    typealias Reader = @Sendable (inout ONNXImporter, ONNXNode) throws(GraphProblem) -> [Value]

    /// Operators by name; those of other domains than ONNX's own with the domain before it.
    static let operators = [
        layerReaders, productReaders, reductionReaders, activationReaders, binaryReaders, elementReaders,
        arrangementReaders, constantReaders, quantizationReaders, bitReaders,
    ].reduce([:]) { $0.merging($1) { $1 } }

    /// Convolutions, fully connected layers, normalization and pooling.
    private static let layerReaders: [String: Reader] = [
        "Conv": { (i, n) throws(GraphProblem) in [try i.convolution(n)] },
        "ConvTranspose": { (i, n) throws(GraphProblem) in [try i.transposedConvolution(n)] },
        "Gemm": { (i, n) throws(GraphProblem) in [try i.gemm(n)] },
        "MatMul": { (i, n) throws(GraphProblem) in [try i.matrixProduct(n)] },
        "BatchNormalization": { (i, n) throws(GraphProblem) in [try i.batchNormalization(n)] },
        "LRN": { (i, n) throws(GraphProblem) in [try i.localResponse(n)] },
        "MaxPool": { (i, n) throws(GraphProblem) in [try i.pooling(n, isAverage: false)] },
        "AveragePool": { (i, n) throws(GraphProblem) in [try i.pooling(n, isAverage: true)] },
        "GlobalAveragePool": { (i, n) throws(GraphProblem) in [try i.globalPooling(n, isAverage: true)] },
        "GlobalMaxPool": { (i, n) throws(GraphProblem) in [try i.globalPooling(n, isAverage: false)] },
        "Resize": { (i, n) throws(GraphProblem) in [try i.resize(n)] },
        "Upsample": { (i, n) throws(GraphProblem) in [try i.resize(n)] },
        "Softmax": { (i, n) throws(GraphProblem) in [try i.softmax(n)] },
    ]

    /// Products of values, attention, and normalization of what belongs to one image or token.
    private static let productReaders: [String: Reader] = [
        "Einsum": { (i, n) throws(GraphProblem) in [try i.einsteinSum(n)] },
        "Attention": { (i, n) throws(GraphProblem) in try i.attention(n) },
        "RotaryEmbedding": { (i, n) throws(GraphProblem) in [try i.rotaryEmbedding(n)] },
        "LayerNormalization": { (i, n) throws(GraphProblem) in [try i.layerNormalization(n)] },
        "RMSNormalization": { (i, n) throws(GraphProblem) in [try i.rootMeanSquareNormalization(n)] },
        "GroupNormalization": { (i, n) throws(GraphProblem) in [try i.groupNormalization(n)] },
        "InstanceNormalization": { (i, n) throws(GraphProblem) in [try i.instanceNormalization(n)] },
    ]

    /// Sums and the like over axes.
    private static let reductionReaders: [String: Reader] = [
        "ReduceMean": { (i, n) throws(GraphProblem) in [try i.reduced(n, .mean)] },
        "ReduceMax": { (i, n) throws(GraphProblem) in [try i.reduced(n, .maximum)] },
        "ReduceMin": { (i, n) throws(GraphProblem) in [try i.reduced(n, .minimum)] },
        "ReduceSum": { (i, n) throws(GraphProblem) in [try i.reduced(n, .sum)] },
        "ReduceSumSquare": { (i, n) throws(GraphProblem) in [try i.reduced(n, .sumOfSquares)] },
        "ReduceL1": { (i, n) throws(GraphProblem) in [try i.reduced(n, .sumOfMagnitudes)] },
        "ReduceL2": { (i, n) throws(GraphProblem) in [try i.reduced(n, .length)] },
    ]

    /// Functions of single elements, of one value or several; `Operation+Activation` has those without inputs beside the value,
    /// and `Operation+Binary` those of two values.
    private static let elementReaders: [String: Reader] = [
        "Clip": { (i, n) throws(GraphProblem) in [try i.clip(n)] },
        "PRelu": { (i, n) throws(GraphProblem) in [try i.parametricRelu(n)] },
        "Sum": { (i, n) throws(GraphProblem) in [try i.accumulated(.add, n)] },
        "Min": { (i, n) throws(GraphProblem) in [try i.accumulated(.minimum, n)] },
        "Max": { (i, n) throws(GraphProblem) in [try i.accumulated(.maximum, n)] },
        "Where": { (i, n) throws(GraphProblem) in [try i.choice(n)] },
        "CastLike": { (i, n) throws(GraphProblem) in [try i.castLike(n)] },
        "Floor": { (i, n) throws(GraphProblem) in [try i.rounded(n, .down)] },
        "Ceil": { (i, n) throws(GraphProblem) in [try i.rounded(n, .up)] },
        "Cast": { (i, n) throws(GraphProblem) in [try i.cast(n)] },
    ]

    /// Readers of operators that only rearrange, and of constants.
    private static let arrangementReaders: [String: Reader] = [
        "Concat": { (i, n) throws(GraphProblem) in [try i.concatenation(n)] },
        "Split": { (i, n) throws(GraphProblem) in try i.split(n) },
        "Slice": { (i, n) throws(GraphProblem) in [try i.slice(n)] },
        "Gather": { (i, n) throws(GraphProblem) in [try i.gather(n)] },
        "Flatten": { (i, n) throws(GraphProblem) in [try i.flatten(n)] },
        "Reshape": { (i, n) throws(GraphProblem) in [try i.reshape(n)] },
        "Squeeze": { (i, n) throws(GraphProblem) in [try i.squeeze(n)] },
        "Unsqueeze": { (i, n) throws(GraphProblem) in [try i.unsqueeze(n)] },
        "Transpose": { (i, n) throws(GraphProblem) in [try i.transpose(n)] },
        "Pad": { (i, n) throws(GraphProblem) in [try i.pad(n)] },
        "Expand": { (i, n) throws(GraphProblem) in [try i.expanded(n)] },
        "Tile": { (i, n) throws(GraphProblem) in [try i.tiled(n)] },
        "Identity": { (_, n) throws(GraphProblem) in [try n.value(0)] },
        "Dropout": { (_, n) throws(GraphProblem) in [try n.value(0)] },
        "Constant": { (i, n) throws(GraphProblem) in [.constant(try n.attributes.constant(external: i.external))] },
        "ConstantOfShape": { (i, n) throws(GraphProblem) in [try i.constantOfShape(n)] },
        "Shape": { (i, n) throws(GraphProblem) in [try i.shapeConstant(n)] },
    ]

    /// Readers of operators on constants only, which exporters compute extents, places and masks with.
    private static let constantReaders: [String: Reader] = [
        "Range": { (i, n) throws(GraphProblem) in [try i.range(n)] },
        "GatherElements": { (i, n) throws(GraphProblem) in [try i.gatheredElements(n)] },
        "GatherND": { (i, n) throws(GraphProblem) in [try i.gatheredParts(n)] },
        "ScatterND": { (i, n) throws(GraphProblem) in [try i.scatteredParts(n)] },
        "Trilu": { (i, n) throws(GraphProblem) in [try i.triangle(n)] },
        "CumSum": { (i, n) throws(GraphProblem) in [try i.runningSum(n)] },
        "Size": { (i, n) throws(GraphProblem) in [try i.elementCount(n)] },
    ]

    /// Operators that compute constants of constants themselves; others do it as on an image.
    static let constantOperators = Set(binaryReaders.keys).union(elementReaders.keys).union(arrangementReaders.keys)
        .union(constantReaders.keys).union(quantizationReaders.keys).subtracting(["Clip", "PRelu", "Pad", "Flatten"])
        .union(["Quant", "IntQuant", "BipolarQuant"])

    /// Operators for which the first axis has the images, and the next one the channels.
    static let channelOperators: Set<String> = [
        "Conv", "ConvTranspose", "BatchNormalization", "LRN", "MaxPool", "AveragePool", "GlobalAveragePool",
        "GlobalMaxPool", "Resize", "Upsample", "PRelu", "Pad", "GroupNormalization", "InstanceNormalization",
    ]

    /// Readers of QONNX, in which networks of any number of bits are exchanged.
    private static let bitReaders: [String: Reader] = [
        "qonnx.custom_op.general.Quant": { (i, n) throws(GraphProblem) in [try i.anyBits(n)] },
        "qonnx.custom_op.general.IntQuant": { (i, n) throws(GraphProblem) in [try i.anyBits(n)] },
        "qonnx.custom_op.general.BipolarQuant": { (i, n) throws(GraphProblem) in [try i.plusOrMinusOne(n)] },
    ]

    /// Readers of operators that compute in integers, and of conversions to and from integers.
    private static let quantizationReaders: [String: Reader] = [
        "QuantizeLinear": { (i, n) throws(GraphProblem) in [try i.quantize(n)] },
        "DequantizeLinear": { (i, n) throws(GraphProblem) in [try i.dequantize(n)] },
        "QLinearConv": { (i, n) throws(GraphProblem) in [try i.integerConvolution(n)] },
        "QLinearMatMul": { (i, n) throws(GraphProblem) in [try i.integerMatrixProduct(n)] },
        "com.microsoft.QGemm": { (i, n) throws(GraphProblem) in [try i.integerGemm(n)] },
        "com.microsoft.QLinearAdd": { (i, n) throws(GraphProblem) in [try i.integerBinary(.add, n)] },
        "com.microsoft.QLinearMul": { (i, n) throws(GraphProblem) in [try i.integerBinary(.multiply, n)] },
        "com.microsoft.QLinearConcat": { (i, n) throws(GraphProblem) in [try i.integerConcatenation(n)] },
        "com.microsoft.QLinearGlobalAveragePool": { (i, n) throws(GraphProblem) in
            [try i.integerFunction(n) { (i, n) throws(GraphProblem) in try i.globalPooling(n, isAverage: true) }]
        },
        "com.microsoft.QLinearAveragePool": { (i, n) throws(GraphProblem) in
            [try i.integerFunction(n) { (i, n) throws(GraphProblem) in try i.pooling(n, isAverage: true) }]
        },
        "com.microsoft.QLinearSigmoid": { (i, n) throws(GraphProblem) in
            [try i.integerFunction(n) { (i, n) throws(GraphProblem) in try i.activation(.sigmoid, n) }]
        },
        "com.microsoft.QLinearSoftmax": { (i, n) throws(GraphProblem) in
            [try i.integerFunction(n) { (i, n) throws(GraphProblem) in try i.softmax(n) }]
        },
        "com.microsoft.QLinearLeakyRelu": { (i, n) throws(GraphProblem) in
            [
                try i.integerFunction(n) { (i, n) throws(GraphProblem) in
                    try i.activation(.leakyRelu(alpha: n.attributes.real("alpha", default: 0.01)), n)
                }
            ]
        },
    ]
}
