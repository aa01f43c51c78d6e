import Diagnostics
import Testing

@testable import Workload

@Suite struct LayerTests {
    @Test func countsWeightsAndOperationsOfAConvolution() throws {
        let conv = try layer(32, 32, 3, 3, 3, 128)
        #expect(conv.weightRows == 27)
        #expect(conv.inputRows == 27)
        #expect(conv.weightCount == 3456)
        // Without a word on padding, a 3 x 3 kernel keeps the size.
        #expect(conv.outputHeight == 32)
        #expect(conv.outputVectors == 1024)
        #expect(conv.multiplyAccumulates == 32 * 32 * 27 * 128)
    }

    @Test(arguments: [(0, 1, 30), (1, 1, 32), (1, 2, 16), (0, 2, 15), (2, 3, 12)])
    func outputSizeFollowsPaddingAndStride(padding: Int, stride: Int, expected: Int) throws {
        let conv = try layer(32, 32, 3, 3, 3, 8, stride: stride, padding: padding)
        #expect(conv.outputHeight == expected)
        #expect(conv.outputWidth == expected)
    }

    @Test func kernelsThatAreNotSquareArePaddedByDirection() throws {
        let conv = try layer(10, 20, 4, 1, 5, 4)
        #expect(conv.effectivePadding == Layer.Padding(vertical: 0, horizontal: 2))
        #expect(conv.outputHeight == 10)
        #expect(conv.outputWidth == 20)
    }

    @Test func groupsShareNoInputs() throws {
        let depthwise = try layer(8, 8, 32, 3, 3, 32, padding: 1, groups: 32)
        #expect(depthwise.weightRows == 9)
        #expect(depthwise.inputRows == 288)
        #expect(depthwise.outputsPerGroup == 1)
        #expect(depthwise.multiplyAccumulates == 64 * 9 * 32)
    }

    @Test func recognizesFullyConnectedLayers() throws {
        #expect(try layer(1, 1, 400, 1, 1, 120).isFullyConnected)
        #expect(try !layer(2, 1, 400, 1, 1, 120).isFullyConnected)
    }

    @Test(arguments: [
        ([0, 8, 3, 3, 3, 8, 1], Layer.Quantity.inputHeight), ([8, -1, 3, 3, 3, 8, 1], .inputWidth),
        ([8, 8, 0, 3, 3, 8, 1], .inputChannels), ([8, 8, 3, 0, 3, 8, 1], .kernelHeight),
        ([8, 8, 3, 3, 0, 8, 1], .kernelWidth), ([8, 8, 3, 3, 3, 0, 1], .outputChannels),
        ([8, 8, 3, 3, 3, 8, 0], .stride), ([1 << 31, 8, 3, 3, 3, 8, 1], .inputHeight),
    ])
    func refusesExtentsOutOfRange(values: [Int], quantity: Layer.Quantity) {
        #expect {
            try layer(values[0], values[1], values[2], values[3], values[4], values[5], stride: values[6])
        } throws: { ($0 as? InvalidLayer)?.quantity == quantity }
    }

    @Test func refusesKernelsBeyondThePaddedInput() throws {
        #expect {
            try layer(5, 5, 3, 7, 7, 8, padding: 0)
        } throws: {
            let message = ($0 as? InvalidLayer)?.description
            return message == "kernel_height is 7, larger than the input of 5 with padding 0 (allowed: up to 5)"
        }
        #expect(try layer(5, 5, 3, 7, 7, 8, padding: 1).outputVectors == 1)
    }

    @Test func refusesGroupsThatDoNotDivideTheChannels() {
        #expect { try layer(8, 8, 6, 3, 3, 8, groups: 4) } throws: { ($0 as? InvalidLayer)?.quantity == .groups }
        #expect { try layer(8, 8, 8, 3, 3, 6, groups: 4) } throws: { ($0 as? InvalidLayer)?.quantity == .groups }
    }

    @Test func refusesSizesThatNoMemoryHolds() {
        let large = 1 << 30
        #expect { try layer(1, 1, large, 1, 1, large) } throws: { ($0 as? InvalidLayer)?.quantity == .outputChannels }
        #expect { try layer(large, large, 1, 1, 1, 1) } throws: { ($0 as? InvalidLayer)?.quantity == .inputHeight }
        #expect {
            try layer(1, 1, 1, 1, 1, 1, padding: 1 << 30)
        } throws: { ($0 as? InvalidLayer)?.quantity == .inputHeight }
        #expect { try layer(8, 8, 1, 3, 3, 1, padding: -1) } throws: { ($0 as? InvalidLayer)?.quantity == .padding }
    }
}
