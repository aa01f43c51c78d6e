// SPDX-License-Identifier: Apache-2.0

import Diagnostics
@testable import Formats
import Testing
import _TestSupport

@testable import Workload

@Suite struct TraceCommandTests {
    private func read(_ text: String) throws -> TraceCommand {
        let folder = try TemporaryFolder()
        try folder.write("trace_command.sh", text)
        return try TraceCommand(readingFrom: "trace_command.sh", workingFolder: folder.path)
    }

    @Test func readsTheFormOfVersion2() throws {
        let command = try read("./NeuroSIM/main 3 NetWork.csv 5 4 w0.csv o0.csv i0.csv 0.15 w1.csv o1.csv i1.csv 1\n")
        #expect(command.epoch == 3)
        #expect(command.network == "NetWork.csv")
        #expect(command.weightBits == 5)
        #expect(command.activationBits == 4)
        #expect(command.subarrayRows == nil)
        #expect(command.layers.count == 2)
        #expect(
            command.layers[0]
                == TraceCommand.LayerFiles(weights: "w0.csv", oldWeights: "o0.csv", inputs: "i0.csv", activity: 0.15))
    }

    @Test func readsTheFormOfVersion1() throws {
        let command = try read("./NeuroSIM/main ./NeuroSIM/NetWork.csv 8 8 128 64 w0.csv i0.csv w1.csv i1.csv")
        #expect(command.epoch == nil)
        #expect(command.network == "./NeuroSIM/NetWork.csv")
        #expect(command.subarrayRows == 128)
        #expect(command.parallelRows == 64)
        #expect(
            command.layers[1]
                == TraceCommand.LayerFiles(weights: "w1.csv", oldWeights: nil, inputs: "i1.csv", activity: nil))
    }

    @Test func readsTheFormWithoutRows() throws {
        let command = try read("./NeuroSIM/main ./NeuroSIM/NetWork.csv 8 4 w0.csv i0.csv w1.csv i1.csv")
        #expect(command.weightBits == 8 && command.activationBits == 4)
        #expect(command.epoch == nil && command.subarrayRows == nil && command.parallelRows == nil)
        #expect(command.layers.map(\.weights) == ["w0.csv", "w1.csv"])
        #expect(command.layers.map(\.inputs) == ["i0.csv", "i1.csv"])
    }

    @Test(arguments: [
        "#!/bin/sh\n# made by hand\n\nmain 0 n.csv 8 8 'my w.csv' \"o.csv\" i.csv 0.5 # one layer\n",
        "main 0 n.csv 8 8 \\\n  'my w.csv' o.csv \\\n  i.csv 0.5\n",
        "main  0\tn.csv 8 8 my' 'w.csv o.csv i.csv 5e-1\r\n",
    ])
    func understandsWhatShellsUnderstand(text: String) throws {
        let command = try read(text)
        #expect(
            command.layers
                == [TraceCommand.LayerFiles(weights: "my w.csv", oldWeights: "o.csv", inputs: "i.csv", activity: 0.5)])
    }

    @Test(arguments: [
        ("", "holds no command"), ("# nothing\n", "holds no command"), ("main", "ends after 1 words, before the epoch"),
        ("main 0", "before the network"), ("main 0 n.csv", "before the weight bits"),
        ("main 0 n.csv 8", "before the activation bits"), ("main n.csv 8 8 128", "before the rows that are read"),
        ("main 0 n.csv 8 8", "names no layer"), ("main n.csv 8 8 128 128", "names no layer"),
        ("main n.csv 8 8 w i w", "3 for layers, but each layer takes 2"), ("main n.csv 8 8", "ends after 4 words"),
        ("main 0 n.csv 8 8 w o i", "3 for layers, but each layer takes 4"),
        ("main 0 n.csv 8 8 w o i 0.5 w", "5 for layers, but each layer takes 4"),
        ("main n.csv 8 8 128 128 w i w", "3 for layers, but each layer takes 2"),
        ("main 0 n.csv eight 8 w o i 0.5", "word 4 is `eight`, but the weight bits"),
        ("main 0 n.csv 8 0 w o i 0.5", "word 5 is `0`, but the activation bits should stand there (allowed: 1 to 32)"),
        ("main 0 n.csv 33 8 w o i 0.5", "allowed: 1 to 32"), ("main n.csv 8 8 0 128 w i", "the rows of a subarray"),
        ("main 0 n.csv 8 8 w o i high", "word 9 is `high`, but the activity"),
        ("main 0 n.csv 8 8 w o i 1.5", "allowed: 0 to 1"), ("main 0 n.csv 8 8 w o i nan", "allowed: 0 to 1"),
        ("main 0 n.csv 8 8 'w o i 0.5", "a quote is not closed"),
        ("main 0 n.csv 8 8 w o i 0.5\nmain 1 n.csv 8 8 w o i 0.5\n", "a second command"),
        ("main \u{0}", "a binary file"),
    ])
    func saysWhatIsWrongWithACommand(text: String, part: String) {
        let error = inputError { try read(text) }
        #expect(error.kind == .badInput)
        #expect(error.file == "trace_command.sh")
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test func aMissingCommandIsMissingInput() throws {
        let folder = try TemporaryFolder()
        let error = inputError { try TraceCommand(readingFrom: "none.sh", workingFolder: folder.path) }
        #expect(error.kind == .missingInput)
        #expect(error.file == "none.sh")
    }

    @Test func looksForFilesInThreeFolders() throws {
        let folder = try TemporaryFolder()
        let command = "main 0 n.csv 8 8 w o i 0.5"
        try folder.write("run/traces/trace_command.sh", command)
        for name in ["a.csv", "b.csv"] { try folder.write("work/\(name)", "w") }
        for name in ["b.csv", "c.csv", "d.csv"] { try folder.write("run/traces/\(name)", "t") }
        for name in ["d.csv", "e.csv"] { try folder.write("run/\(name)", "p") }
        let work = folder.path(of: "work")
        let read = try TraceCommand(readingFrom: "../run/traces/trace_command.sh", workingFolder: work)
        let expected = ["a.csv": "w", "b.csv": "w", "c.csv": "t", "d.csv": "t", "e.csv": "p"]
        for (name, content) in expected {
            let text = try TextLines(read.locate(name))
            #expect(text.lines == [content], "\(name)")
        }
        #expect(try TextLines(read.locate(folder.path(of: "run/e.csv"))).lines == ["p"])
        let missing = inputError { try read.locate("f.csv") }
        #expect(missing.kind == .missingInput)
        #expect(missing.file == "f.csv")
        #expect(inputError { try read.locate("/none/f.csv") }.kind == .missingInput)
    }
}
