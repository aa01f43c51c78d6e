// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Foundation
import Inference
import Testing

/// A measured device in a hardware file, and in a chip.
@Suite struct HardwareDeviceTests {
    private func read(_ json: String) throws -> HardwareConfiguration {
        try HardwareConfiguration(json: Data(json.utf8), file: "hardware.json")
    }

    @Test func aDeviceGivesBitsStatesSpreadAndDrift() throws {
        let found = try read(#"{"device": "pcm-gst-90nm", "weight_bits": 6}"#)
        #expect(found.cellBits == 3 && found.onOffRatio == 100 && found.cellOnResistance == 40e3)
        #expect(found.spread == 0.0422 && found.driftExponent == 0.06 && found.driftExponentSigma == 0.008)
        // What is not published is at its default.
        let plain = try read(#"{"weight_bits": 6}"#)
        #expect(found.readSigma == plain.readSigma && found.converterBits == plain.converterBits)
    }

    @Test func otherKeysWinWhereverTheyStand() throws {
        for json in [
            #"{"device": "pcm-gst-90nm", "cell_bits": 1, "g_sigma": 0.1}"#,
            #"{"cell_bits": 1, "g_sigma": 0.1, "device": "pcm-gst-90nm"}"#,
        ] {
            let found = try read(json)
            #expect(found.cellBits == 1 && found.spread == 0.1 && found.onOffRatio == 100)
        }
    }

    @Test func aValueOfATableCanBeADevice() throws {
        let changed = try HardwareConfiguration().setting("device", to: "stt-mram-28nm")
        #expect(changed.cellBits == 1 && changed.onOffRatio == 2 && changed.spread == 0.123)
    }

    @Test func unknownDevicesAreRefused() {
        let error = #expect(throws: InputError.self) { try read("{\n\"device\": \"pcm-gst-95nm\"}") }
        #expect(error?.line == 2)
        #expect(error?.message.contains("did you mean `pcm-gst-90nm`") == true)
        #expect(throws: InputError.self) { try read(#"{"device": 3}"#) }
    }

    @Test func aChipHasTheErrorsOfItsDevice() throws {
        let chip = try Configuration(files: [], assignments: ["device=stt-mram-28nm"])
        let hardware = try HardwareConfiguration(configuration: chip, weightBits: 8, activationBits: 8)
        #expect(hardware.spread == 0.123 && hardware.onOffRatio == 2 && hardware.cellBits == 1)
        let plain = try Configuration(
            files: [],
            assignments: [
                "memcelltype=RRAM", "resistanceOn=13000", "resistanceOff=26000", "cellBit=1",
                "widthInFeatureSize1T1R=20",
            ])
        #expect(try HardwareConfiguration(configuration: plain, weightBits: 8, activationBits: 8).spread == 0)
    }
}
