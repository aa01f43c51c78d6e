// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import tessera

/// Pages of the manual: they are made of what help says.
@Suite struct ManualTests {
    @Test func thereIsAPageForEachCommand() throws {
        let folder = try Folder()
        let result = try Tessera.run("manual", "man1", in: folder)
        #expect(result.status == 0 && result.output.isEmpty && result.errors.isEmpty, "\(result.errors)")
        let commands = try CommandDescription.program().all
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.url.appending(path: "man1").path)
        #expect(Set(files) == Set(commands.map { $0.words.joined(separator: "-") + ".1" }))
        #expect(files.contains("tessera-sweep-run.1") && !files.contains { $0.contains("manual") })
        // What stands there is replaced on demand only.
        let again = try Tessera.run("manual", "man1", in: folder)
        #expect(again.status == 73 && again.errors.contains("tessera.1: exists already"), "\(again.errors)")
        #expect(try Tessera.run("manual", "man1", "--force", in: folder).status == 0)
    }

    @Test func aPageHasAllThatHelpHas() throws {
        for command in try CommandDescription.program().all {
            let text = ManualPage(command: command).text.replacing("\\-", with: "-")
            for argument in command.arguments ?? [] where argument.shouldDisplay {
                for name in argument.names ?? [] { #expect(text.contains("\\fB\(name.text)\\fR")) }
                if let value = argument.defaultValue, !argument.isFlag { #expect(text.contains("default: \(value))")) }
            }
            for title in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "SEE ALSO"] {
                #expect(text.contains(".SH \(title)\n"), "\(command.words) has no \(title)")
            }
        }
    }

    @Test func textsMeanNothingToTroff() {
        let description = CommandDescription(
            commandName: "x", superCommands: ["tessera"], abstract: "A\\b 'c'.",
            discussion: ".hidden\n\n'quoted' `code` -n",
            arguments: nil, subcommands: nil, defaultSubcommand: nil, shouldDisplay: true)
        let text = ManualPage(command: description).text
        #expect(text.contains("tessera\\-x \\- A\\eb \\(aqc\\(aq\n"))
        #expect(text.contains("\n\\&.hidden\n.PP\n\\&\\(aqquoted\\(aq \\(gacode\\(ga \\-n\n"))
    }

    /// The program `man`, which says on standard error what is wrong with a page.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/man"), "there is no man"))
    func manFindsNothingWrong() throws {
        let folder = try Folder()
        _ = try Tessera.run("manual", "man/man1", in: folder)
        let missing = try Tessera.run("manual", "man/man1", in: folder)
        #expect(missing.status == 73)
        try FileManager.default.createDirectory(
            at: folder.url.appending(path: "man"), withIntermediateDirectories: true)
        _ = try Tessera.run("manual", "man/man1", in: folder)
        let all = try Tessera.shell(
            "for page in man/man1/*; do LC_ALL=C.UTF-8 man --warnings -l $page; done", in: folder)
        #expect(all.status == 0 && all.errors.isEmpty, "\(all.errors)")
        let found = try Tessera.shell("MANWIDTH=100 LC_ALL=C.UTF-8 man -M \"$PWD/man\" tessera-sweep-run", in: folder)
        #expect(found.output.contains("--engine engine"), "\(found.output)\(found.errors)")
        let words = found.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("(values: local, slurm; default: local)"))
    }
}
