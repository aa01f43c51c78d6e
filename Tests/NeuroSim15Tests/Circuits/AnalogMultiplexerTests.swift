// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for column multiplexers.
@Suite struct AnalogMultiplexerTests {
    static let recorded: [Recorded<(inputs: Int, selections: Int, gates: AnalogMultiplexer.Gates, width: Double)>] = [
        Recorded(
            .low22, (16, 8, .columnResistance(2000), 3584.5),
            [
                7.8859e-05, 5.71127075213e-07, 4.88023094124e-12, 2.14522746831e-14, 1.53470135118e-15,
                2.02487504165e-15, 500, 4.4e-05, 1.32e-06, 5.21978055487e-12, 2.38143589517e-14,
            ]),
        Recorded(
            .low22, (8, 8, .columnResistance(100), 0),
            [
                1.07008e-05, 4.99474490255e-05, 3.69421929504e-12, 2.84017588834e-13, 3.06940270236e-14,
                4.04975008331e-14, 25, 4.4e-05, 1.32e-06, 3.69421929504e-12, 2.84017588834e-13,
            ]),
        Recorded(
            .low22, (32, 4, .columnResistance(1000000000), 1200),
            [
                2.64e-05, 2.002e-07, 1.37592574578e-10, 2.71143360117e-15, 3.14556e-17, 3.14556e-17, 27754.0145366,
                4.4e-05, 1.32e-06, 1.37592574578e-10, 2.71143360117e-15,
            ]),
        Recorded(
            .low22, (16, 8, .columnResistance(50), 512),
            [
                1.1264e-05, 0.000199477396102, 3.63458621431e-12, 1.13547680244e-12, 6.13880540472e-14,
                8.09950016661e-14, 12.5, 4.4e-05, 1.32e-06, 3.63458621431e-12, 1.13547680244e-12,
            ]),
        Recorded(
            .low22, (16, 8, .standardCells, 1500),
            [
                3.3e-05, 6.16e-07, 1.56241104718e-11, 4.72091919783e-15, 2.83445663679e-16, 3.73976376321e-16,
                2707.22319625, 4.4e-05, 1.32e-06, 1.56241104718e-11, 4.72091919783e-15,
            ]),
        Recorded(
            .low22, (8, 8, .standardCells, 0),
            [
                1.07008e-05, 6.16e-07, 1.56241104718e-11, 2.36045959891e-15, 2.83445663679e-16, 3.73976376321e-16,
                2707.22319625, 4.4e-05, 1.32e-06, 1.56241104718e-11, 2.36045959891e-15,
            ]),
        Recorded(
            .high22, (32, 4, .columnResistance(1000000000), 1200),
            [
                2.64e-05, 2.002e-07, 6.75193263368e-11, 2.41532373877e-15, 1.864808e-17, 1.864808e-17, 13700.8381689,
                4.4e-05, 1.32e-06, 6.75193263368e-11, 2.41532373877e-15,
            ]),
        Recorded(
            .high22, (8, 8, .standardCells, 0),
            [
                1.07008e-05, 6.16e-07, 7.19233647031e-12, 1.77661085271e-15, 1.82433769872e-16, 2.07311102128e-16,
                1316.44852176, 4.4e-05, 1.32e-06, 7.19233647031e-12, 1.77661085271e-15,
            ]),
        Recorded(
            .warm32, (8, 8, .columnResistance(100), 0),
            [
                1.55648e-05, 0.000107146607194, 7.41777824066e-12, 5.94977125118e-13, 6.92122384353e-14,
                1.11556529472e-13, 25, 6.4e-05, 1.92e-06, 7.41777824066e-12, 5.94977125118e-13,
            ]),
        Recorded(
            .warm32, (16, 8, .standardCells, 1500),
            [
                4.8e-05, 8.96e-07, 2.5875273372e-11, 8.04674508447e-15, 4.52205938486e-16, 6.78535010698e-16,
                3963.207345, 6.4e-05, 1.92e-06, 2.5875273372e-11, 8.04674508447e-15,
            ]),
        Recorded(
            .high45, (16, 8, .columnResistance(2000), 3584.5),
            [
                0.0001613025, 6.05054583455e-07, 4.04425803191e-12, 1.78029578882e-14, 7.76968031496e-16,
                9.13656851852e-16, 500, 9e-05, 2.7e-06, 4.01813341501e-12, 1.76212214228e-14,
            ]),
        Recorded(
            .high45, (16, 8, .columnResistance(50), 512),
            [
                2.304e-05, 0.000137705200058, 1.66522953384e-12, 6.74127776935e-13, 3.10787212598e-14,
                3.65462740741e-14, 12.5, 9e-05, 2.7e-06, 1.66522953384e-12, 6.74127776935e-13,
            ]),
        Recorded(
            .low65, (32, 4, .columnResistance(1000000000), 1200),
            [
                7.8e-05, 5.915e-07, 1.53993096273e-10, 1.19650525749e-14, 1.5556242e-16, 1.5556242e-16, 26496.1279522,
                0.00013, 3.9e-06, 1.53993096273e-10, 1.19650525749e-14,
            ]),
        Recorded(
            .low65, (8, 8, .standardCells, 0),
            [
                3.1616e-05, 1.82e-06, 2.64386085629e-11, 1.42373785267e-14, 1.21508449627e-15, 2.03617008173e-15,
                2708.24252149, 0.00013, 3.9e-06, 2.64386085629e-11, 1.42373785267e-14,
            ]),
        Recorded(
            .hot90, (8, 8, .columnResistance(100), 0),
            [
                4.3776e-05, 9.7033686907e-05, 6.06413315349e-12, 5.44328546025e-13, 3.2220928e-14, 8.81337148235e-14,
                25, 0.00018, 5.4e-06, 6.06413315349e-12, 5.44328546025e-13,
            ]),
        Recorded(
            .hot90, (16, 8, .standardCells, 1500),
            [
                0.000135, 2.52e-06, 1.11892227484e-11, 2.5568854781e-14, 7.87710130131e-16, 1.56083303563e-15,
                1186.04299958, 0.00018, 5.4e-06, 1.11892227484e-11, 2.5568854781e-14,
            ]),
        Recorded(
            .low130, (16, 8, .columnResistance(2000), 3584.5),
            [
                0.000465985, 3.08127597436e-06, 3.10294328686e-11, 4.07007670941e-13, 1.37563267709e-14,
                2.74487555408e-14, 500, 0.00026, 7.8e-06, 3.30981296982e-11, 4.21398605408e-13,
            ]),
        Recorded(
            .low130, (16, 8, .columnResistance(50), 512),
            [
                6.656e-05, 0.00103781846769, 3.05517481131e-11, 1.67713858622e-11, 5.50253070835e-13, 1.09795022163e-12,
                12.5, 0.00026, 7.8e-06, 3.05517481131e-11, 1.67713858622e-11,
            ]),
    ]

