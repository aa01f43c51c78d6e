// SPDX-License-Identifier: Apache-2.0

/// A value whose members are declared in one list, from which its JSON, its schema and its table in the reference come.
package protocol ReportObject: ReportValue {
    /// Name of the object in the reference, such as `layer of an estimate`; no other object has this name.
    static var reportName: String { get }
    /// The members in the order of the reference.
    static var reportMembers: [ReportMember<Self>] { get }
}

extension ReportObject {
    package static var reportSchema: ValueSchema { .object(objectSchema) }

    /// Name of the object, and its members.
    package static var objectSchema: ObjectSchema {
        ObjectSchema(name: reportName, members: reportMembers.map(\.schema))
    }

    package var reportValue: JSONValue { JSONValue(self, members: Self.reportMembers) }
}

extension JSONValue {
    /// The members that a value has, as an object.
    package init<Owner>(_ owner: Owner, members: [ReportMember<Owner>]) {
        var values = [String: JSONValue](minimumCapacity: members.count)
        for member in members {
            values[member.name] = member.value(owner)
        }
        self = .object(values)
    }
}
