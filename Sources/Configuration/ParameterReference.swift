// SPDX-License-Identifier: Apache-2.0

/// Pages that describe the parameters. All are made from the schema, and from nothing else.
public enum ParameterReference {
    /// The reference for a terminal: group after group, each parameter with its default, allowed values and meaning.
    ///
    /// - Parameters:
    ///   - definitions: the parameters to describe.
    ///   - width: columns of the terminal.
    /// - Returns: the text of the reference, with a line end behind the last line.
    public static func text(_ definitions: [ParameterDefinition] = ParameterSchema.all, width: Int = 100) -> String {
        let nameWidth = definitions.map(\.name.count).max() ?? 0
        let defaultWidth = definitions.map { defaultText($0).count }.max() ?? 0
        var lines: [String] = []
        for (group, members) in grouped(definitions) {
            lines += ["\(group.rawValue)", ""]
            for definition in members {
                lines += entry(definition, nameWidth: nameWidth, defaultWidth: defaultWidth, width: width)
            }
            lines.append("")
        }
        return lines.dropLast().joined(separator: "\n") + "\n"
    }

    private static func entry(
        _ definition: ParameterDefinition, nameWidth: Int, defaultWidth: Int, width: Int
    ) -> [String] {
        let name = padded(definition.name, nameWidth)
        let standard = padded(defaultText(definition), defaultWidth)
        var lines = ["  \(name)  \(standard)  \(kind(definition))"]
        let indent = String(repeating: " ", count: 6)
        lines += wrapped(definition.meaning + note(definition), width: width - 6).map { indent + $0 }
        let wordWidth = definition.type.choices.map(\.summary.count).max() ?? 0
        lines += definition.type.choices.map { "\(indent)- \(padded($0.summary, wordWidth))  \($0.meaning)" }
        return lines
    }

    /// The type, with the allowed values of a number; alternatives have lines of their own.
    private static func kind(_ definition: ParameterDefinition) -> String {
        let type = definition.type
        return type.choices.isEmpty ? "\(type.name): \(definition.allowed)" : type.name
    }

    // MARK: Pieces that all pages share

    /// The groups that have members, in order.
    static func grouped(
        _ definitions: [ParameterDefinition]
    ) -> [(group: ParameterGroup, members: [ParameterDefinition])] {
        ParameterGroup.allCases.compactMap { group in
            let members = definitions.filter { $0.group == group }
            return members.isEmpty ? nil : (group, members)
        }
    }

    /// The default with its unit.
    static func defaultText(_ definition: ParameterDefinition) -> String {
        let hasUnit = !definition.unit.isEmpty && definition.unit != "1"
        return definition.defaultValue.text + (hasUnit ? " \(definition.unit)" : "")
    }

    /// A note about when a parameter is used.
    static func note(_ definition: ParameterDefinition) -> String {
        var notes = ""
        if let leader = definition.follows {
            notes += " Follows \(leader) if it is not given."
        }
        switch definition.use {
        case .always: break
        case .training: notes += " Used by training estimates only."
        case .syntheticTrace: notes += " Used without a trace."
        case .streaming: notes += " Used by `tessera stream` only."
        }
        return notes
    }

    /// `text` with spaces up to `width`.
    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// `text` broken at spaces into lines of at most `width` characters, where words allow it.
    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " \(word)"
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
