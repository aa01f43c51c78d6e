// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import ReportKit

/// What `capsule.json` says: who made the capsule, by which command, and the digest of each other file.
struct CapsuleManifest: Sendable, Equatable {
    /// A file of the capsule.
    struct File: Sendable, Equatable {
        let name: String
        /// Its size [byte].
        let size: Int
        /// Its CRC-32.
        let checksum: UInt32
    }

    /// Name and version of the form.
    static let schema = "tessera.capsule/1"
    private static let schemaFamily = "tessera.capsule/"
    /// The largest size of the text that makes sense [byte].
    static let largestSize = 1 << 27

    /// The program that made the capsule.
    let maker: CapsuleMaker
    /// The words of the command, with names inside the capsule.
    let command: [String]
    /// The files, sorted by name.
    let files: [File]

    /// The text of `capsule.json`.
    var text: String {
        JSONValue.object([
            "schema": .string(Self.schema), "version": .string(maker.version),
            "commit": maker.commit.map { .string($0) } ?? .null, "modelVersion": .integer(maker.modelVersion),
            "command": .array(command.map { .string($0) }),
            "files": .array(
                files.map { file in
                    .object([
                        "name": .string(file.name), "size": .integer(file.size),
                        "crc32": .string(Self.digits(file.checksum)),
                    ])
                }),
        ]).text
    }

    /// A checksum as eight hexadecimal digits.
    static func digits(_ checksum: UInt32) -> String {
        let text = String(checksum, radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }
}

/// The program that made a capsule.
package struct CapsuleMaker: Sendable, Equatable {
    /// Version of Tessera.
    package let version: String
    /// The commit that it was built from; nil where that is not known.
    package let commit: String?
    /// Version of the model.
    package let modelVersion: Int

    /// Describes a program.
    package init(version: String, commit: String?, modelVersion: Int) {
        self.version = version
        self.commit = commit
        self.modelVersion = modelVersion
    }

    /// Version, and commit where it is known.
    package var description: String { version + (commit.map { " (\($0))" } ?? "") }
}

extension CapsuleManifest {
    /// Reads the text of `capsule.json`.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - file: What errors call the file.
    /// - Throws: `InputError` when it is no manifest, or one of a newer form.
    init(_ bytes: [UInt8], file: String) throws(InputError) {
        let content = try JSONContent(bytes, file: file)
        try Self.requireForm(content, file)
        let members = try JSONMembers(
            content, place: "the capsule", file: file,
            allowed: ["schema", "version", "commit", "modelVersion", "command", "files"])
        var commit: String?
        if case .text(let text)? = members.content("commit")?.value { commit = text }
        maker = CapsuleMaker(
            version: try members.text("version"), commit: commit,
            modelVersion: try members.integer("modelVersion", 0...Int(Int32.max)))
        command = try members.list("command").map { word throws(InputError) in
            guard case .text(let text) = word.value else { throw members.error("command", "has \(word), not a text") }
            return text
        }
        files = try members.list("files").map { entry throws(InputError) in try File(entry, file: file) }
    }

    private static func requireForm(_ content: JSONContent, _ file: String) throws(InputError) {
        var form: String?
        if case .object(let members) = content.value,
            case .text(let text)? = members.first(where: { $0.name == "schema" })?.content.value
        {
            form = text
        }
        guard form != schema else { return }
        guard let form, form.hasPrefix(schemaFamily) else {
            throw InputError("is no capsule of Tessera (needed: the schema \(schema))", file: file)
        }
        throw InputError(
            "has the schema `\(shortened(form))`, which another version of Tessera writes (this one reads \(schema))",
            file: file)
    }
}

extension CapsuleManifest.File {
    fileprivate init(_ content: JSONContent, file: String) throws(InputError) {
        let members = try JSONMembers(
            content, place: "a file", file: file, allowed: ["name", "size", "crc32"])
        name = try members.text("name")
        size = try members.integer("size", 0...CapsuleInputs.largestSize)
        guard let checksum = UInt32(try members.text("crc32"), radix: 16) else {
            throw members.error("crc32", "is no hexadecimal number of eight digits")
        }
        self.checksum = checksum
    }
}
