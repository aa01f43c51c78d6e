// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Configuration
import Diagnostics
import ReportKit
import Runs

/// `tessera init`.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a folder to work in: Param, Network.csv and a README for a network, a device and a revision.",
        discussion: """
            `tessera estimate` in that folder reads Param and Network.csv. Either all three files are written or none. A \
            file that exists is never replaced. A folder that does not exist is made.
            """)

    @Argument(help: ArgumentHelp("The folder. (default: the working folder)", valueName: "folder"))
    var folder = "."

    @Option(
        help: ArgumentHelp("The network, a name that `tessera networks` lists.", valueName: "name"))
    var network = InitRequest.standardNetwork

    @OptionGroup var device: DeviceOption

    @Option(
        help: ArgumentHelp(
            "The revision whose parameters Param has: \(RevisionWord.list). (default: \(RevisionName.standard.word))",
            valueName: "revision"))
    var revision: RevisionWord?

    func validate() throws {
        if folder.isEmpty { throw ValidationError("the folder needs a name") }
    }

    func run() throws {
        let files = try InitRequest(network: network, device: device.name, revision: revision?.name ?? .standard).run()
        try NewFiles(folder: folder).write([
            (InputSelection.parameterFile, files.parameters), (InputSelection.networkFile, files.network),
            ("README.md", files.guide),
        ])
        try StandardStreams.writeReport(
            "Param, Network.csv and README.md are in \(folder == "." ? "this folder" : folder). "
                + "Next: \(folder == "." ? "" : "\(ShellCommand(words: ["cd", folder]).text) && ")tessera estimate --format summary\n"
        )
    }
}

/// Files that a folder must not have yet.
struct NewFiles {
    /// The folder; it is made if there is none.
    let folder: String

    /// Writes all files, or none.
    ///
    /// - Parameter files: Names and texts.
    /// - Throws: `InputError` of kind `cannotWrite` that names a file which exists, or the reason why nothing can be written.
    func write(_ files: [(name: String, text: String)]) throws(InputError) {
        for (name, _) in files where ReportFile.isTaken(path(name)) {
            throw InputError(
                "exists already, and `tessera init` replaces no file; name another folder", kind: .cannotWrite,
                file: path(name))
        }
        let isNew = try ReportFile.makeFolder(folder)
        do throws(InputError) {
            var set: [(file: ReportFile, text: String)] = []
            for (name, text) in files { set.append((try ReportFile(path(name), replacing: false), text)) }
            try ReportFile.write(set)
        } catch {
            if isNew { ReportFile.removeEmptyFolder(folder) }
            throw error
        }
    }

    private func path(_ name: String) -> String {
        folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
