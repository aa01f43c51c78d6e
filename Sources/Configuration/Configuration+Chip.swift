// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// The parameters that a chip is sized by: those of synthetic traces stand at their defaults.
    ///
    /// - Returns: Parameters that are equal for two configurations with the same chips.
    public var chipParameters: ParameterSet {
        let defaults = ParameterSet()
        var result = parameters
        result.syntheticWeightSpread = defaults.syntheticWeightSpread
        result.syntheticActivationDensity = defaults.syntheticActivationDensity
        result.syntheticUpdateDensity = defaults.syntheticUpdateDensity
        result.syntheticActivity = defaults.syntheticActivity
        return result
    }
}
