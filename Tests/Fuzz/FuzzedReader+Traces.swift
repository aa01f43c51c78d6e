// SPDX-License-Identifier: Apache-2.0

import Inference
import Models
import Workload

extension FuzzedReader {
    /// Readers of traces and of other archives of arrays.
    static let traceReaders: [FuzzedReader] = [command, traceCSV, trace, matmul, archiveModel]

    private static let networkText = "3,3,2,2,2,3,0,1\n1,1,12,1,1,2,0,1\n"

    private static let commandTexts = [
        "./NeuroSIM/main 0 network.csv 8 4 weight0.csv weight0.csv input0.csv 0.5 weight1.csv weight1.csv input1.csv 0.25\n",
        "./main network.csv 8 4 32 32 weight0.csv input0.csv weight1.csv input1.csv\n",
        "./main network.csv 8 4 weight0.csv input0.csv weight1.csv input1.csv\n",
        "./main network.csv 8 4 32 32 weight0.csv numbers0.csv weight1.csv numbers1.csv\n",
    ]

    private static func weights(_ rows: Int, _ columns: Int) -> String {
        let lines = (0..<rows).map { row in
            (0..<columns).map { "\(Double((row * 7 + $0 * 3) % 16 - 8) / 8)" }.joined(separator: ",")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func inputs(_ rows: Int, _ columns: Int) -> String {
        let lines = (0..<rows).map { row in
            (0..<columns).map { "\((row * 5 + $0) % 3 == 0 ? 1 : 0)" }.joined(separator: ",")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func numbers(_ rows: Int, _ columns: Int) -> String {
        let lines = (0..<rows).map { row in (0..<columns).map { "\((row * 5 + $0 * 3) % 16)" }.joined(separator: ",") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let traceFiles = [
        SampleFile("weight0.csv", weights(8, 3)), SampleFile("input0.csv", inputs(8, 16)),
        SampleFile("weight1.csv", weights(12, 2)), SampleFile("input1.csv", inputs(12, 4)),
        SampleFile("numbers0.csv", numbers(8, 4)), SampleFile("numbers1.csv", numbers(12, 1)),
    ]

    private static func readTrace(_ folder: String) throws {
        let command = try TraceCommand(readingFrom: "\(folder)/trace_command.sh", workingFolder: folder)
        let trace = try CommandTrace(command, network: try Network(namedBy: command))
        try readLayers(of: trace)
    }

    private static func readLayers(of trace: some Trace) throws {
        for index in trace.network.layers.indices {
            let request = LayerRequest(activationBits: trace.activationBits ?? 8, includesOldWeights: true)
            _ = try trace.layer(index, request)
        }
    }

    private static let command = FuzzedReader(
        name: "trace-command",
        samples: {
            commandTexts.map { text in
                Sample(
                    [SampleFile("trace_command.sh", text), SampleFile("network.csv", networkText)] + traceFiles,
                    damaged: 2)
            }
        },
        words: [
            "weight0.csv", "input1.csv", "network.csv", "trace_command.sh", ".", "..", "$(id)", "`id`", "\\\n", "--",
        ],
        read: readTrace)

    private static let traceCSV = FuzzedReader(
        name: "trace-csv",
        samples: {
            commandTexts.map { text in
                Sample(
                    traceFiles + [SampleFile("trace_command.sh", text), SampleFile("network.csv", networkText)],
                    damaged: traceFiles.count)
            }
        },
        words: ["0,", ",1", ",,", "1.0", "0.0", "+0", "1e0", ".5", "5.", "1e", "1e+", "-", "e5"],
        read: readTrace)

    private static func traceArrays(_ activations: [UInt8]) -> [SampleFile.Part] {
        let weights = { (count: Int) in (0..<count).map { Double($0 % 16 - 8) / 8 } }
        return NumpyFile.archive([
            ("weight_0", NumpyFile.floats(weights(24).map(Float.init), shape: [8, 3])),
            ("old_weight_0", NumpyFile.doubles(weights(24), shape: [8, 3], isColumnMajor: true)),
            ("activation_0", activations), ("activity_0", NumpyFile.doubles([0.5], shape: [])),
            ("weight_1", NumpyFile.doubles(weights(24), shape: [12, 2])),
            ("activation_1", NumpyFile.bytes((0..<12).map { $0 % 8 }, shape: [1, 12])),
            ("activation_bits", NumpyFile.integers([4], shape: [])),
            ("weight_bits", NumpyFile.integers([8], shape: [])),
        ])
    }

    private static let trace = FuzzedReader(
        name: "npz",
        samples: {
            let network = SampleFile("network.csv", networkText)
            let bytes = traceArrays(NumpyFile.bytes((0..<32).map { $0 % 8 }, shape: [4, 8]))
            let integers = traceArrays(NumpyFile.integers((0..<32).map { $0 % 16 - 8 }, shape: [4, 8]))
            let recorded = try ["trace", "trace_compressed", "trace_streamed"].map { name in
                SampleFile("trace.npz", try Fixtures.bytes("WorkloadTests/Fixtures/\(name).npz"), form: .plain)
            }
            let made = [(bytes, false), (integers, true)].map { parts, isDeflated in
                SampleFile("trace.npz", form: .zip(isDeflated: isDeflated), parts: parts)
            }
            return (made + recorded).map { Sample([$0, network], damaged: 1) }
        },
        words: numpyWords,
        read: { folder in
            let network = try Network(readingFrom: "\(folder)/network.csv")
            try readLayers(of: try ArchiveTrace(readingFrom: "\(folder)/trace.npz", network: network))
        })

    /// Words of NumPy's headers and of archives.
    static let numpyWords = [
        "'<f8'", "'>f4'", "'|u1'", "'<i8'", "'|b1'", "'<f2'", "'<u8'", "'|O'", "'<U4'", "True", "(1,)", "(0, 8)", "()",
        "(4294967296, 4294967296)", "PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "weight_0.npy", "../x.npy",
    ]

    private static let matmul = FuzzedReader(
        name: "npz-matmul",
        samples: {
            let arrays = NumpyFile.archive([
                ("x", NumpyFile.integers((0..<12).map { $0 }, shape: [3, 4])),
                ("w", NumpyFile.integers((0..<8).map { $0 - 4 }, shape: [4, 2])),
                ("adc_gain", NumpyFile.doubles([1, 1], shape: [2])),
            ])
            return [false, true].map { Sample([SampleFile("case.npz", form: .zip(isDeflated: $0), parts: arrays)]) }
        },
        words: numpyWords + ["x_calibration.npy", "rbl_noise.npy", "g.npy"],
        read: { _ = try MatmulCase(readingFrom: "\($0)/case.npz") })

    private static let archiveModel = FuzzedReader(
        name: "npz-model",
        samples: {
            let weights = { (count: Int) in (0..<count).map { Double($0 % 16 - 8) / 8 } }
            let real = NumpyFile.archive([
                ("weight_0", NumpyFile.doubles(weights(24), shape: [8, 3])),
                ("bias_0", NumpyFile.doubles([0, 1, 2], shape: [3])),
                ("weight_1", NumpyFile.doubles(weights(24), shape: [12, 2])),
            ])
            let whole = NumpyFile.archive([
                ("weight_0", NumpyFile.integers((0..<24).map { $0 - 12 }, shape: [8, 3])),
                ("weight_scale_0", NumpyFile.doubles([0.1], shape: [])),
                ("activation_scale_0", NumpyFile.doubles([0.1], shape: [])),
                ("weight_1", NumpyFile.integers((0..<24).map { $0 - 12 }, shape: [12, 2])),
                ("weight_scale_1", NumpyFile.doubles([0.1, 0.2], shape: [2])),
                ("activation_scale_1", NumpyFile.doubles([0.1], shape: [])),
            ])
            return [real, whole].map { parts in
                Sample(
                    [
                        SampleFile("model.npz", form: .zip(isDeflated: true), parts: parts),
                        SampleFile("network.csv", networkText),
                    ], damaged: 1)
            }
        },
        words: numpyWords + ["bias_1.npy", "relu.npy", "average_pooling.npy", "activation_zero_0.npy"],
        read: { folder in
            let network = try Network(readingFrom: "\(folder)/network.csv")
            _ = try NetworkGraph(readingArchive: "\(folder)/model.npz", network: network)
        })
}
