// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Diagnostics
import Inference

/// The hardware that a trained network is tested on.
public indirect enum HardwareInput: Sendable {
    /// 128 rows, cells of one bit, converters of 8 bits, no noise; XNOR cells for weights of one bit.
    case ideal
    /// Hardware by its own keys.
    case keys(HardwareConfiguration)
    /// The hardware of a chip that can be estimated.
    case chip(Configuration)

    /// The description of the hardware of a model.
    func source(_ quantization: TestedModel.Quantization) -> HardwareSource {
        switch self {
        case .keys(let hardware): return .keys(hardware)
        case .chip(let configuration):
            return .chip(configuration, weightBits: quantization.weightBits ?? HardwareSource.chipBits)
        case .ideal:
            var ideal = HardwareConfiguration()
            if quantization.weightsAreBinary { ideal.mapping = .xnor }
            return .keys(ideal)
        }
    }
}
