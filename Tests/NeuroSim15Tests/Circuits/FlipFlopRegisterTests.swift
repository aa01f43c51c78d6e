// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for registers.
@Suite struct FlipFlopRegisterTests {
    static let recorded: [Recorded<(count: Int, height: Double, width: Double, active: Double, cutsSheets: Bool)>] = [
        Recorded(
            .low22, (1024, 0, 5000, 300, false),
            [0.00011, 1.1704e-05, 5e-10, 1.04561246306e-12, 3.55308823459e-08, 7.85546336926e-17]),
        Recorded(
            .low22, (64, 2000, 0, 64, false),
            [2.0064e-06, 4.4e-05, 5e-10, 9.03008466712e-14, 2.22068014662e-09, 7.85546336926e-17]),
        Recorded(
            .low22, (37, 0, 0, 100, false),
            [7.42368e-05, 6.16e-07, 5e-10, 5.22051769818e-14, 1.28383070976e-09, 7.85546336926e-17]),
        Recorded(
            .low22, (128, 0, 3584, 0, true),
            [7.8848e-05, 2.464e-06, 5e-10, 1.10024706173e-13, 4.44136029324e-09, 7.85546336926e-17]),
        Recorded(
            .high22, (64, 2000, 0, 64, false),
            [2.0064e-06, 4.4e-05, 5e-10, 6.47366650526e-14, 2.04953088e-06, 7.62589102626e-17]),
        Recorded(
            .high22, (128, 0, 3584, 0, true),
            [7.8848e-05, 2.464e-06, 5e-10, 7.24215135051e-14, 4.09906176e-06, 7.62589102626e-17]),
        Recorded(
            .warm32, (1024, 0, 5000, 300, false),
            [0.00016, 1.7024e-05, 5e-10, 2.04924716075e-12, 2.81765731369e-07, 1.19612567547e-16]),
        Recorded(
            .warm32, (37, 0, 0, 100, false),
            [0.0001079808, 8.96e-07, 5e-10, 1.00718860481e-13, 1.01809883405e-08, 1.19612567547e-16]),
        Recorded(
            .high45, (64, 2000, 0, 64, false),
            [4.104e-06, 9e-05, 5e-10, 2.02207679262e-13, 5.018752e-06, 1.61358759514e-16]),
        Recorded(
            .high45, (128, 0, 3584, 0, true),
            [0.00016128, 5.04e-06, 5e-10, 2.31022794631e-13, 1.0037504e-05, 1.61358759514e-16]),
        Recorded(
            .low65, (1024, 0, 5000, 300, false),
            [0.000325, 3.458e-05, 5e-10, 8.66595905651e-12, 1.57039246982e-07, 2.62488980759e-16]),
        Recorded(
            .low65, (37, 0, 0, 100, false),
            [0.000219336, 1.82e-06, 5e-10, 4.15681043581e-13, 5.67426966636e-09, 2.62488980759e-16]),
        Recorded(
            .hot90, (64, 2000, 0, 64, false),
            [8.208e-06, 0.00018, 5e-10, 8.63396515162e-13, 4.02817024e-05, 4.00796338216e-16]),
        Recorded(
            .hot90, (128, 0, 3584, 0, true),
            [0.00032256, 1.008e-05, 5e-10, 1.03653303903e-12, 8.05634048e-05, 4.00796338216e-16]),
        Recorded(
            .low130, (1024, 0, 5000, 300, false),
            [0.00065, 6.916e-05, 5e-10, 3.44840278146e-11, 4.15520707933e-07, 6.26292654179e-16]),
        Recorded(
            .low130, (37, 0, 0, 100, false),
            [0.000438672, 3.64e-06, 5e-10, 1.63125235945e-12, 1.50139318296e-08, 6.26292654179e-16]),
    ]

