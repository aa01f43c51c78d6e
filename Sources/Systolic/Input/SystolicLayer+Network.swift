// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Workload

extension SystolicLayer {
    /// The layers of a network as a systolic array runs them: one for each group of channels.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - fetchesPadding: whether the zeros around a map are part of it, as if the map had been enlarged by hand; otherwise
    ///     they are fetched from no memory.
    /// - Returns: the layers, in the order of the network.
    /// - Throws: `InputError` naming the layer that is too large.
    public static func layers(of network: Network, fetchesPadding: Bool = true) throws(InputError) -> [SystolicLayer] {
        var layers: [SystolicLayer] = []
        let multiplied = network.steps.filter { $0.operation == .convolution || $0.operation == .product }
        for (index, layer) in multiplied.map(\.geometry).enumerated() {
            let name = layer.name ?? "Layer\(index + 1)"
            // Rows and columns that no window reaches are left out: a stride that does not divide would make a window of them.
            let height = reach(layer.vertical)
            let width = reach(layer.horizontal)
            let border = fetchesPadding ? .none : border(of: layer, height: height, width: width)
            for group in 0..<layer.groups {
                do throws(InputError) {
                    layers.append(
                        try SystolicLayer(
                            name: layer.groups > 1 ? "\(name)Channel_\(group)" : name, inputHeight: height,
                            inputWidth: width, filterHeight: layer.kernelHeight, filterWidth: layer.kernelWidth,
                            channels: layer.inputChannels / layer.groups, filters: layer.outputsPerGroup,
                            strides: layer.strides, dilations: layer.dilations, border: border))
                } catch {
                    throw InputError("\(layer.label(at: index)): \(error.message)")
                }
            }
        }
        return layers
    }

    /// From the first row or column of the first window to the last one of the last window [1].
    private static func reach(_ axis: Layer.Axis) -> Int { (axis.positions - 1) * axis.stride + axis.span }

    private static func border(of layer: Layer, height: Int, width: Int) -> Border {
        let (vertical, horizontal) = (layer.vertical, layer.horizontal)
        return Border(
            top: vertical.before, bottom: max(0, vertical.after - (vertical.paddedInput - height)),
            left: horizontal.before, right: max(0, horizontal.after - (horizontal.paddedInput - width)))
    }
}
