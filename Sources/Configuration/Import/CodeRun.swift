// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Runs assignments of C++ in order: blocks, `if` and `switch` with conditions that are known, and nothing else.
struct CodeRun {
    /// What a name was last assigned.
    struct Assignment: Equatable {
        /// The value; unknown where it could not be evaluated, or may not have been assigned at all.
        let value: CodeValue
        /// The line of the assignment.
        let line: Int
        /// The assignment as it is written.
        let text: String
    }

    /// Code that is left out, and why.
    struct Omission: Equatable {
        let line: Int
        let reason: String
    }

    /// What becomes of a statement.
    private enum Mode {
        /// It is run.
        case run
        /// A branch that is not taken.
        case skip
        /// Nobody knows whether it is run.
        case doubtful(String)
    }

    /// What every name was last assigned.
    private(set) var assignments: [String: Assignment] = [:]
    /// Names that are assigned anywhere, also where it is not run.
    private(set) var mentioned: Set<String> = []
    /// Names of local variables.
    private(set) var locals: Set<String> = []
    /// Code that is left out.
    private(set) var omissions: [Omission] = []

    private let tokens: [CodeToken]
    private let file: String
    private let kind: (String) -> CodeKind
    private let constants: [String: CodeNumber]
    private var localKinds: [String: CodeKind] = [:]
    private var position: Int
    private var depth = 0
    private var isBroken = false

    private static let deepest = 200
    /// What may end a constructor early.
    private static let endings: Set<String> = ["exit", "abort", "return", "throw", "goto"]
    /// More tokens are no label of a `switch`.
    private static let longestLabel = 64

    /// Runs the body of `Param::Param()`, or the whole text where there is no such function.
    ///
    /// - Parameters:
    ///   - code: the text, cut into tokens.
    ///   - file: what errors call it.
    ///   - constants: values of names that are defined elsewhere.
    ///   - kind: the sort of number that a member holds.
    /// - Throws: `InputError` for code that is nested too deeply.
    init(
        _ code: CodeLexer, file: String, constants: [String: CodeNumber], kind: @escaping (String) -> CodeKind
    ) throws(InputError) {
        tokens = code.tokens
        self.file = file
        self.kind = kind
        self.constants = Self.constants(constants, with: code.macros)
        position = Self.body(in: code.tokens)
        let isFunction = position > 0
        while let token = current {
            if isFunction, token.isSymbol("}") { break }
            try statement(.run)
        }
    }

    /// The values of macros, each of which may name those before it.
    private static func constants(
        _ known: [String: CodeNumber], with macros: [(name: String, tokens: [CodeToken])]
    ) -> [String: CodeNumber] {
        var constants = known
        for (name, tokens) in macros {
            let value = CodeExpression.value(of: tokens[...]) { part in
                constants[part].map { .known($0) } ?? .unknown(part)
            }
            if case .known(let number) = value { constants[name] = number }
        }
        return constants
    }

    /// Where the statements of the constructor begin; 0 where there is no constructor.
    private static func body(in tokens: [CodeToken]) -> Int {
        let head = ["Param", "::", "Param", "("]
        for start in tokens.indices where tokens[start...].prefix(head.count).map(\.text) == head {
            let brace = tokens[start...].firstIndex { $0.isSymbol("{") || $0.isSymbol(";") }
            if let brace, tokens[brace].isSymbol("{") { return brace + 1 }
        }
        return 0
    }

    private var current: CodeToken? { position < tokens.count ? tokens[position] : nil }

    private func peek(_ distance: Int) -> CodeToken? {
        position + distance < tokens.count ? tokens[position + distance] : nil
    }

    // MARK: Statements

