// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The input of a model: its extents, some of which may be open.
struct ONNXInput {
    let name: String
    /// Extents of an image, nil where they are open; nil as a whole where the model does not say how many there are.
    let extents: [Int?]?
    /// Images of a batch, where the model fixes them [1].
    let images: Int?
    private let file: String

    /// Finds the only input of a graph.
    ///
    /// - Throws: `InputError` when there is none or there are several.
    init(_ graph: ONNXMessage.Graph, file: String) throws(InputError) {
        let constants = Set(graph.initializers.map(\.name))
        let inputs = graph.inputs.filter { !constants.contains($0.name) }
        guard inputs.count == 1 else {
            let names = inputs.prefix(8).map { "`\(printable($0.name))`" }.joined(separator: ", ")
            throw InputError(
                "the network has \(inputs.count) inputs\(names.isEmpty ? "" : " (\(names))") (allowed: 1, the images)",
                file: file)
        }
        self.file = file
        name = inputs[0].name
        let dimensions = inputs[0].dimensions
        func extent(_ dimension: Int64?) -> Int? {
            dimension.flatMap { $0 > 0 ? Int(clamping: $0) : nil }
        }
        extents = dimensions.isEmpty ? nil : dimensions.dropFirst().map(extent)
        images = dimensions.first.flatMap(extent)
    }

    /// The extents as a message shows them.
    private var shown: String {
        guard let extents else { return "no extents" }
        return "the extents [images" + extents.map { ", " + ($0.map(String.init) ?? "open") }.joined() + "]"
    }

    /// Extents of an image.
    ///
    /// - Parameters:
    ///   - chosen: what the user says; nil when the user says nothing.
    ///   - images: reads the images of the run; asked only where the model leaves some extents open.
    /// - Returns: the extents, without the axis of images.
    /// - Throws: `InputError` when extents are open, contradict each other or make no sense.
    func shape(
        chosen: [Int]?, images: () throws(InputError) -> ImageDataset?
    ) throws(InputError) -> [Int] {
        let known = extents?.compactMap(\.self) ?? []
        var shape = known
        if let chosen {
            let fits =
                extents.map { extents in
                    extents.count == chosen.count && zip(extents, chosen).allSatisfy { $0 == nil || $0 == $1 }
                } ?? true
            guard fits else {
                throw InputError(
                    "the input shape \(chosen.map(String.init).joined(separator: "x")) contradicts the model, whose input "
                        + "`\(printable(name))` has \(shown)", kind: .usage, file: file)
            }
            shape = chosen
        } else if known.count != extents?.count {
            guard let extents, let dataset = try images() else {
                throw InputError(
                    "input `\(printable(name))` has \(shown): give images, or the extents of an image with --input-shape, as "
                        + "3x224x224", file: file)
            }
            guard let found = dataset.shape(fitting: extents) else {
                throw InputError(
                    "input `\(printable(name))` has \(shown), which images of extents \(dataset.shape) do not fill: give the "
                        + "extents of an image with --input-shape, as 3x224x224", file: file)
            }
            shape = found
        }
        guard !shape.isEmpty, GraphLimits.elements(shape) != nil else {
            throw InputError(
                "input `\(printable(name))` has \(shown) "
                    + "(allowed: images, then extents of 1 or more, 2^28 elements at most)", file: file)
        }
        return shape
    }
}

extension ImageDataset {
    /// Extents of an image as a network takes them that leaves some of them open; nil where the images do not fit, or nothing
    /// says which axis has the channels.
    func shape(fitting extents: [Int?]) -> [Int]? {
        func fits(_ shape: [Int]) -> Bool {
            shape.count == extents.count && zip(extents, shape).allSatisfy { $0 == nil || $0 == $1 }
        }
        let full = shape.count == 2 ? [1] + shape : shape
        let moved = full.count == 3 ? [full[2], full[0], full[1]] : full
        let candidates: [[Int]]
        switch normalization.layout {
        case .channelsFirst: candidates = [full]
        case .channelsLast: candidates = shape.count == 3 ? [moved, shape] : [full]
        case nil:
            // Three open extents fit either order.
            guard shape.count != 3 || extents.count != 3 || extents.contains(where: { $0 != nil }) else { return nil }
            candidates = [full, moved]
        }
        return (candidates + [[shape.reduce(1, *)]]).first(where: fits)
    }
}
