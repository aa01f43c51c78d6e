// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for circuits at the bitlines of SRAM.
@Suite struct BitlineCircuitTests {
    static let precharger: [Recorded<(columns: Int, accessed: Int, width: Double)>] = [
        Recorded(
            .low22, (128, 128, 3584.5),
            [7.8859e-05, 1.848e-06, 1.58346581074e-10, 3.6992e-12, 1.47968e-12, 5.840384e-09]),
        Recorded(
            .low22, (64, 64, 0), [1.07008e-05, 1.848e-06, 1.58346581074e-10, 1.8496e-12, 7.3984e-13, 2.920192e-09]),
        Recorded(.low22, (100, 32, 1500), [3.3e-05, 1.848e-06, 1.58346581074e-10, 9.248e-13, 9.248e-13, 4.5628e-09]),
        Recorded(
            .high22, (100, 32, 1500), [3.3e-05, 1.848e-06, 7.94010080484e-11, 9.248e-13, 9.248e-13, 4.5719256e-06]),
        Recorded(
            .warm32, (64, 64, 0), [1.55648e-05, 2.688e-06, 2.37896501454e-10, 2.0736e-12, 8.2944e-13, 2.0584636416e-08]),
        Recorded(
            .high45, (128, 128, 3584.5),
            [0.0001613025, 3.78e-06, 6.44558059851e-11, 5.12e-12, 2.048e-12, 1.40825088e-05]),
        Recorded(
            .low65, (100, 32, 1500), [9.75e-05, 5.46e-06, 1.74803588659e-10, 1.5488e-12, 1.5488e-12, 1.7480892e-08]),
        Recorded(
            .hot90, (64, 64, 0), [4.3776e-05, 7.56e-06, 9.96289416515e-11, 3.6864e-12, 1.47456e-12, 3.666511872e-05]),
        Recorded(
            .low130, (128, 128, 3584.5),
            [0.000465985, 1.092e-05, 1.53032890441e-10, 8.6528e-12, 3.46112e-12, 5.288764416e-08]),
    ]

    static let prechargerSmall: [Recorded<(columns: Int, accessed: Int, width: Double)>] = [
        Recorded(
            .low14, (100, 32, 1500), [2.1e-05, 1.727964e-06, 2.39638812457e-10, 8.192e-13, 8.192e-13, 3.012692352e-09]),
        Recorded(.low10, (64, 64, 0), [8.192e-06, 9.9e-07, 2.12908075275e-10, 1.44e-12, 5.76e-13, 1.8925866624e-09]),
        Recorded(
            .low7, (128, 128, 3584.5),
            [2.50915e-05, 7.19985e-07, 2.48344013487e-10, 2.5088e-12, 1.00352e-12, 2.90358706176e-09]),
        Recorded(
            .low7, (64, 64, 0),
            [7.2959488e-06, 7.19985e-07, 2.48344013487e-10, 1.2544e-12, 5.0176e-13, 1.45179353088e-09]),
        Recorded(
            .low7, (100, 32, 1500), [1.05e-05, 1.43997e-06, 2.48344013487e-10, 6.272e-13, 6.272e-13, 2.268427392e-09]),
        Recorded(
            .low5, (100, 32, 1500), [7.5e-06, 1.08e-06, 1.93945489113e-10, 6.272e-13, 6.272e-13, 2.996302848e-09]),
        Recorded(
            .low3, (64, 64, 0), [6.144e-06, 4.32e-07, 2.41466595586e-10, 1.2544e-12, 5.0176e-13, 1.37038454784e-09]),
        Recorded(
            .low2, (128, 128, 3584.5),
            [7.169e-06, 1.026e-06, 2.06992755425e-10, 2.1632e-12, 8.6528e-13, 3.17495033856e-09]),
        Recorded(
            .low1, (100, 32, 1500), [1.5e-06, 2.16e-06, 2.20448739014e-10, 4.608e-13, 4.608e-13, 2.325970944e-09]),
    ]

