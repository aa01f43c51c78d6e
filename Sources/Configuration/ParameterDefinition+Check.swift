// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Why a value does not fit a parameter, in words that follow `NAME = VALUE`.
struct ValueRefusal: Error {
    let message: String
}

extension ParameterDefinition {
    /// The value that `operand` gives this parameter in a revision, by default in the first one that reads it.
    func check(
        _ operand: ParameterOperand, in revision: RevisionName? = nil
    ) throws(ValueRefusal) -> ParameterValue {
        try ValueCheck(form: forms[revision ?? revisions[0]], unit: unit).check(operand)
    }

    /// Why a revision refuses it, which never reads it.
    func message(unreadBy revision: RevisionName) -> String {
        "`\(name)` is read by \(revisions.map(\.word).joined(separator: " and ")) only, and the revision is \(revision.word)"
    }

    /// The allowed values in a revision, with the unit of those that have a physical one.
    public func allowed(in revision: RevisionName) -> String {
        ValueCheck(form: forms[revision], unit: unit).allowed
    }
}

/// The check of a value against the form that a parameter has in a revision.
private struct ValueCheck {
    let form: ParameterForm
    let unit: String

    func check(_ operand: ParameterOperand) throws(ValueRefusal) -> ParameterValue {
        switch form.type {
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
        switch form.type {
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
        if let chosen = form.choices.first(where: { operand.names($0) }) {
            return chosen
        }
        if let missing = form.unavailable.first(where: { operand.names($0) }) {
            let reason = "is not available: \(missing.meaning) (allowed: \(allowed))"
            guard case .number = operand else { throw ValueRefusal(message: reason) }
            throw ValueRefusal(message: "(\(missing.word)) \(reason)")
        }
        var message = "is not known (allowed: \(allowed))"
        if case .word(let text) = operand,
            let near = nearestName(to: text, in: form.choices.flatMap { [$0.word] + $0.aliases })
        {
            message += "; did you mean `\(near)`?"
        }
        throw ValueRefusal(message: message)
    }

    var allowed: String {
        switch form.type {
        case .real, .oneOf: unit == "1" ? form.allowed : "\(form.allowed) \(unit)"
        case .integer, .powerOfTwo, .boolean, .choice: form.allowed
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
