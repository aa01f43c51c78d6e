// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for drivers behind row decoders.
@Suite struct RowDriverTests {
    static let gated: [Recorded<(wordlines: Int, height: Double)>] = [
        Recorded(
            .low22, (128, 3584.5), [1.254e-06, 7.8859e-05, 9.31902859326e-11, 1.4609763871e-15, 8.8204374094e-09]),
        Recorded(.low22, (64, 0), [1.254e-06, 3.9424e-05, 9.31902859326e-11, 1.4609763871e-15, 4.4102187047e-09]),
        Recorded(.low22, (60, 4000), [1.254e-06, 8.8e-05, 9.31902859326e-11, 1.4609763871e-15, 4.13458003566e-09]),
        Recorded(.low22, (256, 2000), [5.016e-06, 4.4e-05, 9.31902859326e-11, 1.4609763871e-15, 1.76408748188e-08]),
        Recorded(.high22, (64, 0), [1.254e-06, 3.9424e-05, 5.94124451304e-11, 1.00406262334e-15, 4.2498378407e-06]),
        Recorded(.high22, (256, 2000), [5.016e-06, 4.4e-05, 5.94124451304e-11, 1.00406262334e-15, 1.69993513628e-05]),
        Recorded(
            .warm32, (128, 3584.5), [1.824e-06, 0.000114704, 1.41705270309e-10, 2.71139586656e-15, 6.58209214903e-08]),
        Recorded(.warm32, (60, 4000), [1.824e-06, 0.000128, 1.41705270309e-10, 2.71139586656e-15, 3.08535569486e-08]),
        Recorded(.high45, (64, 0), [2.565e-06, 8.064e-05, 6.48146892445e-11, 3.21629873782e-15, 1.03133360962e-05]),
        Recorded(.high45, (256, 2000), [1.026e-05, 9e-05, 6.48146892445e-11, 3.21629873782e-15, 4.12533443848e-05]),
        Recorded(
            .low65, (128, 3584.5), [3.705e-06, 0.0002329925, 1.93702149168e-10, 1.10404422985e-14, 3.59421359031e-08]),
        Recorded(.low65, (60, 4000), [3.705e-06, 0.00026, 1.93702149168e-10, 1.10404422985e-14, 1.68478762046e-08]),
        Recorded(.hot90, (64, 0), [8.208e-06, 0.00016128, 1.11353545009e-10, 1.3932930361e-14, 6.53058453348e-05]),
        Recorded(.hot90, (256, 2000), [3.2832e-05, 0.00018, 1.11353545009e-10, 1.3932930361e-14, 0.000261223381339]),
        Recorded(
            .low130, (128, 3584.5), [7.41e-06, 0.000465985, 3.11765913648e-10, 3.99193194102e-14, 8.87399909534e-08]),
        Recorded(.low130, (60, 4000), [7.41e-06, 0.00052, 3.11765913648e-10, 3.99193194102e-14, 4.15968707594e-08]),
    ]

