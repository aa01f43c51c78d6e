// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Macro
import Technology

extension LawInputs {
    /// The silicon of the node, the supply and the temperature of the process, in the units of the check.
    ///
    /// - Throws: `InputError` for a process of a node whose silicon has no published figures.
    package func silicon() throws(InputError) -> OperatingPoint {
        guard let node = SiliconNode(nanometers: Double(technology.node)) else {
            throw InputError("there is no silicon of \(technology.node) nm")
        }
        return OperatingPoint(
            node.converted(to: units), supply: technology.supplyVoltage, temperature: technology.temperature,
            constants: SiliconConstants().converted(to: units))
    }
}

extension SiliconNode {
    /// The same node in other units.
    package func converted(to units: UnitScale) -> SiliconNode {
        SiliconNode(
            nanometers: nanometers, featureSize: units.convert(featureSize, .length),
            gateArea: units.convert(gateArea, .area), sramCellArea: units.convert(sramCellArea, .area),
            fanOutDelay: units.convert(fanOutDelay, .time), supplyVoltage: units.convert(supplyVoltage, .voltage),
            thresholdVoltage: units.convert(thresholdVoltage, .voltage), gateGain: gateGain,
            interpolated: interpolated)
    }
}

extension SiliconConstants {
    /// The same constants in other units.
    package func converted(to units: UnitScale) -> SiliconConstants {
        var constants = self
        for (path, dimension) in Self.dimensions {
            constants[keyPath: path] = units.convert(constants[keyPath: path], dimension)
        }
        return constants
    }

    /// The constants that have a unit, but for temperatures, whose unit never changes.
    private static var dimensions: [(WritableKeyPath<SiliconConstants, Double>, Dimension)] {
        [
            (\.wireCapacitance, .capacitancePerLength), (\.gateCapacitance, .capacitancePerLength),
            (\.transistorCapacitance, .capacitancePerLength), (\.offCurrent, .currentPerLength),
            (\.copperResistivity, .resistivity), (\.electronPath, .length), (\.wireGrid, .length),
            (\.thresholdSlope, .voltage), (\.thresholdWidth, .voltage), (\.unitCapacitor, .capacitance),
            (\.clampedVoltage, .voltage), (\.inputLevelCapacitance, .capacitance), (\.inputBitArea, .area),
            (\.codeCapacitance, .capacitance), (\.comparatorCapacitance, .capacitance),
            (\.timeStepCapacitance, .capacitance), (\.integratorCapacitance, .capacitance),
            (\.noiseCapacitance, .capacitance), (\.codeArea, .area), (\.comparatorArea, .area),
            (\.decisionArea, .area), (\.integratorBitArea, .area), (\.unknownBitArea, .area),
        ]
    }
}

extension MacroDesign {
    /// The same macro in other units.
    package func converted(to units: UnitScale) -> MacroDesign {
        var changed = self
        changed.node = node.converted(to: units)
        if case .resistive(let on, let off, let isPulsed) = cell.contribution {
            changed.cell = MacroCell(
                .resistive(
                    on: units.convert(on, .resistance), off: units.convert(off, .resistance), isPulsed: isPulsed))
        }
        changed.wordlineVoltage = wordlineVoltage.map { units.convert($0, .voltage) }
        changed.readVoltage = readVoltage.map { units.convert($0, .voltage) }
        return changed
    }
}
