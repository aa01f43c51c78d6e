// SPDX-License-Identifier: Apache-2.0

/// Pages that describe the parameters. All are made from the schema, and from nothing else.
public enum ParameterReference {
    /// The reference for a terminal: group after group, each parameter with its default, allowed values and meaning.
    ///
    /// - Parameters:
    ///   - definitions: the parameters to describe; nil for all that the revision reads.
    ///   - revision: the revision whose defaults and allowed values are shown.
    ///   - width: columns of the terminal.
    /// - Returns: the text of the reference, with a line end behind the last line.
    public static func text(
        _ definitions: [ParameterDefinition]? = nil, revision: RevisionName = .standard, width: Int = 100
    ) -> String {
        let definitions = definitions ?? ParameterSchema.all(readBy: revision)
        let layout = TextLayout(
            revision: revision, nameWidth: definitions.map(\.name.count).max() ?? 0,
            defaultWidth: definitions.map { defaultText($0, in: revision).count }.max() ?? 0, width: width)
        var lines: [String] = []
        for (group, members) in grouped(definitions) {
            lines += ["\(group.rawValue)", ""]
            for definition in members {
                lines += entry(definition, layout)
            }
            lines.append("")
        }
        return lines.dropLast().joined(separator: "\n") + "\n"
    }

    private struct TextLayout {
        let revision: RevisionName
        let nameWidth: Int
        let defaultWidth: Int
        let width: Int
    }

    private static func entry(_ definition: ParameterDefinition, _ layout: TextLayout) -> [String] {
        let revision = layout.revision
        let name = padded(definition.name, layout.nameWidth)
        let standard = padded(defaultText(definition, in: revision), layout.defaultWidth)
        let start = "  \(name)  \(standard)  "
        let type = wrapped(kind(definition, in: revision), width: layout.width - start.count)
        let under = String(repeating: " ", count: start.count)
        var lines = type.enumerated().map { ($0.offset == 0 ? start : under) + $0.element }
        let indent = String(repeating: " ", count: 6)
        lines += wrapped(definition.meaning + note(definition, in: revision), width: layout.width - 6)
            .map { indent + $0 }
        let choices = definition.choices(in: revision)
        let wordWidth = choices.map(\.summary.count).max() ?? 0
        lines += choices.map { "\(indent)- \(padded($0.summary, wordWidth))  \($0.meaning)" }
        return lines
    }

    /// The type, with the allowed values of a number; alternatives have lines of their own.
    private static func kind(_ definition: ParameterDefinition, in revision: RevisionName) -> String {
        let type = definition.type(in: revision)
        return type.choices.isEmpty ? "\(type.name): \(definition.allowed(in: revision))" : type.name
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
    static func defaultText(_ definition: ParameterDefinition, in revision: RevisionName) -> String {
        let hasUnit = !definition.unit.isEmpty && definition.unit != "1"
        return definition.defaultValue(in: revision).text + (hasUnit ? " \(definition.unit)" : "")
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
