// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for decoders.
@Suite struct AddressDecoderTests {
    static let recorded:
        [Recorded<(bits: Int, output: AddressDecoder.Output, sizing: AddressDecoder.Sizing, height: Double)>] = [
            Recorded(
                .low22, (7, .wordlines, .outputDrivers(1), 3584.5),
                [
                    1.8656e-06, 7.8859e-05, 6.39082007988e-10, 22688761637.4, 6.54251456082e-10, 8.66975433046e-14,
                    4.5127525923e-09,
                ]),
            Recorded(
                .low22, (3, .multiplexerGates, .outputDrivers(110), 0),
                [
                    9.6492e-06, 4.928e-06, 7.51714580596e-11, 43788334679, 8.93320963648e-11, 5.73994301044e-14,
                    7.13506641075e-10,
                ]),
            Recorded(
                .low22, (10, .wordlines, .outputDrivers(2.5), 0),
                [
                    2.6532e-06, 0.000630784, 2.03180539737e-09, 13245010950.7, 2.04662303147e-09, 6.25230193531e-13,
                    6.12381524548e-08,
                ]),
            Recorded(
                .low22, (2, .multiplexerGates, .outputDrivers(60), 1111),
                [
                    2.508e-07, 2.4442e-05, 9.29300448159e-11, 57706727678.3, 1.06616016458e-10, 3.11531407447e-14,
                    9.87363345219e-11,
                ]),
            Recorded(
                .low22, (1, .multiplexerGates, .outputDrivers(1), 0),
                [1.1704e-06, 0, 1.85474734334e-10, 9420072624.17, 1.95240297321e-10, 1.05223340413e-15, 1.95415e-11]),
            Recorded(
                .low22, (5, .multiplexerGates, .uniform(8), 2500),
                [
                    4.378e-06, 5.5e-05, 1.96266298224e-10, 15725177201.8, 2.12237091334e-10, 8.10957084128e-14,
                    5.69089735901e-09,
                ]),
            Recorded(
                .low22, (8, .wordlines, .outputDrivers(1), 900),
                [
                    7.2556e-06, 1.98e-05, 9.12726910545e-10, 19448355051.6, 9.27766421102e-10, 1.34801913988e-13,
                    8.78894951555e-09,
                ]),
            Recorded(
                .low22, (6, .wordlines, .uniform(8), 0),
                [
                    4.0832e-06, 3.9424e-05, 2.79262356705e-10, 28213080110.7, 2.95286484961e-10, 1.15250388612e-13,
                    1.75487128962e-08,
                ]),
            Recorded(
                .high22, (2, .multiplexerGates, .outputDrivers(60), 1111),
                [
                    2.508e-07, 2.4442e-05, 3.57948298142e-11, 187153553942, 4.52425294313e-11, 1.81652986298e-14,
                    9.36462665217e-08,
                ]),
            Recorded(
                .high22, (6, .wordlines, .uniform(8), 0),
                [
                    3.916e-06, 3.9424e-05, 8.7159174034e-11, 101228584077, 9.85889172742e-11, 6.27325031639e-14,
                    1.64505923136e-05,
                ]),
            Recorded(
                .warm32, (10, .wordlines, .outputDrivers(2.5), 0),
                [
                    3.8592e-06, 0.000917504, 4.6444912377e-09, 5546079945.82, 4.66197677592e-09, 1.20546409069e-12,
                    4.69960556885e-07,
                ]),
            Recorded(
                .warm32, (8, .wordlines, .outputDrivers(1), 900),
                [
                    1.05536e-05, 2.88e-05, 1.80860397715e-09, 8066012158.22, 1.82639025924e-09, 2.59825823077e-13,
                    6.58823191385e-08,
                ]),
            Recorded(
                .high45, (3, .multiplexerGates, .outputDrivers(110), 0),
                [
                    1.8711e-05, 1.008e-05, 3.40777029019e-11, 100882695154, 4.5214725641e-11, 1.12092750956e-13,
                    1.7229046117e-06,
                ]),
            Recorded(
                .high45, (5, .multiplexerGates, .uniform(8), 2500),
                [
                    8.613e-06, 0.0001125, 8.2938005875e-11, 42262976859.4, 9.60756939759e-11, 1.49930058777e-13,
                    1.29539844e-05,
                ]),
            Recorded(
                .low65, (7, .wordlines, .outputDrivers(1), 3584.5),
                [
                    5.512e-06, 0.0002329925, 1.75093766e-09, 4893305602.55, 1.77042912268e-09, 7.17076653615e-13,
                    1.72959468895e-08,
                ]),
            Recorded(
                .low65, (1, .multiplexerGates, .outputDrivers(1), 0),
                [3.458e-06, 0, 2.26143609586e-10, 6624048984.89, 2.36103549973e-10, 8.89530489274e-15, 7.4866935e-11]),
            Recorded(
                .hot90, (2, .multiplexerGates, .outputDrivers(60), 1111),
                [
                    2.052e-06, 9.999e-05, 7.23328454971e-11, 37907305790.1, 8.57990898014e-11, 2.98336744314e-13,
                    1.48929940137e-06,
                ]),
            Recorded(
                .hot90, (6, .wordlines, .uniform(8), 0),
                [
                    2.0466e-05, 0.00016128, 3.48780907715e-10, 20145070781.3, 3.65408227989e-10, 1.13326186849e-12,
                    0.000315279077376,
                ]),
            Recorded(
                .low130, (10, .wordlines, .outputDrivers(2.5), 0),
                [
                    2.0124e-05, 0.00372736, 1.87298233127e-08, 1230355978.42, 1.87499120901e-08, 2.01927673098e-11,
                    6.32073424049e-07,
                ]),
            Recorded(
                .low130, (8, .wordlines, .outputDrivers(1), 900),
                [
                    4.2874e-05, 0.000117, 5.27536395741e-09, 2071965830.23, 5.29566879986e-09, 4.14355866188e-12,
                    8.10883705315e-08,
                ]),
            Recorded(
                .low22, (7, .wordlines, .outputDrivers(1), 1280),
                [
                    3.3704e-06, 2.816e-05, 6.39082007988e-10, 22688761637.4, 6.54251456082e-10, 8.66975433046e-14,
                    4.5127525923e-09,
                ]),
        ]

