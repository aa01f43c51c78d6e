// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Configuration
import Diagnostics
import Technology

extension HardwareConfiguration {
    /// The hardware that a chip of the estimator has: the same arrays, cells and converters.
    ///
    /// - Conventional modes: `offset` weights of `cellBit` bits a cell. The offset is taken off by counting the rows that are on:
    ///   a column that holds it would take conversions that no estimate prices. Cells have the on/off ratio of their
    ///   resistances (none for SRAM), which that takes off as well. Parallel modes read all rows and convert with
    ///   `levelOutput` codes over the full scale; sequential ones read a row at a time and tell all levels of a cell apart.
    ///   With `revision = tessera` reads take `inputBitsPerRead` bits, and `weightJoining`, `joiningSpread` and `inputNoise`
    ///   are those of the macros. Digital macros have no converters, and add products
    ///   of any bits exactly.
    /// - BNN: weights of -1 and +1 in one cell (row by row) or in two (all rows), activations as in conventional modes.
    /// - XNOR: weights and activations as XNOR bits, for any kind of cells.
    ///
    /// In binary modes weights have one bit; `weightBits` is ignored. The mapping determines the order of rows for the
    /// layers that it serves, which a ``ChipLayout`` tells.
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
        self.weightBits = array.weights.bits
        self.activationBits = activationBits
        mapping = array.weights.mapping
        cellBits = array.weights.cellBits
        weightJoining = array.weights.joining
        let addsBits = configuration.revision == .tessera && configuration.macro.domain == .digital
        dacBits = addsBits ? 1 : array.inputs.bitsPerStep
        rowsPerArray = array.reads.rowsPerArray
        activeRows = array.reads.rowsPerRead
        columnsPerArray = array.columns
        rowOrder = RowOrder(of: configuration)
        converterBits = nil
        converterLevels = addsBits ? nil : array.codes
        scheme = array.reads.isRowByRow ? .lossless : .linear
        if isConventional { offsetReference = .counted }
        if configuration.revision == .tessera, !addsBits {
            inputSigma = configuration.macro.inputNoise
            if weightJoining == .analog { joiningSigma = configuration.macro.joiningSpread }
        }
        let isResistive = configuration.cellType.holdsConductance && array.weights.mapping != .xnor
        if isResistive, configuration.offResistance > configuration.onResistance {
            onOffRatio = configuration.offResistance / configuration.onResistance
            offCurrent = .digital
        }
        if isResistive, let device = configuration.namedDevice { self = takingErrors(of: device) }
        dynamic = configuration.activations.usesConverters ? .changed(writtenArrays(configuration)) : .exact
        try validate()
    }

    /// The arrays of products of two activations, which are SRAM or resistive cells of one bit, `dynamicRows` x `dynamicColumns` of
    /// them, behind converters as the chip's. Signs are held by an offset.
    private func writtenArrays(_ configuration: Configuration) -> HardwareChanges {
        let set = configuration.activations
        let isResistive = set.writesResistiveCells
        let numbers = [
            ("rows_per_array", set.rows), ("rows_active", activeRows == 1 ? 1 : set.rows),
            ("columns_per_array", set.columns), ("cell_bits", 1), ("joining_sigma", 0),
        ]
        let words = [
            ("mapping", WeightMapping.offset.rawValue), ("offset_ref", OffsetReference.counted.rawValue),
            ("weight_joining", WeightJoining.digital.rawValue),
            ("gmin_comp", (isResistive ? OffCurrentCompensation.digital : .none).rawValue),
        ]
        let ratio: JSONScalar =
            isResistive ? .number(configuration.offResistance / configuration.onResistance) : .text("inf")
        return HardwareChanges(
            numbers.map { .init(key: $0.0, value: .number(Double($0.1))) }
                + words.map { .init(key: $0.0, value: .text($0.1)) } + [.init(key: "on_off", value: ratio)])
    }
}
