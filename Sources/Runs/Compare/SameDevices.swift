// SPDX-License-Identifier: Apache-2.0

import Configuration

/// Finds settings whose kinds of cells differ in name, but not in their device: figures of reads are then the same.
struct SameDevices {
    private let settings: [CompareSetting]

    init(_ settings: [CompareSetting]) {
        self.settings = settings
    }

    /// The first such pair, in a sentence; nil where there is no such pair.
    var note: String? {
        let resistive = settings.map(\.configuration).filter(\.cellType.holdsConductance)
        for (index, first) in resistive.enumerated() {
            let twin = resistive.dropFirst(index + 1).first { second in
                first.cellType != second.cellType && first.revision == second.revision
                    && first.technologyNode == second.technologyNode && hasSameDevice(first, second)
            }
            guard let twin else { continue }
            return "memcelltype = \(first.cellType.word) and \(twin.cellType.word) take the same resistances here "
                + "(resistanceOn = \(figure("resistanceOn", first)), resistanceOff = \(figure("resistanceOff", first)) Ohm), so "
                + "that their reads have the same figures; --vary device=NAME,NAME compares measured devices, which "
                + "`tessera devices` lists"
        }
        return nil
    }

    private func hasSameDevice(_ first: Configuration, _ second: Configuration) -> Bool {
        first.onResistance == second.onResistance && first.offResistance == second.offResistance
            && first.readVoltage == second.readVoltage
    }

    private func figure(_ name: String, _ configuration: Configuration) -> String {
        configuration.settings.first { $0.name == name }?.text ?? ""
    }
}
