// SPDX-License-Identifier: Apache-2.0

import CellArrays
import InferenceKernels

extension InputEncoding {
    /// The weights of digits for kernels, the lowest first [1].
    var digitScales: [Double] { scales.map(Double.init) }

    /// The encoding as C reads it. `scales` holds ``digitScales`` at a fixed address.
    func structure(_ scales: ConstantArray<Double>) -> tk_imc_coding {
        tk_imc_coding(
            planes: planes, addend: isBipolar ? Int32((1 << bits) - 1) : 0, shift: isBipolar ? 1 : 0, digits: steps,
            digit_planes: bitsPerStep, digit_scales: scales.pointer, is_bipolar: isBipolar ? 1 : 0)
    }
}
