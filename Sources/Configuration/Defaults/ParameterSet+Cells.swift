// SPDX-License-Identifier: Apache-2.0

import DeviceCatalog
import Macro
import Technology

// Parameters of memory cells whose default depends on the revision, or on another parameter.

extension ParameterSet {
    /// `memcelltype`: the memory cell of the synaptic arrays.
    public var cellType: CellType {
        get { given.cellType ?? preset?.cellType(in: revision) ?? defaults.cellType }
        set { given.cellType = newValue }
    }

    /// The sides of an SRAM cell of the measured device [F]; nil where they are not published, or it is another cell.
    private var presetLatch: (height: Double, width: Double)? {
        preset?.kind == .sram ? preset?.sides : nil
    }

    /// The sides of a cell of the measured device with an access transistor [F]; nil where they are as without the device.
    ///
    /// A cell that is too narrow for its access transistor is drawn wider. Where its area alone is published, it keeps this area, unless
    /// it would be flatter than the usual cell of 4 F.
    var presetCell: (height: Double, width: Double)? {
        guard let preset, preset.kind != .sram else { return nil }
        let least = presetLeastWidth ?? 0
        guard let sides = preset.sides else {
            return least > defaults.oneTransistorCellWidth ? (4, least) : nil
        }
        guard least > sides.width else { return sides }
        let height = preset.hasShape ? sides.height : max(4, sides.height * sides.width / least)
        return (height, least)
    }

    // MARK: SRAM cell

    /// `heightInFeatureSizeSRAM`: height of an SRAM cell [F].
    public var sramCellHeight: Double {
        get { given.sramCellHeight ?? presetLatch?.height ?? usualSRAMCell.height }
        set { given.sramCellHeight = newValue }
    }

    /// `widthInFeatureSizeSRAM`: width of an SRAM cell [F].
    public var sramCellWidth: Double {
        get { given.sramCellWidth ?? presetLatch?.width ?? usualSRAMCell.width }
        set { given.sramCellWidth = newValue }
    }

    /// Height and width of an SRAM cell that nobody gives [F]; twice as wide as high, of the published area, on silicon.
    private var usualSRAMCell: (height: Double, width: Double) {
        switch revision {
        case .neurosim21: return (8, 20)
        case .neurosim15: return (nodeDefaults.sramCellHeight, nodeDefaults.sramCellWidth)
        case .tessera:
            let feature = process?.featureSize ?? silicon.featureSize
            let height = (silicon.sramCellArea / 2).squareRoot() / feature
            return (height, 2 * height)
        }
    }

    /// `widthSRAMCellNMOS`: width of the pull-down transistors of an SRAM cell [F].
    public var sramNMOSWidth: Double {
        get { given.sramNMOSWidth ?? defaults.sramNMOSWidth }
        set { given.sramNMOSWidth = newValue }
    }

    /// `widthSRAMCellPMOS`: width of the pull-up transistors of an SRAM cell [F].
    public var sramPMOSWidth: Double {
        get { given.sramPMOSWidth ?? defaults.sramPMOSWidth }
        set { given.sramPMOSWidth = newValue }
    }

    /// `widthAccessCMOS`: width of the access transistors of an SRAM cell [F].
    public var sramAccessWidth: Double {
        get { given.sramAccessWidth ?? defaults.sramAccessWidth }
        set { given.sramAccessWidth = newValue }
    }

    // MARK: RRAM, FeFET and nvCap cells

    /// `heightInFeatureSize1T1R`: height of a cell with an access transistor [F].
    public var oneTransistorCellHeight: Double {
        get { given.oneTransistorCellHeight ?? presetCell?.height ?? cellType.deviceDefaults?.cellHeight ?? 4 }
        set { given.oneTransistorCellHeight = newValue }
    }

    /// `widthInFeatureSize1T1R`: width of a cell with an access transistor [F].
    public var oneTransistorCellWidth: Double {
        get {
            given.oneTransistorCellWidth ?? presetCell?.width ?? cellType.deviceDefaults?.cellWidth
                ?? defaults.oneTransistorCellWidth
        }
        set { given.oneTransistorCellWidth = newValue }
    }

    /// `resistanceOn`: resistance of the most conducting state at the read voltage [Ohm].
    public var onResistance: Double {
        get {
            given.onResistance ?? preset?.onResistance ?? cellType.deviceDefaults?.onResistance ?? defaults.onResistance
        }
        set { given.onResistance = newValue }
    }

