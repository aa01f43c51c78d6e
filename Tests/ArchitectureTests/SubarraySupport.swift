// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Revisions

/// A subarray with the given settings, separated by spaces, over the defaults; for 8 bit weights and activations.
func subarray(_ settings: String) throws -> Subarray { try Subarray(subarrayInputs(settings)) }

/// What sizes that subarray.
func subarrayInputs(_ settings: String) throws -> DesignInputs {
    let base = ["numColSubArray=64", "readVoltage=0.5"]
    let configuration = try Configuration(
        sources: [], assignments: base + settings.split(separator: " ").map(String.init))
    return try DesignInputs(configuration: configuration, weightBits: 8, activationBits: 8)
}
