// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Macro

extension Configuration {
    /// The in-memory computing macro that the parameters describe.
    ///
    /// - Parameter weightBits: Bits of a weight [bit].
    /// - Returns: The macro.
    /// - Throws: `InputError` for parameters of another revision, and for weights that do not fit into a row.
    public func macroDesign(weightBits: Int) throws(InputError) -> MacroDesign {
        guard self.revision == .tessera else {
            throw InputError(
                "revision = \(self.revision.word) has no model of a macro alone (allowed here: tessera)",
                file: origins["revision"]?.file, line: origins["revision"]?.line)
        }
        let set = parameters
        let bitColumns = (weightBits + set.cellBits - 1) / set.cellBits
        let perWeight = bitColumns * (set.macro.differential == .columns ? 2 : 1)
        guard perWeight <= set.subarrayColumns else {
            throw InputError(
                "a weight of \(weightBits) bits takes \(perWeight) columns, and numColSubArray = \(set.subarrayColumns)"
            )
        }
        let rowsPerWeight = set.macro.differential == .rows ? 2 : 1
        guard rowsPerWeight <= set.parallelRows else {
            throw InputError("a weight takes \(rowsPerWeight) rows, and numRowParallel = \(set.parallelRows)")
        }
        return macroDesign(columnsPerWeight: perWeight)
    }

    /// The macro that the parameters describe, with weights of so many columns, as many as there are at most.
    public func macroDesign(columnsPerWeight perWeight: Int) -> MacroDesign {
        let set = parameters
        let joined =
            switch set.macro.weightJoining {
            case .analog: perWeight
            case .digital: set.macro.differential == .columns ? 2 : 1
            }
        let readOut: MacroDesign.ReadOut =
            set.macroCell.kind == .digitalSRAM
            ? .adders(
                AdderDesign(
                    set.macro.adderOrganisation, inputs: set.parallelRows, recodesInputs: set.macro.recodesInputs))
            : .converters(set.macroConverters(columnsJoined: joined))
        return MacroDesign(
            node: set.silicon, cell: set.macroCell, rows: set.subarrayRows, columns: set.subarrayColumns,
            rowsPerRead: set.parallelRows, rowsPerWeight: set.macro.differential == .rows ? 2 : 1,
            columnsPerWeight: perWeight, joining: set.macro.weightJoining, coding: set.macro.inputCoding,
            inputBitsPerRead: set.macro.inputBitsPerRead, readOut: readOut, wordlineVoltage: set.accessVoltage,
            readVoltage: set.readVoltage)
    }
}
