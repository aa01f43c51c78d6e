// SPDX-License-Identifier: Apache-2.0

import Circuits
import Architecture
import Technology
import Testing

/// Figures of subarrays against those of DNN+NeuroSim V2.1, computed with its own circuits for 64 rows, 64 columns, 8 bit
/// weights and activations, in a layer that is not the first.
@Suite("Subarray: figures of the reference")
struct SubarrayGoldenTests {
    @Test("Areas, costs, leakage and writes agree to 1e-9", arguments: Reference.all)
    func agree(reference: Reference) throws {
        let computed = try figures(of: reference.settings)
        for (figure, expected) in reference.figures {
            let value = try #require(computed[figure])
            if expected.isInfinite {
                #expect(value == expected, "\(reference.name): \(figure)")
            } else {
                let error = abs(value - expected)
                #expect(error <= 1e-9 * abs(expected), "\(reference.name): \(figure) = \(value), not \(expected)")
            }
        }
    }

    private func figures(of settings: String) throws -> [Figure: Double] {
        let subarray = try subarray(settings + " trainingEstimation=1 numRowSubArray=64")
        let activity = 0.375
        let forward = subarray.forwardRead(activity: activity).converting(with: subarray.readADC)
        let back = subarray.transposedRead(forwardActivity: activity)
        let transposed = back.converting(with: subarray.transposedADC)
        let latency = forward.latency + transposed.latency
        let energy = forward.energy + transposed.energy
        let update = ArrayUpdate(
            rowActivity: 0.5, columnActivity: 0.25, pulseCount: 640, pulsesPerRow: 12, cellEnergy: 1e-11)
        let write = subarray.writing.write(update, after: .transposed)
        return [
            .height: subarray.footprint.height, .width: subarray.footprint.width, .usedArea: subarray.usedArea,
            .conversionArea: subarray.area.conversion, .accumulationArea: subarray.area.accumulation,
            .otherArea: subarray.area.other, .latency: forward.totalLatency, .energy: forward.totalEnergy,
            .conversionLatency: latency.conversion, .accumulationLatency: latency.accumulation,
            .arrayLatency: latency.array, .conversionEnergy: energy.conversion,
            .accumulationEnergy: energy.accumulation, .arrayEnergy: energy.array,
            .transposedLatency: transposed.totalLatency, .transposedEnergy: transposed.totalEnergy,
            .leakage: subarray.leakagePower(includingTransposed: true), .writeLatency: write.latency,
            .writeEnergy: write.energy,
        ]
    }
}

extension SubarrayRead {
    /// The read of columns of some typical resistances [Ohm].
    fileprivate func converting(with converter: (any ColumnConverter)?) -> SubarrayRead {
        guard let converter else { return self }
        let columns = [20e3, 50e3, 100e3, 300e3, 5e3, 1e6]
        let conversion = converter.cost(of: .convert(columnResistances: columns))
        return including(slowestConversion: conversion.latency, conversionEnergy: conversion.energy)
    }
}

/// A figure of a subarray; categories of latency and energy are those of the forward and the transposed read together.
enum Figure: Hashable {
    case height, width, usedArea, conversionArea, accumulationArea, otherArea
    case latency, energy, conversionLatency, accumulationLatency, arrayLatency
    case conversionEnergy, accumulationEnergy, arrayEnergy
    case transposedLatency, transposedEnergy, leakage, writeLatency, writeEnergy
}

/// A subarray and its figures.
struct Reference: Sendable, CustomTestStringConvertible {
    let name: String
    let settings: String
    let figures: [Figure: Double]

    var testDescription: String { name }

    init(_ name: String, settings: String, figures: [Figure: Double]) {
        self.name = name
        self.settings = settings
        self.figures = figures
    }

    static let all = sram + resistive + binary
}

