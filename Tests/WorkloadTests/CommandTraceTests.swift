// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Workload

@Suite struct CommandTraceTests {
    /// A network of one layer of 2 x 2 weights whose trace files can be spoiled one by one.
    private struct Case {
        let folder: TemporaryFolder

        init(_ files: [String: String] = [:], without missing: String? = nil) throws {
            folder = try TemporaryFolder()
            var all = [
                "n.csv": "1,1,2,1,1,2\n", "w.csv": "0.5,-0.25\n1,-1\n", "o.csv": "0.5,-0.5\n1,-1\n",
                "i.csv": "0,1,1,0\n1,0,0,1\n", "trace.sh": "main 0 n.csv 8 2 w.csv o.csv i.csv 0.5\n",
            ]
            all.merge(files) { _, new in new }
            for (name, text) in all where name != missing { try folder.write(name, text) }
        }

        var command: TraceCommand {
            get throws { try TraceCommand(readingFrom: "trace.sh", workingFolder: folder.path) }
        }

        func layer(vectors: Int = 1, bits: Int = 2, old: Bool = true) throws -> LayerTrace {
            let trace = try CommandTrace(command, network: Network(namedBy: command))
            let request = LayerRequest(activationBits: bits, minimumVectors: vectors, includesOldWeights: old)
            return try trace.layer(0, request)
        }
    }

    @Test func readsALayer() throws {
        let layer = try Case().layer()
        #expect(layer.weights == WeightMatrix(rows: 2, columns: 2, values: [0.5, -0.25, 1, -1]))
        #expect(layer.oldWeights == WeightMatrix(rows: 2, columns: 2, values: [0.5, -0.5, 1, -1]))
        #expect(layer.inputs.vectors == 2)
        #expect(layer.inputs.bitsPerVector == 2)
        // Vector-major, sign first: row 0 has 01 and 10.
        #expect(layer.inputs.activations() == [1, -2, -2, 1])
        #expect(layer.activity == 0.5)
        #expect(layer.weights[0, 1] == -0.25)
    }

    @Test func agreesWithTheTraceThatNumPyWrote() throws {
        let command = try TraceCommand(readingFrom: fixture("trace_command.sh"))
        let network = try Network(namedBy: command)
        let text = try CommandTrace(command, network: network)
        let archive = try ArchiveTrace(readingFrom: fixture("trace.npz"), network: network)
        for index in network.layers.indices {
            let request = LayerRequest(activationBits: 4, minimumVectors: 1, includesOldWeights: true)
            let fromText = try text.layer(index, request)
            let fromArchive = try archive.layer(index, request)
            #expect(fromText.weights == fromArchive.weights)
            #expect(fromText.inputs == fromArchive.inputs)
        }
    }

    @Test func leavesOldWeightsAloneWhenNobodyAsks() throws {
        #expect(try Case(without: "o.csv").layer(old: false).oldWeights == nil)
        let error = inputError { try Case(without: "o.csv").layer() }
        #expect(error.kind == .missingInput)
        #expect(error.file == "o.csv")
    }

    @Test func otherActivationBitsCutTheColumnsAnew() throws {
        let layer = try Case().layer(bits: 4)
        #expect(layer.inputs.vectors == 1)
        #expect(layer.inputs.activations() == [6, -7])
    }

    @Test(arguments: ["w.csv", "i.csv", "n.csv"])
    func missingFilesAreMissingInput(name: String) throws {
        let error = inputError { try Case(without: name).layer() }
        #expect(error.kind == .missingInput)
        #expect(error.file == name)
    }

    @Test(arguments: [
        (
            "w.csv", "0.5,1\n",
            "1 rows of 2 numbers, but 2 rows of 2 are needed (layer 1: 2 channels x 1 x 1 kernel by 2 outputs)"
        ),
        ("w.csv", "0.5\n1\n", "2 rows of 1 numbers"), ("w.csv", "", "the file is empty"),
        ("w.csv", "0.5,-0.25\n1,a\n", "`a`, not a number"), ("w.csv", "0.5,-0.25\n1,1e999\n", "beyond the range"),
        ("o.csv", "0.5,-0.5\n1\n", "ends after 1 numbers"), ("o.csv", "1,2,3\n4,5,6\n", "2 rows of 3 numbers"),
        ("i.csv", "0,1,1,0\n", "1 rows of 4 numbers, but 2 rows of 4 are needed (layer 1: 2 channels"),
        ("i.csv", "0,1,1,0\n1,0,0\n", "ends after 3"), ("i.csv", "0,1,1,0\n1,0,0,2\n", "(allowed: 0 or 1)"),
        ("i.csv", "0,1,1\n1,0,0\n", "3 columns do not make whole vectors of 2 activation bits"),
        ("i.csv", "0,1\n1,0\n", "layer 1 has 1 input vectors of 2 bits, but 2 are needed"),
        ("i.csv", "\u{0}\u{1}\n", "a binary file"),
        (
            "trace.sh", "main 0 n.csv 8 2 w.csv o.csv i.csv 0.5 w.csv o.csv i.csv 0.5",
            "files of 2 layers, but the network has 1"
        ),
    ])
    func saysWhatIsWrongWithAFile(file: String, text: String, part: String) throws {
        let error = inputError { try Case([file: text]).layer(vectors: 2) }
        #expect(error.kind == .badInput)
        #expect(error.file == file)
        #expect(error.message.contains(part), "\(error.message)")
    }

    @Test func weightsMayLieOutsideTheUsualRange() throws {
        #expect(try Case(["w.csv": "5,-3.5\n1e3,0\n"]).layer().weights.values == [5, -3.5, 1000, 0])
    }

    @Test func hugeWeightFilesAreNotRead() throws {
        let error = inputError { try Case(["w.csv": String(repeating: "0,", count: 4000)]).layer() }
        #expect(error.message.contains("too large"))
    }

    @Test func activationBitsHaveALimit() throws {
        #expect(inputError { try Case().layer(bits: 0) }.kind == .usage)
        #expect(inputError { try Case().layer(bits: 33) }.kind == .usage)
    }

    @Test func groupsHaveCompactWeights() throws {
        let files = [
            "n.csv": "h,w,c,kh,kw,n,groups\n1,1,2,1,1,2,2\n", "w.csv": "0.5,1\n", "o.csv": "0.5,1\n",
        ]
        let layer = try Case(files).layer()
        #expect(layer.weights.rows == 1)
        #expect(layer.inputs.rows == 2)
    }
}
