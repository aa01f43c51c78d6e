// SPDX-License-Identifier: Apache-2.0

import Architecture
import Configuration
import Diagnostics
import Estimation
import Workload

extension Estimator {
    /// Sizes the chip of the revision that the parameters name.
    ///
    /// - Parameters:
    ///   - configuration: The parameters.
    ///   - network: The network.
    ///   - weightBits: Bits of a weight.
    ///   - activationBits: Bits of an activation.
    ///   - others: Networks with the same weights that the chip runs as well.
    ///   - chips: Chips of earlier designs; nil for none.
    /// - Throws: `InputError` when the parameters have no chip.
    public init(
        configuration: Configuration, network: Network, weightBits: Int, activationBits: Int,
        alsoRunning others: [Network] = [], chips: SizedChips? = nil
    ) throws(InputError) {
        try self.init(
            configuration: configuration, network: network, weightBits: weightBits, activationBits: activationBits,
            alsoRunning: others, revision: configuration.chipRevision(), chips: chips)
    }
}

extension DesignInputs {
    /// Resolves the parameters with the revision that they name.
    ///
    /// - Parameters:
    ///   - configuration: The parameters.
    ///   - weightBits: Bits of a weight.
    ///   - activationBits: Bits of an activation.
    /// - Throws: `InputError` when the parameters have no technology or cell.
    public convenience init(configuration: Configuration, weightBits: Int, activationBits: Int) throws(InputError) {
        try self.init(
            configuration: configuration, weightBits: weightBits, activationBits: activationBits,
            revision: configuration.chipRevision())
    }
}
