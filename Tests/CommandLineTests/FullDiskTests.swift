// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What commands leave behind when a disk is full, when files may not grow, or nothing may be written at all.
@Suite(.serialized) struct FullDiskTests {
    /// Runs a shell line in which files may not grow beyond so many blocks of 1024 bytes.
    private func limited(_ blocks: Int, _ line: String, in folder: Folder) throws -> Tessera.Result {
        try Tessera.shell("bash -c 'ulimit -f \(blocks); \(line)'", in: folder)
    }

    private func files(_ path: String, in folder: Folder) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder.url.appending(path: path).path)?.allObjects ?? []
        return names.compactMap { $0 as? String }.sorted()
    }

    private static let long = String(repeating: "4,4,8,3,3,8,0,1\n", count: 80) + "1,1,128,1,1,4,0,1\n"

    @Test(arguments: [
        "systolic --array 8x8 --output out", "manual out", "init out",
        "estimate --workload statistics --set trainingEstimation=true --epoch 1 --output out",
    ])
    func aSetOfFilesIsWholeOrNotThere(command: String) throws {
        // Long enough that the files do not fit, while the first ones do.
        let network = String(repeating: "4,4,8,3,3,8,0,1\n", count: 40) + "1,1,128,1,1,4,0,1\n"
        let folder = try Folder(["Network.csv": network])
        // KiB that the first file of each set fits into, or nearly, and all of them do not.
        let blocks = command.hasPrefix("estimate") ? 5 : 3
        let quiet = command.hasPrefix("manual") || command.hasPrefix("init") ? "" : "--quiet"
        let line = "\(Tessera.executable.path) \(command) \(quiet) >/dev/null || exit $?"
        let status = try limited(blocks, line, in: folder)
        #expect(status.status == 73, "\(status.errors)")
        #expect(files("out", in: folder).filter { $0.contains(".") } == [], "\(files("out", in: folder))")
    }

    @Test func whatWasThereIsThereStill() throws {
        let folder = try Folder()
        #expect(try Tessera.run("systolic", "--array", "8x8", "--output", "out", "--quiet", in: folder).status == 0)
        let names = files("out", in: folder)
        let before = try names.map { try folder.text(of: "out/\($0)") }
        try folder.write(Self.long, to: "Network.csv")
        let command = "\(Tessera.executable.path) systolic --array 8x8 --output out --force --quiet >/dev/null"
        #expect(try limited(5, command, in: folder).status == 73)
        #expect(files("out", in: folder) == names)
        #expect(try names.map { try folder.text(of: "out/\($0)") } == before)
        #expect(try Tessera.shell(command, in: folder).status == 0)
        #expect(files("out", in: folder) == names)
        #expect(try names.map { try folder.text(of: "out/\($0)") } != before)
    }

    /// The last of three reports cannot take its place, because a folder is there.
    @Test func reportsThatHadTheirPlacesLeaveThem() throws {
        let folder = try Folder()
        try folder.write("old", to: "out/BANDWIDTH_REPORT.csv")
        try folder.write("x", to: "out/DETAILED_ACCESS_REPORT.csv/file")
        let result = try Tessera.run(
            "systolic", "--array", "8x8", "--output", "out", "--force", "--quiet", in: folder)
        #expect(result.status == 73)
        #expect(
            files("out", in: folder) == [
                "BANDWIDTH_REPORT.csv", "DETAILED_ACCESS_REPORT.csv", "DETAILED_ACCESS_REPORT.csv/file",
            ])
        #expect(try folder.text(of: "out/BANDWIDTH_REPORT.csv") == "old")
    }

    // MARK: Sweeps

    private static let plan = """
        parameters: {memcelltype: [SRAM, RRAM, FeFET], technode: [22, 32, 45], levelOutput: [8, 16, 32]}

        """

    @Test func aSweepGoesOnWhenThereIsRoom() throws {
        let folder = try Folder(["s.yaml": Self.plan])
        for blocks in [0, 1, 8, 24, 40] {
            let result = try limited(blocks, "\(Tessera.executable.path) sweep s.yaml --quiet", in: folder)
            #expect(result.status == 73, "\(blocks): \(result.errors)")
        }
        let shown = try Tessera.run("sweep", "show", "s.db", "--format", "csv", in: folder)
        let rest = try Tessera.run("sweep", "s.yaml", "--quiet", in: folder)
        #expect(rest.status == 0, "\(rest.errors)")
        let all = try Tessera.run("sweep", "show", "s.db", "--format", "csv", in: folder)
        #expect(all.output.split(separator: "\n").count == 28)
        #expect(shown.output.split(separator: "\n").count < 28)
    }

    @Test func aMergeIsWholeOrNotThere() throws {
        let plan = Self.plan.replacing("}", with: ", numRowSubArray: [32, 64, 128, 256]}")
        let folder = try Folder(["s.yaml": plan])
        for part in 1...2 {
            let shard = try Tessera.run(
                "sweep", "s.yaml", "--shard", "\(part)/2", "--database", "\(part).db", "--quiet", in: folder)
            #expect(shard.status == 0, "\(shard.errors)")
        }
        // SQLite's index of its log has 32 kB; the log of so many points has more.
        let merge = "\(Tessera.executable.path) sweep merge all.db 1.db 2.db"
        #expect(try limited(40, merge, in: folder).status == 73)
        #expect(try folder.contents.filter { $0.hasPrefix("all") } == [])
        #expect(try Tessera.run("sweep", "merge", "all.db", "1.db", in: folder).status == 0)
        let before = try Tessera.run("sweep", "show", "all.db", "--format", "csv", in: folder).output
        #expect(try limited(40, merge, in: folder).status == 73)
        #expect(try Tessera.run("sweep", "show", "all.db", "--format", "csv", in: folder).output == before)
        #expect(
            try Tessera.run("sweep", "merge", "all.db", "1.db", "2.db", in: folder).errors
                == "1.db: 0 new points\n2.db: 54 new points\n")
    }

    // MARK: Mounts

    /// A small file system in memory, gone at the end of the test; nil where this may not be made.
    private final class Mount {
        let url: URL

        init?(_ size: String, in folder: Folder) {
            url = folder.url.appending(path: "mount")
            try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            guard getuid() == 0, change("-t tmpfs -o size=\(size) tmpfs") else { return nil }
        }

        deinit { _ = try? Process.run(URL(filePath: "/bin/umount"), arguments: ["-l", url.path]).waitUntilExit() }

        func change(_ options: String) -> Bool {
            let process = Process()
            process.executableURL = URL(filePath: "/bin/mount")
            process.arguments = options.split(separator: " ").map(String.init) + [url.path]
            process.standardError = FileHandle.nullDevice
            guard (try? process.run()) != nil else { return false }
            process.waitUntilExit()
            return process.terminationStatus == 0
        }
    }

    private static let canMount: Bool = {
        guard getuid() == 0, let folder = try? Folder() else { return false }
        return Mount("64k", in: folder) != nil
    }()

    @Test(
        .enabled(if: canMount, "needs to be root, and to mount"), arguments: ["4k", "8k", "16k", "32k", "64k", "96k"])
    func aSweepOnAFullDiskGoesOn(size: String) throws {
        let folder = try Folder(["s.yaml": Self.plan])
        let mount = try #require(Mount(size, in: folder))
        let full = try Tessera.run("sweep", "s.yaml", "--database", "mount/s.db", "--quiet", in: folder)
        #expect(full.status == 73, "\(full.errors)")
        // What is there can be looked at while the disk is full.
        if FileManager.default.fileExists(atPath: mount.url.appending(path: "s.db").path) {
            let shown = try Tessera.run("sweep", "show", "mount/s.db", in: folder)
            #expect(shown.status == 0 || shown.errors.contains("there are no points"), "\(shown.errors)")
        }
        #expect(mount.change("-o remount,size=4m"))
        let rest = try Tessera.run("sweep", "s.yaml", "--database", "mount/s.db", "--quiet", in: folder)
        #expect(rest.status == 0, "\(rest.errors)")
    }

    @Test(.enabled(if: canMount, "needs to be root, and to mount"))
    func aDatabaseOnAReadOnlyMountIsRead() throws {
        let folder = try Folder(["s.yaml": Self.plan])
        let mount = try #require(Mount("4m", in: folder))
        #expect(try Tessera.run("sweep", "s.yaml", "--database", "mount/s.db", "--quiet", in: folder).status == 0)
        let before = try Tessera.run("sweep", "show", "mount/s.db", in: folder)
        #expect(mount.change("-o remount,ro"))
        let after = try Tessera.run("sweep", "show", "mount/s.db", in: folder)
        #expect(after.status == 0 && after.output == before.output, "\(after.errors)")
        #expect(
            try Tessera.run("sweep", "merge", "copy.db", "mount/s.db", in: folder).errors
                == "mount/s.db: 27 new points\n")
        #expect(try Tessera.run("sweep", "s.yaml", "--database", "mount/s.db", "--quiet", in: folder).status == 73)
    }

    @Test(.enabled(if: canMount, "needs to be root, and to mount"))
    func aSetOnAFullDiskIsNotThere() throws {
        let folder = try Folder([
            "Network.csv": String(repeating: "4,4,8,3,3,8,0,1\n", count: 40) + "1,1,128,1,1,4,0,1\n"
        ])
        let mount = try #require(Mount("12k", in: folder))
        let result = try Tessera.run(
            "systolic", "--array", "8x8", "--output", "mount/out", "--quiet", in: folder)
        #expect(result.status == 73, "\(result.errors)")
        #expect(files("mount/out", in: folder) == [])
        #expect(mount.change("-o remount,size=1m"))
        #expect(
            try Tessera.run("systolic", "--array", "8x8", "--output", "mount/out", "--quiet", in: folder).status == 0)
        #expect(files("mount/out", in: folder).count == 3)
    }
}