    static let recordedSmall:
        [Recorded<(count: Int, height: Double, width: Double, active: Double, cutsSheets: Bool)>] = [
            Recorded(
                .low14, (64, 2000, 0, 64, false),
                [3.743712e-06, 2.8e-05, 5e-10, 7.21259855872e-14, 3.81228310528e-09, 9.983232e-18]),
            Recorded(
                .low14, (128, 0, 3584, 0, true),
                [5.0176e-05, 2.87994e-06, 5e-10, 1.05326586102e-13, 7.62456621056e-09, 9.983232e-18]),
            Recorded(
                .low10, (1024, 0, 5000, 300, false),
                [5e-05, 1.056e-05, 5e-10, 7.699686822e-13, 6.85154985984e-08, 9.0048e-18]),
            Recorded(
                .low10, (37, 0, 0, 100, false),
                [5.6832e-05, 3.3e-07, 5e-10, 3.4357941e-14, 2.4756576642e-09, 9.0048e-18]),
            Recorded(
                .low7, (1024, 0, 5000, 300, false),
                [3.5e-05, 9.839795e-06, 5e-10, 6.8360171887e-13, 7.60697841254e-08, 6.71675928e-18]),
            Recorded(
                .low7, (64, 2000, 0, 64, false),
                [2.7359808e-06, 1.4e-05, 5e-10, 5.25317504302e-14, 4.75436150784e-09, 6.71675928e-18]),
            Recorded(
                .low7, (37, 0, 0, 100, false),
                [5.06156448e-05, 2.39995e-07, 5e-10, 3.03699182175e-14, 2.74861524672e-09, 6.71675928e-18]),
            Recorded(
                .low7, (128, 0, 3584, 0, true),
                [2.5088e-05, 1.91996e-06, 5e-10, 7.73231626482e-14, 9.50872301568e-09, 6.71675928e-18]),
            Recorded(
                .low5, (1024, 0, 5000, 300, false),
                [2.5e-05, 9.36e-06, 5e-10, 5.53805156352e-13, 7.26235427635e-08, 4.4268e-18]),
            Recorded(
                .low5, (37, 0, 0, 100, false),
                [4.5288e-05, 1.8e-07, 5e-10, 2.454823756e-14, 2.62409285376e-09, 4.4268e-18]),
            Recorded(
                .low3, (64, 2000, 0, 64, false),
                [2.304e-06, 6e-06, 5e-10, 3.761795072e-14, 4.68685299712e-09, 3.84e-18]),
            Recorded(
                .low3, (128, 0, 3584, 0, true),
                [1.0752e-05, 2.16e-06, 5e-10, 5.558396928e-14, 9.37370599424e-09, 3.84e-18]),
            Recorded(
                .low2, (1024, 0, 5000, 300, false),
                [1e-05, 1.2996e-05, 5e-10, 4.7549458398e-13, 5.84555308646e-08, 8.463e-18]),
            Recorded(
                .low2, (37, 0, 0, 100, false),
                [3.996e-05, 1.14e-07, 5e-10, 2.1267547275e-14, 2.11216273632e-09, 8.463e-18]),
            Recorded(
                .low1, (64, 2000, 0, 64, false), [2.88e-06, 2e-06, 5e-10, 2.59928064e-14, 5.30750373888e-09, 5.712e-18]),
            Recorded(
                .low1, (128, 0, 3584, 0, true),
                [3.584e-06, 3.44e-06, 5e-10, 2.4764963328e-14, 6.96609865728e-09, 2.5704e-18]),
            Recorded(
                .low1, (896, 10240, 0, 128, false),
                [6.72e-06, 1.024e-05, 5e-10, 2.8039348224e-13, 7.43050523443e-08, 5.712e-18]),
        ]

    @Test func agreesWithTheReference() throws {
        for row in Self.recorded + Self.recordedSmall {
            let inputs = row.inputs
            let technology = try row.process.technology(cutsSheets: inputs.cutsSheets)
            let layout: LayoutConstraint =
                inputs.width > 0
                ? .width(features: inputs.width, of: technology) : .height(features: inputs.height, of: technology)
            let register = FlipFlopRegister(count: inputs.count, layout: layout, technology: technology)
            let store = register.cost(of: .store(activeBits: inputs.active, clockPeriod: 1e-9))
            #expect(
                row.mismatches([
                    "width": register.footprint.width, "height": register.footprint.height, "latency": store.latency,
                    "energy": store.energy, "leakage": register.leakagePower,
                    "pass gate": register.passGateDrainCapacitance,
                ]) == [])
        }
    }

    @Test func noMoreFlipFlopsChangeThanThereAre() throws {
        let register = FlipFlopRegister(count: 8, technology: try RecordedProcess.low22.technology)
        #expect(register.storingEnergy(activeBits: 20) == register.storingEnergy())
        #expect(register.storingEnergy(activeBits: 0) < register.storingEnergy(activeBits: 1))
        #expect(FlipFlopRegister(count: 0, technology: try RecordedProcess.low22.technology).area == 0)
    }
}
