// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Circuits
@testable import Technology

/// Figures of the column converters against those that DNN+NeuroSim V2.1 gives for the same configuration.
@Suite struct ConversionReferenceTests {
    struct Process: Hashable, Sendable, CustomTestStringConvertible {
        let node: Int
        let roadmap: DeviceRoadmap
        static let finFET7 = Process(node: 7, roadmap: .highPerformance)
        static let lowStandbyPower22 = Process(node: 22, roadmap: .lowStandbyPower)
        static let lowStandbyPower32 = Process(node: 32, roadmap: .lowStandbyPower)
        static let highPerformance130 = Process(node: 130, roadmap: .highPerformance)
        var testDescription: String { "\(node) nm \(roadmap)" }
    }

    static let tolerance = 1e-12

    // Area [m²], power of a column of 20 kΩ [W], latency of eight columns for each converter [s], energy [J].
    static let currentFlash: [Process: [Double]] = [
        .finFET7: [1.0554872832e-09, 3.25126770781696e-05, 8e-09, 1.32335389663159e-13],
        .lowStandbyPower22: [7.4749796352e-09, 0.000110249374836429, 8e-09, 4.45937097504192e-13],
        .lowStandbyPower32: [1.58148329472e-08, 0.000197836394051378, 9.06714147149581e-09, 9.02701510823955e-13],
        .highPerformance130: [2.6100652032e-07, 0.00126018844985289, 8e-09, 5.05098326695609e-12],
    ]
    static let voltageFlash: [Process: [Double]] = [
        .finFET7: [1.6418691072e-09, 3.73120577629056e-05, 8e-09, 1.52714207491521e-13],
        .lowStandbyPower22: [1.16277460992e-08, 0.000121168601030778, 8e-09, 4.90190956744069e-13],
        .lowStandbyPower32: [2.46008512512e-08, 0.00023666503017701, 8e-09, 9.52696437786601e-13],
        .highPerformance130: [4.0601014272e-07, 0.00176178259942059, 8e-09, 7.0591014697718e-12],
    ]

    static func figures(of converter: FlashADC) -> [Double] {
        let columns = ConversionSamples.columnResistances
        return [
            converter.area, converter.power.power(resistance: 2e4),
            (converter.cost(of: .convert(columnResistances: columns)) * 8).latency,
            converter.cost(of: .convert(columnResistances: columns)).energy,
        ]
    }

    @Test(arguments: currentFlash) func flashThatSensesCurrents(process: Process, recorded: [Double]) throws {
        let converter = try ConversionSamples.flash(node: process.node, roadmap: process.roadmap)
        #expect(largestDifference(Self.figures(of: converter), recorded) < Self.tolerance)
    }

    @Test(arguments: voltageFlash) func flashThatSensesVoltages(process: Process, recorded: [Double]) throws {
        let converter = try ConversionSamples.flash(node: process.node, roadmap: process.roadmap, sensing: .voltage)
        #expect(largestDifference(Self.figures(of: converter), recorded) < Self.tolerance)
    }

    /// Column resistances [Ω]: two of them have a ratio just above and just below 0.9 to a reference.
    static let delayedColumns = [900, 3e3, 1.2e4, 5.374e4, 5.44e4, 1e5, 4e5, 1e6]
    static let delays32: [Double] = [
        1e-09, 1e-09, 8.8043951246374e-10, 1.03931035646777e-09, 1.08574363410423e-09, 1.08230051960123e-09,
        1.04574091060101e-09, 1e-09,
    ]
    // Delay of a converter with eight levels [s].
    static let delays: [Int: [Double]] = [
        130: [
            1e-09, 2.37641418021416e-09, 2.32782686306268e-09, 1.14720461854903e-09, 1.20351984350358e-09,
            1.30856335791366e-09, 1.25385153610978e-09, 1.26032913227658e-09,
        ],
        90: [
            1e-09, 1.30087137813738e-09, 1.44782108894694e-09, 1.59054018517554e-09, 1.69717725621444e-09,
            1.62445515245603e-09, 1.44901614577245e-09, 1.24781584218588e-09,
        ],
        65: [
            1e-09, 9.86721868204043e-08, 5.45953564143893e-08, 1.38637140731488e-09, 1.38834999354278e-09,
            1.4106302682859e-09, 1.13366330700989e-09, 1e-09,
        ],
        45: delays32,
        32: delays32,
    ]

