// SPDX-License-Identifier: Apache-2.0

import BaseKernels
import Parallelism

/// Numbers with a fixed count of decimal places, kept as 32-bit floats and restored without loss.
///
/// A number n / 10^d with whole n, rounded to a float, still lies nearer to n / 10^d than to its neighbours as long as it
/// has no more than about seven digits. Rounding the float times 10^d to a whole number then gives n back, and n / 10^d is
/// correctly rounded, as is the parse of its decimal spelling: both give the same double.
package struct DecimalGrid: Sendable, Equatable {
    /// Decimal places that can be restored.
    package static let allowedDecimals = 0...15

    private let scale: Double

    /// A grid of that many decimal places.
    package init(decimals: Int) {
        // Powers of ten are exact up to 10^22.
        scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    }

    /// The multiple of 10^-d that is nearest to a number.
    @inline(__always)
    package func nearest(to value: Double) -> Double {
        (value * scale).rounded(.toNearestOrEven) / scale
    }

    /// Puts the nearest decimal number in place of each value.
    package func restore(_ values: inout [Double], threads: Int) {
        values.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedBuffer(buffer)
            let ranges = pieces(of: buffer.count, size: 1 << 18)
            forEachInParallel(ranges.count, threads: threads) { piece in
                guard let base = shared.base else { return }
                restore(base + ranges[piece].lowerBound, count: ranges[piece].count)
            }
        }
    }

    /// Puts the nearest decimal number in place of each of `count` values.
    package func restore(_ values: UnsafeMutablePointer<Double>, count: Int) {
        tk_round_to_grid(values, count, scale)
    }

    /// The decimal places with which all values come back unchanged from 32-bit floats; nil when none do.
    package static func decimals(restoring values: [Double]) -> Int? {
        // Training scripts write five places, so try these first.
        ([5] + allowedDecimals).first { places in
            let grid = DecimalGrid(decimals: places)
            return values.allSatisfy { grid.nearest(to: Double(Float($0))) == $0 }
        }
    }
}
