// SPDX-License-Identifier: Apache-2.0

/// A value that reports hold, of a type that says what it can be.
package protocol ReportValue: Sendable {
    /// The schema of values of this type.
    static var reportSchema: ValueSchema { get }
    /// The value as a tree.
    var reportValue: JSONValue { get }
}

extension Bool: ReportValue {
    package static var reportSchema: ValueSchema { .boolean }
    package var reportValue: JSONValue { .boolean(self) }
}

extension Int: ReportValue {
    package static var reportSchema: ValueSchema { .integer(isSigned: false) }
    package var reportValue: JSONValue { .integer(self) }
}

extension Double: ReportValue {
    package static var reportSchema: ValueSchema { .number(isSigned: false) }
    package var reportValue: JSONValue { .number(self) }
}

extension String: ReportValue {
    package static var reportSchema: ValueSchema { .string }
    package var reportValue: JSONValue { .string(self) }
}

extension Optional: ReportValue where Wrapped: ReportValue {
    package static var reportSchema: ValueSchema { .nullable(Wrapped.reportSchema) }
    package var reportValue: JSONValue { self?.reportValue ?? .null }
}

extension Array: ReportValue where Element: ReportValue {
    package static var reportSchema: ValueSchema { .list(Element.reportSchema, count: nil) }
    package var reportValue: JSONValue { .array(map(\.reportValue)) }
}

extension Dictionary: ReportValue where Key == String, Value: ReportValue {
    package static var reportSchema: ValueSchema { .dictionary(Value.reportSchema) }
    package var reportValue: JSONValue { .object(mapValues(\.reportValue)) }
}

/// A number that may be negative.
package struct SignedFigure: ReportValue {
    private let value: Double

    /// A number that may be negative.
    package init(_ value: Double) {
        self.value = value
    }

    package static var reportSchema: ValueSchema { .number(isSigned: true) }
    package var reportValue: JSONValue { .number(value) }
}

/// A whole number that may be negative.
package struct SignedCount: ReportValue {
    private let value: Int

    /// A whole number that may be negative.
    package init(_ value: Int) {
        self.value = value
    }

    package static var reportSchema: ValueSchema { .integer(isSigned: true) }
    package var reportValue: JSONValue { .integer(value) }
}

/// A type whose values are words of a report.
package protocol ReportWord: ReportValue, RawRepresentable, CaseIterable where RawValue == String {}

extension ReportWord {
    package static var reportSchema: ValueSchema { .words(allCases.map(\.rawValue)) }
    package var reportValue: JSONValue { .string(rawValue) }
}
