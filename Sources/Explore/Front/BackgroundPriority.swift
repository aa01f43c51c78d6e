// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The priority of work that may wait.
enum BackgroundPriority {
    /// How much others go before it, on the scale of `nice`.
    private static let niceness: Int32 = 10

    /// Lets other threads go before the one that calls this. Where a system knows no priority of a single thread, the quality of
    /// service of the thread says the same.
    static func enter() {
        #if os(Linux)
            // On Linux the number 0 means the calling thread, not its process.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
        #endif
    }
}
