// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Diagnostics
import Technology

extension HardwareConfiguration {
    /// The hardware that a chip of the estimator has: the same arrays, cells and converters.
    ///
    /// - Conventional modes: `offset` weights, with a reference column that is read by the same kind of converter, `cellBit`
    ///   bits a cell, and the on/off ratio of the cell's resistances (none for SRAM), whose effect is taken off digitally.
    ///   Parallel modes read all rows and convert with `levelOutput` codes over the full scale; sequential ones read a row
    ///   at a time and tell all levels of a cell apart.
    /// - Binary modes (BNN, XNOR): weights and activations as XNOR bits, whatever cells they lie in.
    ///
    /// - Parameters:
    ///   - configuration: the chip.
    ///   - weightBits: bits of a weight [bit].
    ///   - activationBits: bits of an activation [bit].
    /// - Throws: `InputError` when this hardware cannot be modelled.
    public init(configuration: Configuration, weightBits: Int, activationBits: Int) throws(InputError) {
        self.init()
        let allowed = 1...16
        for (name, bits) in [("weight", weightBits), ("activation", activationBits)] where !allowed.contains(bits) {
            throw InputError("\(name)s have \(bits) bits (allowed: 1 to 16)")
        }
        let isConventional = configuration.operationMode.isConventional
        guard !isConventional || (1...8).contains(configuration.cellBits) else {
            throw InputError("cellBit = \(configuration.cellBits) is not possible here (allowed: 1 to 8)")
        }
        let array = configuration.array(
            weightBits: weightBits, activationBits: activationBits, cellBits: configuration.cellBits)
        self.weightBits = weightBits
        self.activationBits = activationBits
        mapping = array.weights.mapping
        cellBits = array.weights.cellBits
        rowsPerArray = array.reads.rowsPerArray
        activeRows = array.reads.rowsPerRead
        columnsPerArray = array.columns
        converterBits = nil
        converterLevels = array.codes
        scheme = array.reads.isRowByRow ? .lossless : .linear
        if isConventional {
            offsetReference = .dummy
            if configuration.cellType.holdsConductance, configuration.offResistance > configuration.onResistance {
                onOffRatio = configuration.offResistance / configuration.onResistance
                offCurrent = .digital
            }
        }
        try validate()
    }
}