    /// `resistanceOff`: resistance of the least conducting state at the read voltage [Ohm].
    public var offResistance: Double {
        get {
            given.offResistance ?? preset?.offResistance ?? cellType.deviceDefaults?.offResistance
                ?? defaults.offResistance
        }
        set { given.offResistance = newValue }
    }

    /// `writeVoltage`: amplitude of a write pulse [V].
    public var writeVoltage: Double {
        get { given.writeVoltage ?? preset?.writeVoltage ?? defaults.writeVoltage }
        set { given.writeVoltage = newValue }
    }

    /// `writePulseWidth`: length of a write pulse [s].
    public var writePulseWidth: Double {
        get { given.writePulseWidth ?? preset?.writePulse ?? 50e-9 }
        set { given.writePulseWidth = newValue }
    }

    /// `maxNumLevelLTP`: write pulses from the least to the most conducting state.
    public var potentiationLevels: Int {
        get { given.potentiationLevels ?? preset?.potentiationPulses ?? 60 }
        set { given.potentiationLevels = newValue }
    }

    /// `maxNumLevelLTD`: write pulses from the most to the least conducting state.
    public var depressionLevels: Int {
        get { given.depressionLevels ?? preset?.depressionPulses ?? 60 }
        set { given.depressionLevels = newValue }
    }

    /// `readPulseWidth`: length of a read pulse [s].
    public var readPulseWidth: Double {
        get { given.readPulseWidth ?? preset?.readPulse ?? 10e-9 }
        set { given.readPulseWidth = newValue }
    }

    /// `readVoltage`: voltage across a cell that is read [V].
    public var readVoltage: Double {
        get { given.readVoltage ?? preset?.readVoltage ?? cellType.deviceDefaults?.readVoltage ?? usualReadVoltage }
        set { given.readVoltage = newValue }
    }

    private var usualReadVoltage: Double {
        switch revision {
        case .neurosim21: 0.5
        case .neurosim15: nodeDefaults.readVoltage
        case .tessera: SiliconConstants().clampedVoltage
        }
    }

    /// `accessVoltage`: gate voltage of a selected access transistor [V].
    public var accessVoltage: Double {
        get {
            given.accessVoltage ?? preset?.accessVoltage ?? cellType.deviceDefaults?.accessVoltage ?? usualAccessVoltage
        }
        set { given.accessVoltage = newValue }
    }

    private var usualAccessVoltage: Double { revision == .tessera ? supplyVoltage : 1.1 }

    /// `resistanceAccess`: resistance of a selected access transistor [Ohm]; in V1.5 a quarter of ``onResistance`` until it is set.
    public var accessResistance: Double {
        get { given.accessResistance ?? cellType.deviceDefaults?.accessResistance ?? usualAccessResistance }
        set { given.accessResistance = newValue }
    }

    private var usualAccessResistance: Double { revision == .neurosim21 ? 15e3 : onResistance * 0.25 }

    /// Conductance of the most conducting state [S].
    public var maximumConductance: Double { 1 / onResistance }

    /// Conductance of the least conducting state [S].
    public var minimumConductance: Double { 1 / offResistance }
}

/// The defaults of a kind of cells that has its own.
struct DeviceDefaults: Sendable {
    let cellHeight: Double
    let cellWidth: Double
    let onResistance: Double
    let offResistance: Double
    var readVoltage: Double?
    var accessVoltage: Double?
    var accessResistance: Double?

    /// A capacitor, whose charge is read. Source: `Param.cpp` of DNN+NeuroSim V1.5, as facts; its access transistor keeps the
    /// resistance of the RRAM cell.
    static let capacitor = DeviceDefaults(
        cellHeight: 2, cellWidth: 2, onResistance: 1e20, offResistance: 25e20, readVoltage: 0.06, accessVoltage: 0.06,
        accessResistance: 1.5e3)

    /// A phase-change cell. Sources: 10 to 30 kOhm and about 1 MOhm of mushroom cells (G. W. Burr et al., Advances in
    /// Physics: X 2(1), 2017); the geometry is that of the RRAM cell of V2.1.
    static let phaseChange = DeviceDefaults(cellHeight: 4, cellWidth: 4, onResistance: 20e3, offResistance: 1e6)

    /// A magnetic tunnel junction. Sources: a resistance-area product of 5 to 10 Ohm um² and a magnetoresistance of 150 %,
    /// usual for embedded STT-MRAM at 22 nm (O. Golonzka et al., IEDM 2018); the geometry as above.
    static let magnetic = DeviceDefaults(cellHeight: 4, cellWidth: 4, onResistance: 4e3, offResistance: 10e3)
}
