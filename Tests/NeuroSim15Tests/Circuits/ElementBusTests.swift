// SPDX-License-Identifier: Apache-2.0

import Technology
import Testing
import _TestSupport

@testable import Circuits
@testable import NeuroSim15

/// Buses of processing elements against figures of NeuroSim V1.5.
@Suite struct ElementBusTests {
    @Test(arguments: recorded) func figures(process: LogicProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let unit = Footprint(width: 85e-6, height: 60e-6)
        let wireResistance = try process.wire().resistancePerLength
        var figures: [Double] = []
        for (rows, columns) in [(1, 1), (2, 2), (4, 4), (3, 5)] {
            let input = ElementBus(
                .horizontal, rows: rows, columns: columns, width: 128, unit: unit, toggleRate: 0.18,
                wireResistance: wireResistance, technology: technology)
            let output = ElementBus(
                .vertical, rows: rows, columns: columns, width: 128, busCount: rows, unit: unit, toggleRate: 0.5,
                wireResistance: wireResistance, technology: technology)
            for (bus, bits) in [(input, 128.0), (output, 128 * Double(rows))] {
                let cost = bus.cost(of: .transfer(bits: bits))
                figures += [bus.area, cost.latency, cost.energy, bus.leakagePower]
            }
        }
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let recorded: [LogicProcess: [Double]] = [
        .lowStandbyPower22: [
            0, 0, 0, 0, 0, 0, 0, 0, 0, 2.36279676431e-11, 2.2992674509e-13, 3.64806790419e-08, 0,
            1.66785653951e-11, 9.01673510157e-13, 5.1502135118e-08, 0, 7.08839029294e-11, 6.8978023527e-13,
            1.09442037126e-07, 0, 5.00356961854e-11, 5.41004106094e-12, 3.09012810708e-07, 0,
            9.45118705725e-11, 9.19706980361e-13, 1.45922716168e-07, 0, 3.33571307903e-11, 2.70502053047e-12,
            1.54506405354e-07,
        ],
        .lowStandbyPower32At350K: [
            0, 0, 0, 0, 0, 0, 0, 0, 0, 2.84841355296e-11, 2.59533781553e-13, 1.62546311947e-07, 0,
            2.01064486091e-11, 1.0177795355e-12, 2.29477146278e-07, 0, 8.54524065889e-11, 7.7860134466e-13,
            4.87638935841e-07, 0, 6.03193458274e-11, 6.10667721302e-12, 1.37686287767e-06, 0,
            1.13936542118e-10, 1.03813512621e-12, 6.50185247789e-07, 0, 4.02128972183e-11, 3.05333860651e-12,
            6.88431438835e-07,
        ],
        .lowStandbyPower130: [
            0, 0, 0, 0, 0, 0, 0, 0, 0, 1.51651919671e-11, 5.52119226009e-13, 2.77500981601e-08, 0,
            1.07048413885e-11, 2.16517343533e-12, 3.91766091672e-08, 0, 4.54955759013e-11, 1.65635767803e-12,
            8.32502944803e-08, 0, 3.21145241656e-11, 1.2991040612e-11, 2.35059655003e-07, 0, 6.06607678684e-11,
            2.20847690403e-12, 1.1100039264e-07, 0, 2.14096827771e-11, 6.49552030599e-12, 1.17529827502e-07,
        ],
        .highPerformance65: [
            0, 0, 0, 0, 0, 0, 0, 0, 0, 6.92897732803e-12, 3.86404941117e-13, 5.82317336117e-05, 0,
            4.89104281979e-12, 1.51531349458e-12, 8.22095062753e-05, 0, 2.07869319841e-11, 1.15921482335e-12,
            0.000174695200835, 0, 1.46731284594e-11, 9.09188096745e-12, 0.000493257037652, 0,
            2.77159093121e-11, 1.54561976447e-12, 0.000232926934447, 0, 9.78208563957e-12, 4.54594048373e-12,
            0.000246628518826,
        ],
        .highPerformance45At380K: [
            0, 0, 0, 0, 0, 0, 0, 0, 0, 9.69231955297e-12, 3.14365466647e-13, 0.000188252016979, 0,
            6.84163733151e-12, 1.23280575156e-12, 0.000265767553383, 0, 2.90769586589e-11, 9.43096399941e-13,
            0.000564756050938, 0, 2.05249119945e-11, 7.39683450934e-12, 0.0015946053203, 0, 3.87692782119e-11,
            1.25746186659e-12, 0.000753008067917, 0, 1.3683274663e-11, 3.69841725467e-12, 0.000797302660148,
        ],
    ]
}
