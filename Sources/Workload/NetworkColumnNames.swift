// SPDX-License-Identifier: Apache-2.0

/// The names that a header line of a network file may use.
enum NetworkColumnNames {
    /// Other names, besides the raw value of each quantity. Capitals, blanks, hyphens and dots do not matter.
    static let aliases: [Layer.Quantity: [String]] = [
        .inputHeight: ["ifm_height", "in_height", "height", "h"],
        .inputWidth: ["ifm_width", "in_width", "width", "w"],
        .inputChannels: ["ifm_channels", "ifm_depth", "input_depth", "in_channels", "channels", "c"],
        .kernelHeight: ["filter_height", "kernel_h", "kh"],
        .kernelWidth: ["filter_width", "kernel_w", "kw"],
        .outputChannels: ["out_channels", "output_depth", "filters", "num_filters", "kernels", "kernel_number", "n"],
        .isFollowedByPooling: ["pool", "followed_by_pooling", "pooling_follows"],
        .stride: ["strides", "s"],
        .name: ["layer", "layer_name"],
        .padding: ["pad", "pads", "p"],
        .dilation: ["dilations", "dil", "d"],
        .groups: ["group", "g"],
        .operation: ["op", "type", "kind"],
        .inputs: ["input", "sources", "from"],
        .hasBias: ["has_bias"],
        .hasBatchNormalization: ["batch_normalization", "batchnorm", "bn"],
    ]

    /// The quantity that a column holds.
    static func quantity(named name: some StringProtocol) -> Layer.Quantity? {
        let wanted = normalized(name)
        return Layer.Quantity.allCases.first { $0.rawValue == wanted || aliases[$0]?.contains(wanted) == true }
    }

    /// A name with small letters and underscores.
    static func normalized(_ name: some StringProtocol) -> String {
        let letters = name.lowercased().map { " -.".contains($0) ? "_" : $0 }
        return String(letters)
    }
}
