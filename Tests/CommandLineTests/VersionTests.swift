// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Version and commit of the program, and the script that finds the commit when it is built.
@Suite struct VersionTests {
    @Test func theVersionIsPrinted() throws {
        let folder = try Folder()
        let result = try Tessera.run("--version", in: folder)
        #expect(result.status == 0)
        let match = try #require(result.output.wholeMatch(of: /\d+\.\d+\.\d+( \(([0-9a-f]{7,40})\))?\n/))
        let doctor = try Tessera.run("doctor", in: folder).output
        #expect(doctor.contains("Git commit : \(match.output.2 ?? "not known")\n"))
        // A commit of this repository, where this is one; the newest only if it was built after it.
        guard let commit = match.output.2 else { return }
        let known = try Tessera.shell("git -C '\(Example.root.path)' cat-file -t \(commit)", in: folder)
        #expect(known.output == "commit\n", "\(known.errors)")
    }

    /// Runs lines of shell in which `note FOLDER` prints what the script writes for sources in a folder.
    private func note(_ lines: String, in folder: Folder) throws -> String {
        let script = Example.root.appending(path: "Scripts/note-commit.sh").path
        let result = try Tessera.shell(
            """
            set -e
            note() { sh '\(script)' "$1" "$PWD/out/Noted.swift"; cat out/Noted.swift; }
            commit() { git -C sources -c user.name=a -c user.email=b commit -q --allow-empty -m x; }
            mkdir -p sources
            \(lines)
            """, in: folder)
        #expect(result.status == 0, "\(result.errors)")
        return result.output
    }

    @Test func sourcesWithoutARepositoryHaveNoCommit() throws {
        let none = "let notedCommit = \"\"\n"
        #expect(try note("note sources", in: Folder()) == none)
        #expect(try note("git init -q sources; note sources", in: Folder()) == none)
        // A repository around the sources is another one.
        #expect(try note("git init -q sources; commit; mkdir sources/in; note sources/in", in: Folder()) == none)
        // Git that does not work, or is not there.
        let broken = "mkdir bin; printf '#!/bin/sh\\nexit 127\\n' > bin/git; chmod +x bin/git; PATH=$PWD/bin:$PATH"
        #expect(try note("git init -q sources; commit; \(broken); note sources", in: Folder()) == none)
    }

    @Test func theFileIsWrittenWhenTheCommitIsAnother() throws {
        let folder = try Folder()
        let lines = try note(
            """
            git init -q sources
            for i in 1 2; do
                commit
                note sources
                git -C sources rev-parse HEAD
            done
            touch -d 2001-01-01 out/Noted.swift; note sources; date -r out/Noted.swift +%Y
            git -C sources worktree add -q ../beside HEAD~; note beside
            """, in: folder
        ).split(separator: "\n").map(String.init)
        try #require(lines.count == 7)
        for place in [0, 2] { #expect(lines[place] == "let notedCommit = \"\(lines[place + 1].prefix(7))\"") }
        #expect(lines[4] == lines[2] && lines[5] == "2001", "a file that says the same is left alone")
        #expect(lines[6] == lines[0], "a work tree has its own commit")
    }
}
