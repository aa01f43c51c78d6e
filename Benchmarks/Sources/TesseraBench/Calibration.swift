// SPDX-License-Identifier: Apache-2.0

/// A fixed piece of work whose time says how fast the machine is at the moment.
///
/// Figures of two runs are compared in units of it, so that a slower machine, or a busier one, does not count.
enum Calibration {
    /// Time of the work on one thread [s].
    static func measure() -> Double {
        let clock = ContinuousClock()
        let start = clock.now
        let result = work(rounds: 40_000_000)
        let time = seconds(clock.now - start)
        // The result is used, so that the work is not left out.
        return result == 0 ? time * 2 : time
    }

    /// Integer and floating-point operations, and reads over a table of 2 MiB.
    private static func work(rounds: Int) -> Double {
        let mask = (1 << 18) - 1
        var table = [Double](repeating: 0, count: mask + 1)
        for index in table.indices { table[index] = Double(index) }
        var state: UInt64 = 1
        var sum = 1.0
        for _ in 0..<rounds {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            sum += table[Int(truncatingIfNeeded: state >> 40) & mask] * 1e-6
        }
        return sum
    }
}
