// SPDX-License-Identifier: Apache-2.0

import Circuits
import Technology
import Testing
import _TestSupport

@testable import NeuroSim15

/// Figures of DNN+NeuroSim V1.5 for tables of sigmoid functions.
@Suite struct SigmoidTableTests {
    static let recorded: [Recorded<(isSRAM: Bool, bits: Int, entries: Int, units: Int, width: Double)>] = [
        Recorded(
            .low22, (true, 8, 12, 16, 3000),
            [1.1060166656e-09, 8.85770862773e-11, 1.63717930425e-14, 1.46729396239e-09]),
        Recorded(
            .low22, (true, 4, 100, 7, 0), [2.5812114944e-09, 3.02044603849e-10, 3.36729399535e-14, 7.1494525923e-09]),
        Recorded(
            .low22, (false, 8, 12, 16, 3000),
            [4.166148096e-10, 1.01105722448e-10, 7.61214016883e-13, 8.11048263489e-10]),
        Recorded(
            .low22, (false, 5, 64, 3, 2000), [2.552616e-10, 1.97566754975e-10, 9.31284048172e-14, 2.35435957209e-09]),
        Recorded(
            .high22, (true, 4, 100, 7, 0), [2.5812114944e-09, 8.13216372893e-11, 2.06932120336e-14, 7.23373720167e-06]),
        Recorded(
            .high22, (false, 5, 64, 3, 2000), [2.552616e-10, 5.52686669529e-11, 9.11562903004e-14, 2.37118359476e-06]),
        Recorded(
            .warm32, (true, 8, 12, 16, 3000),
            [2.3400022016e-09, 2.12589751712e-10, 3.07008854205e-14, 1.10010159309e-08]),
        Recorded(
            .warm32, (false, 8, 12, 16, 3000),
            [8.814329856e-10, 2.4118944091e-10, 8.60441323691e-13, 6.08020273751e-09]),
        Recorded(
            .high45, (true, 4, 100, 7, 0), [1.079949024e-08, 1.33555350669e-10, 6.78105473035e-14, 1.73350069811e-05]),
        Recorded(
            .high45, (false, 5, 64, 3, 2000), [1.067985e-09, 8.95902677888e-11, 1.31854335408e-13, 5.68682952585e-06]),
        Recorded(
            .low65, (true, 8, 12, 16, 3000), [9.65479424e-09, 4.2147567002e-10, 1.25898146127e-13, 5.64714229793e-09]),
        Recorded(
            .low65, (false, 8, 12, 16, 3000), [3.63677184e-09, 4.53072476444e-10, 1.33223069404e-12, 3.14275273295e-09]),
        Recorded(
            .hot90, (true, 4, 100, 7, 0), [4.551458688e-08, 3.84714193499e-10, 2.49015466618e-13, 0.000109053433654]),
        Recorded(
            .hot90, (false, 5, 64, 3, 2000), [4.76835984e-09, 2.63998006704e-10, 2.12973263967e-13, 3.63061217542e-05]),
        Recorded(
            .low130, (true, 8, 12, 16, 3000),
            [3.861917696e-08, 8.60706301083e-10, 4.61917411086e-13, 1.34957975416e-08]),
        Recorded(
            .low130, (false, 8, 12, 16, 3000),
            [1.454708736e-08, 8.94276320793e-10, 2.02896851105e-12, 7.59711428148e-09]),
    ]

