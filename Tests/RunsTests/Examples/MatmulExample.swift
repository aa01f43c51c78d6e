// SPDX-License-Identifier: Apache-2.0

import Inference
import Runs

func matmulExample() throws -> [Double] {
    // begin
    var hardware = HardwareConfiguration()
    hardware.converterBits = 5
    hardware.scheme = .unitStep
    hardware.columnSigma = 0.5
    let matrices = try MatmulCase(
        activations: (0..<2).map { vector in (0..<64).map { ($0 * 7 + vector) % 256 } },
        weights: (0..<64).map { row in (0..<3).map { (row * 13 + $0) % 255 - 127 } })
    let run = try MatmulRequest(.matrices(matrices), on: hardware, seed: 1).run()
    print(run.productShape, run.products)
    // end
    return run.products
}
