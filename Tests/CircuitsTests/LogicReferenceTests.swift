// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Circuits
@testable import Technology

/// Figures of the logic circuits against those that DNN+NeuroSim V2.1 gives for the same configuration.
@Suite struct LogicReferenceTests {
    static let adderFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 4.732e-5, 5.759092441004651e-5, 3.7248042535862456e-9, 4.180011832506041e-12,
            1.4474691558405768e-9,
        ],
        .lowStandbyPower32: [
            0.00016, 1.1648000000000001e-5, 6.8021733491712016e-9, 4.630231182722907e-9, 4.816137594173338e-13,
            1.7909496219482728e-9,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 2.548e-6, 5.25546953568e-8, 2.833273940826251e-9, 1.5119997290857367e-13,
            1.148352575113837e-9,
        ],
    ]

    @Test(arguments: adderFigures) func adder(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let adder = Adder(bits: 13, count: 7, layout: ReferenceProcess.wide(technology), technology: technology)
        let figures =
            adder.staticFigures + [
                (adder.cost(of: .add(load: 1e-15)) * 3).latency, (adder.cost(of: .add(active: 3)) * 2.5).energy,
                adder.cost(of: .add(load: 2e-15, inputRamp: Ramp(slope: 3e9))).latency,
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let adderColumnsFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.000213408, 0.00026, 0.0006480561164383255,
        ],
        .lowStandbyPower32: [
            5.2531199999999996e-5, 6.400000000000001e-5, 7.654313746759682e-8,
        ],
        .finFET7At350K: [
            1.60272e-5, 1.4000000000000001e-5, 5.913847037952e-7,
        ],
    ]

    @Test(arguments: adderColumnsFigures) func adderColumns(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let adder = Adder(bits: 8, count: 128, layout: ReferenceProcess.high(technology), technology: technology)
        let figures = adder.staticFigures
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let adderTreeFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 0.0003458, 0.00042085675530418605, 1.6524366392326762e-8, 8.551364737787251e-11,
            1.2040378602135637e-8, 3.600845325823927e-11, 0.00017720284433860465,
        ],
        .lowStandbyPower32: [
            0.00016, 8.512000000000001e-5, 4.970818985932801e-8, 2.018013783845256e-8, 9.852576031909582e-12,
            1.495114359487351e-8, 4.148792165938064e-12, 2.0929764151296003e-8,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 1.862e-5, 3.84053542992e-7, 1.215075707881434e-8, 3.093090140933283e-12,
            9.142021738783483e-9, 1.3024724404133285e-12, 1.61706754944e-7,
        ],
    ]

    @Test(arguments: adderTreeFigures) func adderTree(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let tree = AdderTree(
            unitCount: 9, inputBits: 13, treeCount: 7, layout: ReferenceProcess.wide(technology), technology: technology
        )
        let figures =
            tree.staticFigures + [
                (tree.cost(of: .sum()) * 3).latency, (tree.cost(of: .sum()) * 3).energy,
                (tree.cost(of: .sum(units: 5, load: 1e-15)) * 3).latency, (tree.cost(of: .sum(units: 5)) * 3).energy,
                tree.leakagePower(summing: 5),
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let flipFlopFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 6.916e-5, 0.0004384707798325581, 1.5000000000000002e-9, 4.7654603719520716e-11,
            6.461518227038237e-16,
        ],
        .lowStandbyPower32: [
            0.00016, 1.7024e-5, 5.905319067648001e-8, 1.5000000000000002e-9, 5.141471322344629e-12,
            1.1961256754657424e-16,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 5.292e-6, 4.6729224192e-7, 1.5000000000000002e-9, 1.2180166618681162e-12,
            2.6339244964895487e-17,
        ],
    ]

    @Test(arguments: flipFlopFigures) func flipFlop(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let register = DFlipFlop(
            count: 1024, clockFrequency: ReferenceProcess.clockFrequency, layout: ReferenceProcess.wide(technology),
            technology: technology)
        let figures =
            register.staticFigures + [
                (register.cost(of: .store()) * 3).latency,
                (register.cost(of: .store(activeBits: 1024 * 0.3)) * 2.5).energy,
                register.transmissionGateDrainCapacitance,
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let shiftAddFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 0.00020384, 0.0013605711336662325, 1.2575900738711578e-9, 6.0455404432269475e-9,
            2.1740913180709354e-10,
        ],
        .lowStandbyPower32: [
            0.00016, 5.0176e-5, 1.7250457231687683e-7, 1.4219091943412118e-9, 7.031455166047271e-9,
            2.400727549978239e-11,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 1.4896000000000001e-5, 1.3507345969152e-6, 1.050720934568612e-9,
            4.804325607411673e-9, 6.604929661517995e-12,
        ],
    ]

    @Test(arguments: shiftAddFigures) func shiftAdd(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let unit = ShiftAdd(
            unitCount: 128, adderBits: 8, pulseCount: 5, clockFrequency: ReferenceProcess.clockFrequency,
            layout: ReferenceProcess.wide(technology), technology: technology)
        let figures =
            unit.staticFigures + [
                unit.cost(of: .accumulate(steps: 6, readPulseWidth: 10e-9)).latency,
                unit.cost(of: .accumulate(steps: 6, readPulseWidth: 0.3e-9)).latency,
                unit.cost(of: .accumulate(steps: 2.5, readPulseWidth: 0)).energy,
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let bitShifterFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 6.79870464e-5, 0.0004384707798325581, 1.5000000000000002e-9, 6.606497729890664e-11,
        ],
        .lowStandbyPower32: [
            0.00016, 1.6735272960000002e-5, 5.905319067648001e-8, 1.5000000000000002e-9, 6.968656292730718e-12,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 5.1059097599999995e-6, 4.6729224192e-7, 1.5000000000000002e-9,
            1.6133806867660488e-12,
        ],
    ]

    @Test(arguments: bitShifterFigures) func bitShifter(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let unit = BitShifter(
            unitCount: 128, bits: 8, clockFrequency: ReferenceProcess.clockFrequency,
            layout: ReferenceProcess.wide(technology), technology: technology)
        let figures =
            unit.staticFigures + [(unit.cost(of: .rectify) * 3).latency, (unit.cost(of: .rectify) * 2.5).energy]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let comparatorFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 4.957388799999999e-6, 3.918514969079069e-5, 1.4522426364895806e-9, 2.757733374419476e-12,
        ],
        .lowStandbyPower32: [
            0.00016, 1.22028032e-6, 4.826873097446401e-9, 1.6977125695014367e-9, 2.9538640262795317e-13,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 3.7230591999999995e-7, 3.75950172696e-8, 9.344883218519686e-10,
            8.017603857926677e-14,
        ],
    ]

    @Test(arguments: comparatorFigures) func comparator(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let unit = Comparator(bits: 8, count: 7, layout: ReferenceProcess.wide(technology), technology: technology)
        let figures =
            unit.staticFigures + [
                (unit.cost(of: .compare(load: 1e-15)) * 3).latency,
                (unit.cost(of: .compare(load: 0, active: 3)) * 2.5).energy,
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let maxPoolingFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 0.00040367308799999993, 2.055331780465116e-5, 5.455860170360201e-9, 2.0140005390098027e-10,
        ],
        .lowStandbyPower32: [
            0.00016, 9.93656832e-5, 2.7681183129600003e-9, 5.922225797649364e-9, 2.2020407284025182e-11,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 3.03163392e-5, 2.190432384e-8, 2.2691647535766747e-9, 6.069538352171307e-12,
        ],
    ]

    @Test(arguments: maxPoolingFigures) func maxPooling(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let unit = MaxPooling(
            bits: 8, window: 4, unitCount: 128, layout: ReferenceProcess.wide(technology), technology: technology)
        let figures =
            unit.staticFigures + [
                (unit.cost(of: .pool(load: 1e-15)) * 3).latency, (unit.cost(of: .pool()) * 2.5).energy,
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let oddMaxPoolingFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 5.886899199999999e-5, 2.9973588465116277e-6, 9.093100283933669e-9, 2.9370841193892957e-11,
        ],
        .lowStandbyPower32: [
            0.00016, 1.44908288e-5, 4.0368392064000007e-10, 9.870376329415607e-9, 3.211309395587006e-12,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 4.4211327999999995e-6, 3.19438056e-9, 3.781941255961124e-9, 8.85141009691649e-13,
        ],
    ]

    @Test(arguments: oddMaxPoolingFigures) func oddMaxPooling(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let unit = MaxPooling(
            bits: 8, window: 9, unitCount: 7, layout: ReferenceProcess.wide(technology), technology: technology)
        let figures =
            unit.staticFigures + [
                (unit.cost(of: .pool(load: 1e-15)) * 3).latency, (unit.cost(of: .pool()) * 2.5).energy,
            ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let sigmoidFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.00065, 1.5706828799999996e-5, 7.0831324018604645e-6, 6.739242412733947e-9, 5.551987386262355e-12,
        ],
        .lowStandbyPower32: [
            0.00016, 3.86629632e-6, 9.791978676480001e-10, 6.622647413723675e-9, 1.834751201606785e-12,
        ],
        .finFET7At350K: [
            3.5000000000000004e-5, 1.1054131199999998e-6, 7.782099752e-9, 6.312497679819772e-9,
            1.0332148511117087e-12,
        ],
    ]

    @Test(arguments: sigmoidFigures) func sigmoid(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let unit = Sigmoid(
            outputBits: 8, entryCount: 9, unitCount: 12, cell: try process.resistiveCell(),
            clockFrequency: ReferenceProcess.clockFrequency, layout: ReferenceProcess.wide(technology),
            technology: technology)
        let figures =
            unit.staticFigures + [(unit.cost(of: .lookUp) * 3).latency, (unit.cost(of: .lookUp) * 2.5).energy]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }
}