    @Test(arguments: delays) func delayOfOneColumn(node: Int, recorded: [Double]) throws {
        let converter = try ConversionSamples.flash(node: node, levels: 8)
        let delays = Self.delayedColumns.map { converter.conversionLatency(columnResistance: $0) }
        #expect(largestDifference(delays, recorded) < Self.tolerance)
    }

    // Power of flash converters with three levels on a column of 300 Ω, for current and voltage sensing [W]; energy of a
    // three-bit successive approximation on a column of 3 kΩ [J].
    static let highPerformancePowers: [Int: [Double]] = [
        130: [0.000535732858552559, 0.000645200359732097, 4.95052663981384e-13],
        90: [0.000473311279928499, 0.000539245288994695, 3.69014945750398e-13],
        65: [0.000364818380152039, 0.000435295300144732, 2.84276902249536e-13],
        45: [0.000270870121635732, 0.000347529489479832, 2.07293082129291e-13],
        32: [0.000264556086875053, 0.000281443374554732, 1.50345205853359e-13],
        22: [0.000242101411219367, 0.000279861109017668, 1.30995901694411e-13],
        14: [0.000193050888975494, 0.000200714709891975, 9.19129546005743e-14],
        10: [0.000105413326531176, 0.000163143921085461, 7.22990609938462e-14],
        7: [6.95559703507769e-05, 0.000132717617373325, 5.73356421356984e-14],
    ]
    static let lowStandbyPowers: [Int: [Double]] = [
        130: [0.00049570746638764, 0.000610820016353177, 5.87866019615036e-13],
        90: [0.000365873708778664, 0.000509422482112053, 4.13844050573272e-13],
        65: [0.000340496571977381, 0.000424184745679434, 3.09846092286897e-13],
        45: [0.000262375588254152, 0.000347864147236965, 2.26241881933623e-13],
        32: [0.00022552209428736, 0.000275903372789468, 1.57161309705077e-13],
        22: [0.00021351726905116, 0.000244620959753248, 1.20272813587031e-13],
        14: [0.000171159386177479, 0.000205659502060065, 9.53600497472221e-14],
        10: [0.000105992139066744, 0.000173140115335322, 7.68909868210152e-14],
        7: [7.89528656529677e-05, 0.000145876394192128, 6.28016123883156e-14],
    ]

    static func powers(node: Int, roadmap: DeviceRoadmap) throws -> [Double] {
        let current = try ConversionSamples.flash(node: node, roadmap: roadmap, levels: 3)
        let voltage = try ConversionSamples.flash(node: node, roadmap: roadmap, levels: 3, sensing: .voltage)
        let sar = try ConversionSamples.sar(node: node, roadmap: roadmap, levels: 8)
        return [
            current.power.power(resistance: 300), voltage.power.power(resistance: 300),
            sar.conversionEnergy(columnResistance: 3e3),
        ]
    }

    @Test(arguments: highPerformancePowers) func powerOfHighPerformanceNodes(node: Int, recorded: [Double]) throws {
        let powers = try Self.powers(node: node, roadmap: .highPerformance)
        #expect(largestDifference(powers, recorded) < Self.tolerance)
    }

    @Test(arguments: lowStandbyPowers) func powerOfLowStandbyPowerNodes(node: Int, recorded: [Double]) throws {
        let powers = try Self.powers(node: node, roadmap: .lowStandbyPower)
        #expect(largestDifference(powers, recorded) < Self.tolerance)
    }

    // Area [m²], height [m], latency of eight conversions [s], their energy [J], static power [W].
    static let encoder: [Process: [Double]] = [
        .finFET7: [1.2348e-09, 1.2348e-05, 8.07472783365142e-10, 2.59942640689102e-12, 9.3180537482368e-06],
        .lowStandbyPower22: [
            3.8808e-09, 3.8808e-05, 2.02670949405418e-09, 4.38397445217379e-12, 1.48625997819394e-08,
        ],
        .lowStandbyPower32: [
            5.6448e-09, 5.6448e-05, 3.50572343849784e-09, 8.31122387071741e-12, 2.56148140824576e-08,
        ],
        .highPerformance130: [
            6.8796e-08, 0.00068796, 2.72002044005325e-09, 8.05306598856066e-11, 0.000208460036947349,
        ],
    ]

