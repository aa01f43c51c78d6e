// SPDX-License-Identifier: Apache-2.0

import Technology

extension ParameterSchema {
    private static let arraySize = ParameterType.integer(8...8192)

    static let training: [ParameterDefinition] = [estimation] + only(.neurosim21, trainingRun + trainingHardware)

    private static let trains = ParameterChoice("true", 1, "inference and training", aliases: ["yes", "on"])

    private static let estimation = ParameterDefinition.boolean(
        "trainingEstimation", \.estimatesTraining,
        no: ParameterChoice("false", 0, "inference only", aliases: ["no", "off"]), yes: trains, in: .training,
        "Whether the chip trains: backward pass, weight gradients and weight update are added to inference."
    )
    .lacking(
        [
            ParameterChoice(
                trains.word, trains.code, "training is read by neurosim-2.1 only, and this is neurosim-1.5",
                aliases: trains.aliases)
        ], in: .neurosim15
    )
    .given(\.given.estimatesTraining)

    private static let trainingRun: [ParameterDefinition] = [
        .boolean(
            "parallelBP", \.usesParallelBackpropagation,
            no: ParameterChoice("false", 0, "one line at a time", aliases: ["sequential", "no", "off"]),
            yes: ParameterChoice("true", 1, "all lines at once", aliases: ["parallel", "yes", "on"]),
            use: .training, in: .training,
            "How arrays are read in the backward pass and for weight gradients."),
        .integer(
            "batchSize", \.batchSize, .integer(1...1_048_576), unit: "images", use: .training, in: .training,
            "Images between two updates of the weights."),
        .integer(
            "numIteration", \.iterationsPerEpoch, .integer(1...1_000_000_000), unit: "batches", use: .training,
            in: .training,
            "Batches in an epoch; training figures are for one epoch."),
        .real(
            "bufferOverHeadConstraint", \.gradientBufferOverhead, 0...1000, use: .training, in: .training,
            "How much storage for gradients is added at most, in units of the buffer that inference needs."),
    ]

    private static let trainingHardware: [ParameterDefinition] = [
        .integer(
            "numRowSubArrayWG", \.weightGradientRows, arraySize, unit: "rows", use: .training, in: .training,
            "Rows of the SRAM arrays that compute weight gradients."),
        .integer(
            "numColSubArrayWG", \.weightGradientColumns, arraySize, unit: "columns", use: .training, in: .training,
            "Columns of the SRAM arrays that compute weight gradients."),
        .integer(
            "numRowMuxedAG", \.rowsPerBackwardADC, .integer(1...8192), unit: "rows", use: .training, in: .training,
            "How many rows take turns at one ADC when arrays are read transposed in the backward pass."),
        .integer(
            "levelOutputAG", \.backwardADCLevels, adcLevels, unit: "levels", use: .training, in: .training,
            "How many levels an ADC of the backward pass tells apart."),
        .integer(
            "numRowMuxedWG", \.columnsPerWeightGradientADC, .integer(1...8192), unit: "columns", use: .training,
            in: .training,
            "How many columns take turns at one ADC in an array that computes weight gradients."),
        .integer(
            "levelOutputWG", \.weightGradientADCLevels, adcLevels, unit: "levels", use: .training, in: .training,
            "How many levels an ADC of an array that computes weight gradients tells apart."),
        .choice(
            "dramType", \.dramKind,
            [
                Alternative("GDDR5", 1, .gddr5, "graphics memory"),
                Alternative("HBM2", 2, .hbm2, "stacked memory"),
            ], use: .training, in: .training,
            "The memory beside the chip that activations and gradients go to and come from."),
    ]

    static let syntheticTrace: [ParameterDefinition] = [
        .real(
            "syntheticWeightSpread", \.syntheticWeightSpread, 0...1e6, use: .syntheticTrace, in: .syntheticTrace,
            """
            Standard deviation of drawn weights; they are normally distributed about zero and cut off at algoWeightMin \
            and algoWeightMax.
            """),
        .real(
            "syntheticActivationDensity", \.syntheticActivationDensity, 0...1, use: .syntheticTrace,
            in: .syntheticTrace,
            "Share of ones in each bit of a drawn activation below its sign, which is 0."),
        .real(
            "syntheticUpdateDensity", \.syntheticUpdateDensity, 0...1, use: .syntheticTrace, in: .syntheticTrace,
            "Share of the drawn weights that the last training step has changed, by one level."
        )
        .only(.neurosim21),
        .real(
            "syntheticActivity", \.syntheticActivity, 0...1, use: .syntheticTrace, in: .syntheticTrace,
            """
            Share of lines that switch when weight gradients are computed, the same for every layer; also for traces \
            that do not say.
            """
        )
        .only(.neurosim21),
    ]
}