    static let recordedSmall:
        [Recorded<(bits: Int, output: AddressDecoder.Output, sizing: AddressDecoder.Sizing, height: Double)>] = [
            Recorded(
                .low14, (3, .multiplexerGates, .outputDrivers(110), 0),
                [
                    9.977142e-06, 4.607904e-06, 7.77612536216e-11, 40455243968.3, 8.92311172923e-11, 6.49857636352e-14,
                    8.76395313178e-10,
                ]),
            Recorded(
                .low14, (5, .multiplexerGates, .uniform(8), 2500),
                [
                    4.461506e-06, 3.5e-05, 1.65499004389e-10, 20974216195.2, 1.81120535951e-10, 9.50374074778e-14,
                    9.92840304922e-09,
                ]),
            Recorded(
                .low10, (7, .wordlines, .outputDrivers(1), 3584.5),
                [
                    1.96e-06, 3.5845e-05, 5.91969369967e-10, 27562591217.4, 6.02613371135e-10, 4.991685795e-14,
                    7.56471257531e-09,
                ]),
            Recorded(
                .low10, (1, .multiplexerGates, .outputDrivers(1), 0),
                [8.96e-07, 0, 1.2537862173e-10, 13749424686.1, 1.34462819608e-10, 8.982018e-16, 3.34548333e-11]),
            Recorded(
                .low7, (7, .wordlines, .outputDrivers(1), 3584.5),
                [
                    1.7565716e-06, 2.50915e-05, 5.25884892922e-10, 35254349837.2, 5.38426500266e-10, 4.31982197029e-14,
                    8.46658082417e-09,
                ]),
            Recorded(
                .low7, (3, .multiplexerGates, .outputDrivers(110), 0),
                [
                    1.35207268e-05, 1.91996e-06, 4.85722687135e-11, 61991818799.1, 6.06782272125e-11, 4.63121808389e-14,
                    6.07326940013e-10,
                ]),
            Recorded(
                .low7, (10, .wordlines, .outputDrivers(2.5), 0),
                [
                    1.7683932e-06, 0.00024575488, 2.8276510472e-09, 21616978360.2, 2.83996866888e-09, 3.84393598875e-13,
                    1.30369223076e-07,
                ]),
            Recorded(
                .low7, (2, .multiplexerGates, .outputDrivers(60), 1111),
                [
                    1.709988e-07, 7.777e-06, 1.20605433984e-10, 80331192714, 1.32519222482e-10, 2.51940619441e-14,
                    6.61793198976e-11,
                ]),
            Recorded(
                .low7, (1, .multiplexerGates, .outputDrivers(1), 0),
                [
                    7.979944e-07, 0, 1.18342407846e-10, 16367384869.8, 1.28353863692e-10, 6.04087208189e-16,
                    1.857172464e-11,
                ]),
            Recorded(
                .low7, (5, .multiplexerGates, .uniform(8), 2500),
                [
                    5.4726644e-06, 1.75e-05, 1.241374877e-10, 27554207370.2, 1.38756580505e-10, 7.01418855919e-14,
                    1.2691330098e-08,
                ]),
            Recorded(
                .low7, (8, .wordlines, .outputDrivers(1), 900),
                [
                    5.9404828e-06, 6.3e-06, 8.38497300392e-10, 29989237313.8, 8.50958647343e-10, 6.7631238613e-14,
                    1.67636595593e-08,
                ]),
            Recorded(
                .low7, (6, .wordlines, .uniform(8), 0),
                [
                    4.8116096e-06, 1.535968e-05, 1.87101259988e-10, 46965348444.3, 2.0182958659e-10, 1.00475900072e-13,
                    4.01540802292e-08,
                ]),
            Recorded(
                .low5, (10, .wordlines, .outputDrivers(2.5), 0),
                [
                    1.467e-06, 0.00018432, 2.33912733722e-09, 26194989181.1, 2.35071489072e-09, 3.13111222354e-13,
                    1.23605140802e-07,
                ]),
            Recorded(
                .low5, (8, .wordlines, .outputDrivers(1), 900),
                [
                    5.682e-06, 4.5e-06, 7.2695600703e-10, 36517521488.3, 7.38676644876e-10, 5.5095073348e-14,
                    1.58357609798e-08,
                ]),
            Recorded(
                .low3, (3, .multiplexerGates, .outputDrivers(110), 0),
                [
                    1.1328e-05, 1.152e-06, 3.42665996449e-11, 85612149539.2, 4.49638665983e-11, 3.33250862e-14,
                    5.9986856375e-10,
                ]),
            Recorded(
                .low3, (5, .multiplexerGates, .uniform(8), 2500),
                [
                    4.512e-06, 7.5e-06, 9.16459522948e-11, 32178335749.1, 1.04955882686e-10, 5.060925408e-14,
                    1.25646215601e-08,
                ]),
            Recorded(
                .low2, (7, .wordlines, .outputDrivers(1), 3584.5),
                [
                    4.06e-06, 7.169e-06, 3.74485975306e-10, 58520453059.5, 3.87757101487e-10, 2.90647072463e-14,
                    5.70434701244e-09,
                ]),
            Recorded(
                .low2, (1, .multiplexerGates, .outputDrivers(1), 0),
                [9.9e-07, 0, 1.12246087008e-10, 21576157241.4, 1.22872073703e-10, 3.5120397e-16, 7.13568492e-12]),
            Recorded(
                .low1, (2, .multiplexerGates, .outputDrivers(60), 1111),
                [
                    2.4e-07, 1.111e-06, 1.03390273499e-10, 147721926211, 1.15728832774e-10, 1.229036688e-14,
                    5.05048645632e-11,
                ]),
            Recorded(
                .low1, (6, .wordlines, .uniform(8), 0),
                [
                    6.912e-06, 5.12e-06, 1.18267922354e-10, 80041390890.7, 1.31051653589e-10, 4.921265088e-14,
                    4.54174909268e-08,
                ]),
            Recorded(
                .low5, (5, .wordlines, .outputDrivers(1), 614.4),
                [
                    1.269e-06, 3.072e-06, 2.27652582956e-10, 58623674242.8, 2.39534960826e-10, 8.705170068e-15,
                    1.89038464796e-09,
                ]),
            Recorded(
                .low1, (7, .wordlines, .outputDrivers(1), 10240),
                [
                    1.504e-06, 1.024e-05, 3.62712601295e-10, 66338490206.4, 3.75586293995e-10, 2.077706016e-14,
                    9.58950179881e-09,
                ]),
            Recorded(
                .low1, (8, .wordlines, .outputDrivers(1), 20480),
                [
                    1.536e-06, 2.048e-05, 5.50783301174e-10, 56607258401.1, 5.63651950154e-10, 3.268886688e-14,
                    1.9057261432e-08,
                ]),
        ]

