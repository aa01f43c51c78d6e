// SPDX-License-Identifier: Apache-2.0

import DeviceCatalog

extension ParameterDefinition {
    /// The measured device; a revision lacks those whose cells it has no model of.
    static let device: ParameterDefinition = RevisionName.allCases.reduce(
        .choice(
            ParameterLeaders.device, \.device, DeviceWord.alternatives, in: .devices,
            """
            A measured device, whose published values take the place of defaults; `tessera devices` shows them with their \
            sources. A parameter that is given wins over the device, and a warning says so.
            """)
    ) { definition, revision in
        definition.lacking(DeviceWord.unavailable(in: revision), in: revision)
    }
}

extension ParameterSchema {
    /// Parameters that a measured device may give.
    static let followingDevice: Set<String> = [
        "memcelltype", "technode", "cellBit", "heightInFeatureSizeSRAM", "widthInFeatureSizeSRAM",
        "heightInFeatureSize1T1R", "widthInFeatureSize1T1R", "resistanceOn", "resistanceOff", "maxNumLevelLTP",
        "maxNumLevelLTD", "writeVoltage", "writePulseWidth", "readVoltage", "readPulseWidth", "accessVoltage",
        "cellTransistors", "cellArea",
    ]
}

/// The words of the parameter `device`: names of devices, and one for no device.
enum DeviceWord {
    private static let none = "none"

    static let alternatives: [Alternative<String?>] =
        [Alternative(none, 0, nil, "no device: the defaults of the revision")]
        + MeasuredDevice.all.enumerated().map { index, device in
            Alternative(device.name, index + 1, device.name, meaning(of: device))
        }

    private static func meaning(of device: MeasuredDevice) -> String {
        let node = DevicePreset(device).node.map { ", \($0) nm" } ?? ""
        return device.kind.rawValue + node
    }

    /// The devices whose cells a revision has no model of, with the reason.
    static func unavailable(in revision: RevisionName) -> [ParameterChoice] {
        alternatives.compactMap { alternative in
            guard let name = alternative.value, let preset = DevicePreset(named: name),
                preset.cellType(in: revision) == nil
            else { return nil }
            return ParameterChoice(
                name, alternative.choice.code, "revision = \(revision.word) has no \(preset.kind.rawValue) cells")
        }
    }

    /// The word that a text stands for; nil where it stands for none.
    static func matching(_ text: String) -> String? {
        alternatives.first { $0.choice.isCalled(text) || String($0.choice.code) == text }?.choice.word
    }

    /// The device of a word; nil for the word of no device.
    static func name(of word: String) -> String? {
        word == none ? nil : word
    }
}
