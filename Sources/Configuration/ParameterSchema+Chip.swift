// SPDX-License-Identifier: Apache-2.0

import Technology

extension ParameterSchema {
    private static let registerFile = ParameterChoice(
        "false", 0, "register file", aliases: ["registerFile", "RF", "no", "off"])
    private static let sram = ParameterChoice("true", 1, "SRAM", aliases: ["SRAM", "yes", "on"])
    private static let coreSize = ParameterType.integer(8...65536)

    static let buffers: [ParameterDefinition] = [
        .boolean(
            "globalBufferType", \.globalBufferIsSRAM, no: registerFile, yes: sram, in: .buffers,
            "Type of the chip's global buffer."),
        .integer(
            "globalBufferCoreSizeRow", \.globalBufferCoreRows, coreSize, unit: "rows", in: .buffers,
            "Rows of one core of the chip's global buffer."),
        .integer(
            "globalBufferCoreSizeCol", \.globalBufferCoreColumns, coreSize, unit: "columns", in: .buffers,
            "Columns of one core of the chip's global buffer."),
        .boolean(
            "tileBufferType", \.tileBufferIsSRAM, no: registerFile, yes: sram, in: .buffers,
            """
            Type of a tile's buffers. DNN+NeuroSim V2.1 uses peBufferType for them, and so does Tessera with \
            accounting = neurosim.
            """),
        .integer(
            "tileBufferCoreSizeRow", \.tileBufferCoreRows, coreSize, unit: "rows", in: .buffers,
            "Rows of one core of a tile's buffers."),
        .integer(
            "tileBufferCoreSizeCol", \.tileBufferCoreColumns, coreSize, unit: "columns", in: .buffers,
            "Columns of one core of a tile's buffers."),
        .boolean(
            "peBufferType", \.peBufferIsSRAM, no: registerFile, yes: sram, in: .buffers,
            "Type of the buffers of processing elements."),
    ]

    static let dataFlow: [ParameterDefinition] = [
        .boolean(
            "chipActivation", \.chipActivationOutsideTile,
            no: ParameterChoice("false", 0, "inside every tile", aliases: ["no", "off"]),
            yes: ParameterChoice("true", 1, "once, outside the tiles", aliases: ["yes", "on"]), in: .dataFlow,
            "Where the activation function is computed."),
        .boolean(
            "reLu", \.usesReLU,
            no: ParameterChoice("false", 0, "sigmoid", aliases: ["sigmoid", "no", "off"]),
            yes: ParameterChoice("true", 1, "ReLU", aliases: ["ReLU", "yes", "on"]), in: .dataFlow,
            "The activation function that the chip has circuits for."),
        .boolean(
            "novelMapping", \.usesNovelMapping,
            no: ParameterChoice("false", 0, "kernels unrolled into columns", aliases: ["conventional", "no", "off"]),
            yes: ParameterChoice(
                "true", 1, "kernel positions in separate processing elements", aliases: ["novel", "yes", "on"]),
            in: .dataFlow,
            "How convolutions are laid out: the novel mapping gives each kernel position its own processing element."),
        .boolean(
            "SARADC", \.usesSARADC,
            no: ParameterChoice("false", 0, "multilevel sense amplifiers", aliases: ["MLSA", "no", "off"]),
            yes: ParameterChoice("true", 1, "SAR ADC", aliases: ["SAR", "yes", "on"]), in: .dataFlow,
            "The ADC that converts the analog sum of a column in a parallel read."),
        .boolean(
            "currentMode", \.usesCurrentModeSensing,
            no: ParameterChoice("false", 0, "voltage sensing", aliases: ["voltage", "VSA", "no", "off"]),
            yes: ParameterChoice("true", 1, "current sensing", aliases: ["current", "CSA", "yes", "on"]),
            in: .dataFlow,
            "The quantity that multilevel sense amplifiers compare. SAR ADCs do not use it."),
        .boolean(
            "pipeline", \.isPipelined,
            no: ParameterChoice("false", 0, "layer by layer", aliases: ["no", "off"]),
            yes: ParameterChoice("true", 1, "all layers at once", aliases: ["yes", "on"]), in: .dataFlow,
            "Whether layers work one after the other or as a pipeline on consecutive images."),
        .integer(
            "speedUpDegree", \.speedUpDegree, .integer(1...1024), in: .dataFlow,
            """
            How many times faster a pipeline becomes than its slowest layer, by duplicating busy layers. The ratio of the \
            largest to the smallest feature map limits it.
            """),
        .real(
            "algoWeightMax", \.maximumWeight, -1e6...1e6, in: .dataFlow,
            "Largest weight of the algorithm. It maps to the highest conductance."),
        .real(
            "algoWeightMin", \.minimumWeight, -1e6...1e6, in: .dataFlow,
            "Smallest weight of the algorithm. It maps to the lowest conductance."),
    ]

