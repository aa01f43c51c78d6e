// SPDX-License-Identifier: Apache-2.0

import Technology

extension ParameterSchema {
    private static let arraySize = ParameterType.integer(8...8192)

    static let training: [ParameterDefinition] = [estimation] + only(.neurosim21, trainingRun + trainingHardware)

    private static let trains = ParameterChoice("true", 1, "inference and training", aliases: ["yes", "on"])

    private static let estimation = ParameterDefinition.boolean(
        "trainingEstimation", \.estimatesTraining,
        no: ParameterChoice("false", 0, "inference only", aliases: ["no", "off"]), yes: trains, in: .training,
        "Whether the chip also trains. The backward pass, weight gradients and the weight update are then added to inference."
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
            "Number of images between two updates of the weights."),
        .integer(
            "numIteration", \.iterationsPerEpoch, .integer(1...1_000_000_000), unit: "batches", use: .training,
            in: .training,
            "Number of batches in an epoch. Training figures are for one epoch."),
        .real(
            "bufferOverHeadConstraint", \.gradientBufferOverhead, 0...1000, use: .training, in: .training,
            "Largest storage that is added for gradients, in units of the buffer that inference needs."),
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
            "Number of rows that share one ADC in the transposed read of the backward pass."),
        .integer(
            "levelOutputAG", \.backwardADCLevels, adcLevels, unit: "levels", use: .training, in: .training,
            "Number of output levels of an ADC of the backward pass."),
        .integer(
            "numRowMuxedWG", \.columnsPerWeightGradientADC, .integer(1...8192), unit: "columns", use: .training,
            in: .training,
            "Number of columns that share one ADC in an array that computes weight gradients."),
        .integer(
            "levelOutputWG", \.weightGradientADCLevels, adcLevels, unit: "levels", use: .training, in: .training,
            "Number of output levels of an ADC in an array that computes weight gradients."),
        .choice(
            "dramType", \.dramKind,
            [
                Alternative("GDDR5", 1, .gddr5, "graphics memory"),
                Alternative("HBM2", 2, .hbm2, "stacked memory"),
            ], use: .training, in: .training,
            "The memory outside the chip for the image, and in training also for activations and gradients."),
    ]

    static let syntheticTrace: [ParameterDefinition] = [
        .real(
            "syntheticWeightSpread", \.syntheticWeightSpread, 0...1e6, use: .syntheticTrace, in: .syntheticTrace,
            """
            Standard deviation of random weights. They are normally distributed with mean 0 and clipped to the range from \
            algoWeightMin to algoWeightMax.
            """),
        .real(
            "syntheticActivationDensity", \.syntheticActivationDensity, 0...1, use: .syntheticTrace,
            in: .syntheticTrace,
            "Fraction of ones in each bit of a random activation below its sign, which is 0."),
        .real(
            "syntheticUpdateDensity", \.syntheticUpdateDensity, 0...1, use: .syntheticTrace, in: .syntheticTrace,
            "Fraction of the random weights that the last training step has changed by one level."
        )
        .only(.neurosim21),
        .real(
            "syntheticActivity", \.syntheticActivity, 0...1, use: .syntheticTrace, in: .syntheticTrace,
            """
            Fraction of lines that switch when weight gradients are computed, the same for every layer. It also applies to \
            traces without activities.
            """
        )
        .only(.neurosim21),
    ]
}
