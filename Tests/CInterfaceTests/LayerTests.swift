// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CInterface

@Suite struct LayerTests {
    @Test func idealHardwareEqualsIntegers() throws {
        let layer = try CallersLayer(["hardware": ["adc_bits": 8, "rows_per_array": 64] as [String: any Sendable]])
        let images = CallersLayer.images(3)
        #expect(layer.outputs == 6 * 3 * 6)
        #expect(layer.forward(images) == layer.integers(images))
    }

    @Test func integersAreNearRealNumbers() throws {
        let layer = try CallersLayer()
        let image = CallersLayer.images(1)
        let results = layer.integers(image)
        // Output channel 4 belongs to the second group; the place in row 1 and column 2 has its window inside of the map.
        var expected = CallersLayer.bias[4]
        for channel in 0..<2 {
            for y in 0..<3 {
                for x in 0..<3 {
                    let value = image[((2 + channel) * 5 + 1 + y) * 6 + 2 + x]
                    expected += value * CallersLayer.weights[4 * 18 + channel * 9 + y * 3 + x]
                }
            }
        }
        #expect(abs(results[(4 * 3 + 1) * 6 + 2] - expected) < 0.03)
    }

    @Test func imagesMayBeSharedOutInAnyWay() throws {
        let noisy: [String: any Sendable] = [
            "hardware": ["adc_bits": 5, "adc_noise_sigma": 0.6, "g_sigma": 0.1] as [String: any Sendable], "seed": 7,
        ]
        let images = CallersLayer.images(40)
        let whole = try CallersLayer(noisy).forward(images)
        let single = try CallersLayer(noisy.merging(["threads": 1]) { $1 })
        var parts: [Double] = []
        for range in [0..<3, 3..<20, 20..<40] {
            let size = CallersLayer.inputSize
            parts += single.forward(
                Array(images[range.lowerBound * size..<range.upperBound * size]), from: range.lowerBound)
        }
        #expect(parts == whole)
        for change in ["trial": 1, "seed": 8, "matrix": 1] {
            let other = try CallersLayer(noisy.merging([change.key: change.value]) { $1 })
            #expect(other.forward(images) != whole)
        }
    }

    @Test func singlePrecisionHasTheSameIntegers() throws {
        let layer = try CallersLayer(["hardware": ["adc_bits": 4] as [String: any Sendable]])
        let images = CallersLayer.images(2).map { Float($0) }
        var results = [Float](repeating: .nan, count: 2 * layer.outputs)
        #expect(tesseraLayerForwardSingle(layer.handle, images, 2, 0, &results) == 0)
        #expect(results == layer.forward(images.map { Double($0) }).map { Float($0) })
    }

    @Test(arguments: [false, true]) func integersAreThoseOfTheQuantization(_ isAsymmetric: Bool) throws {
        let layer = try CallersLayer([
            "asymmetric": isAsymmetric, "perChannel": true, "activationBits": 6,
            "range": ["minimum": -0.5, "maximum": 2.0, "largest": 2.0] as [String: Double],
        ])
        var weights = [Int32](repeating: 0, count: 6 * 18)
        var scales = [Double](repeating: 0, count: 6)
        var zeros = [Int32](repeating: 9, count: 6)
        var scale = 0.0
        var integers = [Int32](repeating: -1, count: 4)
        #expect(tesseraLayerQuantization(layer.handle, &weights, &scales, &zeros, &scale, &integers) == 0)
        #expect(zeros == [0, 0, 0, 0, 0, 0])
        #expect(integers == (isAsymmetric ? [13, 0, 63, 0] : [0, -32, 31, 0]))
        #expect(abs(scale - (isAsymmetric ? 2.5 / 63 : 2.0 / 31)) < 1e-12)
        for (place, weight) in CallersLayer.weights.enumerated() {
            #expect(abs(Double(weights[place]) * scales[place / 18] - weight) <= scales[place / 18] * 0.5001)
        }
    }

