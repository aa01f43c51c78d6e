// SPDX-License-Identifier: Apache-2.0

import Reporting

/// A page of the manual about a command, in the language of troff with the macros of man(7).
struct ManualPage {
    let command: CommandDescription

    /// The name of the page, such as `tessera-sweep-run`; `man` finds those of two words without the hyphen, too.
    var name: String { command.words.joined(separator: "-") }

    /// The file of the page, as sections of the manual call it.
    var fileName: String { "\(name).1" }

    var text: String {
        var lines = [
            ".\\\" Written by `tessera manual`.",
            ".TH \(Self.escaped(name).uppercased()) 1 \"\" \"Tessera \(Tessera.version)\" \"Tessera\"",
            ".SH NAME", "\(Self.escaped(name)) \\- \(Self.escaped(abstract))",
            ".SH SYNOPSIS", ".B \(Self.escaped(command.words.joined(separator: " ")))",
        ]
        lines += synopsis
        lines += [".SH DESCRIPTION"] + Self.paragraphs(command.discussion ?? command.abstract ?? "")
        lines += arguments + subcommands + exitStatus + seeAlso
        return lines.joined(separator: "\n") + "\n"
    }

    /// The text beside the name, without a full stop at the end, as in other manuals.
    private var abstract: String {
        let text = command.abstract ?? ""
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    // MARK: Sections

    private var visibleArguments: [CommandDescription.Argument] {
        (command.arguments ?? []).filter(\.shouldDisplay)
    }

    private var synopsis: [String] {
        var words = visibleArguments.filter(\.isPositional).map { argument in
            let word = "\\fI\(Self.escaped(argument.valueName ?? ""))\\fR" + (argument.isRepeating ? " ..." : "")
            return argument.isOptional ? "[\(word)]" : word
        }
        if visibleArguments.contains(where: { !$0.isPositional }) { words.append("[\\fIoption\\fR ...]") }
        if !command.visibleSubcommands.isEmpty {
            words.append(command.defaultSubcommand == nil ? "\\fIcommand\\fR ..." : "[\\fIcommand\\fR ...]")
        }
        return words.isEmpty ? [] : [words.joined(separator: " ")]
    }

    /// Options under the titles that help has for them; those without one come last.
    private var arguments: [String] {
        var titles: [String] = []
        var groups: [String: [CommandDescription.Argument]] = [:]
        for argument in visibleArguments {
            let title = argument.sectionTitle?.uppercased() ?? (argument.isPositional ? "ARGUMENTS" : "OPTIONS")
            if groups[title] == nil { titles.append(title) }
            groups[title, default: []].append(argument)
        }
        let order = ["ARGUMENTS"] + titles.filter { !["ARGUMENTS", "OPTIONS"].contains($0) } + ["OPTIONS"]
        return order.flatMap { title -> [String] in
            guard let group = groups[title] else { return [] }
            return [".SH \(Self.escaped(title))"] + group.flatMap(item)
        }
    }

    private func item(_ argument: CommandDescription.Argument) -> [String] {
        let value = "\\fI\(Self.escaped(argument.valueName ?? ""))\\fR"
        // Short names first, as help has them.
        let names = (argument.names ?? []).sorted { $0.text.count < $1.text.count }
            .map { "\\fB\(Self.escaped($0.text))\\fR" }.joined(separator: ", ")
        let head = argument.isPositional ? value : argument.isFlag ? names : "\(names) \(value)"
        var notes: [String] = []
        if let values = argument.allValues, !values.isEmpty {
            notes.append("values: \(values.joined(separator: ", "))")
        }
        if let value = argument.defaultValue, !argument.isFlag { notes.append("default: \(value)") }
        let abstract = argument.abstract ?? ""
        let text = notes.isEmpty ? abstract : "\(abstract) (\(notes.joined(separator: "; ")))"
        return [".TP", head, Self.line(text)]
    }

    private var subcommands: [String] {
        let commands = command.visibleSubcommands
        guard !commands.isEmpty else { return [] }
        return [".SH COMMANDS"]
            + commands.flatMap { child -> [String] in
                let mark = child.commandName == command.defaultSubcommand ? " (may be left out)" : ""
                return [
                    ".TP", "\\fB\(Self.escaped(child.commandName))\\fR\(mark)", Self.line(child.abstract ?? ""),
                ]
            }
    }

    private var exitStatus: [String] {
        // The page of the program has the codes in its description.
        guard command.superCommands != nil else { return [] }
        return [".SH EXIT STATUS", "0 for success; \\fBtessera\\fR(1) has the other codes."]
    }

    private var seeAlso: [String] {
        var pages: [String] = []
        if let parents = command.superCommands, !parents.isEmpty { pages.append(parents.joined(separator: "-")) }
        pages += command.visibleSubcommands.map { ManualPage(command: $0).name }
        guard !pages.isEmpty else { return [] }
        return [".SH SEE ALSO", pages.map { "\\fB\(Self.escaped($0))\\fR(1)" }.joined(separator: ",\n")]
    }

    // MARK: Text

    private static func paragraphs(_ text: String) -> [String] {
        text.split(separator: "\n\n").enumerated().flatMap { place, paragraph in
            (place == 0 ? [] : [".PP"]) + [line(String(paragraph))]
        }
    }

    /// A line of text that troff does not read as a request, for any first character.
    private static func line(_ text: String) -> String {
        let text = escaped(text)
        return text.hasPrefix(".") || text.hasPrefix("\\(aq") ? "\\&" + text : text
    }

    /// A text without characters that have a meaning for troff, which can be copied into a shell.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("'", with: "\\(aq")
            .replacing("`", with: "\\(ga").replacing("^", with: "\\(ha").replacing("~", with: "\\(ti")
            .replacing("\n", with: " ")
    }
}
