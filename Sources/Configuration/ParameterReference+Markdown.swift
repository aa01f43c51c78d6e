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
        return lines.joined(separator: "\n") + "\n"
    }

    private static func row(_ definition: ParameterDefinition) -> String {
        let choices = definition.type.choices.map { choice in
            let words = choice.aliases.filter { !plainAnswers.contains($0) }.map { ", `\($0)`" }.joined()
            return "`\(choice.word)` (\(choice.code))\(words): \(choice.meaning)"
        }
        let allowed = choices.isEmpty ? definition.type.allowed : choices.joined(separator: "<br>")
        let cells = [
            "`\(definition.name)`", "`\(definition.defaultValue.text)`", definition.unit, allowed,
            definition.meaning + note(definition),
        ]
        return "| " + cells.joined(separator: " | ") + " |"
    }

    /// Words for yes and no that every boolean knows.
    private static let plainAnswers: Set<String> = ["yes", "no", "on", "off"]

    private static let markdownIntroduction = """
        # Parameters

        <!-- Generated from the parameter schema (Sources/Configuration/ParameterSchema*.swift) by `make docs`. -->

        Every parameter has a default, so that a run needs none of them. Parameters are given in files (`--param FILE`,
        repeatable; a later file overrides an earlier one) and on the command line (`--set NAME=VALUE`, repeatable;
        overrides files). [`Param`](../Param) at the root of the repository is a file with all parameters at their
        defaults. Names, integer codes and defaults are those of DNN+NeuroSim V2.1. `tessera params` prints this
        reference; `tessera params --format json` prints it for other programs.

        ## Files

        A line is `name = value`. Names must be spelled exactly as below.

        - `//` and `#` start a comment; `/* ... */` may span lines. A `;` may end a statement, so that a line may hold
          several statements.
        - Numbers are written as in C: `64`, `1e9`, `.5`, `2.5f`. A value may also be an expression of numbers and of
          names that are given further up, with `+ - * /`, parentheses and casts: `240e3*100`, `resistanceOn*100`,
          `(double) 1/4`. An integer division that would drop a remainder is an error.
        - A choice is a word or NeuroSim's integer for it: `memcelltype = FeFET` or `memcelltype = 3`. Case does not
          matter. Yes and no are `true` and `false`, `yes` and `no`, `on` and `off`, or `1` and `0`. The words of the
          tables, such as `SRAM` for a buffer, are also accepted.
        - The block of parameters of an existing `Param.cpp` can be pasted unchanged. Its lines for `maxConductance` and
          `minConductance` are accepted if they are `1/resistanceOn` and `1/resistanceOff`, which Tessera uses. Other
          code, such as `if` and `switch`, is not accepted.
        - A name that is given twice in one file with different values is an error. If it is given in different files,
          the later file overrides the earlier one.
        - `wireWidth` and `featuresize` follow `technode` unless they are given. Given values do not change with
          `technode`.
        - A file is text of at most 1 MiB: UTF-8, or UTF-16 with a byte order mark. Windows line ends are accepted.

        ## Errors

        An unknown name, a value out of range, and parameters that contradict each other are errors. They name file and
        line and the allowed values, and end the program with exit code 65 (66 if a file cannot be read). Parameters
        that a run does not use may be given.

        These pairs are checked in runs that use both parameters:
        \(contradictions)
        """

    private static var contradictions: String {
        Contradiction.all.map { "\n- `\($0.pair.first)` and `\($0.pair.second)`: \($0.pair.reason)" }.joined(
            separator: ";")
            + "."
    }
}