    static let recordedSmall: [Recorded<(isSRAM: Bool, bits: Int, entries: Int, units: Int, width: Double)>] = [
        Recorded(
            .low14, (true, 4, 100, 7, 0), [1.98196751988e-09, 4.56186367198e-10, 2.73684833444e-14, 1.84308759813e-08]),
        Recorded(
            .low14, (false, 5, 64, 3, 2000),
            [2.20892141412e-10, 2.29454424283e-10, 8.10355536557e-14, 3.06220318623e-09]),
        Recorded(
            .low10, (true, 8, 12, 16, 3000), [3.96438966857e-10, 6.97863996259e-11, 1.593061344e-14, 4.40799706267e-09]),
        Recorded(
            .low10, (false, 8, 12, 16, 3000), [1.6146432e-10, 7.52756902432e-11, 5.90078898458e-13, 1.02383746584e-09]),
        Recorded(
            .low7, (true, 8, 12, 16, 3000),
            [2.64231019987e-10, 5.76876029574e-11, 1.32162750334e-14, 4.84734407916e-09]),
        Recorded(
            .low7, (true, 4, 100, 7, 0), [5.97464297202e-10, 3.29974472273e-10, 1.95783721966e-14, 2.34340635362e-08]),
        Recorded(
            .low7, (false, 8, 12, 16, 3000),
            [1.03803913791e-10, 6.26469242176e-11, 5.13337013048e-13, 1.07588488358e-09]),
        Recorded(
            .low7, (false, 5, 64, 3, 2000), [6.30178740453e-11, 1.63312581841e-10, 6.1760709106e-14, 3.90090276092e-09]),
        Recorded(
            .low5, (true, 8, 12, 16, 3000),
            [1.80751762286e-10, 6.17354135547e-11, 1.06510855472e-14, 4.61612627804e-09]),
        Recorded(
            .low5, (false, 8, 12, 16, 3000), [6.695424e-11, 5.11363730036e-11, 5.12776632532e-13, 1.02148796467e-09]),
        Recorded(
            .low3, (true, 4, 100, 7, 0), [2.78332416e-10, 2.44973813353e-10, 1.4127256248e-14, 2.32013490866e-08]),
        Recorded(
            .low3, (false, 5, 64, 3, 2000), [2.7910656e-11, 1.13790880845e-10, 6.12152578953e-14, 3.87894975803e-09]),
        Recorded(
            .low2, (true, 8, 12, 16, 3000), [1.27664777143e-10, 3.9601827992e-11, 9.175579023e-15, 3.59139339861e-09]),
        Recorded(
            .low2, (false, 8, 12, 16, 3000), [4.5676032e-11, 4.30001092411e-11, 4.41834862538e-13, 7.47099741024e-10]),
        Recorded(.low1, (true, 4, 100, 7, 0), [1.8323712e-10, 1.92168758147e-10, 9.540938736e-15, 2.63052429828e-08]),
        Recorded(
            .low1, (false, 5, 64, 3, 2000), [2.00256e-11, 9.57246810153e-11, 4.48465310444e-14, 4.36519664517e-09]),
    ]

    @Test func agreesWithTheReference() throws {
        for row in Self.recorded + Self.recordedSmall {
            let inputs = row.inputs
            let technology = try row.process.technology
            let feature = technology.featureSize
            let cell = SRAMBit(SRAMTransistors(accessWidth: 1, nmosWidth: 2, pmosWidth: 1.5), technology: technology)
            let tables = SigmoidTable(
                entries: SigmoidTable.Entries(bits: inputs.bits, count: inputs.entries), unitCount: inputs.units,
                storage: inputs.isSRAM
                    ? .sram(cell, senseVoltage: 0.1)
                    : .resistive(CellResistance(on: 7.5e3, off: 103.5e3), readVoltage: 0.5),
                cellSize: inputs.isSRAM
                    ? Footprint(width: 28 * feature, height: 10 * feature)
                    : Footprint(width: 12 * feature, height: 4 * feature), decoderDriver: 1, decoderActivity: 0.05,
                layout: inputs.width > 0 ? .width(features: inputs.width, of: technology) : .free,
                technology: technology)
            let lookUp = tables.cost(of: .lookUp)
            #expect(
                row.mismatches([
                    "area": tables.area, "latency": lookUp.latency, "energy": lookUp.energy,
                    "leakage": tables.leakagePower,
                ]) == [])
        }
    }
}
