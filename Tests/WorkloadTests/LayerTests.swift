// SPDX-License-Identifier: Apache-2.0

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

    @Test func eachDirectionHasPadsStrideAndDilationOfItsOwn() throws {
        let layer = try Layer(
            inputHeight: 10, inputWidth: 21, inputChannels: 4, kernelHeight: 3, kernelWidth: 5, outputChannels: 6,
            strides: AxisPair(vertical: 1, horizontal: 2), dilations: AxisPair(vertical: 2, horizontal: 3),
            padding: Layer.Padding(top: 0, left: 1, bottom: 3, right: 2))
        // 13 rows under a kernel of 5, 24 columns under one of 13.
        #expect(layer.outputHeight == 9)
        #expect(layer.outputWidth == 6)
        #expect(layer.vertical.span == 5)
        #expect(layer.horizontal.span == 13)
        // Gaps have no weights.
        #expect(layer.weightRows == 60)
        #expect(layer.multiplyAccumulates == 9 * 6 * 60 * 6)
    }

    @Test(arguments: [(3, 1), (3, 2), (5, 3), (2, 5)])
    func withoutAWordOnPaddingAKernelWithGapsKeepsTheSize(kernel: Int, dilation: Int) throws {
        let layer = try Layer(
            inputHeight: 40, inputWidth: 41, inputChannels: 1, kernelHeight: kernel, kernelWidth: kernel,
            outputChannels: 1, strides: 1, dilations: AxisPair(dilation))
        let lost = (kernel - 1) * dilation % 2
        #expect([layer.outputHeight, layer.outputWidth] == [40 - lost, 41 - lost])
    }

    /// Rows and columns are alike: a layer and its transpose compute as much.
    @Test func transposedLayersComputeAsMuch() throws {
        for seed in 0..<200 {
            func number(_ index: Int, _ range: ClosedRange<Int>) -> Int {
                range.lowerBound + Int(SyntheticTrace.word(UInt64(seed), index) % UInt64(range.count))
            }
            let pads = (0..<4).map { number($0, 0...3) }
            let (strides, dilations) = ((number(4, 1...3), number(5, 1...3)), (number(6, 1...3), number(7, 1...3)))
            let (inputs, kernel) = ((number(8, 10...20), number(9, 10...20)), (number(10, 1...4), number(11, 1...4)))
            let layer = try Layer(
                inputHeight: inputs.0, inputWidth: inputs.1, inputChannels: 2, kernelHeight: kernel.0,
                kernelWidth: kernel.1, outputChannels: 3,
                strides: AxisPair(vertical: strides.0, horizontal: strides.1),
                dilations: AxisPair(vertical: dilations.0, horizontal: dilations.1),
                padding: Layer.Padding(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3]))
            let transposed = try Layer(
                inputHeight: inputs.1, inputWidth: inputs.0, inputChannels: 2, kernelHeight: kernel.1,
                kernelWidth: kernel.0, outputChannels: 3,
                strides: AxisPair(vertical: strides.1, horizontal: strides.0),
                dilations: AxisPair(vertical: dilations.1, horizontal: dilations.0),
                padding: Layer.Padding(top: pads[1], left: pads[0], bottom: pads[3], right: pads[2]))
            #expect(layer.outputHeight == transposed.outputWidth && layer.outputWidth == transposed.outputHeight)
            #expect(layer.multiplyAccumulates == transposed.multiplyAccumulates)
            // Counted one by one.
            let rows = stride(
                from: -pads[0], through: inputs.0 + pads[2] - (kernel.0 - 1) * dilations.0 - 1, by: strides.0)
            #expect(layer.outputHeight == Array(rows).count)
        }
    }

    /// Numbers that are allowed each on their own, and overflow together.
    @Test func hugeNumbersAreErrorsOrLayersAndNeverTrap() throws {
        let sizes = [-1, 0, 1, 2, 1 << 15, Layer.largestExtent, 1 << 40, Int.max, Int.min]
        var layers = 0
        for seed in 0..<4000 {
            func size(_ index: Int) -> Int {
                sizes[Int(SyntheticTrace.word(UInt64(seed), index) % UInt64(sizes.count))]
            }
            let layer = try? Layer(
                inputHeight: size(0), inputWidth: size(1), inputChannels: 1 + seed % 2, kernelHeight: 1 + seed % 3,
                kernelWidth: 1 + seed % 2, outputChannels: 2, strides: AxisPair(vertical: size(2), horizontal: size(3)),
                dilations: seed % 4 == 0 ? AxisPair(vertical: size(4), horizontal: size(5)) : 1,
                padding: seed % 5 == 0
                    ? nil : Layer.Padding(top: seed % 7 == 0 ? size(6) : 0, left: 0, bottom: 1, right: size(8)))
            guard let layer else { continue }
            layers += 1
            #expect(layer.outputVectors >= 1)
            #expect(layer.inputHeight * layer.inputWidth * layer.inputChannels <= Layer.mostMapElements)
            #expect(layer.outputVectors * layer.inputRows <= Layer.mostInputElements)
        }
        #expect(layers > 20)
    }

    @Test func refusesWhatNoKernelReaches() {
        func message(_ dilations: AxisPair, _ padding: Layer.Padding) -> String {
            do {
                _ = try Layer(
                    inputHeight: 5, inputWidth: 6, inputChannels: 1, kernelHeight: 3, kernelWidth: 3, outputChannels: 1,
                    strides: 1, dilations: dilations, padding: padding)
                return "no error"
            } catch {
                return "\(error)"
            }
        }
        #expect(
            message(3, Layer.Padding(top: 0, left: 1, bottom: 1, right: 0))
                == "kernel_height is 3, which dilation 3 spreads over 7, larger than the input of 5 with padding 0 and 1 "
                + "(allowed: up to 6)")
        #expect(
            message(AxisPair(vertical: 1, horizontal: 0), 0).hasPrefix("dilation is 0 (allowed: whole numbers from 1"))
        #expect(
            message(1, Layer.Padding(top: 0, left: 0, bottom: -2, right: 0)).hasPrefix("padding is -2 (allowed: whole"))
    }
}
