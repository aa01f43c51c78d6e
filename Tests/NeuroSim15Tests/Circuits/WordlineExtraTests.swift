// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for level shifters, and equations of repeaters.
@Suite struct WordlineExtraTests {
    static let shifter: [Recorded<(lines: Int, drawing: LevelShifter.Drawing, height: Double, width: Double)>] = [
        Recorded(
            .low22, (128, .measured(wiring: 1.44), 3584, 0),
            [1.625184e-05, 7.8848e-05, 2.24393810457e-11, 1.36339284739e-13]),
        Recorded(
            .low22, (64, .measured(wiring: 1.44), 0, 900),
            [1.98e-05, 3.23592192e-05, 2.24393810457e-11, 6.81696423696e-14]),
        Recorded(.low22, (128, .logic, 5000, 0), [2.0973568e-06, 0.00011, 2.17022378313e-11, 1.24683859285e-13]),
        Recorded(.low22, (256, .logic, 0, 3000), [6.6e-05, 6.99118933333e-06, 2.17022378313e-11, 2.4936771857e-13]),
        Recorded(.high22, (128, .logic, 5000, 0), [2.03743232e-06, 0.00011, 8.85405786296e-12, 7.92013844206e-14]),
        Recorded(
            .warm32, (64, .measured(wiring: 1.44), 0, 900),
            [2.88e-05, 4.92470272e-05, 3.90841264283e-11, 1.28824598153e-13]),
        Recorded(
            .high45, (128, .measured(wiring: 1.44), 3584, 0),
            [3.32424e-05, 0.00016128, 8.5087186928e-12, 2.95629741006e-13]),
        Recorded(.high45, (256, .logic, 0, 3000), [0.000135, 1.3891584e-05, 7.99536308481e-12, 5.17496005847e-13]),
        Recorded(.low65, (128, .logic, 5000, 0), [6.9049344e-06, 0.000325, 4.19259935723e-11, 9.92052298444e-13]),
        Recorded(
            .hot90, (64, .measured(wiring: 1.44), 0, 900),
            [8.1e-05, 0.00017160192, 1.65137894991e-11, 5.30852894026e-13]),
        Recorded(
            .low130, (128, .measured(wiring: 1.44), 3584, 0),
            [0.000124488, 0.00046592, 6.6289167313e-11, 3.95541243751e-12]),
        Recorded(.low130, (256, .logic, 0, 3000), [0.00039, 4.9573888e-05, 6.3338972502e-11, 7.55133063259e-12]),
    ]

    static let shifterSmall: [Recorded<(lines: Int, drawing: LevelShifter.Drawing, height: Double, width: Double)>] = [
        Recorded(.low14, (128, .logic, 5000, 0), [4.10730130944e-06, 7e-05, 1.75660616324e-11, 1.6574192812e-13]),
        Recorded(
            .low10, (64, .measured(wiring: 1.44), 0, 900), [9e-06, 5.1904512e-05, 1.49849183842e-11, 6.86415168e-14]),
        Recorded(
            .low7, (128, .measured(wiring: 1.44), 3584, 0),
            [3.19098051414e-05, 2.5088e-05, 1.35299893229e-11, 1.2304302001e-13]),
        Recorded(
            .low7, (64, .measured(wiring: 1.44), 0, 900),
            [6.3e-06, 6.35359675704e-05, 1.35299893229e-11, 6.15215100049e-14]),
        Recorded(.low7, (128, .logic, 5000, 0), [5.15291705492e-06, 3.5e-05, 1.34932750104e-11, 1.22284724754e-13]),
        Recorded(.low7, (256, .logic, 0, 3000), [2.1e-05, 1.71763901831e-05, 1.34932750104e-11, 2.44569449508e-13]),
        Recorded(.low5, (128, .logic, 5000, 0), [4.8411648e-06, 2.5e-05, 1.25268186079e-11, 9.93678717696e-14]),
        Recorded(
            .low3, (64, .measured(wiring: 1.44), 0, 900), [2.7e-06, 8.5819392e-05, 1.15133550195e-11, 4.4148056064e-14]),
        Recorded(
            .low2, (128, .measured(wiring: 1.44), 3584, 0),
            [0.000256738178571, 7.168e-06, 1.00900284382e-11, 8.4101297904e-14]),
        Recorded(.low2, (256, .logic, 0, 3000), [6e-06, 3.72096e-05, 1.00900284382e-11, 1.68202595808e-13]),
        Recorded(.low1, (128, .logic, 5000, 0), [1.39264e-05, 5e-06, 1.0220370024e-11, 5.9974373376e-14]),
    ]

