// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// Maps of other extents: `Resize`, and `Upsample` before it.
extension ONNXImporter {
    mutating func resize(_ node: ONNXNode) throws(GraphProblem) -> Value {
        let input = try node.activation(0)
        try node.attributes.require("antialias", equals: 0)
        try node.attributes.require("exclude_outside", equals: 0)
        let policy = try node.attributes.word("keep_aspect_ratio_policy", default: "stretch")
        guard policy == "stretch" else {
            throw GraphProblem("keep_aspect_ratio_policy is \(printable(policy)) (allowed: stretch)")
        }
        let coordinates = try coordinates(node)
        var axes: [ResizedAxis] = []
        for (axis, target) in try resizeTargets(node, shape(of: input)).enumerated() {
            let extent = shape(of: input)[axis]
            guard target.extent != extent || target.scale != 1 else { continue }
            axes.append(
                ResizedAxis(
                    axis: axis, extent: target.extent, scale: target.scale, coordinates: coordinates,
                    interpolation: try interpolation(node, scale: target.scale)))
        }
        return axes.isEmpty ? .activation(input) : try add(.resize(axes), [input], of: node)
    }

    /// Whether an operator is older than the one with coordinate modes, and maps o to o / scale.
    private var hasOldResize: Bool { opset < 11 }

    private func coordinates(_ node: ONNXNode) throws(GraphProblem) -> ResizedAxis.Coordinates {
        guard !hasOldResize else { return .asymmetric }
        let name = try node.attributes.word("coordinate_transformation_mode", default: "half_pixel")
        guard let coordinates = ResizedAxis.Coordinates(rawValue: name) else {
            throw GraphProblem(
                "coordinate_transformation_mode is \(printable(name)) (allowed: "
                    + "\(ResizedAxis.Coordinates.allCases.map(\.rawValue).joined(separator: ", ")))")
        }
        return coordinates
    }

    private func interpolation(_ node: ONNXNode, scale: Double) throws(GraphProblem) -> ResizedAxis.Interpolation {
        switch try node.attributes.word("mode", default: "nearest") {
        case "linear": return .linear
        case "nearest":
            // The old operator takes the place before when maps grow, and the one behind when they shrink.
            guard !hasOldResize else { return .nearest(scale < 1 ? .ceiling : .floor) }
            let name = try node.attributes.word("nearest_mode", default: "round_prefer_floor")
            guard let rounding = ResizedAxis.Rounding(rawValue: name) else {
                throw GraphProblem(
                    "nearest_mode is \(printable(name)) (allowed: "
                        + "\(ResizedAxis.Rounding.allCases.map(\.rawValue).joined(separator: ", ")))")
            }
            return .nearest(rounding)
        case let mode: throw GraphProblem("mode is \(printable(mode)) (allowed: nearest, linear)")
        }
    }

    /// The extent and scale of each axis of an image.
    private func resizeTargets(
        _ node: ONNXNode, _ extents: [Int]
    ) throws(GraphProblem) -> [(extent: Int, scale: Double)] {
        let rank = extents.count + 1
        let full = [1] + extents
        let scaleInput = hasOldResize ? 1 : 2
        let attribute = try node.attributes.reals("scales")
        let scales = if let attribute { attribute } else { try optionalReals(node, scaleInput) }
        let sizes = try !hasOldResize && node.has(3) ? node.integers(3) : []
        guard scales.isEmpty != sizes.isEmpty else {
            throw GraphProblem("\(scales.count) scales and \(sizes.count) sizes (needed: one of both)")
        }
        var targets = full.map { (extent: $0, scale: 1.0) }
        let given = try node.attributes.integers("axes") ?? Array(0..<rank)
        guard given.count == max(scales.count, sizes.count), given.allSatisfy((-rank..<rank).contains) else {
            throw GraphProblem(
                "\(max(scales.count, sizes.count)) numbers for the axes \(given) of an input of \(rank) axes")
        }
        for (index, axis) in given.map({ $0 < 0 ? $0 + rank : $0 }).enumerated() {
            if scales.isEmpty {
                let isBatch = axis == 0 && sizes[index] == fixedImages
                targets[axis] = isBatch ? targets[axis] : (sizes[index], Double(sizes[index]) / Double(full[axis]))
            } else {
                // In single precision, as scales are: 5 times 2.6 is 13.
                let extent = (Float(full[axis]) * scales[index]).rounded(.down)
                guard scales[index] > 0, extent >= 1, extent <= Float(GraphLimits.mostElements) else {
                    throw GraphProblem("a scale of \(scales[index]) for an extent of \(full[axis])")
                }
                targets[axis] = (Int(extent), Double(scales[index]))
            }
        }
        guard targets[0] == (1, 1) else { throw GraphProblem("another number of images") }
        return Array(targets.dropFirst())
    }

    private func optionalReals(_ node: ONNXNode, _ index: Int) throws(GraphProblem) -> [Float] {
        node.has(index) ? try node.reals(index) : []
    }
}
