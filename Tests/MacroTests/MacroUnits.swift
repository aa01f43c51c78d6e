// SPDX-License-Identifier: Apache-2.0

import Macro

/// Other units of length, time, voltage and current.
struct MacroUnits {
    let length: Double
    let time: Double
    let voltage: Double
    let current: Double

    var capacitance: Double { current * time / voltage }
    var energy: Double { voltage * current * time }
    var area: Double { length * length }

    func node(_ node: SiliconNode) -> SiliconNode {
        SiliconNode(
            nanometers: node.nanometers, featureSize: node.featureSize * length, gateArea: node.gateArea * area,
            sramCellArea: node.sramCellArea * area, fanOutDelay: node.fanOutDelay * time,
            supplyVoltage: node.supplyVoltage * voltage, thresholdVoltage: node.thresholdVoltage * voltage,
            gateGain: node.gateGain, interpolated: node.interpolated)
    }

    var constants: SiliconConstants {
        var constants = SiliconConstants()
        constants.wireCapacitance *= capacitance / length
        constants.gateCapacitance *= capacitance / length
        constants.transistorCapacitance *= capacitance / length
        constants.offCurrent *= current / length
        constants.thresholdSlope *= voltage
        constants.thresholdWidth *= voltage
        constants.unitCapacitor *= capacitance
        constants.clampedVoltage *= voltage
        constants.inputLevelCapacitance *= capacitance
        constants.inputBitArea *= area
        constants.codeCapacitance *= capacitance
        constants.comparatorCapacitance *= capacitance
        constants.timeStepCapacitance *= capacitance
        constants.integratorCapacitance *= capacitance
        constants.noiseCapacitance *= capacitance
        constants.codeArea *= area
        constants.comparatorArea *= area
        constants.decisionArea *= area
        constants.integratorBitArea *= area
        constants.unknownBitArea *= area
        return constants
    }

    func design(_ design: MacroDesign) -> MacroDesign {
        var changed = design
        changed.node = node(design.node)
        if case .resistive(let on, let off, let isPulsed) = design.cell.contribution {
            let ohm = voltage / current
            changed.cell = MacroCell(.resistive(on: on * ohm, off: off * ohm, isPulsed: isPulsed))
        }
        return changed
    }

    func task(_ task: MacroTask) -> MacroTask {
        var changed = task
        changed.supply *= voltage
        return changed
    }
}
