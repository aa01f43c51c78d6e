// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import NetworkCatalog
import Streaming
import Systolic
import Testing
import _TestSupport

@testable import Workload

@Suite struct NetworkCatalogTests {
    private func network(_ name: String, _ sequence: CatalogNetwork.Sequence? = nil) throws -> Network {
        try CatalogNetwork.named(name).network(sequence)
    }

    /// Weights without biases, and multiply-accumulate operations with weights. LeNet-5 and VGG are counted by hand from
    /// their tables; the others are the counts of torchvision, without biases, scales and shifts.
    @Test(arguments: [
        ("lenet5", 61_470, 416_520), ("vgg16", 138_344_128, 15_470_264_320),
        ("resnet18", 11_678_912, 1_814_073_344), ("resnet50", 25_502_912, 4_089_184_256),
        ("mobilenet_v2", 3_469_760, 300_774_272),
    ])
    func convolutionalNetworksHaveTheKnownCounts(_ name: String, _ weights: Int, _ operations: Int) throws {
        let network = try network(name)
        #expect(network.weightCount == weights)
        #expect(network.multiplyAccumulates == operations)
        #expect(network.dynamicMultiplyAccumulates == 0)
    }

    /// A block of width d has 4 d^2 weights of attention and 8 d^2 of its feed-forward part.
    @Test func visionTransformersHaveTheCountsOfTheirBlocks() throws {
        let vit = try network("vit_b_16")
        let blocks = 12 * 197 * 12 * 768 * 768
        #expect(vit.multiplyAccumulates == blocks + 196 * 768 * 768 + 768 * 1000)
        #expect(vit.dynamicMultiplyAccumulates == 12 * 2 * 197 * 197 * 768)
        let swin = try network("swin_t")
        let dynamic = [(3136, 96, 2), (784, 192, 2), (196, 384, 6), (49, 768, 2)].reduce(0) { sum, stage in
            sum + stage.2 * 2 * stage.0 * 49 * stage.1
        }
        #expect(swin.dynamicMultiplyAccumulates == dynamic)
        let total = Double(swin.multiplyAccumulates + dynamic)
        #expect(abs(total / 4.49e9 - 1) < 0.01)
    }

    @Test(arguments: [(128, 0), (1, 0), (1, 1023), (1024, 0)])
    func aTokenOfGPT2CostsWhatThePapersSay(_ tokens: Int, _ context: Int) throws {
        let network = try network("gpt2", .init(tokens: tokens, context: context))
        #expect(network.multiplyAccumulates == tokens * 12 * 12 * 768 * 768 + 50257 * 768)
        #expect(network.dynamicMultiplyAccumulates == tokens * 24 * (tokens + context) * 768)
        let kept = network.steps.filter { $0.operation == .cache }.reduce(0) { $0 + $1.finalElements }
        #expect(kept == 2 * 12 * (tokens + context) * 768)
    }

    /// Layers that run for each token have twice the work for twice the tokens; those that run once for a text have the same.
    @Test(arguments: ["bert_base", "gpt2", "llama3_8b"])
    func twiceTheTokensAreTwiceTheWork(_ name: String) throws {
        let (one, two) = try (network(name, .init(tokens: 64)), network(name, .init(tokens: 128)))
        var single = 0
        for (first, second) in zip(one.layers, two.layers) {
            let isOfToken = first.outputVectors == 64
            single += isOfToken ? 0 : 1
            #expect(second.multiplyAccumulates == (isOfToken ? 2 : 1) * first.multiplyAccumulates)
        }
        #expect(single == 1 && one.layers.count == two.layers.count && one.weightCount == two.weightCount)
        #expect(two.dynamicMultiplyAccumulates == 4 * one.dynamicMultiplyAccumulates)
    }

    @Test func largeModelsShareKeys() throws {
        let network = try network("llama3_8b", .init(tokens: 1, context: 99))
        let block = 4096 * (2 * 4096 + 2 * 1024 + 3 * 14336)
        #expect(network.weightCount == 32 * block + 4096 * 128_256)
        #expect(network.dynamicMultiplyAccumulates == 32 * 2 * 100 * 4096)
        let kept = network.steps.filter { $0.operation == .cache }.reduce(0) { $0 + $1.finalElements }
        #expect(kept == 2 * 32 * 8 * 128 * 100)
    }

    /// Each step reads as many elements as the one that it names puts out; the text of a network says the same.
    @Test(arguments: CatalogNetwork.all.map(\.name))
    func stepsFitTogether(_ name: String) throws {
        let network = try network(name)
        for step in network.steps {
            let expected = [step.inputElements, step.secondElements ?? 0]
            #expect(step.inputs.count == step.operation.inputCount)
            for (place, source) in step.inputs.enumerated() {
                guard case .step(let number) = source else { continue }
                #expect(network.steps[number].finalElements == expected[place], "\(step.geometry.name ?? "")")
            }
        }
        let names = network.steps.compactMap(\.geometry.name)
        #expect(Set(names).count == network.steps.count)
        let folder = try TemporaryFolder()
        #expect(try Network(readingFrom: folder.write("again.csv", network.fileText)) == network)
    }

    @Test func arraysAndStreamsCountProducts() throws {
        let network = try network("vit_b_16")
        let layers = try SystolicLayer.layers(of: network)
        #expect(layers.count == network.layers.count + 12 * 2 * 12)
        #expect(
            layers.reduce(0) { $0 + $1.multiplyAccumulates }
                == network.multiplyAccumulates + network.dynamicMultiplyAccumulates)
    }

    @Test func namesAreFound() throws {
        #expect(CatalogNetwork.known("resnet") == nil)
        #expect(CatalogNetwork.known("resnet50")?.name == "resnet50")
        #expect(CatalogNetwork.known("EfficientNet B0")?.name == "efficientnet_b0")
        let error = inputError { try CatalogNetwork.named("resnet500") }
        #expect(error.message.contains("did you mean `resnet50`?"))
        #expect(inputError { try Network(fileOrName: "restnet50") }.message.contains("did you mean `resnet50`?"))
        #expect(inputError { try Network(fileOrName: "./resnet50") }.kind == .missingInput)
    }

    @Test func impossibleSequencesAreRefused() throws {
        #expect(inputError { try network("resnet18", .init(tokens: 4)) }.message.contains("reads images"))
        #expect(inputError { try network("gpt2", .init(tokens: 1025)) }.message.contains("allowed: 1 to 1024 in all"))
        #expect(inputError { try network("gpt2", .init(tokens: 0)) }.message.contains("allowed: 1 to 1024 in all"))
        #expect(inputError { try network("gpt2", .init(tokens: 1, context: .max)) }.kind == .usage)
        #expect(inputError { try network("bert_base", .init(tokens: 1, context: 1)) }.message.contains("no context"))
    }
}
