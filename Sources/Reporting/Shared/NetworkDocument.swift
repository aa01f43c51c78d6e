// SPDX-License-Identifier: Apache-2.0

import ReportKit
import Workload

extension Network: ReportObject {
    package static let reportName = "network"

    package static let reportMembers: [ReportMember<Network>] = [
        ReportMember("layers", "the layers in the order of the file, with their sizes and counts") { $0.layers },
        ReportMember("weights", "weights of all layers") { $0.weightCount },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations of all layers for one image") {
            $0.multiplyAccumulates
        },
    ]
}

extension Layer: ReportObject {
    package static let reportName = "layer of a network"

    package static let reportMembers: [ReportMember<Layer>] = [
        ReportMember("name", "name of the layer; null if it has none") { $0.name },
        ReportMember("inputHeight", "rows of the input feature map, without padding") { $0.inputHeight },
        ReportMember("inputWidth", "columns of the input feature map, without padding") { $0.inputWidth },
        ReportMember("inputChannels", "channels of the input feature map") { $0.inputChannels },
        ReportMember("kernelHeight", "rows of the kernel") { $0.kernelHeight },
        ReportMember("kernelWidth", "columns of the kernel") { $0.kernelWidth },
        ReportMember("outputChannels", "channels of the output feature map") { $0.outputChannels },
        ReportMember("stride", "stride of both directions; null if they differ") { $0.strides.common },
        ReportMember("strides", "vertical and horizontal stride", count: 2) { $0.strides.numbers },
        ReportMember("dilations", "vertical and horizontal dilation", count: 2) { $0.dilations.numbers },
        ReportMember("groups", "number of groups of channels") { $0.groups },
        ReportMember("pooling", "whether a 2 x 2 pooling follows") { $0.isFollowedByPooling },
        ReportMember(
            "paddingVertical",
            "zeros above and below, given or inferred (see [networks.md](networks.md)); null if they differ"
        ) { $0.effectivePadding.vertical },
        ReportMember("paddingHorizontal", "zeros at the left and the right; null if they differ") {
            $0.effectivePadding.horizontal
        },
        ReportMember("pads", "zeros at the top, at the left, at the bottom, at the right", count: 4) {
            $0.effectivePadding.numbers
        },
        ReportMember("outputHeight", "rows of the output feature map, before pooling") { $0.outputHeight },
        ReportMember("outputWidth", "columns of the output feature map, before pooling") { $0.outputWidth },
        ReportMember("weights", "number of weights without biases") { $0.weightCount },
        ReportMember("multiplyAccumulates", "multiply-accumulate operations for one image") { $0.multiplyAccumulates },
    ]
}
