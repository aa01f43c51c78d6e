// SPDX-License-Identifier: Apache-2.0

import Diagnostics

// tessera.h explains these functions.

/// A product of two activations on hardware; null after an error.
@_cdecl("tessera_product")
public func tesseraProduct(_ settings: UnsafePointer<CChar>?) -> UnsafeMutableRawPointer? {
    handle { () throws(InputError) in try HardwareProduct(settings) }
}

/// Elements of the result of an image; 0 for a handle that is no product.
@_cdecl("tessera_product_output_size")
public func tesseraProductOutputSize(_ product: UnsafeMutableRawPointer?) -> Int {
    (try? object(product, as: HardwareProduct.self).sizes[2]) ?? 0
}

/// Results of a product on hardware.
@_cdecl("tessera_product_forward")
public func tesseraProductForward(
    _ product: UnsafeMutableRawPointer?, _ a: UnsafePointer<Double>?, _ b: UnsafePointer<Double>?, _ images: Int,
    _ firstImage: Int, _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
    code { () throws(InputError) in
        let product = try object(product, as: HardwareProduct.self)
        let operands = try operands(of: product, a, b, images, firstImage)
        try write(try product.forward(operands, images: images, firstImage: firstImage), to: y, "y")
    }
}

/// Results with exact integers.
@_cdecl("tessera_product_integers")
public func tesseraProductIntegers(
    _ product: UnsafeMutableRawPointer?, _ a: UnsafePointer<Double>?, _ b: UnsafePointer<Double>?, _ images: Int,
    _ y: UnsafeMutablePointer<Double>?
) -> Int32 {
    code { () throws(InputError) in
        let product = try object(product, as: HardwareProduct.self)
        let operands = try operands(of: product, a, b, images, 0)
        try write(product.integers(operands, images: images), to: y, "y")
    }
}

/// Shows operands to converters.
@_cdecl("tessera_product_observe")
public func tesseraProductObserve(
    _ product: UnsafeMutableRawPointer?, _ a: UnsafePointer<Double>?, _ b: UnsafePointer<Double>?, _ images: Int
) -> Int32 {
    code { () throws(InputError) in
        let product = try object(product, as: HardwareProduct.self)
        try product.observe(try operands(of: product, a, b, images, 0), images: images)
    }
}

/// Sets the converters.
@_cdecl("tessera_product_finish_calibration")
public func tesseraProductFinishCalibration(_ product: UnsafeMutableRawPointer?) -> Int32 {
    code { () throws(InputError) in try object(product, as: HardwareProduct.self).finishCalibration() }
}

private func operands(
    of product: HardwareProduct, _ a: UnsafePointer<Double>?, _ b: UnsafePointer<Double>?, _ images: Int,
    _ firstImage: Int
) throws(InputError) -> [[Double]] {
    try requireImages(images, firstImage)
    return [
        try numbers(a, images * product.sizes[0], "a"), try numbers(b, images * product.sizes[1], "b"),
    ]
}