    @Test(arguments: encoder) func flashEncoder(process: Process, recorded: [Double]) throws {
        let encoder = try ConversionSamples.encoder(node: process.node, roadmap: process.roadmap)
        let figures = [
            encoder.area, encoder.footprint.height, (encoder.cost(of: .encode()) * 8).latency,
            (encoder.cost(of: .encode()) * 8).energy, encoder.leakagePower,
        ]
        #expect(largestDifference(figures, recorded) < Self.tolerance)
    }

    // Area [m²], latency of eight conversions [s], energy [J].
    static let sar: [Process: [Double]] = [
        .finFET7: [2.806255872e-10, 4.8e-08, 1.07919644949127e-13],
        .lowStandbyPower22: [1.9873953792e-09, 4.8e-08, 2.89320940464412e-13],
        .lowStandbyPower32: [4.2047373312e-09, 4.8e-08, 4.82997826719608e-13],
        .highPerformance130: [6.939459072e-08, 4.8e-08, 2.21532881863081e-12],
    ]

    @Test(arguments: sar) func successiveApproximation(process: Process, recorded: [Double]) throws {
        let converter = try ConversionSamples.sar(node: process.node, roadmap: process.roadmap)
        let energy = converter.cost(of: .convert(columnResistances: ConversionSamples.columnResistances)).energy
        let figures = [converter.area, (converter.cost(of: .convert(columnResistances: [])) * 8).latency, energy]
        #expect(largestDifference(figures, recorded) < Self.tolerance)
    }

    // Area [m²], height [m], latency of eight columns [s], energy of one read [J].
    static let currentSense: [Process: [Double]] = [
        .finFET7: [9.307648e-12, 1.7054735412782e-06, 8e-09, 2.171699922626e-15],
        .lowStandbyPower22: [6.5916928e-11, 4.53861652929612e-06, 8e-09, 7.12236728758503e-15],
        .lowStandbyPower32: [1.39460608e-10, 8.716288e-06, 1.13534588703556e-08, 1.45193413967406e-14],
        .highPerformance130: [2.3016448e-09, 0.0001438528, 8e-09, 8.02363188241388e-14],
    ]

    @Test(arguments: currentSense) func currentSenseAmplifier(process: Process, recorded: [Double]) throws {
        let amplifier = try ConversionSamples.currentSenseAmplifier(node: process.node, roadmap: process.roadmap)
        let columns = [3e5, 1e6, 1.2e7, 2e7]
        let figures = [
            amplifier.area, amplifier.footprint.height,
            (amplifier.cost(of: .convert(columnResistances: columns)) * 8).latency,
            amplifier.cost(of: .convert(columnResistances: columns)).energy,
        ]
        #expect(largestDifference(figures, recorded) < Self.tolerance)
    }

    // Area [m²], latency of seven reads [s], energy of three [J], static power [W].
    static let sense: [Process: [Double]] = [
        .finFET7: [7.977984e-12, 7.00879551956243e-09, 3.7637762043919e-14, 4.05457460352e-07],
        .lowStandbyPower22: [5.6500224e-11, 7.01266665594493e-09, 9.13042230015409e-14, 5.0864e-10],
        .lowStandbyPower32: [1.19537664e-10, 7.02603597664367e-09, 1.66052922576464e-13, 8.3026944e-10],
        .highPerformance130: [1.9728384e-09, 7.06979793178213e-09, 1.44150682078958e-12, 7.0304e-06],
    ]

    @Test(arguments: sense) func senseAmplifier(process: Process, recorded: [Double]) throws {
        let amplifier = try ConversionSamples.senseAmplifier(node: process.node, roadmap: process.roadmap)
        let figures = [
            amplifier.area, (amplifier.cost(of: .sense) * 7).latency, (amplifier.cost(of: .sense) * 3).energy,
            amplifier.leakagePower,
        ]
        #expect(largestDifference(figures, recorded) < Self.tolerance)
    }
}
