// SPDX-License-Identifier: Apache-2.0

import Technology

extension StandardCell {
    /// The same gate with figures of its own where its transistors are not drawn as those of other cells are.
    ///
    /// - Parameters:
    ///   - footprint: The rectangle of the cell [m]; as it is when nil.
    ///   - capacitances: The capacitances of an input and of the output [F]; as they are when nil.
    ///   - resistanceFactor: What the on-resistances are multiplied with [1].
    ///   - leakagePower: The static power [W]; as it is when nil.
    /// - Returns: The cell with those figures.
    package func redrawn(
        footprint: Footprint? = nil, capacitances: GateCapacitances? = nil, resistanceFactor: Double = 1,
        leakagePower: Double? = nil
    ) -> StandardCell {
        StandardCell(
            gate: gate, footprint: footprint ?? self.footprint,
            inputCapacitance: capacitances?.input ?? inputCapacitance,
            outputCapacitance: capacitances?.output ?? outputCapacitance,
            nmosResistance: nmosResistance * resistanceFactor, pmosResistance: pmosResistance * resistanceFactor,
            leakagePower: leakagePower ?? self.leakagePower)
    }

    private init(
        gate: LogicGate, footprint: Footprint, inputCapacitance: Double, outputCapacitance: Double,
        nmosResistance: Double, pmosResistance: Double, leakagePower: Double
    ) {
        self.gate = gate
        self.footprint = footprint
        self.inputCapacitance = inputCapacitance
        self.outputCapacitance = outputCapacitance
        self.nmosResistance = nmosResistance
        self.pmosResistance = pmosResistance
        self.leakagePower = leakagePower
    }
}
