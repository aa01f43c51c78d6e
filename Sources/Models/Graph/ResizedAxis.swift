// SPDX-License-Identifier: Apache-2.0

/// An axis that is resized to another extent: each element of the result depends on one or two elements of the input.
///
/// Source: the operator `Resize` of ONNX, whose names of modes these are.
public struct ResizedAxis: Sendable, Equatable {
    /// The position of an element of the result among those of the input.
    public enum Coordinates: String, Sendable, CaseIterable {
        /// (o + 1/2) / scale - 1/2.
        case halfPixel = "half_pixel"
        /// The same about the middle of the axis, where extent times scale is not whole.
        case symmetricHalfPixel = "half_pixel_symmetric"
        /// The same, but 0 for a single place.
        case torchHalfPixel = "pytorch_half_pixel"
        /// Both ends stay where they are.
        case alignedCorners = "align_corners"
        /// o / scale.
        case asymmetric
        /// (o + 1/2) / scale.
        case nearestHalfPixel = "tf_half_pixel_for_nn"
    }

    /// The interpolation between elements of the input.
    public enum Interpolation: Sendable, Equatable {
        /// A straight line.
        case linear
        /// The nearest element, by a rule of rounding.
        case nearest(Rounding)
    }

    /// The nearest place.
    public enum Rounding: String, Sendable, CaseIterable {
        /// Halves go down.
        case preferFloor = "round_prefer_floor"
        /// Halves go up.
        case preferCeiling = "round_prefer_ceil"
        /// The place before.
        case floor
        /// The place behind.
        case ceiling = "ceil"
    }

    /// The axis, images left out.
    public let axis: Int
    /// Extent of the result [1].
    public let extent: Int
    /// Places of the result for one place of the input [1].
    public let scale: Double
    /// The positions of elements.
    public let coordinates: Coordinates
    /// The interpolation between them.
    public let interpolation: Interpolation

    /// The places that each place of the result looks at, and the share of the second one.
    struct Table: Sendable {
        let first: [Int]
        let second: [Int]
        let share: [Double]
    }

    /// The table for an input of some extent.
    func table(from input: Int) -> Table {
        var (first, second, share) = ([Int](), [Int](), [Double]())
        for place in 0..<extent {
            let position = min(max(position(place, input), 0), Double(input - 1))
            switch interpolation {
            case .nearest(let rounding):
                first.append(min(max(Int(rounding.rounded(position)), 0), input - 1))
            case .linear:
                let low = Int(position.rounded(.down))
                first.append(low)
                second.append(min(low + 1, input - 1))
                share.append(position - Double(low))
            }
        }
        return Table(first: first, second: second, share: share)
    }

    private func position(_ place: Int, _ input: Int) -> Double {
        let middle = (Double(place) + 0.5) / scale
        switch coordinates {
        case .halfPixel: return middle - 0.5
        case .symmetricHalfPixel:
            let center = Double(input) / 2
            return center * (1 - Double(extent) / (scale * Double(input))) + middle - 0.5
        case .torchHalfPixel: return extent > 1 ? middle - 0.5 : 0
        case .alignedCorners: return extent > 1 ? Double(place) * Double(input - 1) / Double(extent - 1) : 0
        case .asymmetric: return Double(place) / scale
        case .nearestHalfPixel: return middle
        }
    }

    static func outputShape(_ input: [Int], _ axes: [ResizedAxis]) throws(GraphProblem) -> [Int] {
        var shape = input
        for resized in axes {
            guard input.indices.contains(resized.axis), (1...GraphLimits.largestExtent).contains(resized.extent),
                resized.scale > 0, resized.scale.isFinite
            else {
                throw GraphProblem(
                    "an extent of \(resized.extent) by a scale of \(resized.scale) for axis \(resized.axis + 1) of an input "
                        + "of shape \(input) (allowed: 1 or more)")
            }
            shape[resized.axis] = resized.extent
            // Axes are resized one after the other, so that each step must be of a sensible size.
            guard GraphLimits.elements(shape) != nil else {
                throw GraphProblem(
                    "an output of shape \(shape) (allowed: 1 to \(GraphLimits.mostElements) elements an image)")
            }
        }
        return shape
    }
}

extension ResizedAxis.Rounding {
    fileprivate func rounded(_ position: Double) -> Double {
        switch self {
        case .preferFloor: (position - 0.5).rounded(.up)
        case .preferCeiling: (position + 0.5).rounded(.down)
        case .floor: position.rounded(.down)
        case .ceiling: position.rounded(.up)
        }
    }
}
