// SPDX-License-Identifier: Apache-2.0

import Macro

extension ParameterSchema {
    /// Parameters of other revisions that chips of macros read, too.
    static let sharedWithMacros: Set<String> = [
        "revision", "device", "technode", "temp", "memcelltype", "numRowSubArray", "numColSubArray", "numRowParallel",
        "numColMuxed", "levelOutput", "cellBit", "resistanceOn", "resistanceOff", "readVoltage", "accessVoltage",
        // What stands between macros.
        "accounting", "globalBufferType", "globalBufferCoreSizeRow", "globalBufferCoreSizeCol", "tileBufferType",
        "tileBufferCoreSizeRow", "tileBufferCoreSizeCol", "peBufferType", "chipActivation", "reLu", "novelMapping",
        "pipeline", "speedUpDegree", "algoWeightMax", "algoWeightMin", "clkFreq", "globalBusDelayTolerance",
        "localBusDelayTolerance", "treeFoldedRatio", "maxGlobalBusWidth", "minSenseVoltage", "syntheticWeightSpread",
        "syntheticActivationDensity", "writeVoltage", "writePulseWidth",
        // Work on activations.
        "dynamicEngine", "dynamicUnits", "dynamicRows", "dynamicColumns", "vectorLanes", "vectorBits",
        "dynamicEndurance",
        "activationBufferSize", "dramType",
    ]

    static let macro: [ParameterDefinition] = only(
        .tessera, macroCells + macroInputs + macroConverters + macroAdders + macroOverheads)

    private static let macroCells: [ParameterDefinition] = [
        .real(
            "vdd", \.supplyVoltage, 0.2...5, unit: "V", in: .macro,
            "Supply. Energy goes with its square, delay with the alpha-power law, and leakage with it."
        )
        .following("technode", in: .tessera).given(\.given.supplyVoltage),
        .choice(
            "computeDomain", \.macro.domain,
            [
                Alternative("current", 0, .current, "currents, or the discharge of bitlines"),
                Alternative("charge", 1, .charge, "charge on a capacitor in each cell"),
                Alternative("digital", 2, .digital, "bits, by adders; no converter"),
            ], in: .macro,
            "What SRAM cells add up. Resistive cells add up currents."),
        .integer(
            "cellTransistors", \.cellTransistors, .integer(6...64), in: .macro,
            "Transistors of an SRAM cell, with those of its read path and multiplier."
        )
        .given(\.given.cellTransistors),
        .real(
            "unitCapacitors", \.macro.unitCapacitors, 0.1...16, in: .macro,
            "Unit capacitors of a cell of the charge domain; 3 in a C-2C ladder."),
        .real(
            "cellArea", \.macroCellArea, 1e-16...1e-8, unit: "m²", in: .macro,
            "Area of a cell."
        )
        .following("technode", "memcelltype", "cellTransistors", in: .tessera).given(\.given.cellArea),
    ]

    private static let macroInputs: [ParameterDefinition] = [
        .choice(
            "inputCoding", \.macro.inputCoding,
            [
                Alternative("bitSerial", 0, .bitSerial, "one bit a read"),
                Alternative("voltage", 1, .voltage, "a voltage, of a converter a row"),
                Alternative("pulseWidth", 2, .pulseWidth, "a pulse whose length is the input"),
                Alternative("pulseCount", 3, .pulseCount, "as many pulses as the input says"),
                Alternative("multiBit", 4, .multiBit, "one of several common levels"),
            ], in: .macro,
            "How inputs enter the rows."),
        .integer(
            "inputBitsPerRead", \.macro.inputBitsPerRead, .integer(1...16), unit: "bit", in: .macro,
            "Bits of an input that one read takes. Inputs of more bits take several reads."),
        .choice(
            "weightJoining", \.macro.weightJoining,
            [
                Alternative("digital", 0, .digital, "each column is converted, and codes are shifted and added"),
                Alternative("analog", 1, .analog, "columns are weighted and joined before one conversion"),
            ], in: .macro,
            "How the columns of a weight become one sum."),
        .real(
            "joiningSpread", \.macro.joiningSpread, 0...1, in: .macro,
            """
            Relative spread of the analog weight of each joined column, drawn once for a chip: mismatch of capacitors or \
            current mirrors. It changes accuracy only.
            """),
        .real(
            "inputNoise", \.macro.inputNoise, 0...1, in: .macro,
            """
            Noise of the level of a row that is on, at every read, as a share of the largest level: jitter of pulses, \
            or noise of input converters. It changes accuracy only.
            """),
        .choice(
            "differential", \.macro.differential,
            [
                Alternative("none", 0, .none, "one cell a bit"),
                Alternative("columns", 1, .columns, "the difference of two columns, in one conversion"),
                Alternative("rows", 2, .rows, "of two rows, one of which an input drives"),
            ], in: .macro,
            "Whether a weight is the difference of two cells."),
    ]

