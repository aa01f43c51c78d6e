// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Foundation
import Testing
import _TestSupport

@testable import Workload

/// The path of a committed fixture.
func fixture(_ name: String) -> String {
    let tests = (#filePath as NSString).deletingLastPathComponent
    return (tests as NSString).appendingPathComponent("Fixtures/" + name)
}

/// A convolution with little to say.
func layer(
    _ height: Int, _ width: Int, _ channels: Int, _ kernelHeight: Int, _ kernelWidth: Int, _ outputs: Int,
    pooling: Bool = false, stride: Int = 1, padding: Int? = nil, groups: Int = 1
) throws -> Layer {
    try Layer(
        inputHeight: height, inputWidth: width, inputChannels: channels, kernelHeight: kernelHeight,
        kernelWidth: kernelWidth, outputChannels: outputs, isFollowedByPooling: pooling, stride: stride,
        padding: padding, groups: groups)
}
