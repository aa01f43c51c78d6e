// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Models

// tessera.h explains these functions.

/// A layer on hardware; null after an error.
@_cdecl("tessera_layer")
public func tesseraLayer(
    _ settings: UnsafePointer<CChar>?, _ weights: UnsafePointer<Double>?, _ bias: UnsafePointer<Double>?
) -> UnsafeMutableRawPointer? {
    handle { () throws(InputError) in try HardwareLayer(settings, weights: weights, bias: bias) }
}

/// Elements of the result of an image; 0 for a handle that is no layer.
@_cdecl("tessera_layer_output_size")
public func tesseraLayerOutputSize(_ layer: UnsafeMutableRawPointer?) -> Int {
    (try? object(layer, as: HardwareLayer.self).outputSize) ?? 0
}

/// Results of a layer on hardware.
@_cdecl("tessera_layer_forward")
public func tesseraLayerForward(
    _ layer: UnsafeMutableRawPointer?, _ x: UnsafePointer<Double>?, _ images: Int, _ firstImage: Int,
    _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
    code { () throws(InputError) in
        let layer = try object(layer, as: HardwareLayer.self)
        try requireImages(images, firstImage)
        let values = try numbers(x, images * layer.inputSize, "x")
        try write(try layer.forward(values, images: images, firstImage: firstImage), to: y, "y")
    }
}

/// Results in single precision.
@_cdecl("tessera_layer_forward_f32")
public func tesseraLayerForwardSingle(
    _ layer: UnsafeMutableRawPointer?, _ x: UnsafePointer<Float>?, _ images: Int, _ firstImage: Int,
    _ y: UnsafeMutablePointer<Float>?
) -> Int32 {
    code { () throws(InputError) in
        let layer = try object(layer, as: HardwareLayer.self)
        try requireImages(images, firstImage)
        let values = try numbers(x, images * layer.inputSize, "x").map { Double($0) }
        let results = try layer.forward(values, images: images, firstImage: firstImage)
        try write(results.map { Float($0) }, to: y, "y")
    }
}

/// Results with exact integers.
@_cdecl("tessera_layer_integers")
public func tesseraLayerIntegers(
    _ layer: UnsafeMutableRawPointer?, _ x: UnsafePointer<Double>?, _ images: Int, _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
    code { () throws(InputError) in
        let layer = try object(layer, as: HardwareLayer.self)
        try requireImages(images, 0)
        try write(
            layer.integers(try numbers(x, images * layer.inputSize, "x"), images: images), to: y, "y")
    }
}

/// How numbers become integers.
@_cdecl("tessera_layer_quantization")
public func tesseraLayerQuantization(
    _ layer: UnsafeMutableRawPointer?, _ weights: UnsafeMutablePointer<Int32>?,
    _ weightScales: UnsafeMutablePointer<Double>?, _ weightZeroPoints: UnsafeMutablePointer<Int32>?,
    _ activationScale: UnsafeMutablePointer<Double>?, _ activationIntegers: UnsafeMutablePointer<Int32>?
) -> Int32 {
    code { () throws(InputError) in
        let layer = try object(layer, as: HardwareLayer.self).layer
        let input = layer.input
        try write(layer.integerWeights, to: weights, "weights")
        try write(layer.weightScales, to: weightScales, "weight_scales")
        try write(layer.weightZeroPoints, to: weightZeroPoints, "weight_zero_points")
        try write([input.scale], to: activationScale, "activation_scale")
        let integers = [
            input.zeroPoint, input.range.lowerBound, input.range.upperBound, input.form == .odd ? 1 : 0,
        ]
        try write(integers.map { Int32($0) }, to: activationIntegers, "activation_integers")
    }
}

/// Shows images to converters.
@_cdecl("tessera_layer_observe")
public func tesseraLayerObserve(
    _ layer: UnsafeMutableRawPointer?, _ x: UnsafePointer<Double>?, _ images: Int
) -> Int32 {
    code { () throws(InputError) in
        let layer = try object(layer, as: HardwareLayer.self)
        try requireImages(images, 0)
        try layer.observe(try numbers(x, images * layer.inputSize, "x"), images: images)
    }
}

/// Sets the converters.
@_cdecl("tessera_layer_finish_calibration")
public func tesseraLayerFinishCalibration(_ layer: UnsafeMutableRawPointer?) -> Int32 {
    code { () throws(InputError) in try object(layer, as: HardwareLayer.self).finishCalibration() }
}

/// Checks numbers of images.
func requireImages(_ images: Int, _ firstImage: Int) throws(InputError) {
    guard (0...(1 << 31)).contains(images), (0...(1 << 40)).contains(firstImage) else {
        throw InputError("\(images) images from number \(firstImage) (allowed: 0 or more)", kind: .usage)
    }
}