extension Reference {
    private static let sram: [Reference] = [
        Reference(
            "SRAM, 32 nm, row by row",
            settings:
                "technode=32 memcelltype=1 accesstype=1 operationmode=1 deviceroadmap=2 parallelBP=0 temp=340",
            figures: [
                .height: 0.00013342720000000002, .width: 0.00024036480000000002, .usedArea: 6.1093707776000005e-09,
                .conversionArea: 2.4557649920000004e-10, .accumulationArea: 4.7971303424e-09,
                .otherArea: 3.95575296e-10, .latency: 8.4949996350386e-08, .energy: 2.6994387214709903e-11,
                .conversionLatency: 6.619971500293969e-08, .accumulationLatency: 9.61437624023428e-08,
                .arrayLatency: 3.637352856980044e-08, .conversionEnergy: 3.8493829465454254e-11,
                .accumulationEnergy: 3.716725509982385e-11, .arrayEnergy: 1.7184602065118554e-12,
                .transposedLatency: 1.1376700962469692e-07, .transposedEnergy: 5.0385157557080057e-11,
                .leakage: 4.562656156972801e-07, .writeLatency: 2.973010558221629e-08,
                .writeEnergy: 1.2562311581323782e-12,
            ]),
        Reference(
            "SRAM, 22 nm, all rows at once, transposed one by one",
            settings:
                "technode=22 memcelltype=1 accesstype=1 operationmode=2 deviceroadmap=2 SARADC=0 currentMode=0 "
                + "levelOutput=64 numColMuxed=8 parallelBP=0",
            figures: [
                .height: 0.00033106655999999996, .width: 0.0001734568, .usedArea: 9.840328678400003e-09,
                .conversionArea: 6.9945294848e-09, .accumulationArea: 1.9898486784000003e-09,
                .otherArea: 5.387562752e-10, .latency: 1.6675568277301472e-08, .energy: 8.692309994607771e-12,
                .conversionLatency: 4.563384467337527e-08, .accumulationLatency: 3.613827380046997e-08,
                .arrayLatency: 2.0030300155821112e-08, .conversionEnergy: 2.2265261000329705e-11,
                .accumulationEnergy: 1.225122843562683e-11, .arrayEnergy: 1.0119885395341472e-11,
                .transposedLatency: 8.512685035236486e-08, .transposedEnergy: 3.594406483669024e-11,
                .leakage: 7.850546508177274e-08, .writeLatency: 8.042053208654856e-09,
                .writeEnergy: 1.232811072005013e-12,
            ]),
        Reference(
            "SRAM, 14 nm, all rows at once, both ways, SAR",
            settings:
                "technode=14 memcelltype=1 accesstype=4 operationmode=2 deviceroadmap=1 SARADC=1 levelOutput=32 "
                + "levelOutputAG=16 numColMuxed=4 numRowMuxedAG=8 parallelBP=1",
            figures: [
                .height: 0.00013527164, .width: 0.0001807148, .usedArea: 3.0855643392000003e-09,
                .conversionArea: 1.6312970240000003e-09, .accumulationArea: 1.0798477312000002e-09,
                .otherArea: 2.45969024e-10, .latency: 2.760051528409733e-08, .energy: 3.5564507104593897e-12,
                .conversionLatency: 6.412966784012681e-08, .accumulationLatency: 3.0757650762892914e-09,
                .arrayLatency: 6.0102357880861594e-09, .conversionEnergy: 3.2720568432727924e-12,
                .accumulationEnergy: 5.024993868162274e-12, .arrayEnergy: 1.4111354174307624e-12,
                .transposedLatency: 4.5615153420404926e-08, .transposedEnergy: 6.1517354184064395e-12,
                .leakage: 0.0001061219854382464, .writeLatency: 2.9477627368994127e-09,
                .writeEnergy: 1.0570240443194806e-11,
            ]),
    ]

    private static let resistive: [Reference] = [
        Reference(
            "FeFET, 7 nm, all rows at once, both ways",
            settings:
                "technode=7 memcelltype=3 accesstype=1 operationmode=2 deviceroadmap=2 SARADC=0 currentMode=1 "
                + "cellBit=4 levelOutput=32 levelOutputAG=32 numColMuxed=8 numRowMuxedAG=4 parallelBP=1",
            figures: [
                .height: 0.0002094834, .width: 0.0003801378, .usedArea: 1.1158857024000003e-09,
                .conversionArea: 8.982758400000002e-10, .accumulationArea: 1.7289896960000002e-10,
                .otherArea: 4.1499628800000004e-11, .latency: 1.4870065113358802e-08, .energy: 2.713052257797445e-12,
                .conversionLatency: 1.3570131871045842e-08, .accumulationLatency: 3.243990839278292e-09,
                .arrayLatency: 6.513802013156581e-09, .conversionEnergy: 1.7421554254868385e-12,
                .accumulationEnergy: 2.868569041618011e-12, .arrayEnergy: 5.262607613104739e-13,
                .transposedLatency: 8.457859610121912e-09, .transposedEnergy: 2.4239329706178785e-12,
                .leakage: 3.22221642624896e-08, .writeLatency: 3.20048789560983e-05,
                .writeEnergy: 1.970856121977914e-11,
            ]),
        Reference(
            "RRAM, 130 nm, 1T1R, row by row",
            settings:
                "technode=130 memcelltype=2 accesstype=1 operationmode=1 deviceroadmap=1 SARADC=0 currentMode=1 "
                + "cellBit=2 numColMuxed=8 numRowMuxedAG=8 parallelBP=0 resistanceOn=100000 "
                + "resistanceOff=1700000 readVoltage=0.15",
            figures: [
                .height: 0.001403151148827207, .width: 0.0012094159999999998, .usedArea: 8.639743087296944e-08,
                .conversionArea: 1.348452352e-08, .accumulationArea: 6.086898688e-08,
                .otherArea: 1.0936362072969442e-08, .latency: 5.574779129736323e-07, .energy: 1.0011702116812209e-09,
                .conversionLatency: 4.85045369838674e-07, .accumulationLatency: 5.692004608043206e-07,
                .arrayLatency: 3.3332225874408166e-07, .conversionEnergy: 2.055140488233022e-10,
                .accumulationEnergy: 2.1816638961437374e-09, .arrayEnergy: 4.778348689729302e-10,
                .transposedLatency: 8.300901764134439e-07, .transposedEnergy: 1.7786337911718904e-09,
                .leakage: 0.0006797106626016744, .writeLatency: 3.2034105053420036e-05,
                .writeEnergy: 6.459837898169965e-10,
            ]),
        Reference(
            "RRAM crossbar, 65 nm, all rows at once, transposed one by one",
            settings:
                "technode=65 memcelltype=2 accesstype=4 operationmode=2 deviceroadmap=2 SARADC=1 cellBit=2 "
                + "levelOutput=32 numColMuxed=16 numRowMuxedAG=4 parallelBP=0",
            figures: [
                .height: 0.0006421000168202764, .width: 0.0019860829999999996, .usedArea: 3.365236517529953e-08,
                .conversionArea: 1.3831446719999996e-08, .accumulationArea: 1.69731328e-08,
                .otherArea: 2.683945655299539e-09, .latency: 1.0964994625306833e-07, .energy: 3.5963959522299994e-11,
                .conversionLatency: 4.800000000000001e-07, .accumulationLatency: 3.843786196554058e-07,
                .arrayLatency: 8.853547215893231e-08, .conversionEnergy: 2.6278309734595047e-11,
                .accumulationEnergy: 6.023565250178418e-10, .arrayEnergy: 1.05544868420792e-10,
                .transposedLatency: 8.432641455612699e-07, .transposedEnergy: 6.982157436509287e-10,
                .leakage: 2.523644862298618e-07, .writeLatency: 3.200826250528696e-05,
                .writeEnergy: 2.7276762471608344e-10,
            ]),
    ]

