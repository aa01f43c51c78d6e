// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Why a value does not fit a parameter, in words that follow `NAME = VALUE`.
struct ValueRefusal: Error {
    let message: String
}

extension ParameterDefinition {
    /// The value that `operand` gives this parameter.
    func check(_ operand: ParameterOperand) throws(ValueRefusal) -> ParameterValue {
        switch type {
        case .integer, .powerOfTwo, .oneOf:
            .integer(try whole(operand))
        case .real(let range):
            .real(try real(operand, range))
        case .boolean(let no, _):
            .boolean(try alternative(operand) != no)
        case .choice:
            .choice(try alternative(operand).word)
        }
    }

    private func number(_ operand: ParameterOperand) throws(ValueRefusal) -> Double {
        switch operand {
        case .number(let value, _):
            return value
        case .boolean, .word:
            throw ValueRefusal(message: "is not a number (allowed: \(allowed))")
        }
    }

    private func real(_ operand: ParameterOperand, _ range: ClosedRange<Double>) throws(ValueRefusal) -> Double {
        let value = try number(operand)
        guard range.contains(value) else {
            throw ValueRefusal(message: "is out of range (allowed: \(allowed))")
        }
        return value
    }

    private func whole(_ operand: ParameterOperand) throws(ValueRefusal) -> Int {
        let value = try number(operand)
        guard value == value.rounded() else {
            throw ValueRefusal(message: "is not a whole number (allowed: \(allowed))")
        }
        let outOfRange = ValueRefusal(message: "is out of range (allowed: \(allowed))")
        guard let number = Int(exactly: value) else { throw outOfRange }
        switch type {
        case .powerOfTwo(let range):
            guard number > 0, number & (number - 1) == 0 else {
                throw ValueRefusal(message: "is not a power of two (allowed: \(allowed))")
            }
            guard range.contains(number) else { throw outOfRange }
        case .oneOf(let values):
            guard values.contains(number) else {
                throw ValueRefusal(message: "is not supported (allowed: \(allowed))")
            }
        case .integer(let range):
            guard range.contains(number) else { throw outOfRange }
        case .real, .boolean, .choice:
            break
        }
        return number
    }

    private func alternative(_ operand: ParameterOperand) throws(ValueRefusal) -> ParameterChoice {
        if let chosen = type.choices.first(where: { operand.names($0) }) {
            return chosen
        }
        if let missing = unavailable.first(where: { operand.names($0) }) {
            throw ValueRefusal(message: "(\(missing.word)) is not available: \(missing.meaning) (allowed: \(allowed))")
        }
        var message = "is not known (allowed: \(allowed))"
        if case .word(let text) = operand,
            let near = nearestName(to: text, in: type.choices.flatMap { [$0.word] + $0.aliases })
        {
            message += "; did you mean `\(near)`?"
        }
        throw ValueRefusal(message: message)
    }

    /// The allowed values, with the unit of those that have a physical one.
    public var allowed: String {
        switch type {
        case .real, .oneOf: unit == "1" ? type.allowed : "\(type.allowed) \(unit)"
        case .integer, .powerOfTwo, .boolean, .choice: type.allowed
        }
    }
}

extension ParameterOperand {
    /// Whether the operand is a word, a code or a truth value that stands for `choice`.
    fileprivate func names(_ choice: ParameterChoice) -> Bool {
        switch self {
        case .number(let value, _): value == Double(choice.code)
        case .boolean(let value): choice.isCalled(value ? "true" : "false")
        case .word(let text): choice.isCalled(text)
        }
    }
}
