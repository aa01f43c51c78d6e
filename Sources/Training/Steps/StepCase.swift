// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Parallelism

/// Steps of a training with given weights, images and random numbers, from an npz file: `x` [steps][images][...], `labels`
/// [steps][images], and for each layer i with weights `w{i}`, `v{i}`, `u{i}`, `z{i}` and, where devices differ, `dltp{i}`,
/// `dltd{i}`.
public struct StepCase: Sendable {
    /// The file.
    public let path: String
    /// Number of steps [1].
    public let steps: Int
    /// Images of a step [1].
    public let images: Int
    /// Extents of an image.
    public let shape: MapShape
    let pixels: [Double]
    let labels: [Int]
    private let archive: NumpyArchive

    /// Reads images and labels; arrays of layers are read when the network is known.
    ///
    /// - Throws: `InputError` when arrays are missing or have a wrong shape.
    public init(readingFrom path: String, threads: Int = defaultThreadCount) throws(InputError) {
        archive = try NumpyArchive(readingFrom: path, threads: threads)
        self.path = path
        let extents = try archive.shape(of: "x")
        guard extents.count == 3 || extents.count == 5, extents.allSatisfy({ $0 > 0 }),
            extents.reduce(1.0, { $0 * Double($1) }) < 0x1p40
        else {
            throw InputError(
                "x has shape \(extents) (allowed: [steps, images, inputs] or [steps, images, channels, rows, columns])",
                file: path)
        }
        steps = extents[0]
        images = extents[1]
        shape =
            extents.count == 3
            ? MapShape(channels: extents[2])
            : MapShape(channels: extents[2], height: extents[3], width: extents[4])
        pixels = try Self.finite("x", archive)
        let given = try archive.shape(of: "labels")
        guard given == [steps, images] else {
            throw InputError("labels have shape \(given) in place of [\(steps), \(images)]", file: path)
        }
        labels = try archive.integers("labels").map { Int($0) }
    }

    /// An array of a layer.
    func array(_ name: String, shape: [Int]) throws(InputError) -> [Double] {
        let given = try archive.shape(of: name)
        guard given == shape else {
            throw InputError("\(name) has shape \(given) in place of \(shape)", file: path)
        }
        return try Self.finite(name, archive)
    }

    private static func finite(_ name: String, _ archive: NumpyArchive) throws(InputError) -> [Double] {
        let values = try archive.doubles(name)
        guard values.allSatisfy(\.isFinite) else {
            throw InputError("array `\(name)` holds numbers that are not finite", file: archive.path)
        }
        return values
    }

    /// Checks labels and names of arrays.
    func check(_ network: TrainingNetwork) throws(InputError) {
        if let wrong = labels.first(where: { !(0..<network.classes).contains($0) }) {
            throw InputError(
                "labels hold \(wrong), but the network has \(network.classes) classes (allowed: 0 to "
                    + "\(network.classes - 1))", file: path)
        }
        let known = network.weighted.indices.flatMap { index in
            ["w", "v", "u", "z", "dltp", "dltd"].map { "\($0)\(index)" }
        }
        if let unknown = archive.names.first(where: { $0 != "x" && $0 != "labels" && !known.contains($0) }) {
            let near = nearestName(to: unknown, in: known + ["x", "labels"]).map { " (did you mean `\($0)`?)" } ?? ""
            throw InputError("unknown array `\(shortened(unknown))`\(near)", file: path)
        }
    }
}
