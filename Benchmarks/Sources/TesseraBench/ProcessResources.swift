// SPDX-License-Identifier: Apache-2.0

import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What this process has used so far.
struct ProcessResources {
    /// Processor time of all threads, in the program and in the system [s].
    let processorSeconds: Double
    /// Largest memory in use at a time [byte].
    let peakMemoryBytes: Int

    init() {
        var usage = rusage()
        // 0 is RUSAGE_SELF everywhere; its type in Swift differs from system to system.
        getrusage(0, &usage)
        let program = Double(usage.ru_utime.tv_sec) + Double(usage.ru_utime.tv_usec) * 1e-6
        let system = Double(usage.ru_stime.tv_sec) + Double(usage.ru_stime.tv_usec) * 1e-6
        processorSeconds = program + system
        #if canImport(Darwin)
            peakMemoryBytes = Int(usage.ru_maxrss)
        #else
            peakMemoryBytes = ProcessResources.largestResidentSet ?? Int(usage.ru_maxrss) * 1024
        #endif
    }

    /// The largest memory of this program alone [byte]; what `getrusage` says on Linux has the parent's in it, whose memory
    /// a new process shares until its program starts.
    private static var largestResidentSet: Int? {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }.first.map { $0 * 1024 }
    }
}
