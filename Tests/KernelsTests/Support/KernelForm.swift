// SPDX-License-Identifier: Apache-2.0

import KernelForms

/// A form of the kernels, by its name in messages.
struct KernelForm {
    let name: String
    let kernels: kernel_form

    /// The form that this processor runs in the program, and the portable one. Where the processor has no wide vectors both do the
    /// same.
    static var all: [KernelForm] {
        [
            KernelForm(name: "processor", kernels: processor_form()),
            KernelForm(name: "portable", kernels: portable_form()),
        ]
    }
}
