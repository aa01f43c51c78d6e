// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import _TestSupport

/// Circuits of `Conversion/`.
enum ConversionSubjects {
    static let all = [
        currentSenseAmplifier, flashADC(.current, "FlashADC"), flashADC(.voltage, "FlashADC.voltage"), flashADCEncoder,
        sarADC, senseAmplifier,
    ]

    static let shapes: [LawShape] = [.free, .height(300), .width(2000)]

    /// Columns with conducting cells.
    static func columns(_ inputs: LawInputs) -> [Double] { [5e3, 2e4, 1e5, 4e5].map(inputs.ohms) }

    static let currentSenseAmplifier = LawSubject.circuit(
        "CurrentSenseAmplifier", axes: [.count], proportional: ["area"]
    ) {
        CurrentSenseAmplifier(
            amplifiers: $0.count, onResistance: $0.ohms(240e3), offResistance: $0.ohms(24e6),
            readVoltage: $0.volts(0.5), unitWidth: $0.features(30), technology: $0.technology)
    } operations: {
        ["convert": .convert(columnResistances: columns($0)), "convertIdle": .convert(columnResistances: [.infinity])]
    }

    static func flashADC(_ sensing: FlashADC.Sensing, _ name: String) -> LawSubject {
        .circuit(name, axes: [.count, .bits], shapes: shapes, proportional: ["area"]) {
            FlashADC(
                converters: $0.count, levels: 1 << $0.bits, sensing: sensing,
                references: ReferenceLadder(
                    levels: 1 << $0.bits, onResistance: $0.ohms(240e3), offResistance: $0.ohms(24e6),
                    rowsInParallel: 64),
                readVoltage: $0.volts(0.5), layout: $0.layout, technology: $0.technology)
        } operations: {
            [
                "convert": .convert(columnResistances: columns($0)),
                "convertIdle": .convert(columnResistances: [.infinity]),
            ]
        }
    }

    static let flashADCEncoder = LawSubject.circuit(
        "FlashADCEncoder", axes: [.count, .bits], shapes: shapes,
        proportional: ["area", "leakage", "encode.energy"]
    ) {
        FlashADCEncoder(levels: 1 << $0.bits, encoders: $0.count, layout: $0.layout, technology: $0.technology)
    } operations: {
        ["encode": .encode(inputRamp: $0.ramp)]
    }

    static let sarADC = LawSubject.circuit(
        "SARADC", axes: [.count, .bits], shapes: shapes, proportional: ["area"]
    ) {
        SARADC(
            converters: $0.count, levels: 1 << $0.bits, readVoltage: $0.volts(0.5), layout: $0.layout,
            technology: $0.technology)
    } operations: {
        ["convert": .convert(columnResistances: columns($0)), "convertIdle": .convert(columnResistances: [.infinity])]
    }

    static let senseAmplifier = LawSubject.circuit(
        "SenseAmplifier", axes: [.count], shapes: shapes, proportional: ["area", "leakage", "sense.energy"]
    ) {
        SenseAmplifier(
            columns: $0.count, columnsPerRead: $0.count, pitch: $0.features(20), senseVoltage: $0.volts(0.1),
            clockFrequency: $0.hertz(1e9), layout: $0.layout, technology: $0.technology)
    } operations: { _ in
        ["sense": .sense]
    }
}
