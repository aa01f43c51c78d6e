// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Formats

/// A run as a capsule: its inputs, its command, its parameters and its reports in one ZIP archive.
package struct CapsuleWriter: Sendable {
    private let inputs: CapsuleInputs
    private let words: [String]
    private let texts: [(name: String, text: String)]
    private let maker: CapsuleMaker

    /// Gathers a run that has succeeded.
    ///
    /// - Parameters:
    ///   - inputs: The files that it has read.
    ///   - command: The name of the command.
    ///   - arguments: The words that the user gave.
    ///   - settings: The parameters in force.
    ///   - report: The report in JSON.
    ///   - shown: The report in the format that was asked for, and the ending of its file.
    ///   - maker: This program.
    package init(
        _ inputs: CapsuleInputs, command: String, arguments: [String], settings: [ParameterSetting], report: String,
        shown: (text: String, ending: String), maker: CapsuleMaker
    ) {
        self.inputs = inputs
        self.maker = maker
        words = CapsuleWords.words(of: arguments, command: command, inputs: inputs.options)
        var texts = [
            (CapsuleNames.parameters, CapsuleParameters.text(settings)), (CapsuleNames.report, report),
        ]
        let name = "report.\(shown.ending)"
        if name != CapsuleNames.report { texts.append((name, shown.text)) }
        self.texts = texts
    }

    /// Writes the archive. The same run makes the same bytes.
    ///
    /// - Parameter path: The file.
    /// - Throws: `InputError` when it cannot be written, or an input has changed since the run began.
    package func write(to path: String) throws(InputError) {
        let zip = try ZipWriter(path)
        for (name, text) in texts { try zip.add(name, text: text) }
        for member in inputs.members {
            switch member.content {
            case .text(let text): try zip.add(member.name, text: text)
            case .file(let file):
                let bytes = try MappedFile(file.path)
                try file.requireUnchanged()
                try zip.add(member.name, bytes.bytes)
                try file.requireUnchanged()
            }
        }
        let files = zip.contents.map { CapsuleManifest.File(name: $0.name, size: $0.size, checksum: $0.checksum) }
        let manifest = CapsuleManifest(maker: maker, command: words, files: files.sorted { $0.name < $1.name })
        try zip.add(CapsuleNames.manifest, text: manifest.text)
        try zip.finish()
    }
}

/// Names of files in a capsule.
enum CapsuleNames {
    /// Who made it, by which command, and digests.
    static let manifest = "capsule.json"
    /// The parameters in force.
    static let parameters = "parameters.param"
    /// The report in JSON.
    static let report = "report.json"

    /// Whether a name may stand in a capsule: a path that leads down only.
    static func isAllowed(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 64 && name.utf8.count <= 4096 && !name.contains("\0")
            && parts.allSatisfy { !["", ".", ".."].contains($0) && $0.utf8.count <= 255 }
    }
}
