// SPDX-License-Identifier: Apache-2.0

import Diagnostics

extension ComparisonMachine {
    /// The name of the parameter that gives a machine; it may be given several times.
    static let parameterName = "comparison"

    private static let form = "comparison = \"NAME\", SECONDS, JOULES, \"SOURCE\""

    /// Reads what stands behind `comparison =`.
    ///
    /// - Throws: `InputError` when it is not of the form that ``form`` shows, or a figure is not above 0.
    init(
        _ tokens: ArraySlice<ParameterToken>, at name: ParameterToken, in source: ParameterSource
    ) throws(InputError) {
        let parts = tokens.split(omittingEmptySubsequences: false) { $0.isSymbol(",") }
        guard parts.count == 4, let title = Self.quotation(parts[0]), let origin = Self.quotation(parts[3]) else {
            throw source.error(
                "a machine to compare with is written \(Self.form)", line: name.line, column: name.column)
        }
        self.name = title
        self.source = origin
        latency = try Self.figure(parts[1], "seconds", at: name, in: source)
        energy = try Self.figure(parts[2], "joules", at: name, in: source)
    }

    private static func quotation(_ tokens: ArraySlice<ParameterToken>) -> String? {
        guard tokens.count == 1, let only = tokens.first, only.kind == .quotation, !only.text.isEmpty else {
            return nil
        }
        return only.text
    }

    private static func figure(
        _ tokens: ArraySlice<ParameterToken>, _ what: String, at name: ParameterToken, in source: ParameterSource
    ) throws(InputError) -> Double {
        if !tokens.isEmpty {
            let operand = try ParameterExpression.value(of: tokens, in: source, lookUp: { _ in nil })
            if case .number(let value, _) = operand, value > 0, value.isFinite { return value }
        }
        throw source.error("the \(what) of a machine to compare with must be a number above 0", line: name.line)
    }
}
