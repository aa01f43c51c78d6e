// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct OutputTests {
    @Test func aReportGoesToAFile() throws {
        let folder = try Folder()
        let expected = try Tessera.run("floorplan", in: folder).output
        let result = try Tessera.run("floorplan", "--output", "plan.txt", in: folder)
        #expect(result.status == 0)
        #expect(result.output == "")
        #expect(try folder.text(of: "plan.txt") == expected)
        #expect(try folder.contents == ["Network.csv", "Param", "plan.txt"])
    }

    @Test func aFileIsReplacedOnlyWithForce() throws {
        let folder = try Folder(["old.txt": "precious"])
        for arguments in [["floorplan"], ["estimate"], ["params"]] {
            let refused = try Tessera.finish(
                Tessera.start(arguments + ["--output", "old.txt"], in: folder), in: folder)
            #expect(refused.status == 73)
            #expect(refused.errors == "error: old.txt: exists already; --force replaces it\n")
            #expect(try folder.text(of: "old.txt") == "precious")
        }
        let replaced = try Tessera.run("floorplan", "--output", "old.txt", "--force", in: folder)
        #expect(replaced.status == 0)
        #expect(try folder.text(of: "old.txt").hasPrefix("Chip: "))
    }

    @Test func anArchiveIsReplacedOnlyWithForce() throws {
        let folder = try Folder(["out.npz": "precious"])
        let command = try folder.writeTrace()
        let refused = try Tessera.run("trace", "convert", command, "out.npz", in: folder)
        #expect(refused.status == 73)
        #expect(refused.errors == "error: out.npz: exists already; --force replaces it\n")
        #expect(try Tessera.run("trace", "convert", command, "out.npz", "--force", in: folder).status == 0)
        #expect(try folder.text(of: "Param") == Folder.parameters)
        #expect(try folder.contents == ["Network.csv", "Param", "out.npz", "trace"])
    }

    @Test func aLinkIsFollowed() throws {
        let folder = try Folder(["there/old.txt": "old"])
        let link = folder.url.appending(path: "link").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "there/old.txt")
        #expect(try Tessera.run("floorplan", "--output", "link", "--force", in: folder).status == 0)
        #expect(try folder.text(of: "there/old.txt").hasPrefix("Chip: "))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "there/old.txt")
    }

    /// Places where nothing can be written, and what the message says.
    static let places: [(path: String, message: String)] = [
        ("nowhere/x.txt", "error: nowhere/x.txt: there is no folder nowhere\n"),
        ("/nowhere/at/all/x", "error: /nowhere/at/all/x: there is no folder /nowhere/at/all\n"),
        ("folder", "error: folder: is a folder, not a file\n"),
        ("Param/x", "error: Param/x: there is no folder Param\n"),
        ("/dev/full", "error: /dev/full: cannot be written: No space left on device\n"),
    ]

    @Test(arguments: places) func aPlaceThatCannotBeWrittenIsNamed(_ place: (path: String, message: String)) throws {
        let folder = try Folder(["folder/x": ""])
        let result = try Tessera.run("floorplan", "--output", place.path, in: folder)
        #expect(result.status == 73)
        #expect(result.errors == place.message)
        #expect(try folder.contents == ["Network.csv", "Param", "folder"])
    }

    @Test func theSameHoldsForArchives() throws {
        let folder = try Folder()
        let command = try folder.writeTrace()
        for path in ["nowhere/x.npz", "trace", "/dev/full"] {
            let result = try Tessera.run("trace", "convert", command, path, in: folder)
            #expect(result.status == 73)
            #expect(result.errors.hasPrefix("error: \(path): "))
        }
    }

    /// Root may write everywhere, so that there is nothing to test when the tests run as root.
    @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
    func aFolderThatMayNotBeWrittenIsAnError() throws {
        let folder = try Folder(["folder/x": ""])
        let path = folder.url.appending(path: "folder").path
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path) }
        let result = try Tessera.run("floorplan", "--output", "folder/y", in: folder)
        #expect(result.status == 73)
        #expect(result.errors == "error: folder/y: cannot be written: Permission denied\n")
    }

    @Test func aFullStandardOutputIsAnError() throws {
        for command in ["floorplan", "--help", "--version", "params"] {
            let result = try Tessera.run(command, in: Folder(), output: URL(filePath: "/dev/full"))
            #expect(result.status == 73)
            #expect(result.errors == "error: standard output: cannot be written: No space left on device\n")
        }
    }

    @Test func aReaderWhoHasSeenEnoughIsNoError() throws {
        let folder = try Folder()
        // `true` reads nothing, so that the pipe is closed by the time the report is there.
        let result = try Tessera.shell(
            "{ sleep 0.2; $tessera params; echo \"status $?\" >&2; } | true", in: folder)
        #expect(result.errors == "status 0\n")
    }

    @Test func aClosedStandardOutputIsAnErrorAndNoCrash() throws {
        let folder = try Folder()
        let result = try Tessera.shell("$tessera floorplan >&-", in: folder)
        #expect(result.status == 73)
        #expect(result.errors == "error: standard output: cannot be written: Bad file descriptor\n")
        // Nobody is there to hear the message; the file must not get it.
        let silent = try Tessera.shell("$tessera floorplan --output plan.txt >&- 2>&-", in: folder)
        #expect(silent.status == 0)
        #expect(try folder.text(of: "plan.txt").hasPrefix("Chip: "))
    }

    @Test func aPipeIsWrittenTo() throws {
        let folder = try Folder()
        let result = try Tessera.shell(
            "mkfifo pipe; $tessera floorplan --output pipe & cat pipe; wait $!", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("Chip: "))
    }

    @Test func theReferenceOfParametersIsAParamFile() throws {
        let folder = try Folder(["Param": nil])
        #expect(try Tessera.run("params", "--format", "param", "--output", "Param", in: folder).status == 0)
        #expect(try Tessera.run("floorplan", in: folder).status == 0)
        let one = try Tessera.run("params", "levelOutput", in: folder)
        #expect(one.output.contains("levelOutput"))
        #expect(!one.output.contains("technode  "))
        #expect(try Tessera.run("params", "--format", "markdown", in: folder).output.hasPrefix("#"))
    }

    @Test func theFloorplanIsADocument() throws {
        let folder = try Folder()
        let result = try Tessera.run("floorplan", "--format", "json", "--weight-bits", "4", in: folder)
        let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(document?["schema"] as? String == "tessera.floorplan/1")
        #expect((document?["workload"] as? [String: Any])?["weightBits"] as? Int == 4)
    }
}