    @Test func convertersThatAreCalibratedSeeDataFirst() throws {
        let layer = try CallersLayer([
            "hardware": ["adc_scheme": "calibrated", "adc_bits": 5] as [String: any Sendable]
        ])
        let images = CallersLayer.images(2)
        var results = [Double](repeating: .nan, count: 2 * layer.outputs)
        #expect(tesseraLayerForward(layer.handle, images, 2, 0, &results) == 64)
        #expect(lastError().contains("finish the calibration first"))
        #expect(tesseraLayerFinishCalibration(layer.handle) == 64)
        #expect(lastError().contains("have seen no image"))
        #expect(tesseraLayerObserve(layer.handle, images, 2) == 0)
        #expect(tesseraLayerFinishCalibration(layer.handle) == 0)
        let calibrated = layer.forward(images)
        let fixed = try CallersLayer(["hardware": ["adc_bits": 5] as [String: any Sendable]]).forward(images)
        let exact = layer.integers(images)
        func error(_ results: [Double]) -> Double { zip(results, exact).reduce(0) { $0 + abs($1.0 - $1.1) } }
        #expect(error(calibrated) < error(fixed))
        #expect(tesseraLayerObserve(layer.handle, images, 2) == 64)
        #expect(lastError().contains("no converters that wait"))
    }

    static let mistakes: [(changes: [String: any Sendable], message: String)] = [
        (["output": 6], "unknown key `output` (did you mean `outputs`?)"),
        (["inputShape": [3, 5, 6] as [Int]], "does not fit 2 groups of 18 rows"),
        (
            ["window": ["kernel": [3, 3]] as [String: [Int]], "inputShape": [4, 5, 2] as [Int]],
            "the kernel spans 3 in width"
        ),
        (["weightBits": 9], "weightBits is 9"),
        (["form": "even"], "form is none of"),
        (["perChannel": 1], "perChannel is neither true nor false"),
        (
            ["hardware": ["adc_bit": 4] as [String: any Sendable]],
            "hardware: unknown key `adc_bit`; did you mean `adc_bits`?"
        ),
        (["hardware": ["adc_bits": 40] as [String: any Sendable]], "adc_bits"),
        (["range": ["minimum": 1, "maximum": 0, "largest": 1] as [String: Double]], "maximum is 0"),
        (["threads": 0], "threads is 0"),
        (["outputs": 5], "outputs are no multiple of the groups"),
    ]

    @Test(arguments: mistakes)
    func mistakesAreNamed(_ mistake: (changes: [String: any Sendable], message: String)) throws {
        let text = try settings(CallersLayer.members.merging(mistake.changes) { $1 })
        #expect(tesseraLayer(text, CallersLayer.weights, CallersLayer.bias) == nil)
        #expect(lastError().contains(mistake.message), "\(lastError())")
    }

    @Test func nullsAreMistakes() throws {
        #expect(tesseraLayer(nil, CallersLayer.weights, nil) == nil)
        #expect(lastError() == "the settings are null")
        #expect(try tesseraLayer(settings(CallersLayer.members), nil, nil) == nil)
        #expect(lastError().contains("weights is null"))
        let layer = try CallersLayer()
        #expect(tesseraLayerForward(layer.handle, nil, 1, 0, nil) == 64)
        #expect(tesseraLayerForward(layer.handle, CallersLayer.images(1), 1, 0, nil) == 64)
        #expect(tesseraLayerForward(layer.handle, CallersLayer.images(1), -1, 0, nil) == 64)
        #expect(tesseraLayerForward(nil, CallersLayer.images(1), 1, 0, nil) == 64)
        #expect(tesseraProductForward(layer.handle, nil, nil, 0, 0, nil) == 64)
        #expect(lastError().contains("not that of a HardwareProduct"))
        #expect(tesseraLayerOutputSize(nil) == 0)
        tesseraFree(nil)
    }

    @Test func weightsThatAreNoNumbersAreRefused() throws {
        var weights = CallersLayer.weights
        weights[5] = .nan
        #expect(try tesseraLayer(settings(CallersLayer.members), weights, nil) == nil)
        #expect(lastError().contains("weights are not finite"))
    }
}
