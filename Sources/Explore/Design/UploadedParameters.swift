// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Formats
import ReportKit

/// The parameters that an uploaded Param file gives.
struct UploadedParameters {
    private let values: [(name: String, text: String)]

    /// Reads a file.
    ///
    /// - Parameter content: an object with the `text` of the file and its name, `file`.
    /// - Throws: `InputError` with line and column for what is wrong with it.
    init(_ content: JSONContent) throws(InputError) {
        let members = try JSONMembers(
            content, place: "the file", file: DesignState.source, allowed: ["text", "file"])
        let source = ParameterSource(name: try members.text("file"), text: try members.text("text"))
        values = try Configuration(sources: [source]).settings.filter { $0.origin != nil }.map { ($0.name, $0.text) }
    }

    /// Names with their values, as the page keeps them.
    var document: JSONValue {
        ["parameters": .array(values.map { ["name": .string($0.name), "value": .string($0.text)] })]
    }
}
