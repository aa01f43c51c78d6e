// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Formats
import Inference
import Models
import Synchronization

/// A product of two activations on hardware.
final class HardwareProduct: Sendable {
    /// The product in integers.
    let product: QuantizedProduct
    /// Elements of both operands of one image, and of their product.
    let sizes: [Int]
    private let settings: EngineSettings
    private let exact: any PreparedProduct
    private let state: Mutex<CalibratedState<any PreparedProduct>>
    private let threads: Int

    /// Members of the settings beside those that all calls have.
    private static let members = ["product", "inputBits", "storedBits", "asymmetric", "shapes", "ranges"]

    /// Reads settings and sizes the arrays.
    init(_ text: UnsafePointer<CChar>?) throws(InputError) {
        let settings = try Settings(text, allowed: Self.members)
        let hardware = try settings.hardware()
        let own = try hardware.productHardware()
        var shapes: [[Int]] = []
        for shape in try settings.members.list("shapes") { shapes.append(try settings.extents(shape, "shapes")) }
        var ranges: [ActivationRange] = []
        for range in try settings.members.list("ranges") { ranges.append(try Settings.range(range, "ranges")) }
        product = try QuantizedProduct(
            name: try settings.name(or: "product"), index: try settings.integer("product", 0...(1 << 31), or: 0),
            settings: try QuantizationSettings(
                isAsymmetric: try settings.flag("asymmetric"),
                products: try hardware.productNumbers(
                    inputBits: try settings.integer("inputBits", 1...8, or: 8),
                    storedBits: try settings.integer("storedBits", 1...8, or: 8))),
            ranges: ranges, shapes: shapes)
        sizes =
            shapes.map { $0.reduce(1, *) } + [
                product.matrix.matricesPerImage * product.matrix.vectors * product.matrix.columns
            ]
        self.settings = EngineSettings(hardware, seed: try settings.seed(), trial: try settings.trial())
        threads = try settings.threads()
        try LinearAlgebra.load()
        exact = try ExactEngine().prepare(product.matrix)
        if let own, own.scheme.needsCalibration {
            state = Mutex(.observing(CalibrationEngine(configuration: hardware, threads: threads)))
        } else {
            state = Mutex(.ready(try self.settings.engine(nil, threads: threads).prepare(product.matrix)))
        }
    }

    /// Real outputs: [images][elements].
    func forward(_ operands: [[Double]], images: Int, firstImage: Int) throws(InputError) -> [Double] {
        let hardware = try state.withLock { (state) throws(InputError) in try state.ready("the product") }
        return product.outputs(operands, images: images, firstImage: firstImage, on: hardware)
    }

    /// The same with exact integers.
    func integers(_ operands: [[Double]], images: Int) -> [Double] {
        product.outputs(operands, images: images, firstImage: 0, on: exact)
    }

    /// Shows operands to the converters.
    func observe(_ operands: [[Double]], images: Int) throws(InputError) {
        let engine = try state.withLock { (state) throws(InputError) in try state.observing("the product") }
        _ = product.outputs(operands, images: images, firstImage: 0, on: try engine.prepare(product.matrix))
    }

    /// Sets the converters.
    func finishCalibration() throws(InputError) {
        try state.withLock { (state) throws(InputError) in
            let calibration = try state.observing("the product").calibration
            guard !calibration.histograms.isEmpty else {
                throw InputError("the product's converters have seen no operands", kind: .usage)
            }
            state = .ready(try settings.engine(calibration, threads: threads).prepare(product.matrix))
        }
    }
}
