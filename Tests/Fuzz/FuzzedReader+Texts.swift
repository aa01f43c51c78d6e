// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Inference
import Models
import Silicon
import Systolic
import Workload

extension FuzzedReader {
    /// Readers of text.
    static let textReaders: [FuzzedReader] = [
        param, paramCode, network, hardware, statistics, normalization, cfg, topology, gemm, chips,
    ]

    private static let param = FuzzedReader(
        name: "param",
        samples: {
            let all = RevisionName.allCases.map { revision in
                ParameterSchema.all(readBy: revision).map { definition in
                    let value =
                        definition.name == "revision" ? revision.word : definition.defaultValue(in: revision).text
                    return "\(definition.name) = \(value)  // \(definition.meaning)\n"
                }
                .joined()
            }
            let forms = """
                # a comment
                memcelltype = RRAM;
                clkFreq = 1e9 / 2 * (1 + 1)
                resistanceOn = 24e2*100 // product
                levelOutput=32
                trainingEstimation = no

                """
            return (all + [forms]).map { Sample([SampleFile("Param", $0)]) }
        },
        words: ParameterSchema.names + ParameterSchema.all.flatMap { $0.type.choices.map(\.word) } + [
            "*", "/", "e", "f", "1.f",
        ],
        read: { _ = try Configuration(files: ["\($0)/Param"]) })

    private static let chips = FuzzedReader(
        name: "chips",
        samples: {
            let record = """
                {"schema": "tessera.chips/1", "chips": [{"id": "one", "family": "a", "kind": "analog-sram-charge",
                 "design": {"node": 28, "memory": {"technology": "SRAM", "cell": "9T1C", "cellCapacitor": true},
                  "rows": 64, "columns": 64, "rowsActive": 32, "columnsPerWeight": 4, "weightStorage": "bit-columns-analog",
                  "inputCoding": "voltage-dac", "inputBitsPerRead": 2, "wordlineSwing": [0.2, 1.1],
                  "converter": {"kind": "SAR", "bits": 5.5, "levels": 48, "count": 16, "columnsJoined": 4}},
                 "points": [{"name": "a", "supply": 0.9, "inputBits": 4, "weightBits": 4, "inputs": 32, "outputs": 16,
                  "outputBits": 5, "measured": {"energyPerMVM": 1e-11, "latencyPerMVM": 2e-8},
                  "scored": ["energyPerMVM"]}], "area": {"macro": 3e-8, "scored": true}},
                {"id": "two", "kind": "digital-sram",
                 "design": {"node": 12, "memory": {"cell": "6T"}, "rows": 64, "columns": 128,
                  "digital": {"organisation": "adder tree", "treeInputs": 64, "operandBits": "weight bits", "trees": 32,
                   "secondTree": "8 inputs of 16 bits", "multiplier": "Booth"}},
                 "points": [{"supply": 0.7, "inputBits": 4, "weightBits": 1.5, "inputs": 64, "outputs": 32}]}]}
                """
            return [Sample([SampleFile("chips.json", record)])]
        },
        words: ["analog-resistive", "digital-sram", "null", "0", "1e300", "-1", "flash", "pulse-count", "family"],
        read: { folder in
            let comparison = ChipComparison(try ChipFile(readingFrom: "\(folder)/chips.json"))
            for row in comparison.rows where !(row.model.isFinite && row.model > 0 && row.modelLeftOut > 0) {
                throw InputError("\(row.chip): the model is \(row.model)", kind: .internalError)
            }
        })

    private static let paramCode = FuzzedReader(
        name: "param-cpp",
        samples: {
            let inference = """
                #include "Param.h"
                #define FACTOR 0.25
                Param::Param() {
                    technode = 22; /* node */ validated = true; // factors
                    resistanceOn = 6e3; resistanceOff = resistanceOn*17;
                    resistanceAccess = resistanceOn*FACTOR;
                    switch (technode) {
                        case 130: Metal0=175; break;
                        case 22: Metal0=40; wireWidth=40; break;
                        default: puts("no such node"); exit(-1);
                    }
                    if (technode > 14) { widthSRAMCellNMOS = 1; } else if (technode == 14) widthSRAMCellNMOS = 2;
                    else { widthSRAMCellNMOS = 3; }
                    numRowParallel = operationmode == 2 ? numRowSubArray : 1;
                    for (int i = 0; i < 3; i++) cellBit += i;
                    maxConductance = (double) 1/resistanceOn;
                }

                """
            let training = "trainingEstimation = true; batchSize = 0x10; memcelltype = 3; levelOutput = 1 << 3;"
            return [inference, training].map { Sample([SampleFile("Param.cpp", $0)]) }
        },
        words: [
            "if", "else", "switch", "case", "default", "{", "}", "(", ")", "?", ":", "/*", "*/", "\"", "#", "'", "for",
            ";",
        ],
        read: { _ = try ParameterImport(readingFrom: "\($0)/Param.cpp").text })

    private static let network = FuzzedReader(
        name: "network",
        samples: {
            let plain = "32,32,3,3,3,128,0,1\n32,32,128,3,3,128,1,1\n16,16,128,1,1,10,0,1\n"
            let named = """
                name,operation,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,stride,padding,groups,inputs,bias,batch_norm
                stem,convolution,8,8,3,3,3,16,1,1,1,image,1,1
                wide,convolution,8,8,16,3,3,16,1,1,16,stem,0,0
                both,add,8,8,16,,,,,,,stem wide,,
                fc,convolution,1,1,1024,1,1,10,1,0,1,both,1,0

                """
            return [Sample([SampleFile("Network.csv", plain)]), Sample([SampleFile("Network.csv", named)])]
        },
        words: Layer.Quantity.allCases.map(\.rawValue) + [
            "add", "scale", "global_average_pooling", "image", "stem", "wide both",
        ],
        read: { folder in
            let network = try Network(readingFrom: "\(folder)/Network.csv")
            _ = try SystolicLayer.layers(of: network)
        })

