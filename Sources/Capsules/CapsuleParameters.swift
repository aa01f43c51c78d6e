// SPDX-License-Identifier: Apache-2.0

import Configuration

/// The parameters in force, as a Param file.
enum CapsuleParameters {
    /// One line for each parameter, with the default where the value is another one.
    static func text(_ settings: [ParameterSetting]) -> String {
        let lines = settings.map { setting in
            "\(setting.name) = \(setting.text)" + (setting.isDefault ? "" : "  # default: \(setting.defaultValue.text)")
        }
        return "# The parameters in force. `tessera rerun` compares them with those of its own run.\n"
            + lines.joined(separator: "\n") + "\n"
    }

    /// The values by name.
    static func values(_ text: String) -> [String: String] {
        let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
            let words = line.prefix { $0 != "#" }.split(separator: "=", maxSplits: 1)
            guard words.count == 2 else { return nil }
            return (trimmed(words[0]), trimmed(words[1]))
        }
        return Dictionary(pairs) { _, last in last }
    }

    private static func trimmed(_ text: Substring) -> String {
        text.split(separator: " ").joined(separator: " ")
    }
}