    static let gatedSmall: [Recorded<(wordlines: Int, height: Double)>] = [
        Recorded(
            .low14, (64, 0), [1.16991e-06, 5.4165253248e-05, 1.02968814221e-10, 1.04814707712e-15, 4.73778219581e-09]),
        Recorded(
            .low14, (256, 2000), [1.052919e-05, 2.8e-05, 1.02968814221e-10, 1.04814707712e-15, 1.89511287833e-08]),
        Recorded(
            .low10, (128, 3584.5), [3.072e-06, 3.5845e-05, 9.33962574865e-11, 8.599330875e-16, 1.03813205207e-08]),
        Recorded(.low10, (60, 4000), [2.048e-06, 4e-05, 9.33962574865e-11, 8.599330875e-16, 4.86624399408e-09]),
        Recorded(
            .low7, (128, 3584.5), [2.564982e-06, 2.50915e-05, 8.53540198075e-11, 4.61360603852e-16, 6.61265722737e-09]),
        Recorded(
            .low7, (64, 0), [8.54994e-07, 1.88073796e-05, 8.53540198075e-11, 4.61360603852e-16, 3.30632861368e-09]),
        Recorded(.low7, (60, 4000), [1.709988e-06, 2.8e-05, 8.53540198075e-11, 4.61360603852e-16, 3.09968307533e-09]),
        Recorded(.low7, (256, 2000), [5.984958e-06, 1.4e-05, 8.53540198075e-11, 4.61360603852e-16, 1.32253144547e-08]),
        Recorded(.low5, (128, 3584.5), [3.825e-06, 1.79225e-05, 8.0218042581e-11, 3.72972684e-16, 6.37989989253e-09]),
        Recorded(.low5, (60, 4000), [2.55e-06, 2e-05, 8.0218042581e-11, 3.72972684e-16, 2.99057807462e-09]),
        Recorded(.low3, (64, 0), [7.2e-07, 1.57988571429e-05, 7.61599267677e-11, 3.3042972e-16, 3.22047260918e-09]),
        Recorded(.low3, (256, 2000), [9.36e-06, 6e-06, 7.61599267677e-11, 3.3042972e-16, 1.28818904367e-08]),
        Recorded(.low2, (128, 3584.5), [7.56e-06, 7.169e-06, 8.54703304009e-11, 2.2034692875e-16, 3.8587035562e-09]),
        Recorded(.low2, (60, 4000), [3.24e-06, 8e-06, 8.54703304009e-11, 2.2034692875e-16, 1.80876729197e-09]),
        Recorded(.low1, (64, 0), [9.6e-07, 1.46285714286e-05, 8.44843262019e-11, 1.5527184e-16, 2.27959363338e-09]),
        Recorded(.low1, (256, 2000), [3.072e-05, 2e-06, 8.44843262019e-11, 1.5527184e-16, 9.11837453353e-09]),
        Recorded(.low5, (128, 2457.6), [4.131e-06, 1.2288e-05, 8.0218042581e-11, 3.72972684e-16, 6.37989989253e-09]),
        Recorded(.low1, (128, 10240), [5.76e-06, 1.024e-05, 8.44843262019e-11, 1.5527184e-16, 4.55918726676e-09]),
    ]

    static let crossPoint:
        [Recorded<(wordlines: Int, cells: Int, resistance: Double, height: Double, selected: Double)>] = [
            Recorded(
                .low22, (128, 64, 240000, 3584.5, 2),
                [8.36e-07, 7.8859e-05, 6.60191335625e-11, 2.4795114793e-14, 2.501312e-09]),
            Recorded(
                .low22, (64, 128, 6000, 0, 16),
                [3.91248e-05, 3.9424e-05, 3.93028021486e-11, 3.82418701582e-12, 1.250656e-09]),
            Recorded(
                .low22, (100, 32, 1000000, 4000, 1),
                [5.016e-07, 8.8e-05, 2.58749756724e-10, 5.63131367717e-15, 1.95415e-09]),
            Recorded(
                .high22, (100, 32, 1000000, 4000, 1),
                [5.016e-07, 8.8e-05, 2.57804301941e-10, 4.04861636244e-15, 1.9580583e-06]),
            Recorded(
                .warm32, (64, 128, 6000, 0, 16),
                [8.36608e-05, 5.7344e-05, 4.08463411825e-11, 1.07078856076e-11, 9.19957225057e-09]),
            Recorded(
                .high45, (128, 64, 240000, 3584.5, 2),
                [1.026e-06, 0.0001613025, 6.59664756191e-11, 3.09555225478e-14, 6.02570585872e-06]),
            Recorded(
                .low65, (100, 32, 1000000, 4000, 1),
                [1.482e-06, 0.00026, 2.65762480478e-10, 2.25517570466e-14, 7.4866935e-09]),
            Recorded(
                .hot90, (64, 128, 6000, 0, 16),
                [7.6608e-05, 0.00016128, 4.05603199478e-11, 1.27847544697e-11, 1.76482644909e-05]),
            Recorded(
                .low130, (128, 64, 240000, 3584.5, 2),
                [4.94e-06, 0.000465985, 7.87711644539e-11, 3.47739043479e-13, 2.265065088e-08]),
        ]

