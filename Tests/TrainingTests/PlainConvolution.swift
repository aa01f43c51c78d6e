// SPDX-License-Identifier: Apache-2.0

@testable import Training

/// The products of a layer as sums over single elements, in double precision.
struct PlainConvolution {
    let layer: WeightedLayer
    let images: Int

    private var input: MapShape { layer.convolution == nil ? layer.inputShape.flat : layer.inputShape }
    private var output: MapShape { layer.outputShape }

    /// Calls `body` for every product: the places of a weight, an input and an output in their arrays.
    private func forEachProduct(_ body: (_ weight: Int, _ input: Int, _ output: Int) -> Void) {
        let (kernel, stride, padding, groups) =
            layer.convolution.map { ($0.kernel, $0.stride, $0.padding, $0.groups) } ?? (1, 1, 0, 1)
        let channels = input.channels / groups
        for (out, image) in pairs(output.channels, images) {
            let group = out / (output.channels / groups)
            for (oy, ox) in pairs(output.height, output.width) {
                for (channel, k) in pairs(channels, kernel * kernel) {
                    let y = oy * stride + k / kernel - padding
                    let x = ox * stride + k % kernel - padding
                    guard (0..<input.height).contains(y), (0..<input.width).contains(x) else { continue }
                    let map = (group * channels + channel) * images + image
                    body(
                        (out * channels + channel) * kernel * kernel + k, (map * input.height + y) * input.width + x,
                        ((out * images + image) * output.height + oy) * output.width + ox)
                }
            }
        }
    }

    private func pairs(_ first: Int, _ second: Int) -> [(Int, Int)] {
        (0..<first).flatMap { one in (0..<second).map { (one, $0) } }
    }

    /// weights x inputs.
    func outputs(_ inputs: [Double], _ weights: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: output.count * images)
        forEachProduct { result[$2] += weights[$0] * inputs[$1] }
        return result
    }

    /// Sums of error times input.
    func gradient(_ inputs: [Double], _ errors: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: layer.weightCount)
        forEachProduct { result[$0] += errors[$2] * inputs[$1] }
        return result
    }

    /// Transposed weights x errors.
    func backward(_ errors: [Double], _ weights: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: input.count * images)
        forEachProduct { result[$1] += weights[$0] * errors[$2] }
        return result
    }
}
