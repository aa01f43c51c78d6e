// SPDX-License-Identifier: Apache-2.0

import Testing
import _TestSupport

/// `tessera params` and its subcommands.
@Suite struct ParamsCommandTests {
    private static let code = """
        Param::Param() {
            validated = true; chargeDelay = 5e-9;
            technode = 65;
            levelOutput = 32; cellBit = bits;
        }

        """

    @Test func namesAndOptionsDescribeParameters() throws {
        let folder = try Folder()
        let one = try Tessera.run("params", "levelOutput", in: folder)
        #expect(one.output.contains("levelOutput  64 levels") && one.status == 0)
        let other = try Tessera.run("params", "levelOutput", "--revision", "neurosim-1.5", in: folder)
        #expect(other.output.contains("levelOutput  128 levels"))
        let json = try Tessera.run("params", "--revision", "neurosim-1.5", "--format", "json", in: folder)
        #expect(json.output.contains("\"revision\": \"neurosim-1.5\"") && json.output.contains("\"name\": \"Metal0\""))
        #expect(try !Tessera.run("params", in: folder).output.contains("Metal0"))
        let listed = try Tessera.run("params", "list", in: folder)
        #expect(try listed.output == Tessera.run("params", in: folder).output)
        let wrong = try Tessera.run("params", "batchSize", "--revision", "neurosim-1.5", in: folder)
        #expect(wrong.status == 64 && wrong.errors.contains("neurosim-1.5 never reads `batchSize`"))
        let unknown = try Tessera.run("params", "--revision", "neurosim-9", in: folder)
        #expect(unknown.status == 64 && unknown.errors.contains("neurosim-1.5"))
    }

    @Test func aParamFileOfARevisionIsOneOfThatRevision() throws {
        let folder = try Folder(["Network.csv": "8,8,64,3,3,512,0,1\n8,8,512,3,3,512,0,1\n"])
        _ = try Tessera.run("params", "--format", "param", "--revision", "neurosim-1.5", "--output", "P", in: folder)
        #expect(try folder.text(of: "P").contains("\nrevision = neurosim-1.5\n"))
        let run = try Tessera.run("estimate", "--param", "P", in: folder)
        #expect(run.status == 0 && run.output.contains("clock period"), "\(run.errors)")
    }

    @Test func importsAParamCpp() throws {
        let folder = try Folder(["Param.cpp": Self.code])
        let result = try Tessera.run("params", "import", "Param.cpp", in: folder)
        #expect(result.status == 0)
        #expect(result.output.contains("revision = neurosim-1.5\ntechnode = 65\nlevelOutput = 32\n"))
        #expect(result.output.contains("# line 4: `cellBit = bits`: `bits` has no value here\n"))
        #expect(result.errors == "warning: Param.cpp:4: not taken: `cellBit = bits`: `bits` has no value here\n")
        let quiet = try Tessera.run("params", "import", "Param.cpp", "--output", "P", "--quiet", in: folder)
        #expect(quiet.status == 0 && quiet.errors.isEmpty && quiet.output.isEmpty)
        #expect(try folder.text(of: "P") == result.output)
    }

    @Test func importsKeepTheRulesOfFiles() throws {
        let folder = try Folder(["Param.cpp": Self.code, "P": "mine", "x.csv": "1,2\n"])
        let there = try Tessera.run("params", "import", "Param.cpp", "--output", "P", in: folder)
        #expect(there.status == 73)
        #expect(try folder.text(of: "P") == "mine")
        #expect(try Tessera.run("params", "import", "Param.cpp", "--output", "P", "--force", in: folder).status == 0)
        #expect(try Tessera.run("params", "import", "none.cpp", in: folder).status == 66)
        #expect(try Tessera.run("params", "import", "x.csv", in: folder).status == 65)
        #expect(try Tessera.run("params", "import", in: folder).status == 64)
    }

    @Test func inputsOfATraceHaveAForm() throws {
        let folder = try Folder([
            "n.csv": "1,1,2,1,1,1,0,1\n", "w.csv": "0.5\n-0.5\n", "i.csv": "1,0,1,0\n0,1,1,1\n",
            "trace.sh": "main n.csv 8 2 32 32 w.csv i.csv\n",
        ])
        let unclear = try Tessera.run("trace", "convert", "trace.sh", "t.npz", in: folder)
        #expect(unclear.status == 65 && unclear.errors.contains("--trace-inputs bits"))
        for form in ["bits", "numbers"] {
            let result = try Tessera.run(
                "trace", "convert", "trace.sh", "\(form).npz", "--trace-inputs", form, in: folder)
            #expect(result.status == 0, "\(result.errors)")
        }
        let estimate = try Tessera.run("estimate", "--trace-command", "trace.sh", "--trace-inputs", "bits", in: folder)
        #expect(estimate.status == 0, "\(estimate.errors)")
        let useless = try Tessera.run("estimate", "--trace-inputs", "bits", in: folder)
        #expect(
            useless.status == 64 && useless.errors.contains("--trace-inputs is for the input files of a trace command"))
        let archive = try Tessera.run(
            "trace", "statistics", "bits.npz", "s.json", "--trace-inputs", "bits", in: folder)
        #expect(archive.status == 64)
    }
}
