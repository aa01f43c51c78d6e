// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Plots
import ReportKit

/// A report: it has a declared JSON schema, formats, and a check that no figure is impossible.
package protocol Report: ReportObject {
    /// Formats of the report.
    associatedtype Format: Sendable
    /// Name and version of the form in JSON, as in `tessera.estimate/1`.
    static var schemaName: String { get }
    /// The subject of the report, as in `an estimate`.
    static var subject: String { get }
    /// The members beside those that all reports have.
    static var contents: [ReportMember<Self>] { get }
    /// Whether a format shows the whole document. Where it does not, the document is made without the members that were given.
    static func showsDocument(in format: Format) -> Bool
    /// The report in a format.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - document: the report as a tree, in which all figures are possible; see `showsDocument(in:)`.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` where this report cannot be of this format.
    func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String
}

extension Report {
    package static var reportName: String { schemaName }

    package static var reportMembers: [ReportMember<Self>] {
        [
            .constant("schema", "name and version of this form", schemaName),
            ReportMember("version", "version of Tessera") { _ in Tessera.version },
            ReportMember(
                "commit", "git commit that the program was built from, in short form; null if it is not known"
            ) {
                _ in Tessera.commit
            },
        ] + contents
    }

    /// The form of this report in JSON.
    package static var schema: ReportSchema {
        ReportSchema(name: schemaName, subject: subject, object: objectSchema)
    }

    package static func showsDocument(in format: Format) -> Bool { true }

    /// Figures that no report may show: infinite, not a number, or negative where the schema has no negative one.
    var impossibleFigures: [ImpossibleFigure] { examined(Self.reportMembers).impossible }

    /// The values of members, and the impossible figures in them by name. The schema of a member is made only if a number in it
    /// is unusual.
    private func examined(
        _ members: [ReportMember<Self>]
    ) -> (document: JSONValue, impossible: [ImpossibleFigure]) {
        var values = [String: JSONValue](minimumCapacity: members.count)
        var impossible: [String: [ImpossibleFigure]] = [:]
        for member in members {
            guard let value = member.value(self) else { continue }
            values[member.name] = value
            if value.hasUnusualNumber {
                impossible[member.name] = member.schema.value.impossibleFigures(in: value, at: member.name)
            }
        }
        return (.object(values), impossible.sorted { $0.key < $1.key }.flatMap(\.value))
    }

    /// The report as text, once it is known that all its figures are possible. All reports of all formats come from here.
    ///
    /// - Parameters:
    ///   - format: what the report is.
    ///   - command: the words of the command that makes the report, for pages.
    /// - Returns: the text of the report.
    /// - Throws: `InputError` of kind `internalError` that names the figures that cannot be, and what the format throws.
    package func checked(as format: Format, command: [String]? = nil) throws(InputError) -> String {
        let members = Self.reportMembers
        let (document, impossible) = examined(
            Self.showsDocument(in: format) ? members : members.filter { !$0.isGiven })
        try Self.refuse(impossible)
        return try text(as: format, document: document, command: command)
    }

    /// A picture of the report, once it is known that all its figures are possible.
    ///
    /// - Parameter picture: makes the picture.
    /// - Returns: the picture.
    /// - Throws: `InputError` of kind `internalError` that names the figures that cannot be.
    package func checked(_ picture: () -> Plot) throws(InputError) -> Plot {
        try Self.refuse(examined(Self.reportMembers.filter { !$0.isGiven }).impossible)
        return picture()
    }

    private static func refuse(_ impossible: [ImpossibleFigure]) throws(InputError) {
        guard impossible.isEmpty else {
            let shown = impossible.prefix(5).map(\.description).joined(separator: ", ")
            let more = impossible.count > 5 ? ", and \(impossible.count - 5) more" : ""
            throw InputError(
                "the report on \(subject) has figures that cannot be: \(shown)\(more). This is a defect of Tessera: "
                    + "please report it with the command and its files.", kind: .internalError)
        }
    }
}
