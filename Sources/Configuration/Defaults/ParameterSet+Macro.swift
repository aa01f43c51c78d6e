// SPDX-License-Identifier: Apache-2.0

import Macro

// Parameters of a macro whose default depends on others: what is given, or else the model's figure.

extension ParameterSet {
    /// The silicon of the node; that at 28 nm for a node without figures, which the check of `technode` refuses.
    public var silicon: SiliconNode {
        SiliconNode(nanometers: Double(technologyNode)) ?? .standard
    }

    /// `vdd`: supply of a macro [V]; the nominal one of the node until it is set.
    public var supplyVoltage: Double {
        get { given.supplyVoltage ?? silicon.supplyVoltage }
        set { given.supplyVoltage = newValue }
    }

    /// The silicon of the node at the supply and the temperature of the parameters, which macros and chips of them are made of.
    public var operatingPoint: OperatingPoint {
        OperatingPoint(silicon, supply: supplyVoltage, temperature: temperature)
    }

    /// What a cell of a macro adds to its column.
    private var contribution: MacroCell.Contribution {
        if cellType.holdsConductance {
            return .resistive(
                on: onResistance, off: offResistance, isPulsed: macro.converterKind == .integrating)
        }
        switch macro.domain {
        case .current: return .current
        case .charge: return .charge(unitCapacitors: macro.unitCapacitors)
        case .digital: return .adders
        }
    }

    /// The cell of a macro.
    var macroCell: MacroCell {
        MacroCell(contribution, transistors: cellTransistors, area: given.cellArea ?? presetCellArea)
    }

    /// `cellTransistors`: transistors of an SRAM cell [1].
    public var cellTransistors: Int {
        get { given.cellTransistors ?? preset?.transistors ?? 8 }
        set { given.cellTransistors = newValue }
    }

    /// The area of the cell of the measured device, drawn at the node [m²]; nil where it is not published, or the cell is another one.
    private var presetCellArea: Double? {
        guard let preset, let sides = preset.sides, preset.cellType(in: revision) == cellType,
            preset.transistors == nil || preset.transistors == cellTransistors
        else { return nil }
        return sides.height * sides.width * silicon.featureSize * silicon.featureSize
    }

    /// `cellArea`: area of a cell of a macro [m²]; that of the model until it is set.
    public var macroCellArea: Double {
        get { macroCell.area(silicon) }
        set { given.cellArea = newValue }
    }

    /// The converters of a macro whose weights have so many columns joined before a conversion [1].
    func macroConverters(columnsJoined: Int = 1) -> MacroConverterDesign {
        let levels = Double(adcLevels)
        let count = (subarrayColumns + columnsPerADC - 1) / columnsPerADC
        return MacroConverterDesign(
            macro.converterKind, bits: MacroConverterDesign.bits(ofLevels: levels), levels: levels, count: count,
            columnsJoined: columnsJoined, energy: given.converterEnergy, area: given.converterArea,
            time: given.converterTime)
    }

    private var converterFigures: ConverterFigures {
        macroConverters().figures(operatingPoint)
    }

    /// `adcEnergy`: energy of a conversion [J]; that of the model until it is set.
    public var converterEnergy: Double {
        get { converterFigures.energy }
        set { given.converterEnergy = newValue }
    }

    /// `adcArea`: area of a converter [m²]; that of the model until it is set.
    public var converterArea: Double {
        get { converterFigures.area }
        set { given.converterArea = newValue }
    }

    /// `adcTime`: time of a conversion [s]; that of the model until it is set.
    public var converterTime: Double {
        get { converterFigures.time }
        set { given.converterTime = newValue }
    }
}
