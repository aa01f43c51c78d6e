// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Inference

/// Hardware whose converters may have to see data before it is programmed.
enum CalibratedState<Hardware: Sendable>: Sendable {
    /// The converters see data.
    case observing(CalibrationEngine)
    /// The hardware is programmed.
    case ready(Hardware)

    /// The hardware.
    ///
    /// - Throws: `InputError` of kind `usage` before the calibration has ended.
    func ready(_ what: String) throws(InputError) -> Hardware {
        guard case .ready(let hardware) = self else {
            throw InputError(
                "\(what) has converters that are calibrated: show it data and finish the calibration first",
                kind: .usage)
        }
        return hardware
    }

    /// What sees the data.
    ///
    /// - Throws: `InputError` of kind `usage` when there is no calibration, or it has ended.
    func observing(_ what: String) throws(InputError) -> CalibrationEngine {
        guard case .observing(let engine) = self else {
            throw InputError("\(what) has no converters that wait for a calibration", kind: .usage)
        }
        return engine
    }
}

/// Hardware, and where its random numbers begin.
struct EngineSettings: Sendable {
    let hardware: HardwareConfiguration
    let seed: UInt64
    let trial: Int

    init(_ hardware: HardwareConfiguration, seed: UInt64, trial: Int) {
        self.hardware = hardware
        self.seed = seed
        self.trial = trial
    }

    /// An engine of products. What needs a calibration and has none is refused when it is programmed.
    func engine(_ calibration: Calibration?, threads: Int) throws(InputError) -> IMCEngine {
        try IMCEngine(
            configuration: hardware, seed: seed, trial: trial, threads: threads,
            calibration: calibration ?? Calibration(histograms: [:]))
    }
}
