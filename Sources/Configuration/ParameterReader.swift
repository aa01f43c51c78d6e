// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Reads parameters from texts, one after the other, into a configuration.
struct ParameterReader {
    /// What has been read so far, over the defaults.
    private(set) var configuration: Configuration

    /// What a name was given before in the text that is being read.
    private var given: [String: (value: ParameterValue, line: Int)] = [:]

    private var comparisonCount = 0

    /// What the last of all texts names, where an earlier text may name another.
    private let leaders: ParameterLeaders

    /// Starts from a configuration; what parameters may be, and what they are until they are given, depends on the leaders.
    init(_ configuration: Configuration = Configuration(), leaders: ParameterLeaders) {
        self.configuration = configuration
        self.leaders = leaders
        leaders.settle(&self.configuration.parameters)
    }

    /// Reads a text; what it gives wins over what was there before.
    ///
    /// - Returns: how many parameters it gives.
    /// - Throws: ``InputError`` at the first mistake.
    @discardableResult
    mutating func read(_ source: ParameterSource) throws(InputError) -> Int {
        given = [:]
        comparisonCount = 0
        let tokens = try ParameterLexer.tokens(of: source)
        var start = tokens.startIndex
        for index in tokens.indices where tokens[index].kind == .end {
            if start < index {
                try assign(Statement(try Self.split(tokens[start..<index], in: source)), in: source)
            }
            start = index + 1
        }
        return given.count + comparisonCount
    }

    /// `name = value`, taken apart.
    private struct Statement {
        let name: ParameterToken
        let value: ArraySlice<ParameterToken>
        /// The value as it was written, for messages.
        let text: String

        init(_ parts: (name: ParameterToken, value: ArraySlice<ParameterToken>)) {
            name = parts.name
            value = parts.value
            text = ParameterReader.written(value).shortened(to: 60)
        }
    }

    // MARK: Statements

    private static func split(
        _ tokens: ArraySlice<ParameterToken>, in source: ParameterSource
    ) throws(InputError) -> (name: ParameterToken, value: ArraySlice<ParameterToken>) {
        let first = tokens[tokens.startIndex]
        if let brace = tokens.first(where: isCode) {
            throw source.error(
                "`\(brace.shown)` is C++ code, which is not read: keep only lines of the form NAME = VALUE, or make a Param "
                    + "of a Param.cpp with `tessera params import`",
                line: brace.line, column: brace.column)
        }
        let rest = tokens.dropFirst()
        guard first.kind == .word, let sign = rest.first, sign.isSymbol("=") else {
            let place = first.kind == .word ? rest.first ?? first : first
            throw source.error(
                "expected NAME = VALUE, found `\(place.shown)`", line: place.line, column: place.column)
        }
        let value = rest.dropFirst()
        guard !value.isEmpty else {
            throw source.error("`\(first.shown)` has no value", line: sign.line, column: sign.column)
        }
        return (first, value)
    }

    private static let keywords: Set<String> = [
        "if", "else", "switch", "case", "default", "break", "for", "while", "do", "return", "using", "class", "struct",
        "extern", "exit", "const", "auto",
    ]

    private static func isCode(_ token: ParameterToken) -> Bool {
        switch token.kind {
        case .word: keywords.contains(token.text)
        case .symbol: ["{", "}", ":", "&", "|", "?", "!", "<", ">", "[", "]"].contains(token.text)
        case .number, .quotation, .end: false
        }
    }

    /// Tokens as text, with the spaces that they had.
    private static func written(_ tokens: ArraySlice<ParameterToken>) -> String {
        var text = ""
        var column = tokens.first?.column ?? 1
        for token in tokens {
            if token.column > column {
                text += " "
            }
            text += token.text
            column = token.column + token.text.count
        }
        return text
    }

    // MARK: Assignments