    @Test func agreesWithTheReference() throws {
        for row in Self.recorded + Self.recordedSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let decoder = AddressDecoder(
                addressBits: inputs.bits, output: inputs.output, sizing: inputs.sizing,
                layout: .height(features: inputs.height, of: technology), technology: technology)
            let load = LineLoad(capacitance: 3e-15 * Double(inputs.bits), resistance: 2e3)
            let sharp = decoder.timing(load: load, cells: 64, complementLoad: 5e-15)
            let slow = decoder.cost(
                of: .select(load: load, cells: 64, complementLoad: 5e-15, inputRamp: Ramp(slope: 3e10)))
            #expect(
                row.mismatches([
                    "width": decoder.footprint.width, "height": decoder.footprint.height, "delay": sharp.delay,
                    "ramp": sharp.outputRamp.slope, "slow delay": slow.latency, "energy": slow.energy,
                    "leakage": decoder.leakagePower,
                ]) == [])
        }
    }

    @Test func aWordlineWithResistanceIsSlower() throws {
        let technology = try RecordedProcess.low22.technology
        let decoder = AddressDecoder(addressBits: 7, sizing: .outputDrivers(1), technology: technology)
        let bare = decoder.cost(of: .select(load: LineLoad(capacitance: 20e-15)))
        let long = decoder.cost(of: .select(load: LineLoad(capacitance: 20e-15, resistance: 1e4), cells: 128))
        let lumped = decoder.cost(of: .select(load: LineLoad(capacitance: 20e-15, resistance: 1e4), cells: 1))
        #expect(bare.latency < long.latency)
        #expect(long.latency < lumped.latency)
        #expect(bare.energy == long.energy)
    }

    @Test(arguments: [(1, 0), (2, 1), (3, 2), (64, 6), (65, 7), (1000, 10)])
    func addressesCountLines(lines: Int, bits: Int) {
        #expect(AddressDecoder.addressBits(lines: lines) == bits)
    }
}
