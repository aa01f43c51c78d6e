// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension Configuration {
    /// The defaults with some parameters set.
    ///
    /// ```swift
    /// let configuration = try Configuration {
    ///     $0.technologyNode = 22
    ///     $0.cellType = .rram
    /// }
    /// ```
    ///
    /// - Parameter change: Sets parameters.
    /// - Throws: `InputError` as ``changing(_:)`` does.
    public init(_ change: (inout ParameterSet) -> Void) throws(InputError) {
        self = try Configuration().changing(change)
    }

    /// The same configuration with some parameters set.
    ///
    /// - Parameter change: Sets parameters.
    /// - Returns: The changed configuration.
    /// - Throws: `InputError` for a value that the parameter does not take, or parameters that contradict each other. The message
    ///   names the parameter as a Param file does.
    public func changing(_ change: (inout ParameterSet) -> Void) throws(InputError) -> Configuration {
        var changed = self
        change(&changed.parameters)
        changed.settleDevice()
        for definition in ParameterSchema.all {
            let value = definition.given(changed)
            guard let value, value != definition.given(self) else { continue }
            guard definition.isRead(by: changed.revision) else {
                throw InputError(definition.message(unreadBy: changed.revision))
            }
            do throws(ValueRefusal) {
                _ = try definition.check(value.operand, in: changed.revision)
            } catch {
                throw InputError("\(definition.name) = \(value.text) \(error.message)")
            }
            changed.origins[definition.name] = .program
        }
        if changed.revision != self.revision { try changed.checkGiven() }
        try changed.checkContradictions()
        return changed
    }
}

extension ParameterOrigin {
    /// Set by a program.
    static let program = ParameterOrigin(file: "the program")
}

extension ParameterValue {
    /// The text of a Param file.
    var operand: ParameterOperand {
        switch self {
        case .integer(let number): .number(Double(number), isInteger: true)
        case .real(let number): .number(number, isInteger: false)
        case .boolean(let answer): .boolean(answer)
        case .choice(let word): .word(word)
        }
    }
}