    static let technology: [ParameterDefinition] = [
        .real(
            "clkFreq", \.clockFrequency, 1e3...1e11, unit: "Hz", in: .technology,
            "Clock frequency."),
        .real(
            "temp", \.temperature, 300...400, unit: "K", in: .technology,
            "Temperature of transistors and wires."),
        technologyNode,
        featureSize,
        wireWidth,
        .real(
            "globalBusDelayTolerance", \.globalBusDelayTolerance, 0...10, in: .technology,
            "How much slower the chip's H-tree may be than the fastest repeated wire, as a fraction. This saves energy."
        ),
        .real(
            "localBusDelayTolerance", \.localBusDelayTolerance, 0...10, in: .technology,
            "How much slower the H-trees inside tiles may be than the fastest repeated wire, as a fraction."),
        .real(
            "treeFoldedRatio", \.treeFoldedRatio, 1...1024, in: .technology,
            "Number of wires of the chip's H-tree that are folded over each other to save area."),
        .integer(
            "maxGlobalBusWidth", \.maximumGlobalBusWidth, .integer(1...16_777_216), unit: "bit", in: .technology,
            "Upper bound of the width of the chip's H-tree. The floorplan determines the width that is used."),
    ]

    private static let technologyNode = ParameterDefinition(
        name: "technode", group: .technology, type: .oneOf(Configuration.technologies.nodeNames), unit: "nm",
        meaning: "Technology node of all transistors, with FinFETs at 14 nm and below.", use: .always, follows: nil,
        unavailable: [],
        read: { .integer($0.technologyNode) },
        write: { configuration, value in
            if case .integer(let name) = value, let node = try? Configuration.technologies.node(name) {
                configuration.parameters.process = node
            }
        })

    private static let featureSize = ParameterDefinition(
        name: "featuresize", group: .technology, type: .real(1e-9...1e-6), unit: "m",
        meaning: "Feature size of the cells of a crossbar.", use: .always, follows: "technode",
        unavailable: [],
        read: { .real($0.featureSize) },
        write: { configuration, value in
            if case .real(let size) = value { configuration.parameters.givenFeatureSize = size }
        }, isGiven: { $0.givenFeatureSize != nil })

    private static let wireWidth = ParameterDefinition(
        name: "wireWidth", group: .technology, type: .oneOf(Configuration.technologies.wireWidths + [-1]), unit: "nm",
        meaning: "Width of wires, which determines their resistance; -1 for wires without resistance.", use: .always,
        follows: "technode",
        unavailable: [],
        read: { .integer($0.givenWireWidth ?? $0.wireWidth) },
        write: { configuration, value in
            if case .integer(let width) = value { configuration.parameters.givenWireWidth = width }
        }, isGiven: { $0.givenWireWidth != nil })

    private static let arraySize = ParameterType.integer(8...8192)

    static let subarray: [ParameterDefinition] = [
        .integer(
            "numRowSubArray", \.subarrayRows, arraySize, unit: "rows", in: .subarray,
            "Rows of a subarray."),
        .integer(
            "numColSubArray", \.subarrayColumns, arraySize, unit: "columns", in: .subarray,
            "Columns of a subarray."),
        .boolean(
            "relaxArrayCellHeight", \.relaxesCellHeight, no: no, yes: yes, in: .subarray,
            "Whether cells are stretched to the height of a standard cell, so that row periphery fits each row."),
        .boolean(
            "relaxArrayCellWidth", \.relaxesCellWidth, no: no, yes: yes, in: .subarray,
            "Whether cells are stretched in width, so that column periphery fits each column."),
        .integer(
            "numColMuxed", \.columnsPerADC, .integer(1...8192), unit: "columns", in: .subarray,
            "Number of columns that share one ADC or sense amplifier."),
        .integer(
            "levelOutput", \.adcLevels, adcLevels, unit: "levels", in: .subarray,
            "Number of output levels of an ADC: 2^N for N bits."),
        .integer(
            "cellBit", \.givenCellBits, .integer(1...16), unit: "bit", in: .subarray,
            "Bits of a weight that one cell holds. An SRAM cell always holds one bit."),
    ]

    static let adcLevels = ParameterType.powerOfTwo(2...1024)
}
