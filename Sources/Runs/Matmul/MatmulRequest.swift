// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference
import Parallelism

/// The request of `tessera matmul`: which result does in-memory-computing hardware give for a product of integer
/// matrices?
public struct MatmulRequest: Sendable {
    /// The source of the matrices.
    public enum Problem: Sendable {
        /// A NumPy archive.
        case file(String)
        /// Matrices that are in memory.
        case matrices(MatmulCase)
    }

    /// The matrices.
    public var problem: Problem
    /// The hardware.
    public var hardware: HardwareConfiguration
    /// Seed of the random numbers.
    public var seed: UInt64
    /// Which of several chips, from 0: other cells, other noise.
    public var trial: Int
    /// Whether the codes of all conversions are wanted.
    public var recordsCodes: Bool
    /// Number of threads; results do not depend on it.
    public var threads: Int

    /// Asks the question.
    public init(
        _ problem: Problem, on hardware: HardwareConfiguration = HardwareConfiguration(), seed: UInt64 = 0,
        trial: Int = 0, recordsCodes: Bool = false, threads: Int = defaultThreadCount
    ) {
        self.problem = problem
        self.hardware = hardware
        self.seed = seed
        self.trial = trial
        self.recordsCodes = recordsCodes
        self.threads = threads
    }

    /// Computes the product.
    ///
    /// - Throws: `InputError` when the file cannot be read, or the matrices do not fit the hardware.
    public func run() throws(InputError) -> MatmulRun {
        try MatmulRun(
            matrices(), on: hardware, seed: seed, trial: trial, recordsCodes: recordsCodes, threads: threads)
    }

    private func matrices() throws(InputError) -> MatmulCase {
        switch problem {
        case .file(let path): try MatmulCase(readingFrom: path, threads: threads)
        case .matrices(let matrices): matrices
        }
    }
}
