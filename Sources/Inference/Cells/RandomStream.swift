// SPDX-License-Identifier: Apache-2.0

import Foundation
import BaseKernels
import InferenceKernels

/// A stream of random numbers that is named by what it is for, so that no draw depends on the order of others.
package struct RandomStream: Sendable {
    /// The quantity that is drawn.
    enum Purpose: UInt64 {
        case conductance = 1
        case stuckCells
        case drift
        case bitcells
        case capacitors
        case converterOffsets
        case converterGains
        case reads
        case referenceConductance
        case referenceStuckCells
        case joining
    }

    let key: UInt64

    /// The stream of a layer's draws in one trial.
    init(seed: UInt64, trial: Int, layer: Int, purpose: Purpose) {
        let numbers = [UInt64(bitPattern: Int64(trial)), UInt64(bitPattern: Int64(layer)), purpose.rawValue]
        key = numbers.reduce(tk_random_word(seed, 0)) { tk_random_word($0, $1) }
    }

    /// The stream that whole numbers name: what is drawn, and for which part of a run.
    package init(seed: UInt64, numbers: [Int]) {
        key = numbers.reduce(tk_random_word(seed, 0)) { tk_random_word($0, UInt64(bitPattern: Int64($1))) }
    }

    private init(key: UInt64) { self.key = key }

    /// One of the streams that this one parts into.
    func part(_ number: Int) -> RandomStream {
        RandomStream(key: tk_random_word(key, UInt64(bitPattern: Int64(number))))
    }

    /// Numbers that are normal with mean 0 and standard deviation 1: the first so many of the stream.
    package func normals(_ count: Int) -> [Double] {
        [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let base = buffer.baseAddress {
                tk_normal_fill(NormalTable.shared.pointer, key, 0, count, base)
            }
            initialized = count
        }
    }

    /// Number `index` of the stream, normal with mean 0 and standard deviation 1.
    package func normal(_ index: Int) -> Double {
        var number = 0.0
        tk_normal_fill(NormalTable.shared.pointer, key, index, 1, &number)
        return number
    }

    /// A number of the stream, even between 0 and 1.
    package func uniform(_ index: Int) -> Double {
        Double(tk_random_word(key, UInt64(index)) >> 11) * 0x1p-53
    }
}

/// The inverse of the normal distribution function as cubic polynomials, an eighth of an octave of probability each.
///
/// The polynomials pass through the function at the Chebyshev points of their segment. Numbers drawn from the table deviate
/// from the function by less than 2e-6; the largest is 6.34, by 32 random bits a number.
enum NormalTable {
    static let shared = ConstantArray(coefficients())

    private static func coefficients() -> [Double] {
        let nodes = (0..<4).map { (node: Int) -> Double in 0.5 - 0.5 * cos(Double.pi * (Double(node) + 0.5) / 4) }
        return (0..<Int(TK_NORMAL_SEGMENTS)).flatMap { segment in
            // Segments begin at 2^-1, eight an octave.
            let start = pow(2, Double(segment / 8) - 1) * (1 + Double(segment % 8) / 8)
            let width = pow(2, Double(segment / 8) - 1) / 8
            let values = nodes.map { deviate(tail: min(0.5, (start + $0 * width) * 0x1p-32)) }
            return interpolated(nodes, values)
        }
    }

    /// The number that a normal one exceeds with probability `tail` (at most 1/2).
    static func deviate(tail: Double) -> Double {
        guard tail < 0.5 else { return 0 }
        let t = (-2 * log(tail)).squareRoot()
        var z = max(0, t - (log(t + 1) + 0.5) / (t + 0.5))
        // Newton's method on the logarithm of the tail, which is nearly a parabola.
        for _ in 0..<50 {
            let probability = 0.5 * erfc(z / 2.0.squareRoot())
            let density = exp(-0.5 * z * z) / (2 * Double.pi).squareRoot()
            let step = log(probability / tail) * probability / density
            z += step
            if abs(step) < 1e-14 * max(1, z) { break }
        }
        return z
    }

    /// Coefficients of the cubic polynomial through four points, constant term first.
    private static func interpolated(_ x: [Double], _ y: [Double]) -> [Double] {
        var differences = y
        for order in 1..<4 {
            for index in stride(from: 3, through: order, by: -1) {
                differences[index] = (differences[index] - differences[index - 1]) / (x[index] - x[index - order])
            }
        }
        // From Newton's form to powers, the innermost bracket first.
        var powers = [differences[3], 0, 0, 0]
        for index in stride(from: 2, through: 0, by: -1) {
            for power in stride(from: 3, through: 1, by: -1) {
                powers[power] = powers[power - 1] - x[index] * powers[power]
            }
            powers[0] = differences[index] - x[index] * powers[0]
        }
        return powers
    }
}
