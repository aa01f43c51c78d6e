// SPDX-License-Identifier: Apache-2.0

/// The type of a value in a report.
package indirect enum ValueSchema: Sendable, Equatable {
    case boolean
    /// A whole number; not negative unless it is signed.
    case integer(isSigned: Bool)
    /// A number; not negative unless it is signed.
    case number(isSigned: Bool)
    case string
    /// One of some words.
    case words([String])
    /// A list, of so many items where a count is given.
    case list(ValueSchema, count: Int?)
    case object(ObjectSchema)
    /// Values under names that the run decides.
    case dictionary(ValueSchema)
    /// A value of one of several kinds.
    case either([ValueSchema])
    /// A value, or null if there is none.
    case nullable(ValueSchema)

    /// The same, for lists of so many items.
    func counted(_ count: Int?) -> ValueSchema {
        switch self {
        case .list(let item, _): .list(item, count: count)
        case .nullable(let value): .nullable(value.counted(count))
        default: self
        }
    }

    /// The objects that this value holds, or is.
    package var objects: [ObjectSchema] {
        switch self {
        case .boolean, .integer, .number, .string, .words: []
        case .list(let item, _), .dictionary(let item), .nullable(let item): item.objects
        case .either(let schemas): schemas.flatMap(\.objects)
        case .object(let schema): [schema]
        }
    }

    /// The schema of the member with a path such as `layers.costs.forward`; nil if there is none. The path skips lists
    /// and dictionaries: it has no index and no name of a dictionary's entry.
    package func member(at path: some Collection<Substring>) -> MemberSchema? {
        guard let name = path.first else { return nil }
        for object in objects {
            guard let member = object.members.first(where: { $0.name == name }) else { continue }
            return path.count == 1 ? member : member.value.member(at: path.dropFirst())
        }
        return nil
    }
}

/// An object of a report: what it is called, and its members.
package struct ObjectSchema: Sendable, Equatable {
    /// Name of the object in the reference; no other object of any report has this name.
    package let name: String
    /// The members in the order of the reference.
    package let members: [MemberSchema]

    /// Describes an object.
    package init(name: String, members: [MemberSchema]) {
        self.name = name
        self.members = members
    }

    /// This object and all those in it, each once, from the top down.
    package var withParts: [ObjectSchema] {
        var found = [self]
        var next = 0
        while next < found.count {
            for part in found[next].members.flatMap(\.value.objects)
            where !found.contains(where: { $0.name == part.name }) {
                found.append(part)
            }
            next += 1
        }
        return found
    }
}

/// A member of an object in a report.
package struct MemberSchema: Sendable, Equatable {
    /// Its name.
    package let name: String
    /// Its meaning, in words that follow the name.
    package let meaning: String
    /// The unit of numbers in it; nil where they have none.
    package let unit: String?
    /// Whether every such object has the member.
    package let isAlwaysThere: Bool
    /// The type of its value.
    package let value: ValueSchema

    /// Describes a member.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - meaning: what it means.
    ///   - unit: the unit of numbers in it.
    ///   - isAlwaysThere: whether every such object has it.
    ///   - value: what its value can be.
    package init(name: String, meaning: String, unit: String? = nil, isAlwaysThere: Bool = true, value: ValueSchema) {
        self.name = name
        self.meaning = meaning
        self.unit = unit
        self.isAlwaysThere = isAlwaysThere
        self.value = value
    }
}
