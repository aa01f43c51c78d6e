// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The expression to the right of an equals sign.
enum ParameterOperand: Equatable {
    /// A number; whether it is one of C's integers decides what division means.
    case number(Double, isInteger: Bool)
    /// `true` or `false`.
    case boolean(Bool)
    /// A word that is neither: a choice.
    case word(String)
}

/// Evaluates C constant expressions: numbers, `+ - * /`, parentheses, casts, and names of parameters given before.
struct ParameterExpression {
    private let source: ParameterSource
    private let tokens: ArraySlice<ParameterToken>
    /// The number that a name stands for; nil when it is not a name of a number.
    private let lookUp: (String) -> Double?
    private var position: Int
    private var depth = 0

    private static let deepest = 50

    /// The value of `tokens`, which must not be empty.
    ///
    /// - Parameters:
    ///   - tokens: the tokens after the equals sign.
    ///   - source: the text that they are from, for errors.
    ///   - lookUp: the number that a parameter's name stands for.
    /// - Returns: a number, a truth value, or a lone word that is neither.
    /// - Throws: `InputError` at the token that is wrong.
    static func value(
        of tokens: ArraySlice<ParameterToken>, in source: ParameterSource, lookUp: @escaping (String) -> Double?
    ) throws(InputError) -> ParameterOperand {
        if tokens.count == 1, let only = tokens.first, only.kind == .word {
            return bareWord(only.text, lookUp)
        }
        var expression = ParameterExpression(source: source, tokens: tokens, lookUp: lookUp)
        let result = try expression.sum()
        if let rest = expression.current {
            throw source.error("`\(rest.shown)` is not expected here", line: rest.line, column: rest.column)
        }
        return .number(result.value, isInteger: result.isInteger)
    }

    private static func bareWord(_ text: String, _ lookUp: (String) -> Double?) -> ParameterOperand {
        switch text {
        case "true": .boolean(true)
        case "false": .boolean(false)
        default: lookUp(text).map { .number($0, isInteger: false) } ?? .word(text)
        }
    }

    private init(
        source: ParameterSource, tokens: ArraySlice<ParameterToken>, lookUp: @escaping (String) -> Double?
    ) {
        self.source = source
        self.tokens = tokens
        self.lookUp = lookUp
        position = tokens.startIndex
    }

    private struct Number {
        var value: Double
        var isInteger: Bool
    }

    private var current: ParameterToken? {
        position < tokens.endIndex ? tokens[position] : nil
    }

    private mutating func accept(_ symbol: String) -> Bool {
        guard let current, current.isSymbol(symbol) else { return false }
        position += 1
        return true
    }

