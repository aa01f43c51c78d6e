// SPDX-License-Identifier: Apache-2.0

import NeuroSim15Technology
import Technology
import Testing
import _TestSupport

@testable import Circuits
@testable import NeuroSim15

/// Successive-approximation converters, which are the shared ones, against figures of NeuroSim V1.5.
@Suite struct SuccessiveApproximationTests {
    /// Columns that are converted [Ω].
    static let columns: [Double] = [300, 5000, 1e5, .infinity, 0]

    private static func energies(_ technology: Technology) throws -> [Double] {
        let readVoltage = try #require(technology.flash.curves).readVoltage
        let converter = SARADC(
            converters: 16, levels: 64, readVoltage: readVoltage, layout: .free, technology: technology)
        return columns.map { converter.cost(ofColumn: $0).energy }
    }

    @Test(arguments: lowStandbyPowerEnergies) func lowStandbyPower(node: Int, recorded: [Double]) throws {
        let technology = try Technology(TechnologyLibrary.neuroSim15.node(node), roadmap: .lowStandbyPower)
        #expect(largestDifference(try Self.energies(technology), recorded) < 1e-9)
    }

    @Test(arguments: highPerformanceEnergies) func highPerformance(node: Int, recorded: [Double]) throws {
        let technology = try Technology(
            TechnologyLibrary.neuroSim15.node(node), roadmap: .highPerformance, temperature: 330)
        #expect(largestDifference(try Self.energies(technology), recorded) < 1e-9)
    }

    /// Area [m²] and time [s].
    @Test(arguments: sizes) func sizesAndTime(process: LogicProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let figures = [2, 16, 128].flatMap { levels in
            let converter = SARADC(
                converters: 16, levels: levels, readVoltage: 0.5, layout: LogicProcess.width(1536, technology),
                technology: technology)
            return [converter.area, converter.footprint.height, converter.cost(ofColumn: 1e4).latency]
        }
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    /// Area [m²], height [m] and time [s] for some counts of codes.
    static let sizes: [LogicProcess: [Double]] = [
        .lowStandbyPower22: [
            7.877072896e-10, 2.33104666667e-05, 2e-09, 1.6874733568e-09, 4.99370666667e-05, 5e-09,
            2.587239424e-09, 7.65636666667e-05, 8e-09,
        ],
        .lowStandbyPower32At350K: [
            1.6665542656e-09, 3.39061333333e-05, 2e-09, 3.5701915648e-09, 7.26357333333e-05, 5e-09,
            5.473828864e-09, 0.000111365333333, 8e-09,
        ],
        .lowStandbyPower130: [
            2.750465536e-08, 0.000137743666667, 2e-09, 5.892210688e-08, 0.000295082666667, 5e-09,
            9.03395584e-08, 0.000452421666667, 8e-09,
        ],
        .highPerformance65: [
            6.87616384e-09, 6.88718333333e-05, 2e-09, 1.473052672e-08, 0.000147541333333, 5e-09,
            2.25848896e-08, 0.000226210833333, 8e-09,
        ],
        .highPerformance45At380K: [
            3.29567616e-09, 4.76805e-05, 2e-09, 7.06019328e-09, 0.000102144, 5e-09, 1.08247104e-08,
            0.0001566075, 8e-09,
        ],
        .lowStandbyPower14: [
            6.87151509069e-10, 3.19545902655e-05, 2e-09, 1.4720567893e-09, 6.8455021824e-05, 5e-09,
            2.25696206954e-09, 0.000104955453383, 8e-09,
        ],
        .lowStandbyPower5: [
            1.4041728e-10, 1.82835e-05, 2e-09, 3.0081024e-10, 3.9168e-05, 5e-09, 4.612032e-10, 6.00525e-05,
            8e-09,
        ],
        .lowStandbyPower3: [
            1.05725952e-10, 2.2944e-05, 2e-09, 2.26492416e-10, 4.9152e-05, 5e-09, 3.4725888e-10, 7.536e-05,
            8e-09,
        ],
        .cutSheets2: [
            7.846848e-11, 2.5543125e-05, 2e-09, 1.6809984e-10, 5.472e-05, 5e-09, 2.577312e-10, 8.3896875e-05,
            8e-09,
        ],
        .wholeSheets2: [
            7.846848e-11, 2.5543125e-05, 2e-09, 1.6809984e-10, 5.472e-05, 5e-09, 2.577312e-10, 8.3896875e-05,
            8e-09,
        ],
        .cutSheets1: [
            4.89472e-11, 3.18666666667e-05, 2e-09, 1.048576e-10, 6.82666666667e-05, 5e-09, 1.60768e-10,
            0.000104666666667, 8e-09,
        ],
    ]

    /// Energy of conversions at 300 K [J].
    static let lowStandbyPowerEnergies: [Int: [Double]] = [
        130: [
            5.39149461806e-12, 1.0861882266e-12, 8.25255120206e-13, 7e-15, 0,
        ],
        90: [
            4.41611792033e-12, 7.4771117612e-13, 5.25378854036e-13, 7e-15, 0,
        ],
        65: [
            3.44793714425e-12, 5.24908878171e-13, 3.47751952228e-13, 7e-15, 0,
        ],
        45: [
            2.59086635414e-12, 3.50855526033e-13, 2.15094460363e-13, 7e-15, 0,
        ],
        32: [
            2.02686963416e-12, 2.25549226755e-13, 1.15566422639e-13, 7e-15, 0,
        ],
        22: [
            1.90809994569e-12, 1.6445930485e-13, 5.87819087516e-14, 7e-15, 0,
        ],
        14: [
            8.19861452157e-13, 7.84309362278e-14, 3.3494815518e-14, 7e-15, 0,
        ],
        10: [
            6.91423683809e-13, 5.85801868619e-14, 2.02252349707e-14, 7e-15, 0,
        ],
        7: [
            5.46633796461e-13, 4.27918827569e-14, 1.22553718279e-14, 7e-15, 0,
        ],
        5: [
            4.64138615783e-13, 3.40071004103e-14, 7.93797959511e-15, 7e-15, 0,
        ],
        3: [
            4.51920279296e-13, 3.0290903261e-14, 4.73707437317e-15, 7e-15, 0,
        ],
        2: [
            4.10628052137e-13, 2.6603208119e-14, 3.32848934825e-15, 7e-15, 0,
        ],
        1: [
            3.66166711276e-13, 2.29123405715e-14, 2.10861115288e-15, 7e-15, 0,
        ],
    ]

    /// Energy of conversions at 330 K [J].
    static let highPerformanceEnergies: [Int: [Double]] = [
        130: [
            5.63380745339e-12, 9.16496175624e-13, 6.52254789698e-13, 7.273e-15, 0,
        ],
        90: [
            4.60714325546e-12, 6.59353594435e-13, 4.32146683344e-13, 7.273e-15, 0,
        ],
        65: [
            3.5651463728e-12, 4.81282890973e-13, 2.98475024299e-13, 7.273e-15, 0,
        ],
        45: [
            2.63898817675e-12, 3.30697251738e-13, 1.89586807919e-13, 7.273e-15, 0,
        ],
        32: [
            2.11723929499e-12, 2.19321322326e-13, 1.05701268101e-13, 7.273e-15, 0,
        ],
        22: [
            2.25727699272e-12, 1.86261696435e-13, 6.19733679379e-14, 7.273e-15, 0,
        ],
    ]
}