    static let recordedSmall:
        [Recorded<(inputs: Int, selections: Int, gates: AnalogMultiplexer.Gates, width: Double)>] = [
            Recorded(
                .low14, (32, 4, .columnResistance(1000000000), 1200),
                [
                    1.68e-05, 8.7984e-07, 3.55233508726e-11, 2.285883392e-15, 1.03816e-16, 1.03816e-16, 7306.71812545,
                    2.8e-05, 8.4e-07, 3.55233508726e-11, 2.285883392e-15,
                ]),
            Recorded(
                .low14, (8, 8, .standardCells, 0),
                [
                    9.983232e-06, 5.75988e-07, 1.03151733398e-11, 2.285883392e-15, 4.15264e-16, 4.15264e-16,
                    1826.67953136, 2.8e-05, 8.4e-07, 1.03151733398e-11, 2.285883392e-15,
                ]),
            Recorded(
                .low10, (8, 8, .columnResistance(100), 0),
                [
                    8.192e-06, 1.864e-05, 1.67505337165e-12, 1.212731904e-13, 2.4972544e-14, 2.4972544e-14,
                    24.9440291639, 2e-05, 6e-07, 1.67505337165e-12, 1.212731904e-13,
                ]),
            Recorded(
                .low10, (16, 8, .standardCells, 1500),
                [
                    1.5e-05, 6.6e-07, 8.90848257442e-12, 3.7999176e-15, 3.90196e-16, 3.90196e-16, 1596.41786649, 2e-05,
                    6e-07, 8.90848257442e-12, 3.7999176e-15,
                ]),
            Recorded(
                .low7, (16, 8, .columnResistance(2000), 3584.5),
                [
                    2.50915e-05, 5.6887e-07, 3.62859935132e-12, 9.83089627968e-15, 1.205964e-15, 1.205964e-15,
                    484.986459843, 1.4e-05, 4.2e-07, 3.66606103033e-12, 1.00995666509e-14,
                ]),
            Recorded(
                .low7, (8, 8, .columnResistance(100), 0),
                [
                    7.2959488e-06, 1.418887e-05, 1.54963552343e-12, 9.80230925318e-14, 2.3415801e-14, 2.3415801e-14,
                    24.9778434254, 1.4e-05, 4.2e-07, 1.54963552343e-12, 9.80230925318e-14,
                ]),
            Recorded(
                .low7, (32, 4, .columnResistance(1000000000), 1200),
                [
                    8.4e-06, 5.3774e-07, 2.82063758984e-11, 1.68326110848e-15, 1.00497e-16, 1.00497e-16, 5819.83751812,
                    1.4e-05, 4.2e-07, 2.82063758984e-11, 1.68326110848e-15,
                ]),
            Recorded(
                .low7, (16, 8, .columnResistance(50), 512),
                [
                    3.584e-06, 0.00014084435, 1.49218648355e-12, 3.92092370127e-13, 4.6831602e-14, 4.6831602e-14,
                    12.4889217127, 1.4e-05, 4.2e-07, 1.49218648355e-12, 3.92092370127e-13,
                ]),
            Recorded(
                .low7, (16, 8, .standardCells, 1500),
                [
                    1.05e-05, 4.7999e-07, 1.48207496067e-11, 1.68326110848e-15, 2.00994e-16, 2.00994e-16, 2909.91875906,
                    1.4e-05, 4.2e-07, 1.48207496067e-11, 1.68326110848e-15,
                ]),
            Recorded(
                .low7, (8, 8, .standardCells, 0),
                [
                    7.2959488e-06, 2.39995e-07, 1.48207496067e-11, 8.4163055424e-16, 2.00994e-16, 2.00994e-16,
                    2909.91875906, 1.4e-05, 4.2e-07, 1.48207496067e-11, 8.4163055424e-16,
                ]),
            Recorded(
                .low5, (32, 4, .columnResistance(1000000000), 1200),
                [
                    6e-06, 8.1e-07, 2.73882925581e-11, 1.35437792e-15, 8.1859e-17, 8.1859e-17, 5707.72867558, 1e-05,
                    3e-07, 2.73882925581e-11, 1.35437792e-15,
                ]),
            Recorded(
                .low5, (8, 8, .standardCells, 0),
                [
                    6.528e-06, 1.8e-07, 1.42605166042e-11, 6.7718896e-16, 1.63718e-16, 1.63718e-16, 2853.86433779,
                    1e-05, 3e-07, 1.42605166042e-11, 6.7718896e-16,
                ]),
            Recorded(
                .low3, (8, 8, .columnResistance(100), 0),
                [
                    6.144e-06, 1.0498996e-05, 1.06832641698e-12, 6.536560832e-14, 1.5820696e-14, 1.5820696e-14,
                    24.8951831507, 6e-06, 1.8e-07, 1.06832641698e-12, 6.536560832e-14,
                ]),
            Recorded(
                .low3, (16, 8, .standardCells, 1500),
                [
                    4.5e-06, 4.32e-07, 1.33746192163e-11, 1.19936896e-15, 1.45144e-16, 1.45144e-16, 2701.12737185,
                    6e-06, 1.8e-07, 1.33746192163e-11, 1.19936896e-15,
                ]),
            Recorded(
                .low2, (16, 8, .columnResistance(2000), 3584.5),
                [
                    7.169e-06, 1.164e-06, 3.20705167289e-12, 5.796648e-15, 7.974e-16, 7.974e-16, 489.565712734, 4e-06,
                    1.2e-07, 3.20705167289e-12, 5.796648e-15,
                ]),
            Recorded(
                .low2, (16, 8, .columnResistance(50), 512),
                [
                    1.024e-06, 0.000245352, 1.00321218e-12, 2.246423088e-13, 3.125808e-14, 3.125808e-14, 12.4889212432,
                    4e-06, 1.2e-07, 1.00321218e-12, 2.246423088e-13,
                ]),
            Recorded(
                .low1, (32, 4, .columnResistance(1000000000), 1200),
                [
                    1.2e-06, 6.75e-07, 2.42373073123e-11, 8.625408e-16, 6.694e-17, 6.694e-17, 5084.28800444, 2e-06,
                    6e-08, 2.42373073123e-11, 8.625408e-16,
                ]),
            Recorded(
                .low1, (8, 8, .standardCells, 0),
                [
                    5.12e-06, 8e-08, 2.42373073123e-11, 2.156352e-16, 6.694e-17, 6.694e-17, 5084.28800444, 2e-06, 6e-08,
                    2.42373073123e-11, 2.156352e-16,
                ]),
            Recorded(
                .low10, (32, 8, .columnResistance(700), 8000),
                [
                    8e-05, 1.144e-06, 2.31953595275e-12, 6.87136308e-14, 3.609313e-15, 3.609313e-15, 172.585715296,
                    2e-05, 6e-07, 2.35528024928e-12, 7.01543988e-14,
                ]),
        ]