    private static let hardware = FuzzedReader(
        name: "hardware",
        samples: {
            let plain = """
                {"mapping": "offset", "rows_per_array": 128, "rows_active": 64, "cell_bits": 1, "adc_scheme": "unitclip",
                 "rbl_sigma": 0.2, "on_off": "inf", "state_std": [0.1, 0.2], "g_sigma": 0.1, "g_model": "state", "weight_bits": 8, "act_signed": true,
                 "adc_inl_file": "inl.txt"}
                """
            let table = """
                {"adc_scheme": "table", "adc_table_file": "table.npz", "adc_table": "prob", "rows_active": 2}
                """
            let rows: [Double] = [1, 0, 0.5, 0.5, 0, 1]
            let probabilities = NumpyFile.archive([
                ("prob", NumpyFile.doubles(rows, shape: [3, 2])), ("levels", NumpyFile.doubles([0, 1], shape: [2])),
                ("p", NumpyFile.integers([0, 1, 2], shape: [3])),
            ])
            let curve = (0..<64).map { "\(Double($0) / 100)" }.joined(separator: ", ")
            return [
                Sample([SampleFile("hardware.json", plain), SampleFile("inl.txt", curve + "\n")]),
                Sample([
                    SampleFile("hardware.json", table),
                    SampleFile("table.npz", form: .zip(isDeflated: true), parts: probabilities),
                ]),
            ]
        },
        words: HardwareConfiguration.keys + [
            "\"clipped\"", "\"linear\"", "\"calibrated\"", "\"table\"", "\"xnor\"", "null", "[1, 2]",
        ],
        read: { _ = try HardwareConfiguration(readingFrom: "\($0)/hardware.json") })

    private static let statistics = FuzzedReader(
        name: "statistics",
        samples: {
            let network = try Network(layers: [
                Layer(
                    inputHeight: 4, inputWidth: 4, inputChannels: 2, kernelHeight: 3, kernelWidth: 3, outputChannels: 4)
            ])
            let parameters = SyntheticTrace.Parameters(
                seed: 1, weightBits: 3, weightRange: -1...1, weightSpread: 0.3, activationDensity: .uniform(0.3),
                updateDensity: 0.1, activity: 0.2)
            let statistics = try NetworkStatistics(network, parameters: parameters, activationBits: 4)
            return [Sample([SampleFile("statistics.json", statistics.fileText)])]
        },
        words: [
            "\"rows\"", "\"weightLevels\"", "\"layers\"", "\"changes\"", "\"bitDensities\"", "[[[[", "{\"a\":", "1e400",
        ],
        read: { _ = try StatisticsFile.read("\($0)/statistics.json") })

    private static let normalization = FuzzedReader(
        name: "normalization",
        samples: {
            let text = """
                {"scale": 0.00392, "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "layout": "NCHW"}

                """
            return [Sample([SampleFile("normalization.json", text)]), Sample([SampleFile("normalization.json", "{}")])]
        },
        words: ["\"scale\"", "\"mean\"", "\"std\"", "\"layout\"", "\"NHWC\"", "[[[[", "[0]", "1e400"],
        read: { _ = try Normalization(readingFrom: "\($0)/normalization.json") })

    private static let cfg = FuzzedReader(
        name: "cfg",
        samples: {
            let text = """
                [general]
                run_name = check
                [architecture_presets]
                ArrayHeight: 16
                ArrayWidth: 8
                IfmapSramSzkB: 4
                FilterSramSzkB: 5
                OfmapSramSzkB: 6
                Dataflow : ws
                Bandwidth : 7,8
                [layout]
                IfmapSRAMBankBandwidth = 10
                IfmapSRAMBankNum = 2
                FilterSRAMBankBandwidth: 3
                ; a comment
                [run_presets]
                InterfaceBandwidth: USER

                """
            return [Sample([SampleFile("scale.cfg", text)])]
        },
        words: ["[sparsity]", "SparsitySupport", "true", "CALC", "UseRamulatorTrace", "is", "os", "[", "]", ";"],
        read: { _ = try ConfigurationFile(readingFrom: "\($0)/scale.cfg") })

    private static let topology = FuzzedReader(
        name: "topology",
        samples: {
            let header =
                "Layer name, IFMAP Height, IFMAP Width, Filter Height, Filter Width, Channels, Num Filter, Strides,\n"
            let layers =
                "Conv1, 224, 224, 7, 7, 3, 64, 2,\nConv_DP1, 8, 8, 3, 3, 3, 1, 1,\nFC, 1, 1, 1, 1, 512, 1000, 1,\n"
            return [Sample([SampleFile("topology.csv", header + layers)])]
        },
        words: ["DP", "1:1", "2:4", "\"a, b\"", ",,", "Channels"],
        read: { _ = try TopologyFile(readingFrom: "\($0)/topology.csv") })

    private static let gemm = FuzzedReader(
        name: "topology-gemm",
        samples: { [Sample([SampleFile("topology.csv", "Layer, M, N, K,\nA, 10, 20, 30,\nB, 1, 2, 3, 1:1,\n")])] },
        words: ["1:1", "2:4", "\"a, b\"", ",,"],
        read: { _ = try TopologyFile(readingFrom: "\($0)/topology.csv", form: .matrixProduct) })
}
