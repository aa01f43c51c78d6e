// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The value of an expression of C++, or why it has none here.
enum CodeValue: Equatable {
    case known(CodeNumber)
    case unknown(String)
}

/// Evaluates expressions of C++ on numbers: arithmetic, comparisons, logic, `?:`, casts, and functions of `<cmath>`.
struct CodeExpression {
    private let tokens: ArraySlice<CodeToken>
    private let lookUp: (String) -> CodeValue
    private var position: Int
    private var depth = 0
    private var isTooDeep = false

    private static let deepest = 100

    /// The value of some tokens.
    ///
    /// - Parameters:
    ///   - tokens: the tokens of the expression.
    ///   - lookUp: the value that a name stands for.
    /// - Returns: the value; unknown where a part that matters is unknown, or is nothing that is understood here.
    static func value(of tokens: ArraySlice<CodeToken>, lookUp: (String) -> CodeValue) -> CodeValue {
        withoutActuallyEscaping(lookUp) { lookUp in
            var expression = CodeExpression(tokens, lookUp)
            let value = expression.conditional()
            guard !expression.isTooDeep else { return refusalOfDepth }
            guard let rest = expression.current else { return value }
            return .unknown("`\(rest.text)` is not understood")
        }
    }

    private init(_ tokens: ArraySlice<CodeToken>, _ lookUp: @escaping (String) -> CodeValue) {
        self.tokens = tokens
        self.lookUp = lookUp
        position = tokens.startIndex
    }

    private var current: CodeToken? { position < tokens.endIndex ? tokens[position] : nil }

    private mutating func accept(_ symbols: [String]) -> String? {
        guard let token = current, token.kind == .symbol, symbols.contains(token.text) else { return nil }
        position += 1
        return token.text
    }

    private static let refusalOfDepth = CodeValue.unknown("it is nested too deeply")

    /// Ends the reading of an expression that is nested too deeply; returns nil for one that is not.
    private mutating func refuseTooDeep() -> CodeValue? {
        guard depth > Self.deepest else { return nil }
        isTooDeep = true
        position = tokens.endIndex
        return Self.refusalOfDepth
    }

    // MARK: Operators, from the loosest to the tightest

    private mutating func conditional() -> CodeValue {
        depth += 1
        defer { depth -= 1 }
        if let refusal = refuseTooDeep() { return refusal }
        let condition = binary(level: 0)
        guard accept(["?"]) != nil else { return condition }
        let yes = conditional()
        guard accept([":"]) != nil else { return .unknown("`?` has no `:`") }
        let no = conditional()
        guard case .known(let answer) = condition else { return condition }
        return answer.value != 0 ? yes : no
    }

    private static let levels = [
        ["||"], ["&&"], ["==", "!="], ["<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"],
    ]

    private mutating func binary(level: Int) -> CodeValue {
        guard level < Self.levels.count else { return unary() }
        var left = binary(level: level + 1)
        while let symbol = accept(Self.levels[level]) {
            left = Self.combined(left, symbol, binary(level: level + 1))
        }
        return left
    }

    /// A logical operation is decided where one side decides it.
    private static func combined(_ left: CodeValue, _ symbol: String, _ right: CodeValue) -> CodeValue {
        if symbol == "&&" || symbol == "||" {
            let deciding = symbol == "||"
            for case .known(let side) in [left, right] where (side.value != 0) == deciding {
                return .known(CodeNumber(deciding))
            }
        }
        switch (left, right) {
        case (.unknown, _): return left
        case (_, .unknown): return right
        case (.known(let left), .known(let right)): return arithmetic(left, symbol, right)
        }
    }

    private static func arithmetic(_ left: CodeNumber, _ symbol: String, _ right: CodeNumber) -> CodeValue {
        let (a, b) = (left.value, right.value)
        let isInteger = left.isInteger && right.isInteger
        let value: Double
        switch symbol {
        case "||", "&&": return .known(CodeNumber(symbol == "&&"))
        case "==": return .known(CodeNumber(a == b))
        case "!=": return .known(CodeNumber(a != b))
        case "<": return .known(CodeNumber(a < b))
        case "<=": return .known(CodeNumber(a <= b))
        case ">": return .known(CodeNumber(a > b))
        case ">=": return .known(CodeNumber(a >= b))
        case "+": value = a + b
        case "-": value = a - b
        case "*": value = a * b
        case "/" where b != 0: value = isInteger ? (a / b).rounded(.towardZero) : a / b
        case "%" where b != 0 && isInteger: value = a.truncatingRemainder(dividingBy: b)
        default: return .unknown(b == 0 ? "it divides by zero" : "`\(symbol)` needs whole numbers")
        }
        guard value.isFinite else { return .unknown("it is too large") }
        return .known(CodeNumber(value, isInteger: isInteger))
    }