    @Test func agreesWithTheReference() throws {
        for row in Self.recorded + Self.recordedSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let multiplexer = AnalogMultiplexer(
                inputCount: inputs.inputs, selectionCount: inputs.selections, gates: inputs.gates, readVoltage: 0.5,
                layout: .width(features: inputs.width, of: technology), technology: technology)
            let stretched = multiplexer.stretched(
                to: Footprint(width: 2000 * technology.featureSize, height: 60 * technology.featureSize))
            let pass = multiplexer.cost(of: .pass(load: 2e-15))
            let free = stretched.cost(of: .pass(load: 2e-15))
            #expect(
                row.mismatches([
                    "width": multiplexer.footprint.width, "height": multiplexer.footprint.height, "delay": pass.latency,
                    "energy": pass.energy, "NMOS gate": multiplexer.nmosGateCapacitance,
                    "PMOS gate": multiplexer.pmosGateCapacitance, "resistance": multiplexer.gateResistance,
                    "stretched width": stretched.footprint.width, "stretched height": stretched.footprint.height,
                    "stretched delay": free.latency, "stretched energy": free.energy,
                ]) == [])
        }
    }

    @Test func aColumnWithoutCurrentHasTheSmallestGates() throws {
        let technology = try RecordedProcess.low22.technology
        let multiplexer = AnalogMultiplexer(
            inputCount: 8, selectionCount: 8, gates: .columnResistance(.infinity), readVoltage: 0.5,
            technology: technology)
        #expect(multiplexer.nmosGateCapacitance == technology.gateCapacitance(width: technology.featureSize))
        #expect(multiplexer.cost(of: .pass()).latency.isFinite)
    }
}
