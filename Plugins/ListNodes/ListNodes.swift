// SPDX-License-Identifier: Apache-2.0

import Foundation
import PackagePlugin

/// Writes a Swift file with the list of the process nodes of a target: one `Node….swift` in its folder `Nodes` each.
///
/// A node is added by adding its file; there is no list to edit.
@main
struct ListNodes: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target.sourceModule else { return [] }
        let records = module.sourceFiles(withSuffix: ".swift").map(\.url)
            .filter { $0.deletingLastPathComponent().lastPathComponent == "Nodes" }
            .sorted { $0.path < $1.path }
        let script = context.package.directoryURL.appending(path: "Scripts/list-nodes.sh")
        let output = context.pluginWorkDirectoryURL.appending(path: "ListedNodes.swift")
        return [
            .buildCommand(
                displayName: "Listing the nodes of \(target.name)", executable: URL(filePath: "/bin/sh"),
                arguments: [script.path, output.path] + records.map(\.lastPathComponent),
                inputFiles: [script] + records, outputFiles: [output])
        ]
    }
}
