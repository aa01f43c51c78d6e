// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Testing
import _TestSupport

@testable import Workload

@Suite struct NetworkStepTests {
    private static let header =
        "name,operation,input_height,input_width,input_channels,kernel_height,kernel_width,output_channels,stride,padding,"
        + "groups,inputs,bias,batch_norm\n"

    private func read(_ text: String) throws -> Network {
        let folder = try TemporaryFolder()
        return try Network(readingFrom: folder.write("net.csv", Self.header + text), spelled: "net.csv")
    }

    private func failure(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) -> InputError {
        inputError(sourceLocation: sourceLocation) { try read(text) }
    }

    /// A block with squeeze and excitation and a sum.
    private static let block = """
        stem,,8,8,3,3,3,4,1,1,1,,,1
        squeeze,average_pool,8,8,4,8,8,,1,0,,,,
        reduce,,1,1,4,1,1,2,1,0,1,,1,
        excite,,1,1,2,1,1,4,1,0,1,,1,
        scaled,scale,8,8,4,,,,,,,stem excite,,
        project,convolution,8,8,4,1,1,4,1,0,1,,,1
        sum,add,8,8,4,,,,,,,project stem,,
        last,max_pool,8,8,4,2,2,4,2,,,,,

        """

    @Test func stepsBetweenLayersHaveNoWeights() throws {
        let network = try read(Self.block)
        #expect(network.steps.count == 8)
        #expect(network.layers.map(\.name) == ["stem", "reduce", "excite", "project"])
        #expect(
            network.steps.map(\.operation) == [
                .convolution, .averagePool, .convolution, .convolution, .scale, .convolution, .add, .maximumPool,
            ])
        #expect(network.steps[4].inputs == [.step(0), .step(3)])
        #expect(network.steps[6].inputs == [.step(5), .step(0)])
        #expect(network.steps[0].inputs == [.image])
        #expect(network.steps[7].finalElements == 4 * 4 * 4)
        #expect(network.steps[1].geometry.outputHeight == 1)
    }

    @Test func parametersAreCounted() throws {
        let network = try read(Self.block)
        // Weights, biases of two layers, scale and shift of two batch normalizations.
        #expect(network.trainableParameters == 108 + 8 + 8 + 16 + 2 + 4 + 2 * (4 + 4))
        #expect(network.storedStatistics == (2 * 4 + 1) + (2 * 4 + 1))
    }

    @Test func textReadsBackAsTheSameNetwork() throws {
        let network = try read(Self.block)
        let folder = try TemporaryFolder()
        let again = try Network(readingFrom: folder.write("again.csv", network.fileText))
        #expect(again == network)
    }

    /// Attention of two heads over four tokens, and what surrounds it.
    private static let attention = """
        tokens,embedding,4,1,50,,,6,,,,,,
        norm,layer_norm,4,1,6,,,,,,,,,
        query,,4,1,6,1,1,6,1,0,1,norm,1,
        kept,cache,4,1,6,,,,,2 0 0 0,,query,,
        key,,4,1,6,1,1,6,1,0,1,norm,1,
        value,,4,1,6,1,1,6,1,0,1,norm,1,
        scores,product,4,1,6,,,8,,,2,query key,,
        shares,softmax,4,1,8,,,,,,2,,,
        mixed,product,4,1,8,,,6,,,2,shares value,,
        sum,add,4,1,6,,,,,,,mixed tokens,,
        last,select,4,1,6,,,2,,,,,,
        gate,multiply,4,1,6,,,,,,,sum mixed,,
        bend,gelu,4,1,6,,,,,,,,,

        """

    @Test func productsOfActivationsAreCounted() throws {
        let network = try read(Self.attention)
        #expect(network.layers.map(\.name) == ["query", "key", "value"])
        #expect(network.multiplyAccumulates == 3 * 4 * 36)
        // Each of two heads: 4 x 3 times 3 x 4, then 4 x 4 times 4 x 3.
        #expect(network.dynamicMultiplyAccumulates == 2 * (4 * 3 * 4 + 4 * 4 * 3))
        #expect(network.steps[6].secondElements == 24 && network.steps[8].secondElements == 24)
        #expect(network.steps[0].inputElements == 4 && network.steps[0].finalElements == 24)
        #expect(network.steps[3].finalElements == 36 && network.steps[10].finalElements == 8)
        let folder = try TemporaryFolder()
        #expect(try Network(readingFrom: folder.write("again.csv", network.fileText)) == network)
    }

    @Test func plainNetworksHaveNoColumnsForSteps() throws {
        let folder = try TemporaryFolder()
        let network = try Network(readingFrom: folder.write("net.csv", "8,8,3,3,3,4,1,1\n4,4,4,3,3,8,0,1\n"))
        #expect(network.fileText.hasPrefix("input_height,input_width,input_channels,kernel_height,kernel_width,"))
        #expect(!network.fileText.contains("operation"))
        #expect(!network.fileText.contains("bias"))
        #expect(network.steps.map(\.inputs) == [[.image], [.step(0)]])
    }

    @Test(arguments: [
        (
            "a,poool,8,8,4,2,2,,2,,,,,\n",
            "2:3: operation is `poool` (allowed: convolution, max_pool, average_pool, add, multiply, scale, product, "
                + "softmax, layer_norm, rms_norm, group_norm, gelu, silu, function, affine, embedding, select, cache, prepend)"
        ),
        ("a,,8,8,4,3,3,4,1,1,1,,,\nb,add,8,8,4,,,,,,,,,\n", "3:"),
        ("a,,8,8,4,3,3,4,1,1,1,,,\nb,add,8,8,4,,,,,,,a,,\n", "inputs names 1 values, but add reads 2"),
        ("a,,8,8,4,3,3,4,1,1,1,,,\nb,add,8,8,4,,,,,,,a aa,,\n", "no row above is called `aa`; did you mean `a`?"),
        ("a,,8,8,4,3,3,4,1,1,1,,,\nb,add,8,8,5,,,,,,,a a,,\n", "reads 320 elements of layer 1 (a), which puts out 256"),
        ("a,max_pool,8,8,4,2,2,5,2,,,,,\n", "output_channels is 5, but max_pool puts out as many channels as it reads"),
        ("a,max_pool,8,8,4,2,2,,2,,,,1,\n", "bias is 1, but max_pool has no weights (allowed: 0)"),
        ("a,,8,8,4,3,3,4,1,1,1,,,\nb,add,8,8,4,3,,,,,,a a,,\n", "kernel_height is 3, but add has no window"),
        (
            "q,,4,1,6,1,1,6,1,0,1,,,\na,product,4,1,6,,,,,,2,q q,,\n",
            "output_channels is empty (allowed: whole numbers)"
        ),
        (
            "q,,4,1,6,1,1,6,1,0,1,,,\na,product,4,1,6,,,10,,,2,q q,,\n",
            "reads 30 elements of layer 1 (q), which puts out 24"
        ),
        ("q,,4,1,6,1,1,6,1,0,1,,,\na,softmax,4,1,6,,,,,,4,,,\n", "groups is 4"),
        ("q,,4,1,6,1,1,6,1,0,1,,,\na,select,4,1,6,,,2,,,2,,,\n", "groups is 2, but select has no groups"),
        ("q,,4,1,6,1,1,6,1,0,1,,,\na,cache,4,1,6,,,,,1 1 0 0,,,,\n", "padding is 1, but cache has no window"),
        ("q,,4,1,6,1,1,6,1,0,1,,,\na,gelu,4,1,6,,,,,1,,,,\n", "padding is 1, but gelu has no window (allowed: 0)"),
        ("a,,8,8,4,3,3,,1,1,1,,,\n", "output_channels is empty (allowed: whole numbers)"),
        ("a,,8,8,4,3,3,4,1,1,1,,2,\n", "bias is 2 (allowed: 0 or 1)"),
        ("a,max_pool,8,8,4,2,2,,2,,,,,\n", "the file has no layer that has weights"),
    ])
    func mistakesAreNamed(text: String, message: String) {
        #expect(failure(text).description.contains(message))
    }
}
