// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Workload

/// A capsule that was written by `--capsule`.
package struct Capsule: Sendable {
    /// The file as the user spelled it.
    package let path: String
    /// The program that made it.
    package var maker: CapsuleMaker { manifest.maker }
    /// The words of its command, with names inside the capsule.
    package var command: [String] { manifest.command }
    /// The names of its inputs.
    package var inputs: [String] { manifest.files.map(\.name).filter { $0.hasPrefix(CapsuleInputs.folder) } }

    private let zip: ZipReader
    private let manifest: CapsuleManifest

    /// The largest report that makes sense [byte].
    private static let largestReport = 1 << 30

    /// Opens a capsule and checks what it says of its files.
    ///
    /// - Parameter path: The file.
    /// - Throws: `InputError` when it cannot be read, is no capsule, is one of a newer form, or is damaged.
    package init(readingFrom path: String) throws(InputError) {
        self.path = path
        zip = try ZipReader(path, "a capsule")
        guard zip.size(of: CapsuleNames.manifest) != nil else {
            throw InputError("is no capsule of Tessera (it has no \(CapsuleNames.manifest))", file: path)
        }
        manifest = try CapsuleManifest(
            zip.bytes(of: CapsuleNames.manifest, limit: CapsuleManifest.largestSize),
            file: "\(path): \(CapsuleNames.manifest)")
        try requireFiles()
    }

    /// Checks that the archive has the files of the manifest and no others, under names that lead down only.
    private func requireFiles() throws(InputError) {
        for file in manifest.files {
            let name = shortened(file.name)
            guard CapsuleNames.isAllowed(file.name) else {
                throw InputError("the name `\(name)` leads out of the capsule, or is too long", file: path)
            }
            guard zip.size(of: file.name) == file.size, zip.checksum(of: file.name) == file.checksum else {
                throw InputError("\(name) is missing, or is not as it was when the capsule was made", file: path)
            }
        }
        let known = Set(manifest.files.map(\.name))
        guard known.count == manifest.files.count, known.count <= CapsuleInputs.mostFiles + 3 else {
            throw InputError("the list of files is too long, or has a file twice", file: path)
        }
        let foreign = zip.names.first { !known.contains($0) && $0 != CapsuleNames.manifest && !$0.hasSuffix("/") }
        if let foreign {
            throw InputError("has the file \(shortened(foreign)), which its list does not name", file: path)
        }
        guard manifest.files.reduce(0, { $0 + $1.size }) <= CapsuleInputs.largestSize + Self.largestReport else {
            throw InputError("is too large (allowed: \(CapsuleInputs.largestSize) bytes of inputs)", file: path)
        }
    }

    /// The report that the run had, in JSON.
    ///
    /// - Throws: `InputError` when it is missing or damaged.
    func report() throws(InputError) -> JSONContent {
        try JSONContent(
            zip.bytes(of: CapsuleNames.report, limit: Self.largestReport), file: "\(path): \(CapsuleNames.report)")
    }

    /// The parameters that were in force, by name.
    ///
    /// - Throws: `InputError` when they are missing or damaged.
    func parameters() throws(InputError) -> [String: String] {
        let bytes = try zip.bytes(of: CapsuleNames.parameters, limit: 1 << 24)
        return CapsuleParameters.values(String(decoding: bytes, as: UTF8.self))
    }

    /// The folders that the inputs need, those above others first.
    package var folders: [String] {
        var folders: Set<String> = []
        for name in inputs {
            var parts = name.split(separator: "/").dropLast()
            while !parts.isEmpty {
                folders.insert(parts.joined(separator: "/"))
                parts.removeLast()
            }
        }
        return folders.sorted()
    }

    /// Writes the inputs to a folder, in which the folders are there already.
    ///
    /// - Parameter folder: The folder, which holds nothing else.
    /// - Throws: `InputError` when an input is damaged or cannot be written.
    package func extractInputs(to folder: String) throws(InputError) {
        for name in inputs { try zip.extract(name, to: "\(folder)/\(name)") }
    }

    /// Checks that files which a command names are those of the capsule. The names are relative to the folder that the inputs
    /// were written to, which must be the working folder.
    ///
    /// - Parameter named: What the options of the command name.
    /// - Throws: `InputError` when a file is not from the capsule.
    package func requireOwn(_ named: [NamedInput]) throws(InputError) {
        let own = Set(inputs)
        func require(_ name: String) throws(InputError) {
            guard own.contains(name) || own.contains(where: { $0.hasPrefix(name + "/") }) else {
                throw InputError("its command reads \(shortened(name)), which is not in the capsule", file: path)
            }
        }
        for input in named {
            try require(input.path)
            guard case .traceCommand(let readsNetwork) = input.form else { continue }
            let command = try TraceCommand(readingFrom: input.path)
            if readsNetwork { try require(command.network) }
            for layer in command.layers {
                try require(layer.weights)
                try require(layer.inputs)
                if let old = layer.oldWeights, old != TraceCommand.absentFile { try require(old) }
            }
        }
    }
}
