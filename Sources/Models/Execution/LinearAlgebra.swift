// SPDX-License-Identifier: Apache-2.0

import CBLASShim
import Diagnostics

/// The library of linear algebra, which is loaded when it is first needed.
public enum LinearAlgebra {
    /// Loads the library where that has not been done.
    ///
    /// - Throws: `InputError` that says what to install.
    public static func load() throws(InputError) {
        if let problem = blas_problem() { throw InputError(String(cString: problem), kind: .missingInput) }
    }

    /// Version, build and processor type of the library, for people to read; nil if there is none.
    public static var description: String? { blas_description().map { String(cString: $0) } }

    /// The processor whose kernels run, as the library calls it; nil if there is no library.
    public static var core: String? { blas_core().map { String(cString: $0) } }

    /// What makes the kernels slow, for people to read; nil if they fit the processor.
    public static var warning: String? { blas_warning().map { String(cString: $0) } }
}
