// SPDX-License-Identifier: Apache-2.0

import Macro
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

    static let dataFlow = mappingAndReadOut + timing

    private static let mappingAndReadOut: [ParameterDefinition] = [
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
            "The quantity that multilevel sense amplifiers compare. SAR ADCs do not use it."
        )
        .given(\.given.usesCurrentModeSensing),
        .boolean(
            "pipeline", \.isPipelined,
            no: ParameterChoice("false", 0, "layer by layer", aliases: ["no", "off"]),
            yes: ParameterChoice("true", 1, "all layers at once", aliases: ["yes", "on"]), in: .dataFlow,
            "Whether layers work one after the other or as a pipeline on consecutive images."
        )
        .given(\.given.isPipelined),
        .integer(
            "speedUpDegree", \.speedUpDegree, .integer(1...1024), in: .dataFlow,
            """
            How many times faster a pipeline becomes than its slowest layer, by duplicating busy layers. The ratio of the \
            largest to the smallest feature map limits it.
            """
        )
        .given(\.given.speedUpDegree),
        .real(
            "algoWeightMax", \.maximumWeight, -1e6...1e6, in: .dataFlow,
            "Largest weight of the algorithm. It maps to the highest conductance."),
        .real(
            "algoWeightMin", \.minimumWeight, -1e6...1e6, in: .dataFlow,
            "Smallest weight of the algorithm. It maps to the lowest conductance."),
    ]

    private static let timing = only(
        .neurosim15,
        [
            .boolean(
                "synchronous", \.isSynchronous,
                no: ParameterChoice("false", 0, "delays add up", aliases: ["no", "off"]),
                yes: ParameterChoice("true", 1, "cycles of a clock", aliases: ["yes", "on"]), in: .dataFlow,
                "Whether all blocks work in cycles of one clock, whose period is that of the slowest sensing."),
            .boolean(
                "sync_data_transfer", \.synchronizesTransfers, no: no, yes: yes, in: .dataFlow,
                "Whether data move between layers while arrays compute, in a grid of equal tiles."),
            .boolean(
                "Activationtype", \.sigmoidTableIsSRAM,
                no: ParameterChoice("false", 0, "RRAM", aliases: ["RRAM", "no", "off"]), yes: sram, in: .dataFlow,
                "What the table of a sigmoid is built of."),
        ])

    static let technology = processAndClock + wires + buses

    private static let processAndClock: [ParameterDefinition] = [
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
            "Upper bound of the width of the chip's bus; the floorplan decides how much of it is used."
        )
        .given(\.given.maximumGlobalBusWidth),
    ]

    private static let technologyNode = ParameterDefinition.integer(
        "technode", \.technologyNode, .oneOf(RevisionName.neurosim21.nodes), unit: "nm", in: .technology,
        "Technology node of all transistors; FinFETs at 14 nm and below, nanosheets at 2 and 1 nm."
    )
    .taking(.oneOf(RevisionName.neurosim15.nodes), in: .neurosim15)
    .taking(.oneOf(RevisionName.tessera.nodes), in: .tessera)
    .given(\.given.technologyNode)

    private static let featureSize = ParameterDefinition.real(
        "featuresize", \.featureSize, 1e-9...1e-6, unit: "m", in: .technology,
        "Feature size of the cells of a crossbar."
    )
    .following("technode", in: .neurosim21)
    .following("wireWidth", in: .neurosim15)
    .given(\.given.featureSize)

    private static let wireWidth = ParameterDefinition(
        name: "wireWidth", group: .technology, unit: "nm",
        meaning: "Width of wires, which determines their resistance; -1 for wires without resistance.", use: .always,
        forms: ParameterForms(
            ParameterForm(type: .oneOf(Configuration.technologies.wireWidths + [-1]), leaders: ["technode"])),
        read: { .integer($0.parameters.given.wireWidth ?? $0.wireWidth) },
        write: { configuration, value in
            if case .integer(let width) = value { configuration.parameters.wireWidth = width }
        }
    )
    .taking(.integer(8...1000), in: .neurosim15)
    .given(\.given.wireWidth)

    private static let wires: [ParameterDefinition] = [
        wire("Metal0", \.columnMetalWidth, "Width of the wires along the columns of an array.")
            .given(\.given.columnMetalWidth),
        wire("Metal1", \.rowMetalWidth, "Width of the wires along the rows of an array.")
            .given(\.given.rowMetalWidth),
        .real(
            "barrierthickness", \.barrierThickness, 0...1e-6, unit: "m", in: .technology,
            "Thickness of the barrier around a wire. V1.5 mixes units where it reads it, so that it changes no figure there."
        )
        .only(.neurosim15).following("technode", in: .neurosim15).given(\.given.barrierThickness),
    ]

    private static func wire(
        _ name: String, _ place: Place<Double>, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition.real(name, place, 8...1000, unit: "nm", in: .technology, meaning)
            .only(.neurosim15).following("technode", in: .neurosim15)
    }

    private static let buses = only(
        .neurosim15,
        [
            .boolean(
                "globalBusType", \.globalBusIsHTree,
                no: ParameterChoice("false", 0, "buses along rows and columns of tiles", aliases: ["XY", "no", "off"]),
                yes: ParameterChoice("true", 1, "H-tree", aliases: ["HTree", "yes", "on"]), in: .technology,
                "How tiles are connected."),
            .real(
                "inputtoggle", \.inputToggleRate, 0...1, in: .technology,
                "Share of the bits of inputs that switch on a bus; it depends on the workload."),
            .real(
                "outputtoggle", \.outputToggleRate, 0...1, in: .technology,
                "Share of the bits of results that switch on a bus."),
        ])

    private static let arraySize = ParameterType.integer(8...8192)
    private static let macroSize = ParameterType.integer(1...8192)

    static let subarray: [ParameterDefinition] = [
        .integer(
            "numRowSubArray", \.subarrayRows, arraySize, unit: "rows", in: .subarray,
            "Rows of a subarray."
        )
        .taking(macroSize, in: .tessera),
        ParameterDefinition.integer(
            "numRowParallel", \.parallelRows, .integer(1...8192), unit: "rows", in: .subarray,
            "Rows of a subarray that are read at once; fewer than all need several reads, whose sums are added."
        )
        .only(.neurosim15, .tessera).following("numRowSubArray", "operationmode", in: .neurosim15)
        .following("numRowSubArray", in: .tessera).given(\.given.parallelRows),
        .integer(
            "numColSubArray", \.subarrayColumns, arraySize, unit: "columns", in: .subarray,
            "Columns of a subarray."
        )
        .taking(macroSize, in: .tessera),
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
            "Number of output levels of an ADC: 2^N for N bits."
        )
        .taking(.integer(2...65536), in: .tessera)
        .given(\.given.adcLevels),
        ParameterDefinition.integer(
            "dumcolshared", \.convertersPerDummyColumn, .integer(1...65536), unit: "amplifiers", in: .subarray,
            "How many sense amplifiers share a dummy column as their reference."
        )
        .only(.neurosim15).following("levelOutput", in: .neurosim15).given(\.given.convertersPerDummyColumn),
        .integer(
            "cellBit", \.givenCellBits, .integer(1...16), unit: "bit", in: .subarray,
            "Bits of a weight that one cell holds. An SRAM cell always holds one bit."
        )
        .given(\.given.cellBits),
    ]

    static let adcLevels = ParameterType.powerOfTwo(2...1024)
}
