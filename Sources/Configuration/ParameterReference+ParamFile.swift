// SPDX-License-Identifier: Apache-2.0

extension ParameterReference {
    /// A Param file that gives every parameter of a revision its default, each with what it means.
    ///
    /// Parameters that follow others are commented out, so that they continue to follow them.
    ///
    /// - Parameters:
    ///   - revision: The revision.
    ///   - device: The measured device that the file names; nil for none.
    /// - Returns: The text of the file.
    public static func paramFile(revision: RevisionName = .standard, device: String? = nil) -> String {
        var lines = paramFileHeader(device: device) + [""]
        for (group, members) in grouped(ParameterSchema.all(readBy: revision)) {
            lines += ["# ---- \(group.rawValue) " + String(repeating: "-", count: 112 - group.rawValue.count), ""]
            for definition in members {
                let given = definition.name == ParameterLeaders.device ? device : nil
                lines += paramFileEntry(definition, in: revision, given: given)
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func paramFileHeader(device: String?) -> [String] {
        let exception = device.map { " except the device, \($0)" } ?? ""
        return [
            "# Parameters of Tessera, all at their defaults\(exception).",
            "#",
            "# A line is NAME = VALUE; a comment begins with # or //. Numbers may be written as in C (1e9, 240e3*100), choices",
            "# as a word or as the integer that DNN+NeuroSim uses for it. --set NAME=VALUE on the command line overrides this",
            "# file. `tessera params` prints the same reference; docs/parameters.md has it in tables.",
            "#",
            "# This file is generated from the parameter schema: see CONTRIBUTING.md.",
        ]
    }

    private static func paramFileEntry(
        _ definition: ParameterDefinition, in revision: RevisionName, given: String?
    ) -> [String] {
        let meaning = definition.meaning + note(definition, in: revision)
        var lines = wrapped(meaning, width: 116).map { "# \($0)" }
        let choices = definition.choices(in: revision)
        if choices.isEmpty {
            let hasUnit = !definition.unit.isEmpty && definition.unit != "1"
            lines.append("# \(hasUnit ? "[\(definition.unit)] " : "")\(definition.type(in: revision).allowed)")
        }
        let wordWidth = choices.map(\.summary.count).max() ?? 0
        lines += choices.map { "#   \(padded($0.summary, wordWidth))  \($0.meaning)" }
        let isCommentedOut = !definition.leaders(in: revision).isEmpty
        lines.append(
            "\(isCommentedOut ? "# " : "")\(definition.name) = \(given ?? definition.defaultValue(in: revision).text)")
        return lines + [""]
    }
}
