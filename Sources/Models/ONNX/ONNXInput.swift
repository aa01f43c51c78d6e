// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// The input of a model: its extents, some of which may be open.
struct ONNXInput {
    let name: String
    /// Extents of an image, nil where they are open; nil as a whole where the model does not say how many there are.
    let extents: [Int?]?
    /// Images of a batch, where the model fixes them [1].
    let images: Int?
    /// Inputs with a standard content, which are constants here.
    let standard: [StandardInput]
    private let file: String

    /// Finds the input of a graph that depends on the image.
    ///
    /// - Parameters:
    ///   - graph: the graph of the file.
    ///   - needed: names that nodes read.
    ///   - file: the file, for messages.
    /// - Throws: `InputError` when there is none or there are several.
    init(_ graph: ONNXMessage.Graph, needed: Set<String>, file: String) throws(InputError) {
        let constants = Set(graph.initializers.map(\.name))
        let all = graph.inputs.filter { !constants.contains($0.name) }
        let read = all.filter { needed.contains($0.name) }
        let own = read.filter { StandardInput.Content($0.name) == nil }
        let inputs = all.count == 1 ? all : own.isEmpty && read.count == 1 ? read : own
        guard inputs.count == 1 else {
            let names = all.prefix(8).map { "`\(printable($0.name))`" }.joined(separator: ", ")
            throw InputError(
                "the network has \(all.count) inputs\(names.isEmpty ? "" : " (\(names))") (allowed: 1, the images or tokens; "
                    + "beside it \(StandardInput.Content.names), which are constants)", file: file)
        }
        standard = read.filter { $0.name != inputs[0].name }.compactMap { StandardInput($0) }
        self.file = file
        name = inputs[0].name
        let dimensions = inputs[0].dimensions
        extents = dimensions.isEmpty ? nil : dimensions.dropFirst().map(Self.extent)
        images = dimensions.first.flatMap(Self.extent)
    }

    /// An extent of the file; nil where it is open.
    fileprivate static func extent(_ dimension: Int64?) -> Int? {
        dimension.flatMap { $0 > 0 ? Int(clamping: $0) : nil }
    }

    /// What the user says about the extents of an image, from one of two options.
    ///
    /// - Throws: `InputError` when both say it, or a name is no input.
    func chosen(_ choices: ONNXChoices) throws(InputError) -> [Int]? {
        let names = [name] + standard.map(\.name)
        if let wrong = choices.inputShapes.keys.sorted().first(where: { !names.contains($0) }) {
            let shown = names.map { "`\(printable($0))`" }.joined(separator: ", ")
            throw InputError(
                "the model has no input `\(printable(wrong))` that is read (allowed: \(shown))", kind: .usage,
                file: file)
        }
        guard let named = choices.inputShapes[name] else { return choices.inputShape }
        guard choices.inputShape == nil, named.count >= 2, named[0] == 1 else {
            throw InputError(
                "the input shape of `\(printable(name))` is \(named.map(String.init).joined(separator: "x")) (allowed: once, with 1 "
                    + "image before the extents of the image, as 1x128)", kind: .usage, file: file)
        }
        return Array(named.dropFirst())
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

/// An input beside the images or tokens whose content is known by its name: no model is run with another one.
struct StandardInput {
    /// What it holds.
    enum Content: String, CaseIterable {
        /// Ones: every token counts.
        case ones = "attention_mask"
        /// Zeros: all tokens belong to the first text.
        case zeros = "token_type_ids"
        /// 0, 1, 2, ... along the last axis: tokens stand in order.
        case places = "position_ids"

        /// What an input of a name holds; nil if that is not known.
        init?(_ name: String) { self.init(rawValue: name) }

        /// The names of all, as a message lists them.
        static var names: String { allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") }
    }

    let name: String
    private let content: Content
    /// All extents; nil where they are open.
    private let extents: [Int?]

    init?(_ input: ONNXMessage.ValueInfo) {
        guard let content = Content(input.name) else { return nil }
        self.content = content
        name = input.name
        extents = input.dimensions.map(ONNXInput.extent)
    }

    /// The numbers. Open extents are those that the user says, or those of the tokens at the same place.
    ///
    /// - Throws: `GraphProblem` when extents stay open, contradict each other or are too large.
    func constant(chosen: [Int]?, tokens: [Int]) throws(GraphProblem) -> ONNXConstant {
        let source = chosen ?? ([1] + tokens)
        let given = extents.isEmpty ? source.map { Optional($0) } : extents
        let fits = chosen.map { $0.count == given.count } ?? true
        let shape = given.enumerated().compactMap { axis, extent in
            extent ?? (source.indices.contains(axis) ? source[axis] : nil)
        }
        let isChosen = chosen.map { $0 == shape } ?? true
        guard fits, isChosen, shape.count == given.count, let count = GraphLimits.elements(shape), count <= 1 << 24
        else {
            throw GraphProblem(
                "input `\(printable(name))`: its extents are open, or contradict those given with --input-shape")
        }
        let last = shape.last ?? 1
        let numbers = (0..<count).map { place -> Int64 in
            switch content {
            case .ones: 1
            case .zeros: 0
            case .places: Int64(place % last)
            }
        }
        return ONNXConstant(integers: numbers, shape: shape)
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
