// SPDX-License-Identifier: Apache-2.0

/// A member of an object: its name, what it means, its unit, what it can be, and its value for an owner.
package struct ReportMember<Owner>: Sendable {
    /// Its name.
    package let name: String
    /// Whether its values were given to the program and checked when they were read, as parameters are. Only forms that show
    /// the whole document need them.
    package let isGiven: Bool
    /// The value; nil where an owner does not have the member.
    package let value: @Sendable (Owner) -> JSONValue?
    // Made when somebody asks: a run asks only when a figure is suspicious.
    private let makeSchema: @Sendable () -> MemberSchema

    /// The schema of the member.
    package var schema: MemberSchema { makeSchema() }

    /// A member that every owner has.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - meaning: what it means, in words that follow the name.
    ///   - unit: the unit of numbers in it.
    ///   - count: how many items a list has, where all have as many.
    ///   - value: its value.
    package init<Value: ReportValue>(
        _ name: String, _ meaning: String, unit: String? = nil, count: Int? = nil,
        _ value: @escaping @Sendable (Owner) -> Value
    ) {
        self.init(
            name,
            schema: {
                MemberSchema(name: name, meaning: meaning, unit: unit, value: Value.reportSchema.counted(count))
            }, value: { value($0).reportValue })
    }

    private init(
        _ name: String, isGiven: Bool = false, schema: @escaping @Sendable () -> MemberSchema,
        value: @escaping @Sendable (Owner) -> JSONValue?
    ) {
        self.name = name
        self.isGiven = isGiven
        self.value = value
        makeSchema = schema
    }

    /// A member that was given to the program, and that every owner has.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - meaning: what it means.
    ///   - value: its value.
    /// - Returns: the member.
    package static func given<Value: ReportValue>(
        _ name: String, _ meaning: String, _ value: @escaping @Sendable (Owner) -> Value
    ) -> ReportMember {
        ReportMember(
            name, isGiven: true,
            schema: { MemberSchema(name: name, meaning: meaning, value: Value.reportSchema) },
            value: { value($0).reportValue })
    }

    /// A member that only some owners have: those for which there is a value.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - meaning: what it means, and when it is there.
    ///   - unit: the unit of numbers in it.
    ///   - value: its value; nil where there is no member.
    /// - Returns: the member.
    package static func sometimes<Value: ReportValue>(
        _ name: String, _ meaning: String, unit: String? = nil, _ value: @escaping @Sendable (Owner) -> Value?
    ) -> ReportMember {
        ReportMember(
            name,
            schema: {
                MemberSchema(
                    name: name, meaning: meaning, unit: unit, isAlwaysThere: false, value: Value.reportSchema)
            },
            value: { value($0)?.reportValue })
    }

    /// A member that is one of some words.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - meaning: what it means.
    ///   - words: what it can be.
    ///   - value: the word.
    /// - Returns: the member.
    package static func word(
        _ name: String, _ meaning: String, of words: [String], _ value: @escaping @Sendable (Owner) -> String
    ) -> ReportMember {
        ReportMember(
            name, schema: { MemberSchema(name: name, meaning: meaning, value: .words(words)) },
            value: { .string(value($0)) })
    }

    /// A member that is the same word for all owners.
    package static func constant(_ name: String, _ meaning: String, _ word: String) -> ReportMember {
        .word(name, meaning, of: [word]) { _ in word }
    }
}
