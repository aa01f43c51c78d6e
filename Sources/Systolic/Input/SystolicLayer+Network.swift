import Diagnostics
import Workload

extension SystolicLayer {
    /// The layers of a network as a systolic array runs them: one for each group of channels.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - fetchesPadding: whether the zeros around a map are part of it, as in SCALE-Sim, where maps are enlarged by hand;
    ///     otherwise they are fetched from no memory.
    /// - Throws: `InputError` naming the layer that is too large.
    public static func layers(of network: Network, fetchesPadding: Bool = true) throws(InputError) -> [SystolicLayer] {
        var layers: [SystolicLayer] = []
        for (index, layer) in network.layers.enumerated() {
            let name = layer.name ?? "Layer\(index + 1)"
            // Rows and columns that no window reaches are left out: SCALE-Sim would make another window of them.
            let height = (layer.outputHeight - 1) * layer.stride + layer.kernelHeight
            let width = (layer.outputWidth - 1) * layer.stride + layer.kernelWidth
            let border = fetchesPadding ? .none : border(of: layer, height: height, width: width)
            for group in 0..<layer.groups {
                do throws(InputError) {
                    layers.append(
                        try SystolicLayer(
                            name: layer.groups > 1 ? "\(name)Channel_\(group)" : name, inputHeight: height,
                            inputWidth: width, filterHeight: layer.kernelHeight, filterWidth: layer.kernelWidth,
                            channels: layer.inputChannels / layer.groups, filters: layer.outputsPerGroup,
                            stride: layer.stride, border: border))
                } catch {
                    throw InputError("\(layer.label(at: index)): \(error.message)")
                }
            }
        }
        return layers
    }

    private static func border(of layer: Layer, height: Int, width: Int) -> Border {
        let padding = layer.effectivePadding
        let unused = (
            rows: layer.inputHeight + 2 * padding.vertical - height,
            columns: layer.inputWidth + 2 * padding.horizontal - width
        )
        return Border(
            top: padding.vertical, bottom: max(0, padding.vertical - unused.rows), left: padding.horizontal,
            right: max(0, padding.horizontal - unused.columns))
    }
}
