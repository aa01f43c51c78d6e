// SPDX-License-Identifier: Apache-2.0

import DeviceCatalog
import Technology

extension Configuration {
    /// The measured device of the parameter `device`; nil where none is named.
    public var namedDevice: MeasuredDevice? { self.device.flatMap(MeasuredDevice.named) }

    /// The parameters that the device gives, with its values; empty without a device.
    ///
    /// A parameter is among them whether or not it was given otherwise.
    public var deviceSettings: [ParameterSetting] {
        guard let preset = parameters.preset else { return [] }
        let plain = Configuration.defaults(of: self.revision)
        var measured = plain
        measured.parameters.preset = preset
        measured.settleDevice()
        return ParameterSchema.all(readBy: self.revision).compactMap { definition in
            guard measured.isGivenByDevice(definition.name) else { return nil }
            return ParameterSetting(
                name: definition.name, value: definition.value(in: measured), unit: definition.unit,
                defaultValue: definition.value(in: plain), origin: deviceOrigin(of: definition.name))
        }
    }

    /// The device as the origin of a parameter; nil where it does not give the parameter, or the parameter was given.
    func deviceOrigin(of name: String) -> ParameterOrigin? {
        guard let preset = parameters.preset, origins[name] == nil, isGivenByDevice(name) else { return nil }
        return ParameterOrigin(file: "device \(preset.name)")
    }

    /// Whether the device decides a parameter that is not given otherwise.
    private func isGivenByDevice(_ name: String) -> Bool {
        guard let preset = parameters.preset else { return false }
        let isSide = name == "heightInFeatureSize1T1R" || name == "widthInFeatureSize1T1R"
        return isSide ? parameters.presetCell != nil : preset.gives(name, in: self.revision)
    }

    /// Draws the cell of the device wide enough for its access transistor. Called when all parameters are known.
    mutating func settleDevice() {
        parameters.presetLeastWidth = nil
        guard parameters.preset != nil, self.revision != .tessera, !self.accessDevice.isCrossPoint,
            self.cellType == .rram || self.cellType == .fefet, let technology = try? technology()
        else { return }
        let least = AccessTransistor.leastCellWidth(cellResistance: self.onResistance, technology: technology)
        // Rounding must not decide whether the transistor fits.
        parameters.presetLeastWidth = least * (1 + 1e-9)
    }
}

// MARK: Warnings

extension Configuration {
    /// What a reader of figures must know of the device: parameters that were given otherwise, a node that the revision lacks, a
    /// cell that is wider than published, and a state that is not published.
    public var deviceWarnings: [String] {
        guard let preset = parameters.preset else { return [] }
        return departureWarnings(of: preset) + nodeWarnings(of: preset) + cellWarnings(of: preset)
            + stateWarnings(of: preset)
    }

    private func departureWarnings(of preset: DevicePreset) -> [String] {
        let departures: [String] = deviceSettings.compactMap { setting in
            guard let origin = origins[setting.name], let definition = ParameterSchema.definition(of: setting.name)
            else { return nil }
            let value = definition.value(in: self)
            guard value != setting.value else { return nil }
            return "\(setting.name) = \(value.text) (\(origin)) for \(setting.value.text)"
        }
        guard !departures.isEmpty else { return [] }
        return ["parameters depart from device \(preset.name): \(departures.joined(separator: ", "))"]
    }

    private func nodeWarnings(of preset: DevicePreset) -> [String] {
        guard let node = preset.node, preset.node(in: self.revision) == nil, node != self.technologyNode else {
            return []
        }
        return [
            "device \(preset.name) was made at \(node) nm, a node that \(self.revision.word) does not have for such cells; the "
                + "chip has technode = \(self.technologyNode)"
        ]
    }

    private func cellWarnings(of preset: DevicePreset) -> [String] {
        guard let cell = parameters.presetCell, cell.width == parameters.presetLeastWidth,
            origins["widthInFeatureSize1T1R"] == nil,
            preset.sides.map({ self.oneTransistorCellHeight * cell.width > 1.01 * $0.height * $0.width }) ?? true
        else { return [] }
        let published = preset.sides.map { "; published are \(Self.short($0.height * $0.width)) F²" } ?? ""
        let height = self.oneTransistorCellHeight
        return [
            "in \(self.revision.word) the access transistor for resistanceOn = \(Self.short(self.onResistance)) Ohm is "
                + "\(Self.short(cell.width)) F wide, so that the cell of device \(preset.name) is \(Self.short(height)) F x "
                + "\(Self.short(cell.width)) F, or \(Self.short(height * cell.width)) F²\(published)"
        ]
    }

    /// One resistance of the device beside the other one of the revision makes a ratio that nobody has measured.
    private func stateWarnings(of preset: DevicePreset) -> [String] {
        guard self.cellType.holdsConductance else { return [] }
        let open = [("resistanceOn", preset.onResistance), ("resistanceOff", preset.offResistance)]
            .filter { $0.1 == nil && origins[$0.0] == nil }.map { $0.0 }
        guard !open.isEmpty else { return [] }
        return [
            "device \(preset.name) has no published \(open.joined(separator: " and ")); the defaults hold: "
                + open.map(text(of:)).joined(separator: ", ")
        ]
    }

    private static func short(_ value: Double) -> String { NumberText.shortest((value * 100).rounded() / 100) }
}

extension DevicePreset {
    /// Whether it gives a parameter in a revision; the sides of a cell with an access transistor depend on more.
    func gives(_ name: String, in revision: RevisionName) -> Bool {
        switch name {
        case "memcelltype": cellType(in: revision) != nil
        case "technode": node(in: revision) != nil
        case "cellBit": bits != nil
        case "heightInFeatureSizeSRAM", "widthInFeatureSizeSRAM": kind == .sram && sides != nil
        case "cellTransistors": transistors != nil
        case "cellArea": sides != nil
        case "resistanceOn": onResistance != nil
        case "resistanceOff": offResistance != nil
        case "readVoltage": readVoltage != nil
        case "readPulseWidth": readPulse != nil
        case "accessVoltage": accessVoltage != nil
        case "writeVoltage": writeVoltage != nil
        case "writePulseWidth": writePulse != nil
        case "maxNumLevelLTP": potentiationPulses != nil
        case "maxNumLevelLTD": depressionPulses != nil
        default: false
        }
    }
}