    private mutating func unary() -> CodeValue {
        guard let symbol = accept(["-", "+", "!"]) else { return primary() }
        depth += 1
        defer { depth -= 1 }
        if let refusal = refuseTooDeep() { return refusal }
        let value = unary()
        guard case .known(let operand) = value else { return value }
        switch symbol {
        case "-": return .known(CodeNumber(-operand.value, isInteger: operand.isInteger))
        case "!": return .known(CodeNumber(operand.value == 0))
        default: return .known(operand)
        }
    }

    // MARK: Operands

    private mutating func primary() -> CodeValue {
        guard let token = current else { return .unknown("it ends too early") }
        position += 1
        switch token.kind {
        case .number: return token.number.map { .known($0) } ?? .unknown("`\(token.text)` is not a number")
        case .name: return named(token.text)
        case .symbol where token.text == "(": return group()
        case .symbol, .quotation: return .unknown("`\(token.text)` is not understood")
        }
    }

    private mutating func named(_ name: String) -> CodeValue {
        switch name {
        case "true": return .known(CodeNumber(true))
        case "false": return .known(CodeNumber(false))
        case "this", "param", "std":
            if accept(["->", "::"]) != nil, let member = current, member.kind == .name {
                position += 1
                return named(member.text)
            }
        default: break
        }
        guard accept(["("]) != nil else { return lookUp(name) }
        var arguments: [CodeValue] = []
        if accept([")"]) == nil {
            repeat { arguments.append(conditional()) } while accept([","]) != nil
            guard accept([")"]) != nil else { return .unknown("a parenthesis is not closed") }
        }
        return Self.call(name, arguments)
    }

    /// After an opening parenthesis: a cast, or an expression and its closing parenthesis.
    private mutating func group() -> CodeValue {
        if let type = current, let kind = CodeKind(type.text), position + 1 < tokens.endIndex,
            tokens[position + 1].isSymbol(")")
        {
            position += 2
            let value = unary()
            guard case .known(let operand) = value else { return value }
            return .known(kind.converted(operand))
        }
        let inner = conditional()
        guard accept([")"]) != nil else { return .unknown("a parenthesis is not closed") }
        return inner
    }

    private static func call(_ name: String, _ arguments: [CodeValue]) -> CodeValue {
        var numbers: [Double] = []
        for argument in arguments {
            guard case .known(let number) = argument else { return argument }
            numbers.append(number.value)
        }
        let value: Double?
        switch (numbers.count, name) {
        case (1, _): value = function(name)?(numbers[0])
        case (2, "pow"): value = pow(numbers[0], numbers[1])
        case (2, "min"), (2, "fmin"): value = min(numbers[0], numbers[1])
        case (2, "max"), (2, "fmax"): value = max(numbers[0], numbers[1])
        default: value = nil
        }
        guard let value else { return .unknown("`\(name)` is no function that is known here") }
        return value.isFinite ? .known(CodeNumber(value, isInteger: false)) : .unknown("it is no finite number")
    }

    private static func function(_ name: String) -> ((Double) -> Double)? {
        switch name {
        case "abs", "fabs": { abs($0) }
        case "sqrt": { $0.squareRoot() }
        case "log2": { log2($0) }
        case "log": { log($0) }
        case "log10": { log10($0) }
        case "exp": { exp($0) }
        case "ceil": { $0.rounded(.up) }
        case "floor": { $0.rounded(.down) }
        case "round": { $0.rounded() }
        default: nil
        }
    }
}

/// The sort of number that a variable of C++ holds.
enum CodeKind {
    case integer
    case boolean
    case real

    /// The sort of a type's name; nil for other types.
    init?(_ type: String) {
        switch type {
        case "int", "long", "unsigned", "short", "size_t": self = .integer
        case "bool": self = .boolean
        case "double", "float": self = .real
        default: return nil
        }
    }

    /// What a variable holds when a number is assigned to it.
    func converted(_ number: CodeNumber) -> CodeNumber {
        switch self {
        case .integer: CodeNumber(number.value.rounded(.towardZero), isInteger: true)
        case .boolean: CodeNumber(number.value != 0)
        case .real: CodeNumber(number.value, isInteger: false)
        }
    }
}
