// SPDX-License-Identifier: Apache-2.0

import Technology
import Testing
import _TestSupport

@testable import Circuits
@testable import NeuroSim15

/// Rectified linear units against figures of NeuroSim V1.5.
@Suite struct RectifierRegisterTests {
    @Test(arguments: recorded) func figures(process: LogicProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        var figures: [Double] = []
        for count in [1, 16, 128] {
            for bits in [1, 8] {
                let unit = RectifierRegister(
                    unitCount: count, bits: bits, layout: LogicProcess.width(3000, technology), technology: technology)
                figures += [unit.footprint.height, unit.area, unit.cost(of: .rectify).energy, unit.leakagePower]
            }
        }
        let high = RectifierRegister(
            unitCount: 12, bits: 6, layout: LogicProcess.height(500, technology), technology: technology)
        figures.append(high.footprint.width)
        #expect(largestDifference(figures, recorded) < 1e-9)
        #expect(high.cost(of: .rectify).latency == 0)
    }

    static let recorded: [LogicProcess: [Double]] = [
        .lowStandbyPower22: [
            1.87264e-08, 1.2359424e-12, 1.41095072924e-15, 3.46981272909e-11, 1.498112e-07, 9.8875392e-12,
            1.12876058339e-14, 2.77585018327e-10, 2.996224e-07, 1.97750784e-11, 2.25752116678e-14,
            5.55170036654e-10, 2.3969792e-06, 1.582006272e-10, 1.80601693342e-13, 4.44136029324e-09,
            2.3969792e-06, 1.582006272e-10, 1.80601693342e-13, 4.44136029324e-09, 1.91758336e-05,
            1.2656050176e-09, 1.44481354674e-12, 3.55308823459e-08, 8.0898048e-06,
        ],
        .lowStandbyPower32At350K: [
            2.72384e-08, 2.6148864e-12, 2.72213136435e-15, 2.7516184704e-10, 2.179072e-07, 2.09190912e-11,
            2.17770509148e-14, 2.20129477632e-09, 4.358144e-07, 4.18381824e-11, 4.35541018296e-14,
            4.40258955264e-09, 3.4865152e-06, 3.347054592e-10, 3.48432814637e-13, 3.52207164211e-08,
            3.4865152e-06, 3.347054592e-10, 3.48432814637e-13, 3.52207164211e-08, 2.78921216e-05,
            2.6776436736e-09, 2.78746251709e-12, 2.81765731369e-07, 1.17669888e-05,
        ],
        .lowStandbyPower130: [
            1.10656e-07, 4.315584e-11, 4.40879016067e-14, 4.0578194134e-10, 8.85248e-07, 3.4524672e-10,
            3.52703212853e-13, 3.24625553072e-09, 1.770496e-06, 6.9049344e-10, 7.05406425706e-13,
            6.49251106145e-09, 1.4163968e-05, 5.52394752e-09, 5.64325140565e-12, 5.19400884916e-08,
            1.4163968e-05, 5.52394752e-09, 5.64325140565e-12, 5.19400884916e-08, 0.000113311744,
            4.419158016e-08, 4.51460112452e-11, 4.15520707933e-07, 4.7803392e-05,
        ],
        .highPerformance65: [
            5.5328e-08, 1.078896e-11, 6.76987852913e-15, 1.4881152e-07, 4.42624e-07, 8.631168e-11,
            5.4159028233e-14, 1.19049216e-06, 8.85248e-07, 1.7262336e-10, 1.08318056466e-13, 2.38098432e-06,
            7.081984e-06, 1.38098688e-09, 8.66544451728e-13, 1.904787456e-05, 7.081984e-06, 1.38098688e-09,
            8.66544451728e-13, 1.904787456e-05, 5.6655872e-05, 1.104789504e-08, 6.93235561383e-12,
            0.00015238299648, 2.3901696e-05,
        ],
        .highPerformance45At380K: [
            3.8304e-08, 5.17104e-12, 3.15949498847e-15, 2.56587666667e-07, 3.06432e-07, 4.136832e-11,
            2.52759599078e-14, 2.05270133333e-06, 6.12864e-07, 8.273664e-11, 5.05519198156e-14,
            4.10540266667e-06, 4.902912e-06, 6.6189312e-10, 4.04415358525e-13, 3.28432213333e-05, 4.902912e-06,
            6.6189312e-10, 4.04415358525e-13, 3.28432213333e-05, 3.9223296e-05, 5.29514496e-09,
            3.2353228682e-12, 0.000262745770667, 1.6547328e-05,
        ],
    ]
}