    private static let macroConverters: [ParameterDefinition] = [
        .choice(
            "adcKind", \.macro.converterKind,
            [
                Alternative("SAR", 0, .sar, "successive approximation"),
                Alternative("flash", 1, .flash, "a comparator a threshold"),
                Alternative("time", 2, .time, "ramp, single slope, oscillator, or time to digital"),
                Alternative("integrating", 3, .integrating, "an integrator that decides bit by bit"),
                Alternative("senseAmplifier", 4, .senseAmplifier, "a sense amplifier that decides bit by bit"),
            ], in: .macro,
            "How the converters of the columns find their codes."),
        converterFigure("adcEnergy", \.converterEnergy, "J", "Energy of a conversion.")
            .given(\.given.converterEnergy),
        converterFigure("adcArea", \.converterArea, "m²", "Area of a converter.").given(\.given.converterArea),
        converterFigure("adcTime", \.converterTime, "s", "Time of a conversion.").given(\.given.converterTime),
    ]

    private static func converterFigure(
        _ name: String, _ place: Place<Double>, _ unit: String, _ meaning: String
    ) -> ParameterDefinition {
        ParameterDefinition.real(name, place, 1e-20...1, unit: unit, in: .macro, meaning)
            .following("adcKind", "levelOutput", "technode", "vdd", in: .tessera)
    }

    private static let macroAdders: [ParameterDefinition] = [
        .choice(
            "adderOrganisation", \.macro.adderOrganisation,
            [
                Alternative("trees", 0, .trees, "binary trees beside the cells"),
                Alternative("cells", 1, .cells, "a full adder in every cell"),
            ], in: .macro,
            "How the adders of a digital macro are connected."),
        .boolean(
            "boothRecoding", \.macro.recodesInputs, no: no, yes: yes, in: .macro,
            "Whether the multipliers of a digital macro recode two bits of an input at a time."),
    ]

    private static let macroOverheads: [ParameterDefinition] = [
        overhead("Current", "Area", \.macro.currentOverhead.area),
        overhead("Current", "Energy", \.macro.currentOverhead.energy),
        overhead("Current", "Time", \.macro.currentOverhead.latency),
        overhead("Charge", "Area", \.macro.chargeOverhead.area),
        overhead("Charge", "Energy", \.macro.chargeOverhead.energy),
        overhead("Charge", "Time", \.macro.chargeOverhead.latency),
        overhead("Resistive", "Area", \.macro.resistiveOverhead.area),
        overhead("Resistive", "Energy", \.macro.resistiveOverhead.energy),
        overhead("Resistive", "Time", \.macro.resistiveOverhead.latency),
        overhead("Digital", "Area", \.macro.digitalOverhead.area),
        overhead("Digital", "Energy", \.macro.digitalOverhead.energy),
        overhead("Digital", "Time", \.macro.digitalOverhead.latency),
    ]

    private static func overhead(_ macros: String, _ figure: String, _ place: Place<Double>) -> ParameterDefinition {
        .real(
            "overhead\(figure)\(macros)", place, 0.01...100, in: .macro,
            """
            Factor on the \(figure.lowercased()) of \(macros.lowercased()) macros, for control, timing, references and \
            layout; `tessera validate --calibrate` fits it.
            """)
    }
}