    static let writeDriver: [Recorded<(columns: Int, accessed: Int, width: Double)>] = [
        Recorded(
            .low22, (128, 128, 3584.5), [7.8859e-05, 1.848e-06, 3.1659662474e-10, 3.09977406977e-14, 7.503936e-09]),
        Recorded(.low22, (64, 64, 0), [1.07008e-05, 1.848e-06, 3.1659662474e-10, 1.54988703488e-14, 3.751968e-09]),
        Recorded(.low22, (100, 32, 1500), [3.3e-05, 1.848e-06, 3.1659662474e-10, 1.93735879361e-14, 5.86245e-09]),
        Recorded(.high22, (100, 32, 1500), [3.3e-05, 1.848e-06, 1.51615118316e-10, 1.31848918119e-14, 5.8741749e-06]),
        Recorded(
            .warm32, (64, 64, 0), [1.55648e-05, 2.688e-06, 4.45551744928e-10, 2.91135609897e-14, 2.75987167517e-08]),
        Recorded(
            .high45, (128, 128, 3584.5),
            [0.0001613025, 3.78e-06, 1.20405991636e-10, 6.80219359465e-14, 1.80771175762e-05]),
        Recorded(.low65, (100, 32, 1500), [9.75e-05, 5.46e-06, 3.58200391175e-10, 1.49850067895e-13, 2.24600805e-08]),
        Recorded(.hot90, (64, 64, 0), [4.3776e-05, 7.56e-06, 1.47907058989e-10, 1.2076811693e-13, 5.29447934728e-05]),
        Recorded(
            .low130, (128, 128, 3584.5),
            [0.000465985, 1.092e-05, 3.42973264844e-10, 8.78762242708e-13, 6.795195264e-08]),
    ]

    static let writeDriverSmall: [Recorded<(columns: Int, accessed: Int, width: Double)>] = [
        Recorded(
            .low14, (100, 32, 1500), [2.1e-05, 1.727964e-06, 2.59276860483e-10, 1.78270398054e-14, 8.935038528e-09]),
        Recorded(.low10, (64, 64, 0), [8.192e-06, 9.9e-07, 2.30427464151e-10, 1.175632128e-14, 6.4233279936e-09]),
        Recorded(
            .low7, (128, 128, 3584.5),
            [2.50915e-05, 7.19985e-07, 3.75283237461e-10, 1.04220950576e-14, 7.13154226176e-09]),
        Recorded(
            .low7, (64, 64, 0), [7.2959488e-06, 7.19985e-07, 3.75283237461e-10, 5.21104752882e-15, 3.56577113088e-09]),
        Recorded(
            .low7, (100, 32, 1500), [1.05e-05, 1.43997e-06, 3.75283237461e-10, 6.51380941102e-15, 5.571517392e-09]),
        Recorded(.low5, (100, 32, 1500), [7.5e-06, 1.08e-06, 3.74981073398e-10, 5.273020928e-15, 5.319107136e-09]),
        Recorded(.low3, (64, 64, 0), [6.144e-06, 4.32e-07, 3.6195029145e-10, 3.737710592e-15, 3.51513974784e-09]),
        Recorded(
            .low2, (128, 128, 3584.5), [7.169e-06, 6.84e-07, 5.78590804304e-10, 3.632942976e-15, 2.74010300928e-09]),
        Recorded(.low1, (100, 32, 1500), [1.5e-06, 1.44e-06, 6.18228458306e-10, 1.60809984e-15, 3.109865472e-09]),
    ]

    static let amplifier: [Recorded<(columns: Int, read: Int, pitch: Double, voltage: Double, width: Double)>] = [
        Recorded(
            .low22, (128, 128, 28, 0.1, 3584), [7.8848e-05, 1.0032e-06, 1.80952227785e-12, 6.0869482001e-14, 5.984e-10]),
        Recorded(
            .low22, (64, 8, 20, 0.05, 1280), [2.816e-05, 1.0032e-06, 2.39560942153e-12, 3.80434262506e-15, 2.992e-10]),
        Recorded(
            .low22, (32, 32, 40, 0.1, 700),
            [1.54e-05, 1.83442285714e-06, 1.80952227785e-12, 1.52173705003e-14, 1.496e-10]),
        Recorded(
            .high22, (32, 32, 40, 0.1, 700),
            [1.54e-05, 1.83442285714e-06, 1.03978741083e-12, 1.18861345483e-14, 1.498992e-07]),
        Recorded(
            .warm32, (64, 8, 20, 0.05, 1280),
            [4.096e-05, 1.4592e-06, 4.89277325822e-12, 6.91887177402e-15, 2.33856e-09]),
        Recorded(
            .high45, (128, 128, 28, 0.1, 3584), [0.00016128, 2.052e-06, 2.11370549882e-12, 1.49731952464e-13, 1.44e-06]),
        Recorded(
            .low65, (32, 32, 40, 0.1, 700),
            [4.55e-05, 5.41988571429e-06, 1.89161139124e-11, 1.07654904184e-13, 5.73144e-10]),
        Recorded(
            .hot90, (64, 8, 20, 0.05, 1280), [0.0001152, 4.104e-06, 8.11793726592e-12, 3.22566096747e-14, 5.144256e-06]),
        Recorded(
            .low130, (128, 128, 28, 0.1, 3584),
            [0.00046592, 5.928e-06, 5.48026623021e-11, 1.54405665485e-12, 5.418816e-09]),
    ]