    static let crossPointSmall:
        [Recorded<(wordlines: Int, cells: Int, resistance: Double, height: Double, selected: Double)>] = [
            Recorded(
                .low14, (100, 32, 1000000, 4000, 1),
                [1.403892e-06, 5.6e-05, 2.42764110811e-10, 1.31703393792e-15, 2.978346176e-09]),
            Recorded(
                .low10, (64, 128, 6000, 0, 16),
                [1.7728e-05, 2.48914285714e-05, 3.91027646025e-11, 9.958021272e-13, 2.1411093312e-09]),
            Recorded(
                .low7, (128, 64, 240000, 3584.5, 2),
                [1.0259928e-06, 2.50915e-05, 7.97005063652e-11, 3.67552938675e-15, 2.37718075392e-09]),
            Recorded(
                .low7, (64, 128, 6000, 0, 16),
                [1.43638992e-05, 1.88073796e-05, 3.90477210186e-11, 8.08313278848e-13, 1.18859037696e-09]),
            Recorded(
                .low7, (100, 32, 1000000, 4000, 1),
                [6.839952e-07, 2.8e-05, 2.01263531124e-10, 7.33010248454e-16, 1.857172464e-09]),
            Recorded(
                .low5, (100, 32, 1000000, 4000, 1),
                [7.14e-07, 2e-05, 1.9802949206e-10, 5.44352144e-16, 1.773035712e-09]),
            Recorded(
                .low3, (64, 128, 6000, 0, 16),
                [7.584e-06, 1.57988571429e-05, 3.88821148203e-11, 5.3911844864e-13, 1.17171324928e-09]),
            Recorded(
                .low2, (128, 64, 240000, 3584.5, 2),
                [3.15e-06, 7.169e-06, 8.44899191997e-11, 2.016813435e-15, 9.1336766976e-10]),
            Recorded(
                .low1, (100, 32, 1000000, 4000, 1),
                [1.44e-06, 4e-06, 1.80631516161e-10, 4.2939072e-16, 1.036621824e-09]),
        ]

    @Test func gatedDriverAgreesWithTheReference() throws {
        for row in Self.gated + Self.gatedSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let driver = GatedWordlineDriver(
                wordlineCount: inputs.wordlines, readVoltage: 0.5,
                layout: .height(features: inputs.height, of: technology), technology: technology)
            let read = driver.cost(of: .read(load: Stimulus.line, inputRamp: Stimulus.edge))
            #expect(
                row.mismatches([
                    "width": driver.footprint.width, "height": driver.footprint.height, "delay": read.latency,
                    "energy": read.energy, "leakage": driver.leakagePower,
                ]) == [])
        }
    }

    @Test func crossPointDriverAgreesWithTheReference() throws {
        for row in Self.crossPoint + Self.crossPointSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let driver = CrossPointRowDriver(
                wordlineCount: inputs.wordlines, cellsPerWordline: inputs.cells, cellResistance: inputs.resistance,
                readVoltage: 0.5, layout: .height(features: inputs.height, of: technology), technology: technology)
            let read = driver.cost(
                of: .read(selected: inputs.selected, load: Stimulus.line, inputRamp: Stimulus.edge))
            #expect(
                row.mismatches([
                    "width": driver.footprint.width, "height": driver.footprint.height, "delay": read.latency,
                    "energy": read.energy, "leakage": driver.leakagePower,
                ]) == [])
        }
    }

    @Test func moreSelectedWordlinesThanThereAreTakeNoNegativeEnergy() throws {
        let driver = CrossPointRowDriver(
            wordlineCount: 8, cellsPerWordline: 8, cellResistance: 100, readVoltage: 20,
            technology: try RecordedProcess.low22.technology)
        let energies = [4.0, 8, 1000].map {
            driver.cost(of: .read(selected: $0, load: LineLoad(capacitance: 0))).energy
        }
        #expect(energies.allSatisfy { $0 > 0 })
    }
}
