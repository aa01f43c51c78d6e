// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import KernelForms

/// A form of the kernels, by its name in messages.
struct KernelForm {
    let name: String
    let kernels: kernel_form

    /// The form that this processor runs in the program, the one for 256 bits where that is another, and the portable one. Where the
    /// processor has no wide vectors the first and the last do the same.
    static var all: [KernelForm] {
        let narrow = [KernelForm(name: "256 bits", kernels: narrow_form())]
        return [KernelForm(name: "processor", kernels: processor_form())]
            + (tk_vector_width() == TK_AVX512 ? narrow : [])
            + [KernelForm(name: "portable", kernels: portable_form())]
    }
}
