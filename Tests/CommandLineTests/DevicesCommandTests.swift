// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import _TestSupport

/// `tessera devices`, and the option `--device` of other commands.
@Suite struct DevicesCommandTests {
    /// Runs a line in a folder below, which is empty.
    private func run(_ line: String, in folder: Folder) throws -> Tessera.Result {
        try Tessera.shell("mkdir -p empty && cd empty && $tessera \(line)", in: folder)
    }

    @Test func theListNamesDevicesThatCanBeUsed() throws {
        let folder = try Folder()
        let json = try run("devices --format json", in: folder)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let devices = try #require(document["devices"] as? [[String: Any]])
        #expect(devices.count >= 16)
        for device in devices where device["parameters"] is [Any] {
            let name = try #require(device["name"] as? String)
            let found = try run(
                "estimate --network lenet5 --device \(name) --workload statistics --format csv", in: folder)
            #expect(found.status == 0, "\(name): \(found.errors)")
        }
    }

    @Test func theOptionIsTheParameter() throws {
        let folder = try Folder(["chip.param": "device = rram-taox-130nm\n"])
        let options = "estimate --network lenet5 --workload statistics --format csv"
        let option = try run("\(options) --device rram-taox-130nm", in: folder)
        let assigned = try run("\(options) --set device=rram-taox-130nm", in: folder)
        let file = try run("\(options) --param ../chip.param", in: folder)
        let plain = try run(options, in: folder)
        #expect(option.output == assigned.output && option.output == file.output && option.output != plain.output)
    }

    @Test func departuresAreWarnedOf() throws {
        let folder = try Folder(["chip.param": "resistanceOn = 20e3\n"])
        let options = "estimate --network lenet5 --workload statistics --device rram-taox-130nm"
        let file = try run("\(options) --param ../chip.param", in: folder)
        #expect(
            file.errors.contains(
                "depart from device rram-taox-130nm: resistanceOn = 20000 (../chip.param:1) for 100000"))
        #expect(file.output.contains("resistanceOn = 20000 (../chip.param:1)"))
        #expect(!(try run(options, in: folder)).errors.contains("depart"))
    }

    @Test func technologiesAreCompared() throws {
        let folder = try Folder()
        let found = try run(
            "compare --network lenet5 --workload statistics --vary device=rram-taox-130nm,pcm-gst-90nm,sram-6t-7nm",
            in: folder)
        #expect(found.status == 0, "\(found.errors)")
        #expect(found.output.contains("Designs : 3, by device"))
    }

    @Test func otherCommandsTakeTheOption() throws {
        let folder = try Folder()
        for line in ["macro --device rram-hfox-40nm", "floorplan --network lenet5 --device pcm-gst-90nm"] {
            let found = try run(line, in: folder)
            #expect(found.status == 0, "\(line): \(found.errors)")
        }
    }

    @Test(arguments: [
        ("devices rram", 64, "unknown device `rram`"),
        ("devices rram-hfox-4nm", 64, "did you mean `rram-hfox-40nm`?"),
        ("estimate --network lenet5 --device rram-hfox-4nm", 65, "did you mean `rram-hfox-40nm`?"),
        ("estimate --network lenet5 --device fefet-hfo2-28nm --set revision=tessera", 65, "has no FeFET cells"),
        (
            "estimate --network lenet5 --device rram-hfox-40nm --set memcelltype=SRAM", 65,
            "contradicts device = rram-hfox-40nm"
        ),
        ("macro --device nvcap-22nm", 65, "revision = tessera has no nvCap cells"),
    ])
    func mistakesAreNamed(line: String, status: Int32, message: String) throws {
        let found = try run(line, in: Folder())
        #expect(found.status == status && found.errors.contains(message), "\(found.errors)")
        #expect(found.output.isEmpty)
    }

    /// Commands of README.md and docs/devices.md print what these pages say; a line of points stands for lines that are left out.
    @Test(arguments: ["README.md", "docs/devices.md", "docs/getting-started.md"])
    func pagesShowWhatTheProgramPrints(page: String) throws {
        let text = try String(contentsOf: Example.root.appending(path: page), encoding: .utf8)
        let blocks = text.components(separatedBy: "```\n").filter { $0.hasPrefix("$ tessera estimate --network") }
        #expect(page == "docs/getting-started.md" || !blocks.isEmpty)
        for block in blocks {
            let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let command = lines[0].replacing("$ tessera ", with: "")
            let printed = try run(command, in: Folder()).output
            for part in lines.dropFirst().split(separator: "...") where part.contains(where: { !$0.isEmpty }) {
                #expect(printed.contains(part.joined(separator: "\n")), "\(command)")
            }
        }
    }
}
