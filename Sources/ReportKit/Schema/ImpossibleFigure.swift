// SPDX-License-Identifier: Apache-2.0

/// A number in a report that no figure can be.
package struct ImpossibleFigure: Sendable, Equatable, CustomStringConvertible {
    /// Its path, as in `layers[0].costs.forward.latency`.
    package let path: String
    /// Its value.
    package let value: Double

    package var description: String { "\(path) = \(value)" }
}

extension ValueSchema {
    /// Numbers in a tree that no figure can be: those that are infinite or not a number, and negative ones where the schema
    /// has none.
    ///
    /// - Parameters:
    ///   - value: the tree.
    ///   - path: the place of the tree in its document; empty if it is the document.
    /// - Returns: the numbers, by their paths.
    package func impossibleFigures(in value: JSONValue, at path: String = "") -> [ImpossibleFigure] {
        switch (self, value) {
        case (_, .number(let number)) where !number.isFinite: [ImpossibleFigure(path: path, value: number)]
        case (.integer(isSigned: false), .integer(let number)) where number < 0,
            (.number(isSigned: false), .integer(let number)) where number < 0:
            [ImpossibleFigure(path: path, value: Double(number))]
        case (.number(isSigned: false), .number(let number)) where number < 0:
            [ImpossibleFigure(path: path, value: number)]
        case (.nullable(let schema), _): schema.impossibleFigures(in: value, at: path)
        case (.either(let schemas), _):
            schemas.first { $0.isKind(of: value) }?.impossibleFigures(in: value, at: path) ?? []
        case (.list(let schema, _), .array(let items)):
            items.enumerated().flatMap { schema.impossibleFigures(in: $0.element, at: "\(path)[\($0.offset)]") }
        case (.dictionary(let schema), .object(let members)):
            members.sorted { $0.key < $1.key }.flatMap { name, member in
                schema.impossibleFigures(in: member, at: path.isEmpty ? name : "\(path).\(name)")
            }
        case (.object(let schema), .object(let members)):
            schema.members.sorted { $0.name < $1.name }.flatMap { member in
                members[member.name].map {
                    member.value.impossibleFigures(in: $0, at: path.isEmpty ? member.name : "\(path).\(member.name)")
                } ?? []
            }
        default: []
        }
    }

    /// Whether a value is of this kind, with any contents.
    private func isKind(of value: JSONValue) -> Bool {
        switch (self, value) {
        case (.boolean, .boolean), (.integer, .integer), (.number, .integer), (.number, .number), (.string, .string),
            (.list, .array), (.object, .object), (.dictionary, .object), (.nullable, .null):
            true
        case (.words(let words), .string(let word)): words.contains(word)
        case (.nullable(let schema), _): schema.isKind(of: value)
        case (.either(let schemas), _): schemas.contains { $0.isKind(of: value) }
        default: false
        }
    }
}

extension JSONValue {
    /// Whether any number in the tree is negative, infinite, or not a number. Most trees have none, and then it is not
    /// necessary to look for its place.
    package var hasUnusualNumber: Bool {
        switch self {
        case .null, .boolean, .string: false
        case .integer(let value): value < 0
        case .number(let value): !(value >= 0 && value < .infinity)
        case .array(let items): items.contains(where: \.hasUnusualNumber)
        case .object(let members): members.values.contains(where: \.hasUnusualNumber)
        }
    }
}
