// SPDX-License-Identifier: Apache-2.0

import BaseKernels

/// Memory that has been given back.
public enum FreedMemory {
    /// Keeps memory that is given back for the next array, in the whole program. Runs over batches of images make and drop
    /// arrays of the same sizes all the time, and fresh pages from the system cost more than much of what is computed on them.
    public static func keep() {
        tk_keep_freed_memory()
    }
}
