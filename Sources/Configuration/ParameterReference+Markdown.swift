// SPDX-License-Identifier: Apache-2.0

extension ParameterReference {
    /// The page `docs/parameters.md`: how parameters are given, and a table for each group.
    public static func markdown() -> String {
        var lines = [markdownIntroduction]
        for (group, members) in grouped(ParameterSchema.all) {
            lines += [
                "", "## \(group.rawValue)", "", "| name | default | unit | allowed | meaning |",
                "|---|---|---|---|---|",
            ]
            lines += members.map(row)
        }
        lines += [
            "", "## Defaults by technology node", "", "Of parameters that follow `technode`, while they are not given.",
        ]
        for revision in RevisionName.allCases { lines += nodeLines(of: revision) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func nodeLines(of revision: RevisionName) -> [String] {
        let (nodes, rows) = nodeTable(of: revision)
        return [
            "", "| \(revision.word) | " + nodes.map(String.init).joined(separator: " | ") + " |",
            "|---" + String(repeating: "|---", count: nodes.count) + "|",
        ]
            + rows.map { row in
                "| `\(row.definition.name)` | " + row.defaults.map(\.text).joined(separator: " | ") + " |"
            }
    }

    private static func row(_ definition: ParameterDefinition) -> String {
        let cells = [
            "`\(definition.name)`", differing(definition) { "`\(definition.defaultValue(in: $0).text)`" },
            definition.unit, differing(definition) { allowed(definition, in: $0) },
            definition.meaning + notes(definition),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    /// What holds in all revisions that read a parameter, or else what holds in each of them.
    private static func differing(_ definition: ParameterDefinition, _ text: (RevisionName) -> String) -> String {
        let texts = definition.revisions.map(text)
        guard Set(texts).count > 1 else { return texts[0] }
        return zip(definition.revisions, texts).map { "\($0.word): \($1)" }.joined(separator: "<br>")
    }

    private static func allowed(_ definition: ParameterDefinition, in revision: RevisionName) -> String {
        let choices = definition.choices(in: revision).map { choice in
            let words = choice.aliases.filter { !plainAnswers.contains($0) }.map { ", `\($0)`" }.joined()
            return "`\(choice.word)` (\(choice.code))\(words): \(choice.meaning)"
        }
        return choices.isEmpty ? definition.type(in: revision).allowed : choices.joined(separator: "<br>")
    }

    private static func notes(_ definition: ParameterDefinition) -> String {
        let notes = definition.revisions.map { note(definition, in: $0) }
        guard Set(notes).count > 1 else { return notes[0] }
        return zip(definition.revisions, notes).filter { !$1.isEmpty }.map { " In \($0.word):\($1)" }.joined()
    }

    /// Words for yes and no that every boolean knows.
    private static let plainAnswers: Set<String> = ["yes", "no", "on", "off"]

    private static let markdownIntroduction = """
        # Parameters

        <!-- Generated from the parameter schema (Sources/Configuration/ParameterSchema*.swift) by `make docs`. -->

        Every parameter has a default; a run needs none of them. They are given in files (`--param FILE`, repeatable, a
        later file wins over an earlier one) and on the command line (`--set NAME=VALUE`, repeatable, wins over files).
        [`Param`](../Param) at the root of the repository is a file with all of them at their defaults. Names, integer
        codes and defaults are those of DNN+NeuroSim: of V2.1, or of V1.5 with `revision = neurosim-1.5`. `tessera params`
        prints this reference for V2.1, `tessera params --revision neurosim-1.5` that for V1.5, and `--revision tessera` that
        for [macros](models/macro.md); `--format json` prints it for other programs, `--format param` as a file.

        ## Files

        A line is `name = value`. Names are spelled exactly as below.

        - `//` and `#` start a comment; `/* ... */` may span lines. A `;` may end a statement, so that several fit a line.
        - Numbers are written as in C: `64`, `1e9`, `.5`, `2.5f`. So are expressions of numbers and of names that are
          given further up, with `+ - * /`, parentheses and casts: `240e3*100`, `resistanceOn*100`, `(double) 1/4`. An
          integer division that would drop a remainder is an error.
        - A choice is a word or NeuroSim's integer for it: `memcelltype = FeFET` or `memcelltype = 3`. Case does not
          matter. Yes and no are `true` and `false`, `yes` and `no`, `on` and `off`, or `1` and `0`; the words of the
          tables, such as `SRAM` for a buffer, do as well.
        - `tessera params import Param.cpp` makes a Param of a file of NeuroSim V1.3 to V1.5, V2.0 or V2.1: what differs from
          the defaults, and as comments what could not be taken. A block of plain assignments of such a file can also be
          pasted as it is. Its lines for `maxConductance` and `minConductance` are accepted as long as they say
          `1/resistanceOn` and `1/resistanceOff`, which is what Tessera uses. Other code, such as `if` and `switch`, is not
          read there.
        - A name that is given twice in one file with different values is an error; in different files the later one wins.
        - `revision` may stand anywhere, in any of the files; what defaults and values the others have depends on it. A
          parameter that the chosen revision never reads is an error that names the one which does.
        - Some parameters follow others as long as they are not given: `wireWidth`, for example, follows `technode`. Once given
          they stay, whatever the others say.
        - A file is text of at most 1 MiB: UTF-8, or UTF-16 with a byte order mark. Windows line ends are accepted.

        ## Errors

        An unknown name, a value out of range, and parameters that contradict each other are errors. They name file and
        line, say what is allowed, and end the program with exit code 65 (66 when a file cannot be read). A parameter that
        the chosen kind of run never reads may be given nevertheless.

        These pairs are checked, in runs that read both:
        \(contradictions)
        """

    private static var contradictions: String {
        Contradiction.all.map { pair, _ in
            let revision = pair.revision.map { ", in \($0.word)" } ?? ""
            return "\n- `\(pair.first)` and `\(pair.second)`\(revision): \(pair.reason)"
        }
        .joined(separator: ";")
            + "."
    }
}