    private static let binary: [Reference] = [
        Reference(
            "FeFET crossbar, 45 nm, XNOR row by row",
            settings:
                "numColSubArray=128 technode=45 memcelltype=3 accesstype=4 operationmode=5 deviceroadmap=2 "
                + "cellBit=1 numColMuxed=8",
            figures: [
                .height: 0.00020736538160413955, .width: 9.2117e-05, .usedArea: 3.3523409317659605e-09,
                .conversionArea: 0.0, .accumulationArea: 0.0, .otherArea: 0.0, .latency: 6.821763819113362e-07,
                .energy: 5.007842242055082e-10, .conversionLatency: 0.0, .accumulationLatency: 0.0,
                .arrayLatency: 0.0, .conversionEnergy: 0.0, .accumulationEnergy: 0.0, .arrayEnergy: 0.0,
                .transposedLatency: 0.0, .transposedEnergy: 0.0, .leakage: 4.640203093464e-08,
                .writeLatency: .infinity, .writeEnergy: 1.1386655840060309e-09,
            ]),
        Reference(
            "RRAM, 32 nm, 1T1R, BNN all rows at once",
            settings:
                "technode=32 memcelltype=2 accesstype=1 operationmode=4 deviceroadmap=1 SARADC=1 cellBit=1 "
                + "levelOutput=32 numColMuxed=8",
            figures: [
                .height: 0.000298004901569585, .width: 3.93216e-05, .usedArea: 2.70847264005804e-09,
                .conversionArea: 0.0, .accumulationArea: 0.0, .otherArea: 0.0, .latency: 5.234456084692472e-08,
                .energy: 1.949024753636884e-12, .conversionLatency: 0.0, .accumulationLatency: 0.0,
                .arrayLatency: 0.0, .conversionEnergy: 0.0, .accumulationEnergy: 0.0, .arrayEnergy: 0.0,
                .transposedLatency: 0.0, .transposedEnergy: 0.0, .leakage: 6.674021894714755e-06,
                .writeLatency: 3.201398043330608e-05, .writeEnergy: 3.5768824235637515e-11,
            ]),
        Reference(
            "SRAM, 22 nm, BNN all rows at once",
            settings:
                "technode=22 memcelltype=1 accesstype=1 operationmode=4 deviceroadmap=2 SARADC=1 levelOutput=32 "
                + "numColMuxed=8",
            figures: [
                .height: 5.024756e-05, .width: 4.01984e-05, .usedArea: 1.5505718272e-09, .conversionArea: 0.0,
                .accumulationArea: 0.0, .otherArea: 0.0, .latency: 5.2547228271960714e-08,
                .energy: 3.365741619713293e-12, .conversionLatency: 0.0, .accumulationLatency: 0.0,
                .arrayLatency: 0.0, .conversionEnergy: 0.0, .accumulationEnergy: 0.0, .arrayEnergy: 0.0,
                .transposedLatency: 0.0, .transposedEnergy: 0.0, .leakage: 2.876548640159947e-08,
                .writeLatency: 8.042053208654856e-09, .writeEnergy: 1.232811072005013e-12,
            ]),
    ]
}
