// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for switch matrices of lines.
@Suite struct LineSwitchMatrixTests {
    static let recorded:
        [Recorded<
            (
                lines: LineSwitchMatrix.Lines, count: Int, resistance: Double, factor: Double, length: Double,
                load: Double, wire: Double, repeater: Double
            )
        >] = [
            Recorded(
                .low22, (.rows, 128, 2000, 0.2, 5000, 4e-14, 2000, 0),
                [2.3408e-06, 0.00011, 8.68402292802e-11, 2.1182520062e-13, 4.44136029324e-09]),
            Recorded(
                .low22, (.rows, 64, 800, 0.1, 0, 1e-14, 500, 1e-15),
                [3.344e-06, 3.9424e-05, 5.8263698532e-12, 1.59232847204e-13, 2.22068014662e-09]),
            Recorded(
                .low22, (.columns, 128, 100000, 0.2, 3584, 0, 0, 0),
                [7.8848e-05, 2.6422e-06, 4.73636419064e-12, 1.80601693342e-13, 4.44136029324e-09]),
            Recorded(
                .low22, (.columns, 64, 3000, 1, 0, 0, 0, 0),
                [2.14016e-05, 4.55118541504e-06, 3.64115479969e-12, 9.03008466712e-14, 2.22068014662e-09]),
            Recorded(
                .low22, (.rows, 100, 30, 0.1, 3000, 4e-14, 2000, 3e-16),
                [2.97616e-05, 6.6e-05, 3.16255292254e-11, 2.92419042726e-12, 3.46981272909e-09]),
            Recorded(
                .high22, (.rows, 64, 800, 0.1, 0, 1e-14, 500, 1e-15),
                [2.8424e-06, 3.9424e-05, 5.37121962684e-12, 8.92660908118e-14, 2.04953088e-06]),
            Recorded(
                .high22, (.columns, 64, 3000, 1, 0, 0, 0, 0),
                [2.14016e-05, 4.5122e-06, 2.52099137073e-12, 6.47366650526e-14, 2.04953088e-06]),
            Recorded(
                .warm32, (.rows, 128, 2000, 0.2, 5000, 4e-14, 2000, 0),
                [3.648e-06, 0.00016, 8.92577451192e-11, 4.40614297645e-13, 3.52207164211e-08]),
            Recorded(
                .warm32, (.columns, 128, 100000, 0.2, 3584, 0, 0, 0),
                [0.000114688, 3.8432e-06, 1.02922846077e-11, 3.48432814637e-13, 3.52207164211e-08]),
            Recorded(
                .warm32, (.rows, 100, 30, 0.1, 3000, 4e-14, 2000, 3e-16),
                [6.25024e-05, 9.6e-05, 3.28291884843e-11, 8.08568830314e-12, 2.7516184704e-08]),
            Recorded(
                .high45, (.rows, 64, 800, 0.1, 0, 1e-14, 500, 1e-15),
                [5.472e-06, 8.064e-05, 5.5886612567e-12, 2.52200810315e-13, 5.018752e-06]),
            Recorded(
                .high45, (.columns, 64, 3000, 1, 0, 0, 0, 0),
                [4.3776e-05, 9.2295e-06, 1.95185147989e-12, 2.02207679262e-13, 5.018752e-06]),
            Recorded(
                .low65, (.rows, 128, 2000, 0.2, 5000, 4e-14, 2000, 0),
                [6.916e-06, 0.000325, 9.08139505368e-11, 1.66530156824e-12, 1.96299058728e-08]),
            Recorded(
                .low65, (.columns, 128, 100000, 0.2, 3584, 0, 0, 0),
                [0.00023296, 7.8065e-06, 1.43812463169e-11, 1.43803171834e-12, 1.96299058728e-08]),
            Recorded(
                .low65, (.rows, 100, 30, 0.1, 3000, 4e-14, 2000, 3e-16),
                [8.7932e-05, 0.000195, 3.46086160594e-11, 2.32512751112e-11, 1.53358639631e-08]),
            Recorded(
                .hot90, (.rows, 64, 800, 0.1, 0, 1e-14, 500, 1e-15),
                [1.1628e-05, 0.00016128, 7.35299220948e-12, 1.10734151401e-12, 4.02817024e-05]),
            Recorded(
                .hot90, (.columns, 64, 3000, 1, 0, 0, 0, 0),
                [8.7552e-05, 1.84866470588e-05, 4.50751354337e-12, 8.63396515162e-13, 4.02817024e-05]),
            Recorded(
                .low130, (.rows, 128, 2000, 0.2, 5000, 4e-14, 2000, 0),
                [1.3832e-05, 0.00065, 9.75320132773e-11, 6.36210147755e-12, 5.19400884916e-08]),
            Recorded(
                .low130, (.columns, 128, 100000, 0.2, 3584, 0, 0, 0),
                [0.00046592, 1.5613e-05, 2.59282326308e-11, 5.64325140565e-12, 5.19400884916e-08]),
            Recorded(
                .low130, (.rows, 100, 30, 0.1, 3000, 4e-14, 2000, 3e-16),
                [0.000156104, 0.00039, 3.97259709277e-11, 7.60029762554e-11, 4.0578194134e-08]),
        ]