    private mutating func statement(_ wanted: Mode) throws(InputError) {
        guard let token = current else { return }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw InputError("the code is nested too deeply", file: file, line: token.line)
        }
        let mode = isBroken ? .skip : wanted
        if token.isSymbol("{") {
            try block(mode)
        } else if token.isSymbol("}") || token.isSymbol(";") {
            position += 1
        } else if token.kind == .name, let keyword = Keyword(rawValue: token.text) {
            try statement(of: keyword, token, mode)
        } else {
            simple(mode)
        }
    }

    private enum Keyword: String {
        case `if`, `else`, `switch`, `for`, `while`, `do`, `break`, `case`, `default`
    }

    private mutating func statement(
        of keyword: Keyword, _ token: CodeToken, _ mode: Mode
    ) throws(InputError) {
        position += 1
        switch keyword {
        case .if: try branches(token, mode)
        case .switch: try selection(token, mode)
        case .for, .while, .do:
            _ = parentheses()
            omit(token, "a loop is not read", mode)
            try statement(doubtful(mode, "it is assigned in the loop in line \(token.line)"))
        case .break:
            if case .run = mode { isBroken = true }
        case .else, .case, .default: break
        }
    }

    private mutating func block(_ mode: Mode) throws(InputError) {
        position += 1
        while let token = current, !token.isSymbol("}") { try statement(mode) }
        position += 1
    }

    /// Behind `if`.
    private mutating func branches(_ keyword: CodeToken, _ mode: Mode) throws(InputError) {
        let condition = parentheses()
        let value = evaluate(condition, mode)
        let (yes, no): (Mode, Mode)
        switch value {
        case nil: (yes, no) = (mode, mode)
        case .known(let answer): (yes, no) = answer.value != 0 ? (mode, .skip) : (.skip, mode)
        case .unknown(let reason):
            let doubt = doubtful(mode, "it depends on the condition in line \(keyword.line): \(reason)")
            (yes, no) = (doubt, doubt)
        }
        try statement(yes)
        guard let token = current, token.isName("else") else { return }
        position += 1
        try statement(no)
    }

    /// Behind `switch`.
    private mutating func selection(_ keyword: CodeToken, _ mode: Mode) throws(InputError) {
        let subject = evaluate(parentheses(), mode)
        guard let open = current, open.isSymbol("{") else { return }
        position += 1
        let wasBroken = isBroken
        defer { isBroken = wasBroken }
        let choice = choice(of: subject, mode, keyword)
        var entered = false
        while let token = current, !token.isSymbol("}") {
            if token.isName("case") || token.isName("default") {
                entered = entered || choice.label == position
                skip(behind: ":")
            } else if case .doubtful = choice.mode {
                try statement(choice.mode)
            } else {
                try statement(entered ? choice.mode : .skip)
            }
        }
        position += 1
    }

    /// Where a `switch` goes in: the place of the label that is the subject, or else of `default`.
    private func choice(of subject: CodeValue?, _ mode: Mode, _ keyword: CodeToken) -> (label: Int?, mode: Mode) {
        guard let subject else { return (nil, mode) }
        guard case .known(let number) = subject else {
            return (nil, doubtful(mode, "it depends on the `switch` in line \(keyword.line)"))
        }
        var fallback: Int?
        var nesting = 0
        for index in position..<tokens.count {
            let token = tokens[index]
            if token.isSymbol("{") { nesting += 1 }
            if token.isSymbol("}") { nesting -= 1 }
            if nesting < 0 { break }
            guard nesting == 0 else { continue }
            if token.isName("default") { fallback = fallback ?? index }
            guard token.isName("case"),
                let end = tokens[index...].prefix(Self.longestLabel).firstIndex(where: { $0.isSymbol(":") })
            else { continue }
            if case .known(let label) = value(of: tokens[(index + 1)..<end]), label.value == number.value {
                return (index, mode)
            }
        }
        return (fallback, mode)
    }

    // MARK: Simple statements

    /// A declaration, an assignment, or something else up to its semicolon.
    private mutating func simple(_ mode: Mode) {
        let start = position
        var nesting = 0
        while let token = current, nesting > 0 || !token.isSymbol(";") && !token.isSymbol("}") {
            if token.isSymbol("(") { nesting += 1 }
            if token.isSymbol(")") { nesting -= 1 }
            if nesting > 0, token.isSymbol(";") || token.isSymbol("{") { break }
            position += 1
        }
        let whole = tokens[start..<position]
        if let token = current, token.isSymbol(";") { position += 1 }
        if position == start { position += 1 }
        for part in parts(of: whole) { assign(part, mode) }
    }

    /// The assignments that commas join, each with the type that a declaration gives to all.
    private mutating func parts(of statement: ArraySlice<CodeToken>) -> [ArraySlice<CodeToken>] {
        var statement = statement
        var type: CodeKind?
        while let word = statement.first, CodeKind(word.text) != nil || word.isName("const") || word.isName("static") {
            type = CodeKind(word.text) ?? type
            statement = statement.dropFirst()
        }
        var parts: [ArraySlice<CodeToken>] = []
        var (start, nesting) = (statement.startIndex, 0)
        for index in statement.indices {
            if statement[index].isSymbol("(") { nesting += 1 }
            if statement[index].isSymbol(")") { nesting -= 1 }
            guard nesting == 0, statement[index].isSymbol(",") else { continue }
            parts.append(statement[start..<index])
            start = index + 1
        }
        parts.append(statement[start...])
        guard let type else { return parts }
        for name in parts.compactMap(\.first) where name.kind == .name {
            locals.insert(name.text)
            localKinds[name.text] = type
        }
        return parts
    }

    private mutating func assign(_ part: ArraySlice<CodeToken>, _ mode: Mode) {
        var target = part
        if let first = target.first, first.isName("this") || first.isName("param"),
            target.dropFirst().first?.isSymbol("->") == true
        {
            target = target.dropFirst(2)
        }
        guard let name = target.first, name.kind == .name, let sign = target.dropFirst().first else {
            return call(part, mode)
        }
        let operand = target.dropFirst(2)
        switch sign.text {
        case "=": assign(name, part, mode) { $0.value(of: operand) }
        case "+=", "-=", "*=", "/=":
            let symbol = CodeToken(kind: .symbol, text: String(sign.text.prefix(1)), line: sign.line)
            let open = CodeToken(kind: .symbol, text: "(", line: sign.line)
            let close = CodeToken(kind: .symbol, text: ")", line: sign.line)
            assign(name, part, mode) { $0.value(of: ([name, symbol, open] + operand + [close])[...]) }
        case "++", "--":
            let step = CodeToken(kind: .number, text: "1", line: sign.line)
            let symbol = CodeToken(kind: .symbol, text: String(sign.text.prefix(1)), line: sign.line)
            assign(name, part, mode) { $0.value(of: [name, symbol, step]) }
        default: call(part, mode)
        }
    }

    private mutating func assign(
        _ name: CodeToken, _ part: ArraySlice<CodeToken>, _ mode: Mode, _ evaluate: (CodeRun) -> CodeValue
    ) {
        mentioned.insert(name.text)
        let value: CodeValue
        switch mode {
        case .skip: return
        case .doubtful(let reason): value = .unknown(reason)
        case .run:
            switch evaluate(self) {
            case .known(let number): value = .known((localKinds[name.text] ?? kind(name.text)).converted(number))
            case .unknown(let reason): value = .unknown(reason)
            }
        }
        assignments[name.text] = Assignment(value: value, line: name.line, text: part.written)
    }

    /// Something that assigns nothing. Where it ends the program, what follows would not have been reached.
    private mutating func call(_ part: ArraySlice<CodeToken>, _ mode: Mode) {
        guard case .run = mode, let name = part.first, Self.endings.contains(name.text) else { return }
        omit(name, "`\(part.written)` would end NeuroSim here", mode)
    }

    private mutating func omit(_ token: CodeToken, _ reason: String, _ mode: Mode) {
        if case .skip = mode { return }
        omissions.append(Omission(line: token.line, reason: reason))
    }

    private func doubtful(_ mode: Mode, _ reason: String) -> Mode {
        if case .run = mode { return .doubtful(reason) }
        return mode
    }

    // MARK: Pieces

    /// What stands between the parenthesis that comes next and the one that closes it.
    private mutating func parentheses() -> ArraySlice<CodeToken> {
        guard let open = current, open.isSymbol("(") else { return [] }
        position += 1
        let start = position
        var nesting = 1
        while let token = current {
            if token.isSymbol("(") { nesting += 1 }
            if token.isSymbol(")") { nesting -= 1 }
            if nesting == 0 { break }
            position += 1
        }
        let inside = tokens[start..<position]
        position += 1
        return inside
    }

    private mutating func skip(behind symbol: String) {
        while let token = current, !token.isSymbol(symbol), !token.isSymbol("}") { position += 1 }
        if current?.isSymbol(symbol) == true { position += 1 }
    }

    /// The value of a condition; nil where it does not matter.
    private func evaluate(_ condition: ArraySlice<CodeToken>, _ mode: Mode) -> CodeValue? {
        guard case .run = mode else { return nil }
        return value(of: condition)
    }

    private func value(of expression: ArraySlice<CodeToken>) -> CodeValue {
        CodeExpression.value(of: expression) { name in
            guard let assignment = assignments[name] else {
                return constants[name].map { .known($0) } ?? .unknown("`\(name)` has no value here")
            }
            guard case .unknown = assignment.value else { return assignment.value }
            return .unknown("`\(name)` is not known here")
        }
    }
}
