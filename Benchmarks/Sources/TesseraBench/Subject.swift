// SPDX-License-Identifier: Apache-2.0

import BenchmarkWorkloads
import Workload

/// What is measured: a network on hardware.
enum Subject: Codable, Hashable, Sendable {
    /// VGG-8 at default parameters, which train it.
    case training
    /// VGG-8, inference.
    case inference
    /// VGG-8 with training on SRAM.
    case sram
    /// VGG-8 with training on RRAM of one bit, eight cells a weight.
    case oneBitRRAM
    /// VGG-8 at the defaults of NeuroSim V1.5.
    case neuroSim15
    /// VGG-8 on macros of Tessera's own.
    case macros
    /// ResNet-18 at 224 x 224, inference.
    case resNet18
    /// EfficientNet-B0 at 224 x 224.
    case efficientNetB0
    /// A single layer with so many rows, inference.
    case rows(Int)
    /// LeNet-5's products for 10,000 images, 6-bit converters.
    case lenet5
    /// The same with noise on every conversion.
    case noisyLenet5
    /// A crossbar of 128 x 128 cells with resistive wires.
    case crossbar

    /// All of them, in the order of tables.
    static let all: [Subject] =
        [.inference, .training, .sram, .oneBitRRAM, .neuroSim15, .macros, .resNet18, .efficientNetB0]
        + [64, 256, 1024, 4096, 8192].map(Subject.rows) + [.lenet5, .noisyLenet5, .crossbar]

    /// What tables call it.
    var name: String {
        switch self {
        case .training: "VGG-8 training"
        case .inference: "VGG-8 inference"
        case .sram: "VGG-8 training, SRAM"
        case .oneBitRRAM: "VGG-8 training, 1-bit RRAM"
        case .neuroSim15: "VGG-8, NeuroSim V1.5"
        case .macros: "VGG-8, macros"
        case .resNet18: "ResNet-18 inference"
        case .efficientNetB0: "EfficientNet-B0"
        case .rows(let count): "one layer, \(count) rows"
        case .lenet5: "LeNet-5, 6-bit ADC"
        case .noisyLenet5: "LeNet-5, 6-bit ADC, noise"
        case .crossbar: "crossbar, 128 x 128"
        }
    }

    /// The subject of a name.
    init?(name: String) {
        guard let subject = Self.all.first(where: { $0.name == name }) else { return nil }
        self = subject
    }

    /// Workloads that it is measured on.
    var sources: [BenchmarkCase.Source] {
        switch self {
        case .training, .inference: [.npz, .csv, .synthetic, .statistics]
        case .sram, .oneBitRRAM: [.npz]
        case .neuroSim15, .macros: [.npz, .synthetic, .statistics]
        case .resNet18: [.synthetic, .statistics, .systolic]
        case .efficientNetB0: [.streaming]
        case .rows: [.synthetic]
        case .lenet5, .noisyLenet5: [.products]
        case .crossbar: [.nodal, .approximate]
        }
    }

    /// Parameters that differ from their defaults.
    var assignments: [String] {
        switch self {
        case .training, .efficientNetB0, .lenet5, .noisyLenet5, .crossbar: []
        case .inference, .resNet18, .rows: ["trainingEstimation=false"]
        case .sram: ["memcelltype=SRAM"]
        case .oneBitRRAM: ["memcelltype=RRAM", "cellBit=1"]
        case .neuroSim15: ["revision=neurosim-1.5"]
        case .macros: ["revision=tessera", "memcelltype=RRAM", "numRowParallel=16"]
        }
    }

    /// Resistance of a conducting cell in the first of several designs [Ohm].
    var firstResistance: Int {
        switch self {
        case .neuroSim15, .macros: 6000
        case .training, .inference, .sram, .oneBitRRAM, .resNet18, .efficientNetB0, .rows, .lenet5, .noisyLenet5,
            .crossbar:
            240_000
        }
    }

    /// The network.
    func network() throws -> Network {
        switch self {
        case .training, .inference, .sram, .oneBitRRAM, .neuroSim15, .macros: try BenchmarkNetworks.vgg8()
        case .resNet18: try BenchmarkNetworks.resNet18()
        case .efficientNetB0: try BenchmarkNetworks.efficientNetB0()
        case .rows(let count): try BenchmarkNetworks.singleLayer(rows: count)
        case .crossbar: try BenchmarkNetworks.singleLayer(rows: 128)
        case .lenet5, .noisyLenet5: try BenchmarkNetworks.lenet5()
        }
    }
}
