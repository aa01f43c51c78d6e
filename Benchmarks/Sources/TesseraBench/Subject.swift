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
    /// LeNet-5 with 6-bit converters: its accuracy, and its products alone.
    case lenet5
    /// The same with noise on every conversion.
    case noisyLenet5
    /// Accuracy of LeNet-5 with 8-bit converters, which are exact.
    case exactLenet5
    /// Accuracy of LeNet-5 with 6-bit converters and cells that differ by 5 %.
    case spreadLenet5
    /// Accuracy of ResNet-20 for CIFAR-10 with 8 bits and 6-bit converters.
    case resNet20
    /// Accuracy of ResNet-18 for CIFAR-10 with 4 bits and 6-bit converters.
    case smallResNet18
    /// Accuracy of ResNet-50 at 224 x 224 with 8 bits and 6-bit converters.
    case resNet50
    /// Accuracy of ViT-B/16 at 224 x 224 with 8 bits and 8-bit converters.
    case visionTransformer
    /// Training of LeNet-5 on devices.
    case trainedLenet5
    /// A crossbar of 128 x 128 cells with resistive wires.
    case crossbar

    /// All of them, in the order of tables.
    static let all: [Subject] =
        [.inference, .training, .sram, .oneBitRRAM, .neuroSim15, .macros, .resNet18, .efficientNetB0]
        + [64, 256, 1024, 4096, 8192].map(Subject.rows)
        + [
            .exactLenet5, .lenet5, .noisyLenet5, .spreadLenet5, .resNet20, .smallResNet18, .resNet50,
            .visionTransformer,
        ]
        + [.trainedLenet5, .crossbar]

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
        case .exactLenet5: "LeNet-5, exact sums"
        case .spreadLenet5: "LeNet-5, 6-bit ADC, spread"
        case .resNet20: "ResNet-20, CIFAR-10, 8 bits"
        case .smallResNet18: "ResNet-18, CIFAR-10, 4 bits"
        case .resNet50: "ResNet-50, 224 x 224, 8 bits"
        case .visionTransformer: "ViT-B/16, 224 x 224, 8 bits"
        case .trainedLenet5: "LeNet-5, trained on devices"
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
        case .lenet5, .noisyLenet5: [.accuracy, .products]
        case .exactLenet5, .spreadLenet5, .resNet20, .smallResNet18, .resNet50, .visionTransformer: [.accuracy]
        case .trainedLenet5: [.steps]
        case .crossbar: [.nodal, .approximate]
        }
    }

    /// Parameters that differ from their defaults.
    var assignments: [String] {
        switch self {
        case .inference, .resNet18, .rows: ["trainingEstimation=false"]
        case .sram: ["memcelltype=SRAM"]
        case .oneBitRRAM: ["memcelltype=RRAM", "cellBit=1"]
        case .neuroSim15: ["revision=neurosim-1.5"]
        case .macros: ["revision=tessera", "memcelltype=RRAM", "numRowParallel=16"]
        default: []
        }
    }

    /// Resistance of a conducting cell in the first of several designs [Ohm].
    var firstResistance: Int {
        switch self {
        case .neuroSim15, .macros: 6000
        default: 240_000
        }
    }

    /// The network, of those that are no model with weights.
    func network() throws -> Network {
        switch self {
        case .training, .inference, .sram, .oneBitRRAM, .neuroSim15, .macros: try BenchmarkNetworks.vgg8()
        case .resNet18: try BenchmarkNetworks.resNet18()
        case .efficientNetB0: try BenchmarkNetworks.efficientNetB0()
        case .rows(let count): try BenchmarkNetworks.singleLayer(rows: count)
        case .crossbar: try BenchmarkNetworks.singleLayer(rows: 128)
        case .lenet5, .noisyLenet5, .exactLenet5, .spreadLenet5, .trainedLenet5: try BenchmarkNetworks.lenet5()
        case .resNet20, .smallResNet18, .resNet50, .visionTransformer:
            throw ChildProcess.Failure(description: "\(name) is a model with weights")
        }
    }
}
