// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for switch matrices of 1T1R rows.
@Suite struct AccessSwitchMatrixTests {
    static let recorded: [Recorded<(rows: Int, factor: Double, height: Double)>] = [
        Recorded(
            .low22, (128, 14, 5000), [3.344e-06, 0.00011, 6.03263685388e-11, 3.97726668551e-13, 4.44136029324e-09]),
        Recorded(.low22, (64, 6, 0), [3.0096e-06, 3.9424e-05, 8.8951057679e-11, 1.48711721854e-13, 2.22068014662e-09]),
        Recorded(
            .low22, (100, 1, 2500), [5.3504e-06, 5.5e-05, 3.32821562535e-10, 1.58053795472e-13, 3.46981272909e-09]),
        Recorded(
            .low22, (256, 14, 4000), [6.688e-06, 8.8e-05, 6.02516164191e-11, 7.78316631863e-13, 8.88272058647e-09]),
        Recorded(.high22, (64, 6, 0), [3.0096e-06, 3.9424e-05, 6.72078633091e-11, 1.0660825884e-13, 2.04953088e-06]),
        Recorded(.high22, (256, 14, 4000), [6.688e-06, 8.8e-05, 5.06347505118e-11, 5.2169327903e-13, 8.19812352e-06]),
        Recorded(
            .warm32, (128, 14, 5000), [4.864e-06, 0.00016, 6.59477842148e-11, 7.74640583919e-13, 3.52207164211e-08]),
        Recorded(.warm32, (100, 1, 2500), [7.7824e-06, 8e-05, 3.97507968619e-10, 3.0331257424e-13, 2.7516184704e-08]),
        Recorded(.high45, (64, 6, 0), [6.156e-06, 8.064e-05, 5.8111080367e-11, 3.17744844746e-13, 5.018752e-06]),
        Recorded(.high45, (256, 14, 4000), [1.368e-05, 0.00018, 4.67479504592e-11, 1.6086749829e-12, 2.0075008e-05]),
        Recorded(
            .low65, (128, 14, 5000), [9.88e-06, 0.000325, 5.75598669824e-11, 3.23614933115e-12, 1.96299058728e-08]),
        Recorded(
            .low65, (100, 1, 2500), [1.5808e-05, 0.0001625, 2.63827165501e-10, 1.23908317601e-12, 1.53358639631e-08]),
        Recorded(.hot90, (64, 6, 0), [1.2312e-05, 0.00016128, 5.10509958204e-11, 1.30976470045e-12, 4.02817024e-05]),
        Recorded(
            .hot90, (256, 14, 4000), [3.0096e-05, 0.00036, 4.41258374765e-11, 7.24703042901e-12, 0.0001611268096]),
        Recorded(
            .low130, (128, 14, 5000), [1.976e-05, 0.00065, 5.62816193916e-11, 1.28497015145e-11, 5.19400884916e-08]),
        Recorded(
            .low130, (100, 1, 2500), [3.1616e-05, 0.000325, 2.02892192385e-10, 4.84526559428e-12, 4.0578194134e-08]),
    ]

    static let recordedSmall: [Recorded<(rows: Int, factor: Double, height: Double)>] = [
        Recorded(
            .low14, (64, 6, 0),
            [2.495808e-06, 5.4165253248e-05, 7.31581904929e-11, 1.2169657847e-13, 3.81228310528e-09]),
        Recorded(
            .low14, (256, 14, 4000), [8.423352e-06, 5.6e-05, 5.3482104903e-11, 7.41440898335e-13, 1.52491324211e-08]),
        Recorded(.low10, (128, 14, 5000), [2.816e-06, 5e-05, 5.15186313394e-11, 3.17264250355e-13, 8.5644373248e-09]),
        Recorded(.low10, (100, 1, 2500), [4.096e-06, 2.5e-05, 2.16975416628e-10, 1.0359249273e-13, 6.69096666e-09]),
        Recorded(
            .low7, (128, 14, 5000), [3.1919776e-06, 3.5e-05, 5.02974227883e-11, 2.71261990291e-13, 9.50872301568e-09]),
        Recorded(
            .low7, (64, 6, 0), [2.279984e-06, 1.88073796e-05, 6.59971312803e-11, 8.82041137135e-14, 4.75436150784e-09]),
        Recorded(
            .low7, (100, 1, 2500), [3.6479744e-06, 1.75e-05, 2.01209243633e-10, 9.15834592547e-14, 7.428689856e-09]),
        Recorded(
            .low7, (256, 14, 4000), [7.5239472e-06, 2.8e-05, 5.02934429629e-11, 5.40888745235e-13, 1.90174460314e-08]),
        Recorded(
            .low5, (128, 14, 5000), [4.284e-06, 2.5e-05, 4.99937974221e-11, 2.27857861683e-13, 9.07794284544e-09]),
        Recorded(.low5, (100, 1, 2500), [3.264e-06, 1.25e-05, 1.97994400094e-10, 7.398754048e-14, 7.092142848e-09]),
        Recorded(
            .low3, (64, 6, 0), [1.728e-06, 1.57988571429e-05, 6.38912746384e-11, 6.3599522816e-14, 4.68685299712e-09]),
        Recorded(.low3, (256, 14, 4000), [7.68e-06, 1.2e-05, 4.93102182812e-11, 4.0374342656e-13, 1.87474119885e-08]),
        Recorded(.low2, (128, 14, 5000), [7.56e-06, 1e-05, 4.82726229177e-11, 1.90486637952e-13, 7.30694135808e-09]),
        Recorded(.low2, (100, 1, 2500), [4.32e-06, 5e-06, 1.75401268271e-10, 6.43489158e-14, 5.708547936e-09]),
        Recorded(
            .low1, (64, 6, 0), [2.08e-06, 1.46285714286e-05, 6.2357101124e-11, 4.4040241152e-14, 5.30750373888e-09]),
        Recorded(.low1, (256, 14, 4000), [2.016e-05, 4e-06, 4.86116757785e-11, 2.70559789056e-13, 2.12300149555e-08]),
        Recorded(.low1, (128, 6, 10240), [3.2e-06, 1.024e-05, 6.2357101124e-11, 8.8080482304e-14, 1.06150074778e-08]),
    ]

    @Test func agreesWithTheReference() throws {
        for row in Self.recorded + Self.recordedSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let matrix = AccessSwitchMatrix(
                rowCount: inputs.rows, sizeFactor: inputs.factor, accessVoltage: 1.1, readVoltage: 0.5,
                layout: .height(features: inputs.height, of: technology), technology: technology)
            let read = matrix.cost(of: .read(load: Stimulus.line, inputRamp: Stimulus.edge, rowActivity: 0.3))
            #expect(
                row.mismatches([
                    "width": matrix.footprint.width, "height": matrix.footprint.height, "delay": read.latency,
                    "energy": read.energy, "leakage": matrix.leakagePower,
                ]) == [])
        }
    }

    @Test func widerGatesAreFasterAndTakeMoreEnergy() throws {
        let technology = try RecordedProcess.low22.technology
        let costs = [1.0, 6, 14].map {
            AccessSwitchMatrix(
                rowCount: 64, sizeFactor: $0, accessVoltage: 1.1, readVoltage: 0.5, technology: technology
            ).cost(of: .read(load: Stimulus.line, rowActivity: 0.5))
        }
        #expect(costs[0].latency > costs[1].latency && costs[1].latency > costs[2].latency)
        #expect(costs[0].energy < costs[1].energy && costs[1].energy < costs[2].energy)
    }
}
