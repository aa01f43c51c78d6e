// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Configuration
import Macro
import Technology

/// Circuits of chips whose subarrays are macros.
struct MacroCircuits: CircuitRoles {
    /// The silicon of a design.
    let silicon: SiliconChoice

    func periphery(around array: SynapticArray, inputs: DesignInputs) -> ArrayPeriphery {
        let planes = ArrayMacro(inputs, silicon: silicon(inputs.configuration))
        let macro = planes.macro(activity: ArrayMacro.usualDensity)
        let cells = macro.parts.first { $0.name == .cells }
        return ArrayPeriphery(
            forward: MacroReadOut(macro: macro, planes: planes, array: array, inputs: inputs),
            writing: MacroWriting(macro: macro, array: array), cellLeakageInUse: cells?.leakagePower)
    }

    func writing(around array: SynapticArray, inputs: DesignInputs) -> any ArrayWriting {
        let planes = ArrayMacro(inputs, silicon: silicon(inputs.configuration))
        return MacroWriting(macro: planes.macro(activity: ArrayMacro.usualDensity), array: array)
    }

    /// A square of the area that the macro gives a cell, with the share of layout.
    func pitch(of cell: any MemoryCell, inputs: DesignInputs) -> Footprint {
        let planes = ArrayMacro(inputs, silicon: silicon(inputs.configuration))
        let side = planes.macro(activity: ArrayMacro.usualDensity).cellArea.squareRoot()
        return Footprint(width: side, height: side)
    }
}

/// A subarray as a macro that multiplies a vector of all its rows with all its columns.
struct ArrayMacro: Sendable {
    /// Share of ones among bits that nothing is known of [1].
    static let usualDensity = 0.5

    private let design: MacroDesign
    private let task: MacroTask
    private let overhead: MacroOverhead
    private let constants: SiliconConstants
    /// Bits of an activation, each of which a chip counts as a read [1].
    let planes: Double
    /// Columns that hold whole weights [1].
    var weightColumns: Int { task.outputs * design.columnsPerWeight }

    /// The macro that the parameters of a design describe, on the given silicon.
    init(_ inputs: DesignInputs, silicon: OperatingPoint) {
        let configuration = inputs.configuration
        var design = configuration.macroDesign(
            columnsPerWeight: min(inputs.columnsPerWeight, configuration.subarrayColumns))
        design.node = silicon.node
        self.design = design
        planes = Double(inputs.activationBits)
        overhead = configuration.macro.overhead(of: design.kind)
        constants = silicon.constants
        task = MacroTask(
            supply: silicon.supply, temperature: silicon.temperature,
            inputBits: inputs.activationBits, weightBits: Double(inputs.weightBits),
            inputs: max(1, design.rows / design.rowsPerWeight),
            outputs: max(1, design.columns / design.columnsPerWeight))
    }

    /// The macro at work on inputs of which such a share of bits is one [1].
    func macro(activity: Double) -> Macro {
        var task = task
        task.inputDensity = min(1, max(0, activity))
        return Macro(design, task, overhead: overhead, constants: constants)
    }
}
