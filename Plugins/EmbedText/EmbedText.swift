// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// Writes a Swift file with the text of each file in the folder `Resources` of a target, so that the program needs no file
/// beside it.
///
/// Texts are string literals. Swift's own `embedInCode` writes each byte as a number, which takes far longer to compile.
@main
struct EmbedText: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let files = texts(in: target.directoryURL)
        let script = context.package.directoryURL.appending(path: "Scripts/embed-text.sh")
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedText.swift")
        return [
            .buildCommand(
                displayName: "Embedding the texts of \(target.name)", executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, output.path] + files.map(\.path), inputFiles: [script] + files,
                outputFiles: [output])
        ]
    }

    /// The files in folders of this name, by path.
    private func texts(in folder: URL) -> [URL] {
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey])
        return (all?.compactMap { $0 as? URL } ?? [])
            .filter { $0.deletingLastPathComponent().lastPathComponent == "Resources" }
            .sorted { $0.path < $1.path }
    }
}
