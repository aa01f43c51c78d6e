// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// Writes a Swift file with the commit of the sources, so that the program can tell what it was built from.
///
/// The file is written when git says that another commit is checked out, and at no other time: a build after a commit
/// compiles this one file, and links.
@main
struct NoteCommit: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL
        let script = root.appending(path: "Scripts/note-commit.sh")
        let output = context.pluginWorkDirectoryURL.appending(path: "NotedCommit.swift")
        return [
            .buildCommand(
                displayName: "Noting the commit", executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, root.path, output.path],
                inputFiles: [script] + gitFiles(of: root), outputFiles: [output])
        ]
    }

    /// The files that git changes when another commit is checked out; none where there is no repository.
    private func gitFiles(of root: URL) -> [URL] {
        var folder = root.appending(path: ".git")
        // In a work tree beside another one, and in a submodule, it is a file that says where the folder is.
        if let text = try? String(contentsOf: folder, encoding: .utf8), text.hasPrefix("gitdir: ") {
            let path = text.dropFirst("gitdir: ".count).trimmingCharacters(in: .whitespacesAndNewlines)
            folder = URL(filePath: path, relativeTo: root).absoluteURL
        }
        return ["HEAD", "logs/HEAD"].map { folder.appending(path: $0) }
            .filter { FileManager.default.fileExists(atPath: $0.path) }
    }
}
