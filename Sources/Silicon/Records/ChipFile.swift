// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Macro

/// A file of published macros, in the form `tessera.chips/1` (docs/chips.md).
public struct ChipFile: Sendable {
    /// A chip that the model cannot describe.
    public struct Skipped: Sendable, Equatable {
        /// Its name in the file.
        public let id: String
        /// What the model lacks.
        public let reason: String
    }

    /// The file.
    public let path: String
    /// The chips that the model describes.
    public let chips: [PublishedChip]
    /// Those that it does not.
    public let skipped: [Skipped]

    /// The name of the form.
    public static let schema = "tessera.chips/1"
    private static let sizeLimit = 1 << 26

    /// Reads a file.
    ///
    /// - Throws: `InputError` for a file that cannot be read, is of another form, or holds a value that is not allowed.
    public init(readingFrom path: String) throws(InputError) {
        try self.init(InputFile.bytes(of: path, limit: Self.sizeLimit), file: path)
    }

    /// Reads the text of a file.
    ///
    /// - Throws: as ``init(readingFrom:)``.
    public init(_ bytes: [UInt8], file: String) throws(InputError) {
        let fields = try ChipFields(JSONContent(bytes, file: file), place: "the file", file: file)
        let form = try fields.requiredText("schema")
        guard form == Self.schema else {
            throw fields.error("schema", "is \"\(shortened(form))\" (allowed: \(Self.schema))")
        }
        var chips: [PublishedChip] = []
        var skipped: [Skipped] = []
        var names: Set<String> = []
        for content in try fields.list("chips") {
            let record = try ChipFields(content, place: "chip \(chips.count + skipped.count + 1)", file: file)
            let id = try record.requiredText("id")
            guard names.insert(id).inserted else { throw record.error("id", "`\(shortened(id))` stands here twice") }
            let named = try ChipFields(content, place: "chip \(shortened(id))", file: file)
            if let reason = try Self.reasonToSkip(named) {
                skipped.append(Skipped(id: id, reason: reason))
            } else {
                chips.append(try PublishedChip(named))
            }
        }
        guard !chips.isEmpty || !skipped.isEmpty else { throw fields.error("chips", "has no chip") }
        path = file
        self.chips = chips
        self.skipped = skipped
    }

    /// Why the model cannot describe a chip: a node without figures, or a word of the design that it does not know; nil where
    /// it can.
    private static func reasonToSkip(_ record: ChipFields) throws(InputError) -> String? {
        guard let design = try record.fields("design") else { throw record.error("design", "is missing") }
        let node = try design.requiredNumber("node", 0.1...10_000)
        guard SiliconNode(nanometers: node) != nil else {
            return "there are no figures of silicon at \(node) nm (from 180 to 3)"
        }
        let words: [(fields: ChipFields?, name: String, known: [String])] = [
            (record, "kind", PublishedChip.kinds.map(\.key)), (design, "inputCoding", MacroDesign.codings.map(\.key)),
            (design, "weightStorage", MacroDesign.storages.map(\.key)),
            (try design.fields("converter"), "kind", MacroConverterDesign.kinds.map(\.key)),
        ]
        for (fields, name, known) in words {
            guard let fields, let text = try fields.text(name), !known.contains(text) else { continue }
            return "the model has no \(name) `\(shortened(text))` (known: \(known.joined(separator: ", ")))"
        }
        if let digital = try design.fields("digital"), let text = try digital.text("secondTree"),
            AdderDesign.SecondTree(description: text) == nil
        {
            return "secondTree is `\(shortened(text))` (known: N inputs of M bits)"
        }
        return nil
    }
}
