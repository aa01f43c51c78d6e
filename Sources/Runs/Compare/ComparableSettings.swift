// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics

/// The settings of a comparison, which ask the same question of each design where nobody asked for anything else.
///
/// Some revisions estimate inference only, where others train by default. Figures of an image beside those of an epoch
/// say nothing about the designs.
struct ComparableSettings {
    /// The settings, in their order.
    let settings: [CompareSetting]
    /// What was changed, in a sentence; nil for nothing.
    let note: String?

    /// Estimates all designs for inference if some of them are, and the others train only because that is the default.
    init(_ settings: [CompareSetting]) throws(InputError) {
        let training = settings.filter(\.configuration.estimatesTraining)
        guard !training.isEmpty, training.count < settings.count, !training.contains(where: \.isToldToTrain) else {
            self.settings = settings
            note = nil
            return
        }
        var changed: [CompareSetting] = []
        for setting in settings {
            changed.append(
                CompareSetting(
                    setting: setting.setting,
                    configuration: setting.configuration.estimatesTraining
                        ? try setting.configuration.changing { $0.estimatesTraining = false } : setting.configuration))
        }
        self.settings = changed
        note =
            "all designs are estimated for inference, as \(settings.count - training.count) of \(settings.count) are; "
            + "others are estimated for training if their Param files say trainingEstimation = true"
    }
}

extension CompareSetting {
    /// Whether training was asked for, and is not the default.
    fileprivate var isToldToTrain: Bool {
        configuration.estimatesTraining
            && configuration.settings.contains { $0.name == "trainingEstimation" && $0.origin != nil }
    }
}