    private mutating func assign(_ statement: Statement, in source: ParameterSource) throws(InputError) {
        let name = statement.name
        if let derived = DerivedQuantity(rawValue: name.text) {
            try check(derived, statement, in: source)
            return
        }
        if name.text == ComparisonMachine.parameterName {
            configuration.parameters.streaming.comparisons.append(
                try ComparisonMachine(statement.value, at: name, in: source))
            comparisonCount += 1
            return
        }
        guard let definition = ParameterSchema.definition(of: name.text) else {
            throw unknown(name, in: source)
        }
        let revision = configuration.revision
        guard definition.isRead(by: revision) else {
            throw source.error(definition.message(unreadBy: revision), line: name.line, column: name.column)
        }
        let operand = try evaluate(statement, for: definition, in: source)
        let value: ParameterValue
        do throws(ValueRefusal) {
            value = try definition.check(operand, in: revision)
        } catch {
            throw source.error("\(shown(statement, operand)) \(error.message)", line: name.line)
        }
        if let earlier = given[name.text], earlier.value != value {
            throw source.error(
                "\(name.text) = \(statement.text) contradicts \(name.text) = \(earlier.value.text) in line "
                    + "\(earlier.line): give it once",
                line: name.line)
        }
        given[name.text] = (value, name.line)
        definition.write(&configuration, value)
        leaders.settle(&configuration.parameters)
        configuration.origins[name.text] = ParameterOrigin(
            file: source.name, line: source.hasLines ? name.line : nil)
    }

    /// The operand that a statement gives. Words of a choice come before everything that they could mean otherwise.
    private func evaluate(
        _ statement: Statement, for definition: ParameterDefinition?, in source: ParameterSource
    ) throws(InputError) -> ParameterOperand {
        let choices = definition?.choices(in: configuration.revision) ?? []
        // A word of a choice may have hyphens and points, as `neurosim-2.1`, which are tokens of their own.
        let spelled = statement.value.map(\.text).joined()
        if statement.value.allSatisfy({ $0.kind != .quotation }), choices.contains(where: { $0.isCalled(spelled) }) {
            return .word(spelled)
        }
        let configuration = self.configuration
        do throws(InputError) {
            return try ParameterExpression.value(of: statement.value, in: source) { name in
                Self.number(called: name, in: configuration)
            }
        } catch {
            // What begins with a word is meant for a word of the choice, and is told which there are.
            guard !choices.isEmpty, statement.value.first?.kind == .word else { throw error }
            return .word(spelled)
        }
    }

    /// The number that a name stands for in an expression.
    private static func number(called name: String, in configuration: Configuration) -> Double? {
        if let derived = DerivedQuantity(rawValue: name) {
            return derived.value(in: configuration)
        }
        guard let definition = ParameterSchema.definition(of: name) else { return nil }
        // What follows another parameter is not settled before all is read.
        let leaders = definition.leaders(in: configuration.revision)
            .filter { $0 != ParameterLeaders.device || configuration.device != nil }
        guard leaders.isEmpty || configuration.origins[name] != nil else { return nil }
        switch definition.value(in: configuration) {
        case .integer(let value): return Double(value)
        case .real(let value): return value
        case .boolean, .choice: return nil
        }
    }

    private func check(
        _ derived: DerivedQuantity, _ statement: Statement, in source: ParameterSource
    ) throws(InputError) {
        let operand = try evaluate(statement, for: nil, in: source)
        let expected = derived.value(in: configuration)
        if case .number(let value, _) = operand, abs(value - expected) <= 1e-6 * expected {
            return
        }
        throw source.error(
            "\(shown(statement, operand)) is not 1/\(derived.resistance), which it always is: set "
                + "\(derived.resistance) and leave this line out",
            line: statement.name.line)
    }

    /// A statement for a message, with the value of an expression.
    private func shown(_ statement: Statement, _ operand: ParameterOperand) -> String {
        let text = "\(statement.name.text) = \(statement.text)"
        guard statement.value.count > 1, case .number(let value, _) = operand else { return text }
        let result = NumberText.shortest(value)
        return result == statement.text.replacing(" ", with: "") ? text : "\(text) (= \(result))"
    }

    private var namesInRevision: [String] {
        ParameterSchema.all(readBy: configuration.revision).map(\.name)
    }

    private func unknown(_ name: ParameterToken, in source: ParameterSource) -> InputError {
        let suggestion =
            nearestName(to: name.text, in: namesInRevision + [ComparisonMachine.parameterName])
            .map { "; did you mean `\($0)`?" }
            ?? " (`tessera params` lists all)"
        return source.error(
            "unknown parameter `\(name.shown)`\(suggestion)", line: name.line, column: name.column)
    }
}

/// Quantities that NeuroSim's Param.cpp computes among the parameters. They may stand in a file, but not differ.
enum DerivedQuantity: String, CaseIterable {
    case maxConductance
    case minConductance

    /// The parameter whose reciprocal it is.
    var resistance: String {
        switch self {
        case .maxConductance: "resistanceOn"
        case .minConductance: "resistanceOff"
        }
    }

    func value(in configuration: Configuration) -> Double {
        switch self {
        case .maxConductance: configuration.maximumConductance
        case .minConductance: configuration.minimumConductance
        }
    }
}
