// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct DoctorCommandTests {
    @Test func aSoundFolderIsWell() throws {
        let folder = try Folder()
        let before = try folder.contents
        let result = try Tessera.run("doctor", in: folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.isEmpty)
        #expect(result.output.hasPrefix("Tessera : "))
        #expect(result.output.contains("Linear algebra : OpenBLAS"))
        #expect(result.output.contains("Network.csv : can be read; 2 layers, 1088 weights\n"))
        #expect(result.output.contains("Param : can be read; "))
        #expect(result.output.hasSuffix("Result : all is well\n"))
        #expect(try folder.contents == before)
    }

    @Test func anEmptyFolderIsWell() throws {
        let result = try Tessera.run("doctor", in: Folder(["Param": nil, "Network.csv": nil]))
        #expect(result.status == 0)
        #expect(result.output.contains("Param : none in the working folder"))
        #expect(result.output.contains("Network.csv : none in the working folder"))
    }

    @Test func brokenFilesAreNamed() throws {
        let folder = try Folder(["Param": "technode = 22\nlevelOutput = 48\n"])
        let result = try Tessera.run("doctor", "--format", "json", in: folder)
        #expect(result.status == 65)
        #expect(result.errors.hasPrefix("error: Param:2: levelOutput = 48"))
        let tree = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        #expect(tree?["schema"] as? String == "tessera.doctor/1")
        #expect(tree?["isWell"] as? Bool == false)
        #expect((tree?["parameters"] as? [String: Any])?["state"] as? String == "broken")
        #expect((tree?["network"] as? [String: Any])?["state"] as? String == "fine")
    }

    /// Narrower vectors can be asked for by the environment, other words cannot.
    @Test func vectorsOfTheEnvironment() throws {
        let folder = try Folder()
        let plain = try Tessera.shell("TESSERA_VECTORS=plain $tessera doctor", in: folder)
        #expect(plain.status == 0 && plain.output.contains("\nVector kernels : plain"))
        let wrong = try Tessera.shell("TESSERA_VECTORS=sse $tessera doctor", in: folder)
        #expect(wrong.status == 64 && wrong.output.isEmpty)
        #expect(wrong.errors.hasPrefix("error: TESSERA_VECTORS = `sse`: no such vectors (allowed here: plain"))
    }

    @Test func filesThatCannotBeReadAreMissingInput() throws {
        let folder = try Folder(["Network.csv": nil, "Network.csv/x": ""])
        let result = try Tessera.run("doctor", in: folder)
        #expect(result.status == 66)
        #expect(result.errors == "error: Network.csv: is a folder, not a file\n")
        #expect(
            result.output.contains("Network.csv : error: Network.csv: is a folder, not a file\nResult : 1 problem\n"))
        let other = try Folder(["Network.csv": "1,2,x\n"])
        #expect(try Tessera.run("doctor", in: other).status == 65)
    }
}