    static let amplifierSmall: [Recorded<(columns: Int, read: Int, pitch: Double, voltage: Double, width: Double)>] = [
        Recorded(
            .low14, (32, 32, 60, 0.1, 700),
            [9.8e-06, 3.77201140663e-06, 1.88377429224e-12, 2.89895822131e-14, 5.888e-10]),
        Recorded(
            .low10, (64, 8, 30, 0.05, 1280),
            [1.28e-05, 1.81028571429e-06, 1.65560888556e-12, 5.8349484e-15, 1.49352e-09]),
        Recorded(
            .low7, (128, 128, 42, 0.1, 3584),
            [2.5088e-05, 1.675055388e-06, 1.10350021241e-12, 8.15359140686e-14, 3.523296e-09]),
        Recorded(
            .low7, (64, 8, 30, 0.05, 1280),
            [8.96e-06, 2.7219650055e-06, 1.48111008202e-12, 5.04333523653e-15, 1.761648e-09]),
        Recorded(
            .low7, (32, 32, 60, 0.1, 700),
            [4.9e-06, 2.29721881783e-06, 1.11205246599e-12, 2.05419566954e-14, 8.80824e-10]),
        Recorded(
            .low5, (32, 32, 80, 0.1, 700),
            [3.5e-06, 2.87764897959e-06, 1.55982276007e-11, 1.6478478912e-14, 8.19168e-10]),
        Recorded(
            .low3, (64, 8, 60, 0.05, 1280),
            [3.84e-06, 2.96228571429e-06, 2.01526872967e-11, 3.62452608e-15, 1.787296e-09]),
        Recorded(
            .low2, (128, 128, 140, 0.1, 3584),
            [7.168e-06, 5.95446428571e-06, 6.89464462951e-13, 5.929977456e-14, 1.9210464e-09]),
        Recorded(
            .low1, (32, 32, 200, 0.1, 700),
            [7e-07, 1.25387755102e-05, 4.37309047098e-13, 1.037242368e-14, 1.038336e-09]),
    ]

    @Test func prechargerAgreesWithTheReference() throws {
        for row in Self.precharger + Self.prechargerSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let precharger = BitlinePrecharger(
                columnCount: inputs.columns, accessedCells: inputs.accessed,
                layout: .width(features: inputs.width, of: technology), technology: technology)
            let read = precharger.cost(of: .prechargeForRead(bitline: Stimulus.line))
            let write = precharger.cost(of: .prechargeForWrite(bitline: Stimulus.line, columnActivity: 0.4))
            #expect(
                row.mismatches([
                    "width": precharger.footprint.width, "height": precharger.footprint.height, "delay": read.latency,
                    "read energy": read.energy, "write energy": write.energy, "leakage": precharger.leakagePower,
                ]) == [])
        }
    }

    @Test func writeDriverAgreesWithTheReference() throws {
        for row in Self.writeDriver + Self.writeDriverSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let driver = BitlineWriteDriver(
                columnCount: inputs.columns, writtenCells: inputs.accessed,
                layout: .width(features: inputs.width, of: technology), technology: technology)
            let write = driver.cost(
                of: .write(bitline: Stimulus.line, inputRamp: Stimulus.edge, columnActivity: 0.4))
            #expect(
                row.mismatches([
                    "width": driver.footprint.width, "height": driver.footprint.height, "delay": write.latency,
                    "energy": write.energy, "leakage": driver.leakagePower,
                ]) == [])
        }
    }

    @Test func senseAmplifierAgreesWithTheReference() throws {
        for row in Self.amplifier + Self.amplifierSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let amplifiers = BitlineSenseAmplifier(
                columns: inputs.columns, columnsPerRead: inputs.read, pitch: inputs.pitch * technology.featureSize,
                senseVoltage: inputs.voltage, layout: .width(features: inputs.width, of: technology),
                technology: technology)
            let sense = amplifiers.cost(of: .sense)
            #expect(
                row.mismatches([
                    "width": amplifiers.footprint.width, "height": amplifiers.footprint.height, "delay": sense.latency,
                    "energy": sense.energy, "leakage": amplifiers.leakagePower,
                ]) == [])
        }
    }
}
