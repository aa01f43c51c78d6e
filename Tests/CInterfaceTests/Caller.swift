// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import CInterface

/// Settings as a caller writes them.
func settings(_ members: [String: any Sendable]) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
}

/// A layer as a caller has it, freed in the end.
final class CallersLayer {
    let handle: UnsafeMutableRawPointer
    let outputs: Int

    /// A convolution of 4 channels to 6 in 2 groups, on maps of 5 x 6, or of settings that are changed.
    static let members: [String: any Sendable] = [
        "outputs": 6, "inputs": 18, "groups": 2, "inputShape": [4, 5, 6], "threads": 2,
        "window": ["kernel": [3, 3], "stride": [2, 1], "padding": [1, 0, 1, 2]] as [String: [Int]],
        "range": ["minimum": 0.0, "maximum": 2.0, "largest": 2.0] as [String: Double],
    ]
    static let inputSize = 4 * 5 * 6
    static let weights = (0..<6 * 18).map { sin(Double($0) * 1.7) * 0.4 }
    static let bias = (0..<6).map { Double($0) / 8 - 0.3 }
    /// Values from 0 to 2 for some images.
    static func images(_ count: Int) -> [Double] { (0..<count * inputSize).map { 1 + cos(Double($0) * 0.77) } }

    init(_ changes: [String: any Sendable] = [:]) throws {
        let text = try settings(Self.members.merging(changes) { $1 })
        handle = try #require(tesseraLayer(text, Self.weights, Self.bias), "\(lastError())")
        outputs = tesseraLayerOutputSize(handle)
    }

    deinit { tesseraFree(handle) }

    func forward(_ values: [Double], from first: Int = 0) -> [Double] {
        let images = values.count / Self.inputSize
        var results = [Double](repeating: .nan, count: images * outputs)
        let code = tesseraLayerForward(handle, values, images, first, &results)
        #expect(code == 0, "\(lastError())")
        return results
    }

    func integers(_ values: [Double]) -> [Double] {
        let images = values.count / Self.inputSize
        var results = [Double](repeating: .nan, count: images * outputs)
        #expect(tesseraLayerIntegers(handle, values, images, &results) == 0)
        return results
    }
}

/// The message of the last call that failed.
func lastError() -> String { tesseraError().map { String(cString: $0) } ?? "" }
