// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics

/// `tessera manual`, for those who install the program.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Writes the pages of the manual, one for each command, into a folder.",
        shouldDisplay: false)

    @Argument(
        help: ArgumentHelp("The folder, such as share/man/man1; it is made if it does not exist.", valueName: "folder"))
    var folder: String

    @Flag(help: "Replaces existing pages.")
    var force = false

    func run() throws {
        try ReportFile.makeFolder(folder)
        let pages = try CommandDescription.program().all.map(ManualPage.init)
        let files = try pages.map { page throws(InputError) in
            (file: try ReportFile("\(folder)/\(page.fileName)", replacing: force), text: page.text)
        }
        try ReportFile.write(files)
    }
}