    private mutating func sum() throws(InputError) -> Number {
        var left = try product()
        while true {
            if accept("+") {
                let right = try product()
                left = Number(value: left.value + right.value, isInteger: left.isInteger && right.isInteger)
            } else if accept("-") {
                let right = try product()
                left = Number(value: left.value - right.value, isInteger: left.isInteger && right.isInteger)
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(InputError) -> Number {
        var left = try factor()
        while let sign = current {
            if accept("*") {
                let right = try factor()
                left = Number(value: left.value * right.value, isInteger: left.isInteger && right.isInteger)
            } else if accept("/") {
                left = try quotient(left, try factor(), at: sign)
            } else {
                return left
            }
        }
        return left
    }

    private func quotient(_ left: Number, _ right: Number, at sign: ParameterToken) throws(InputError) -> Number {
        guard right.value != 0 else {
            throw source.error("division by zero", line: sign.line, column: sign.column)
        }
        let value = left.value / right.value
        let isInteger = left.isInteger && right.isInteger
        if isInteger, value != value.rounded(.towardZero) {
            let (top, bottom) = (NumberText.shortest(left.value), NumberText.shortest(right.value))
            throw source.error(
                "\(top)/\(bottom) of two whole numbers drops its remainder in C: write \(top).0/\(bottom), or the result",
                line: sign.line, column: sign.column)
        }
        return Number(value: value, isInteger: isInteger)
    }

    private mutating func factor() throws(InputError) -> Number {
        depth += 1
        defer { depth -= 1 }
        guard let token = current else {
            let last = tokens[tokens.endIndex - 1]
            throw source.error("the value ends too early", line: last.line, column: last.column)
        }
        guard depth <= Self.deepest else {
            throw source.error("the value is nested too deeply", line: token.line, column: token.column)
        }
        position += 1
        switch token.kind {
        case .number:
            return try number(token)
        case .word:
            return try reference(token)
        case .symbol where token.text == "-":
            let operand = try factor()
            return Number(value: -operand.value, isInteger: operand.isInteger)
        case .symbol where token.text == "+":
            return try factor()
        case .symbol where token.text == "(":
            return try group(token)
        case .symbol, .quotation, .end:
            throw source.error("`\(token.shown)` is not expected here", line: token.line, column: token.column)
        }
    }

    /// After an opening parenthesis: a cast such as `(double) 1`, or an expression and its closing parenthesis.
    private mutating func group(_ opening: ParameterToken) throws(InputError) -> Number {
        if let type = current, type.kind == .word, Self.castTypes.contains(type.text) {
            position += 1
            if accept(")") {
                return cast(try factor(), to: type.text)
            }
            position -= 1
        }
        let inner = try sum()
        guard accept(")") else {
            throw source.error("this parenthesis is not closed", line: opening.line, column: opening.column)
        }
        return inner
    }

    private static let castTypes: Set<String> = ["double", "float", "int", "long", "unsigned", "bool"]

    private func cast(_ operand: Number, to type: String) -> Number {
        switch type {
        case "double", "float": Number(value: operand.value, isInteger: false)
        case "bool": Number(value: operand.value == 0 ? 0 : 1, isInteger: true)
        default: Number(value: operand.value.rounded(.towardZero), isInteger: true)
        }
    }

    private func reference(_ token: ParameterToken) throws(InputError) -> Number {
        if token.text == "true" || token.text == "false" {
            return Number(value: token.text == "true" ? 1 : 0, isInteger: true)
        }
        guard let value = lookUp(token.text) else {
            throw source.error(
                "`\(token.shown)` is no number and no numeric parameter", line: token.line, column: token.column)
        }
        return Number(value: value, isInteger: false)
    }

    /// A number of C without hexadecimal forms: digits with an optional point, an exponent, and suffixes of type.
    private func number(_ token: ParameterToken) throws(InputError) -> Number {
        var text = Substring(token.text)
        while let last = text.last, "fFlLuU".contains(last) {
            text.removeLast()
        }
        let parts = text.lowercased().split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
        let mantissa = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = mantissa.joined()
        let isWellFormed = !digits.isEmpty && digits.allSatisfy(\.isASCIIDigit)
        let exponent = parts.count > 1 ? parts[1] : "0"
        guard isWellFormed, let power = Self.exponent(exponent) else {
            throw source.error("`\(token.shown)` is not a number", line: token.line, column: token.column)
        }
        let fraction = mantissa.count > 1 && !mantissa[1].isEmpty ? mantissa[1] : "0"
        let whole = mantissa[0].isEmpty ? "0" : mantissa[0]
        guard let value = Double("\(whole).\(fraction)e\(power)"), value.isFinite else {
            throw source.error("`\(token.shown)` is too large", line: token.line, column: token.column)
        }
        return Number(value: value, isInteger: mantissa.count == 1 && parts.count == 1)
    }

    /// A decimal exponent, clamped to where every mantissa has long left the range of `Double`.
    private static func exponent(_ text: Substring) -> Int? {
        let digits = text.first == "+" || text.first == "-" ? text.dropFirst() : text
        guard !digits.isEmpty, digits.allSatisfy(\.isASCIIDigit) else { return nil }
        let size = min(Int(digits) ?? 100_000, 100_000)
        return text.first == "-" ? -size : size
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
