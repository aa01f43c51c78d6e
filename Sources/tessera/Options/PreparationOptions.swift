// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Models

/// Options that say what is done to images before their pixels are normalized.
struct PreparationOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Scales images bilinearly to a size, as 224x224 (height, width). Pictures of a folder may then have different sizes.",
            valueName: "hxw"))
    var resize: ImageExtent?

    @Option(help: ArgumentHelp("Cuts that size out of the middle of images, after --resize.", valueName: "hxw"))
    var crop: ImageExtent?

    @Option(
        help: ArgumentHelp("Order of colors that the network takes; images are stored as rgb.", valueName: "order"))
    var channelOrder = ImagePreparation.ChannelOrder.rgb

    @Option(
        help: ArgumentHelp(
            "Height, width and channels of the images of a table, as 28x28x3. (default: square)", valueName: "hxwxc"))
    var imageShape: String?

    /// The preparation of images.
    func preparation() throws(InputError) -> ImagePreparation {
        ImagePreparation(resize: resize, crop: crop, channelOrder: channelOrder, storedShape: try storedShape())
    }

    private func storedShape() throws(InputError) -> [Int]? {
        guard let imageShape else { return nil }
        let parts = imageShape.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        let numbers = parts.compactMap(\.self)
        let allowed = 1...ImageExtent.largest
        guard numbers.count == parts.count, numbers.count == 2 || numbers.count == 3,
            numbers.allSatisfy(allowed.contains)
        else {
            throw InputError(
                "--image-shape is `\(imageShape)` (allowed: HEIGHTxWIDTH or HEIGHTxWIDTHxCHANNELS, as 28x28x3)",
                kind: .usage)
        }
        return numbers
    }
}

extension ImageExtent: ExpressibleByArgument {
    /// Reads the value of the option.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension ImagePreparation.ChannelOrder: ExpressibleByArgument {}
