// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

@testable import Circuits
@testable import Technology

/// Figures of the interconnect circuits against those that DNN+NeuroSim V2.1 gives for the same configuration.
@Suite struct InterconnectReferenceTests {
    static let unit = Footprint(width: 2e-4, height: 3e-4)

    static func figures(
        rows: Int, columns: Int, delayTolerance: Double, process: ReferenceProcess, technology: Technology
    ) throws -> [Double] {
        let tree = HTree(
            rows: rows, columns: columns, busWidth: 1024, unit: unit, foldingRatio: 4, delayTolerance: delayTolerance,
            wireResistance: try process.wireResistance(), branches: .withoutResistance, technology: technology)
        let route = Footprint(width: unit.width * 0.9, height: unit.height * 1.1)
        return [
            tree.area, tree.leakagePower, (tree.cost(of: .transfer(bits: 0, unit: route)) * 7.5).latency,
            (tree.cost(of: .transfer(bits: 100, unit: route)) * 7.5).energy,
        ]
    }

    static let horizontalBusFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.0012000000000000001, 7.844886666381738e-5, 7.233800360990105e-10, 1.255324241048677e-10,
        ],
        .lowStandbyPower32: [
            0.0012000000000000001, 4.517766595634521e-8, 5.362269051289438e-9, 5.978677185809768e-11,
        ],
        .finFET7At350K: [
            0.0012000000000000001, 7.207629373601041e-7, 1.5459310747477707e-8, 3.4041853329141444e-11,
        ],
    ]

    @Test(arguments: horizontalBusFigures) func horizontalBus(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let bus = Bus(
            .horizontal, rows: 5, columns: 7, width: 128, unit: Self.unit, wireResistance: try process.wireResistance(),
            technology: technology)
        let figures = [
            bus.length, bus.leakagePower, (bus.cost(of: .transfer(bits: 0)) * 7.5).latency,
            (bus.cost(of: .transfer(bits: 100)) * 7.5).energy,
        ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let verticalBusFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            0.0012, 0.00016794778486486613, 7.981085459478849e-10, 1.8226122714987067e-10,
        ],
        .lowStandbyPower32: [
            0.0012, 9.260321229128995e-8, 5.947951432217189e-9, 8.434521825117497e-11,
        ],
        .finFET7At350K: [
            0.0012, 1.0674131778052647e-6, 1.7485788370878108e-8, 4.003222893517306e-11,
        ],
    ]

    @Test(arguments: verticalBusFigures) func verticalBus(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let bus = Bus(
            .vertical, rows: 5, columns: 7, width: 128, unit: Self.unit, delayTolerance: 0.1,
            wireResistance: try process.wireResistance(), technology: technology)
        let figures = [
            bus.length, bus.leakagePower, (bus.cost(of: .transfer(bits: 0)) * 7.5).latency,
            (bus.cost(of: .transfer(bits: 100)) * 7.5).energy,
        ]
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let treeFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            2.0354047999999997e-6, 5.750495627363155e-6, 1.8368668906152366e-9, 1.8636892893974123e-10,
        ],
        .lowStandbyPower32: [
            3.702784e-7, 3.3116344643925876e-9, 1.3695770693497562e-8, 8.864562786054775e-11,
        ],
        .finFET7At350K: [
            6.293504e-8, 5.283370297006934e-8, 4.297120872447492e-8, 5.13229515699113e-11,
        ],
    ]

    @Test(arguments: treeFigures) func tree(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let figures = try Self.figures(
            rows: 5, columns: 7, delayTolerance: 0.1, process: process, technology: technology)
        #expect(largestDifference(figures, recorded) < 1e-9)
    }

    static let slowTreeFigures: [ReferenceProcess: [Double]] = [
        .highPerformance130: [
            1.4283775999999998e-6, 3.132078228411305e-6, 3.3034130480924868e-9, 1.6429658469955038e-10,
        ],
        .lowStandbyPower32: [
            2.9556736000000005e-7, 1.8397969246625488e-9, 2.427408389628121e-8, 7.855678427600575e-11,
        ],
        .finFET7At350K: [
            5.153792e-8, 2.935205720559408e-8, 7.780353983994825e-8, 4.6462590019011864e-11,
        ],
    ]

    @Test(arguments: slowTreeFigures) func slowTree(process: ReferenceProcess, recorded: [Double]) throws {
        let technology = try process.technology()
        let figures = try Self.figures(
            rows: 8, columns: 4, delayTolerance: 0.5, process: process, technology: technology)
        #expect(largestDifference(figures, recorded) < 1e-9)
    }
}