    static let recordedSmall:
        [Recorded<
            (
                lines: LineSwitchMatrix.Lines, count: Int, resistance: Double, factor: Double, length: Double,
                load: Double, wire: Double, repeater: Double
            )
        >] = [
            Recorded(
                .low14, (.rows, 64, 800, 0.1, 0, 1e-14, 500, 1e-15),
                [2.495808e-06, 5.4165253248e-05, 5.43760958866e-12, 1.23189897626e-13, 3.81228310528e-09]),
            Recorded(
                .low14, (.columns, 64, 3000, 1, 0, 0, 0, 0),
                [1.9966464e-05, 4.471836e-06, 6.24066065592e-13, 7.21259855872e-14, 3.81228310528e-09]),
            Recorded(
                .low10, (.rows, 128, 2000, 0.2, 5000, 4e-14, 2000, 0),
                [1.792e-06, 5e-05, 7.49702974008e-11, 1.3675372416e-13, 8.5644373248e-09]),
            Recorded(
                .low10, (.columns, 128, 100000, 0.2, 3584, 0, 0, 0),
                [3.584e-05, 2.26e-06, 5.09164285719e-13, 1.18859904e-13, 8.5644373248e-09]),
            Recorded(
                .low10, (.rows, 100, 30, 0.1, 3000, 4e-14, 2000, 3e-16),
                [2.1504e-05, 3e-05, 3.12870556654e-11, 1.5393359835e-12, 6.69096666e-09]),
            Recorded(
                .low7, (.rows, 128, 2000, 0.2, 5000, 4e-14, 2000, 0),
                [1.5959888e-06, 3.5e-05, 8.44000145701e-11, 1.16989538174e-13, 9.50872301568e-09]),
            Recorded(
                .low7, (.rows, 64, 800, 0.1, 0, 1e-14, 500, 1e-15),
                [2.279984e-06, 1.88073796e-05, 5.27717293927e-12, 8.16697943793e-14, 4.75436150784e-09]),
            Recorded(
                .low7, (.columns, 128, 100000, 0.2, 3584, 0, 0, 0),
                [2.5088e-05, 2.4577e-06, 4.57509403398e-13, 1.0506350086e-13, 9.50872301568e-09]),
            Recorded(
                .low7, (.columns, 64, 3000, 1, 0, 0, 0, 0),
                [1.45918976e-05, 1.948835e-06, 4.57509403398e-13, 5.25317504302e-14, 4.75436150784e-09]),
            Recorded(
                .low7, (.rows, 100, 30, 0.1, 3000, 4e-14, 2000, 3e-16),
                [2.0519856e-05, 2.1e-05, 3.1248186482e-11, 1.25839340104e-12, 7.428689856e-09]),
            Recorded(
                .low5, (.rows, 128, 2000, 0.2, 5000, 4e-14, 2000, 0),
                [1.734e-06, 2.5e-05, 7.01405842682e-11, 9.7755671552e-14, 9.07794284544e-09]),
            Recorded(
                .low5, (.columns, 128, 100000, 0.2, 3584, 0, 0, 0),
                [1.792e-05, 2.34e-06, 3.57256406697e-13, 8.492363264e-14, 9.07794284544e-09]),
            Recorded(
                .low5, (.rows, 100, 30, 0.1, 3000, 4e-14, 2000, 3e-16),
                [2.856e-05, 1.5e-05, 3.11568083347e-11, 1.0027045756e-12, 7.092142848e-09]),
            Recorded(
                .low3, (.rows, 64, 800, 0.1, 0, 1e-14, 500, 1e-15),
                [1.632e-06, 1.57988571429e-05, 5.14317055059e-12, 5.8764224e-14, 4.68685299712e-09]),
            Recorded(
                .low3, (.columns, 64, 3000, 1, 0, 0, 0, 0),
                [1.2288e-05, 1.138996e-06, 2.99143805907e-13, 3.761795072e-14, 4.68685299712e-09]),
            Recorded(
                .low2, (.rows, 128, 2000, 0.2, 5000, 4e-14, 2000, 0),
                [2.88e-06, 1e-05, 7.57475249546e-11, 8.182389696e-14, 7.30694135808e-09]),
            Recorded(
                .low2, (.columns, 128, 100000, 0.2, 3584, 0, 0, 0),
                [7.168e-06, 2.964e-06, 3.26538078391e-13, 7.35742176e-14, 7.30694135808e-09]),
            Recorded(
                .low2, (.rows, 100, 30, 0.1, 3000, 4e-14, 2000, 3e-16),
                [6.12e-05, 6e-06, 3.11143479736e-11, 7.497090705e-13, 5.708547936e-09]),
            Recorded(
                .low1, (.rows, 64, 800, 0.1, 0, 1e-14, 500, 1e-15),
                [2.08e-06, 1.46285714286e-05, 5.12485817496e-12, 3.859849728e-14, 5.30750373888e-09]),
            Recorded(
                .low1, (.columns, 64, 3000, 1, 0, 0, 0, 0),
                [1.024e-05, 6.35e-07, 2.74913350174e-13, 2.59928064e-14, 5.30750373888e-09]),
            Recorded(
                .low10, (.columns, 256, 2000, 0.1, 8000, 4e-14, 2000, 0),
                [8e-05, 2.362e-06, 5.6148356344e-11, 2.37719808e-13, 1.71288746496e-08]),
            Recorded(
                .low1, (.rows, 128, 2000, 0.1, 10240, 4e-14, 2000, 0),
                [2.08e-06, 1.024e-05, 5.40492791022e-11, 6.374817792e-14, 1.06150074778e-08]),
        ]

    @Test func agreesWithTheReference() throws {
        for row in Self.recorded + (RecordedProcess.hasSmallNodes ? Self.recordedSmall : []) {
            let inputs = row.inputs
            let technology = try row.process.technology
            let matrix = LineSwitchMatrix(
                lines: inputs.lines, lineCount: inputs.count, lineResistance: inputs.resistance,
                sizeFactor: inputs.factor, readVoltage: 0.5,
                layout: inputs.lines == .rows
                    ? .height(features: inputs.length, of: technology)
                    : .width(features: inputs.length, of: technology),
                technology: technology)
            let read = matrix.cost(
                of: .read(
                    load: LineLoad(capacitance: inputs.load, resistance: inputs.wire), repeaterLoad: inputs.repeater,
                    lineActivity: 0.3))
            #expect(
                row.mismatches([
                    "width": matrix.footprint.width, "height": matrix.footprint.height, "delay": read.latency,
                    "energy": read.energy, "leakage": matrix.leakagePower,
                ]) == [])
        }
    }
}
