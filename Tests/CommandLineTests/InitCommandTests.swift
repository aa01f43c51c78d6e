// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct InitCommandTests {
    /// No Param and no network.
    private static let empty: [String: String?] = ["Param": nil, "Network.csv": nil]
    private static let names = ["Network.csv", "Param", "README.md"]

    private func names(in url: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0 != ".streams" }.sorted()
    }

    @Test(
        arguments: [
            ("vgg8", nil, nil), ("lenet5", "rram-hfox-40nm", nil), ("lenet5", "sram-6t-7nm", "neurosim-1.5"),
            ("resnet18", "rram-hfox-40nm", "tessera"), ("bert_base", nil, "neurosim-2.1"),
        ] as [(String, String?, String?)])
    func theFolderGivesTheFiguresOfTheOptions(_ network: String, _ device: String?, _ revision: String?) throws {
        let folder = try Folder(Self.empty)
        let chip = device.map { " --device \($0)" } ?? ""
        let named = revision.map { " --revision \($0)" } ?? ""
        let made = try Tessera.shell("$tessera init work --network \(network)\(chip)\(named)", in: folder)
        #expect(made.status == 0 && made.errors.isEmpty, "\(made.errors)")
        #expect(made.output.contains("cd work && tessera estimate --format summary"))
        #expect(try names(in: folder.url.appending(path: "work")) == Self.names)
        let options = "--workload statistics --format csv --quiet"
        let own = try Tessera.shell("cd work && $tessera estimate \(options)", in: folder)
        let set = "--set revision=\(revision ?? "neurosim-2.1")"
        let other = try Tessera.shell("$tessera estimate \(options) --network \(network)\(chip) \(set)", in: folder)
        #expect(own.status == 0 && other.status == 0, "\(own.errors)\(other.errors)")
        #expect(own.output == other.output && !own.output.isEmpty)
        let summary = try Tessera.shell(
            "cd work && $tessera estimate --workload statistics --format summary", in: folder)
        #expect(summary.status == 0 && !summary.output.contains("depart from device"), "\(summary.output)")
    }

    @Test func theCommandsOfTheGuideRun() throws {
        let folder = try Folder(Self.empty)
        let made = try Tessera.run("init", "--network", "lenet5", "--device", "rram-22nm-intel", in: folder)
        #expect(made.status == 0 && made.output.contains("this folder"), "\(made.errors)")
        let guide = try String(contentsOf: folder.url.appending(path: "README.md"), encoding: .utf8)
        let commands = guide.split(separator: "\n").map(String.init).filter { $0.hasPrefix("tessera ") }
        #expect(commands.count == 6 && guide.contains("rram-22nm-intel"))
        // The others are forms with a NAME or a FILE to be filled in.
        for command in commands where !command.contains("NAME") && !command.contains("FILE") {
            let result = try Tessera.shell(
                command.replacing("tessera ", with: "$tessera ", maxReplacements: 1), in: folder)
            #expect(result.status == 0, "\(command): \(result.errors)")
        }
    }

    @Test(arguments: ["Network.csv", "Param", "README.md"]) func aFileThatExistsIsKept(_ name: String) throws {
        let folder = try Folder(["work/\(name)": "mine"])
        let result = try Tessera.run("init", "work", in: folder)
        #expect(result.status == 73)
        #expect(
            result.errors
                == "error: work/\(name): exists already, and `tessera init` replaces no file; name another folder\n")
        #expect(try names(in: folder.url.appending(path: "work")) == [name])
        let text = try String(contentsOf: folder.url.appending(path: "work/\(name)"), encoding: .utf8)
        #expect(text == "mine")
    }

    @Test(
        arguments: [
            (["--network", "vgg"], 64, "unknown network `vgg` (did you mean `vgg8`?)"),
            (["--device", "rram"], 65, "device"), (["--revision", "2.2"], 64, "'--revision <revision>'"),
            (["--device", "fefet-hfo2-28nm", "--revision", "tessera"], 65, "no FeFET cells"),
            (["a/b"], 73, "a/b: cannot be made"), ([""], 64, "the folder needs a name"),
        ] as [([String], Int32, String)])
    func whatCannotBeMadeIsExplained(_ options: [String], _ status: Int32, _ message: String) throws {
        let folder = try Folder(Self.empty)
        let result = try Tessera.finish(Tessera.start(["init"] + options, in: folder), in: folder)
        #expect(result.status == status && result.errors.contains(message), "\(result.errors)")
        #expect(try names(in: folder.url).isEmpty)
    }

    @Test func anEstimateWithoutANetworkNamesTheWayOut() throws {
        let result = try Tessera.run("estimate", in: Folder(Self.empty))
        #expect(result.status == 66)
        #expect(result.errors.contains("--network vgg8") && result.errors.contains("`tessera init`"))
    }
}