    static let repeaters:
        [Recorded<(count: Int, size: Double, wordlines: Int, load: Double, wire: Double, voltage: Double)>] = [
            Recorded(
                .low22, (3, 3, 128, 1e-14, 500, 0.8),
                [7.91003136e-11, 2.18873745885e-16, 6.34397163209e-10, 4.60024861623e-14, 5.87827097634e-09]),
            Recorded(
                .low22, (1, 1, 64, 4e-14, 2000, 1.1),
                [1.31833856e-11, 7.29579152949e-17, 2.42583752391e-09, 6.36401623808e-15, 3.26570609797e-10]),
            Recorded(
                .low22, (5, 2.7, 100, 2e-15, 50, 0.9),
                [1.029952e-10, 1.96986371296e-16, 2.79590137424e-10, 6.94307296384e-14, 6.8885988004e-09]),
            Recorded(
                .high22, (5, 2.7, 100, 2e-15, 50, 0.9),
                [1.029952e-10, 1.07565516e-16, 1.20055043065e-10, 4.69483497302e-14, 6.35769e-06]),
            Recorded(
                .warm32, (1, 1, 64, 4e-14, 2000, 1.1),
                [2.78921216e-11, 1.41304937331e-16, 3.18129168483e-09, 1.10503916777e-14, 2.55021561994e-09]),
            Recorded(
                .high45, (3, 3, 128, 1e-14, 500, 0.8),
                [3.3094656e-10, 2.8985763625e-16, 2.0778378685e-10, 7.11715959606e-14, 1.1292192e-05]),
            Recorded(
                .low65, (5, 2.7, 100, 2e-15, 50, 0.9),
                [8.9908e-10, 1.12386190895e-15, 4.43577748137e-10, 3.47314559212e-13, 2.35266094889e-08]),
            Recorded(
                .hot90, (1, 1, 64, 4e-14, 2000, 1.1),
                [2.2063104e-10, 4.19736816847e-16, 6.55989208594e-10, 3.44754405985e-14, 5.13995294118e-06]),
            Recorded(
                .low130, (3, 3, 128, 1e-14, 500, 0.8),
                [2.76197376e-09, 3.71711047534e-15, 6.34815800935e-10, 6.66654367145e-13, 4.49481535023e-08]),
        ]

    static let repeatersSmall:
        [Recorded<(count: Int, size: Double, wordlines: Int, load: Double, wire: Double, voltage: Double)>] = [
            Recorded(
                .low14, (5, 2.7, 100, 2e-15, 50, 0.9),
                [8.9847216144e-11, 6.22896e-16, 1.1192145697e-10, 1.58641504128e-13, 2.79219954e-08]),
            Recorded(
                .low10, (1, 1, 64, 4e-14, 2000, 1.1),
                [5.40672e-12, 1.95098e-16, 7.71027066339e-10, 9.4834324992e-15, 1.4274062208e-09]),
            Recorded(
                .low7, (3, 3, 128, 1e-14, 500, 0.8),
                [3.15178421806e-11, 8.03976e-16, 1.9328942908e-10, 1.22512790882e-13, 4.07516700672e-08]),
            Recorded(
                .low7, (1, 1, 64, 4e-14, 2000, 1.1),
                [3.50198246451e-12, 2.00994e-16, 6.92503216905e-10, 9.65107271919e-15, 1.6979862528e-09]),
            Recorded(
                .low7, (5, 2.7, 100, 2e-15, 50, 0.9),
                [4.1038857006e-11, 8.03976e-16, 9.62563147075e-11, 2.0189485802e-13, 5.30620704e-08]),
            Recorded(
                .low5, (5, 2.7, 100, 2e-15, 50, 0.9),
                [2.754e-11, 6.54872e-16, 8.87996835955e-11, 1.634367456e-13, 5.06581632e-08]),
            Recorded(
                .low3, (1, 1, 64, 4e-14, 2000, 1.1),
                [1.769472e-12, 1.45144e-16, 6.70995693092e-10, 6.922392576e-15, 1.6738760704e-09]),
            Recorded(
                .low2, (3, 3, 128, 1e-14, 500, 0.8),
                [1.575936e-11, 4.7844e-16, 1.50588504852e-10, 7.3044688896e-14, 2.52932585472e-08]),
            Recorded(
                .low1, (5, 2.7, 100, 2e-15, 50, 0.9),
                [1.28e-11, 4.0164e-16, 6.60134651823e-11, 1.00374552e-13, 5.18310912e-08]),
        ]

    @Test func levelShifterAgreesWithTheReference() throws {
        for row in Self.shifter + Self.shifterSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let shifter = LevelShifter(
                lineCount: inputs.lines, drawing: inputs.drawing,
                layout: inputs.width > 0
                    ? .width(features: inputs.width, of: technology) : .height(features: inputs.height, of: technology),
                technology: technology)
            let read = shifter.cost(of: .read(load: 40e-15, lineActivity: 0.3))
            #expect(
                row.mismatches([
                    "width": shifter.footprint.width, "height": shifter.footprint.height, "delay": read.latency,
                    "energy": read.energy,
                ]) == [])
        }
    }

    @Test func repeatersAgreeWithTheReference() throws {
        for row in Self.repeaters + Self.repeatersSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let repeaters = WordlineRepeaters(
                count: inputs.count, size: inputs.size, wordlineCount: inputs.wordlines, technology: technology)
            let drive = repeaters.cost(
                of: .drive(
                    section: LineLoad(capacitance: inputs.load, resistance: inputs.wire), voltage: inputs.voltage,
                    rowActivity: 0.3))
            #expect(
                row.mismatches([
                    "area": repeaters.area, "input": repeaters.inputCapacitance, "delay": drive.latency,
                    "energy": drive.energy, "leakage": repeaters.leakagePower,
                ]) == [])
        }
    }

    @Test func noRepeatersAreNothing() throws {
        let none = WordlineRepeaters(
            count: 0, size: 3, wordlineCount: 64, technology: try RecordedProcess.low22.technology)
        #expect(none.area == 0 && none.leakagePower == 0)
        #expect(none.cost(of: .drive(section: Stimulus.line, voltage: 1, rowActivity: 1)) == .zero)
    }

    @Test func aLayoutThatIsGivenKeepsTheArea() throws {
        let technology = try RecordedProcess.low22.technology
        let areas = [LayoutConstraint.free, .height(1e-6), .width(3e-6)].map {
            LevelShifter(lineCount: 16, drawing: .logic, layout: $0, technology: technology).area
        }
        #expect(isClose(areas[0], areas[1]) && isClose(areas[0], areas[2]))
    }
}
