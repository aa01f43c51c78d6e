// SPDX-License-Identifier: Apache-2.0

import DeviceCatalog
import Diagnostics
import Testing

@testable import Training

/// A published device in the settings of a training.
@Suite struct NamedDeviceTests {
    private func read(_ json: String) throws -> TrainingSettings {
        try TrainingSettings(json: Array(json.utf8), file: "train.json")
    }

    @Test func aDeviceGivesPulsesLabelsAndNoise() throws {
        let found = try read(#"{"device": "rram-agsi-lab"}"#)
        #expect(found.maxLevel == 97 && found.risingLabel == 2.4 && found.fallingLabel == -4.88)
        #expect(found.cycleSigma == 0.035 && found.deviceSigma == 0)
    }

    @Test func theDefaultDeviceIsTheOneOfItsPublication() throws {
        let found = try read(#"{"device": "fefet-hzo-lab"}"#)
        let plain = try read("{}")
        #expect(found.maxLevel == plain.maxLevel && found.risingLabel == plain.risingLabel)
        #expect(found.fallingLabel == plain.fallingLabel)
    }

    @Test func otherKeysWin() throws {
        let found = try read(#"{"c2c_sigma": 0, "max_level": 64, "device": "rram-pcmo-lab"}"#)
        #expect(found.cycleSigma == 0 && found.maxLevel == 64 && found.risingLabel == 3.68)
    }

    @Test(arguments: MeasuredDevice.all.map(\.name))
    func onlyDevicesWithACurveAreTaken(name: String) throws {
        let device = try #require(MeasuredDevice.named(name))
        let json = #"{"device": "\#(name)"}"#
        if device.value(.potentiationNonlinearity) != nil {
            #expect(try read(json).risingLabel == device.value(.potentiationNonlinearity))
        } else {
            let error = #expect(throws: InputError.self) { try read(json) }
            #expect(error?.message.contains("no published curve of potentiation (allowed: rram-taox-130nm") == true)
        }
    }

    @Test func mistakesAreNamed() {
        let unknown = #expect(throws: InputError.self) { try read(#"{"device": "rram"}"#) }
        #expect(unknown?.message.contains("is not known") == true)
        let both = #expect(throws: InputError.self) {
            try read(#"{"device": "rram-agsi-lab", "device_curve": "c.csv"}"#)
        }
        #expect(both?.message.contains("contradicts device_curve") == true)
    }
}
