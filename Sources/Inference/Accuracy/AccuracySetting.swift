// SPDX-License-Identifier: Apache-2.0

import Configuration
import Diagnostics
import Models

/// Hardware to test a model on, and the value by which it differs from others of the same run.
public final class AccuracySetting: Sendable, Equatable {
    /// The value of the key that varies; nil if none does.
    public let value: String?
    /// The hardware.
    public let hardware: HardwareConfiguration
    /// The chip that it is part of, whose floorplan says where layers lie; nil for hardware of its own.
    public let chip: Configuration?

    /// Takes hardware.
    public init(value: String? = nil, hardware: HardwareConfiguration, chip: Configuration? = nil) {
        self.value = value
        self.hardware = hardware
        self.chip = chip
    }

    /// Equal when hardware and chip are.
    public static func == (left: AccuracySetting, right: AccuracySetting) -> Bool {
        left.value == right.value && left.hardware == right.hardware && left.chip == right.chip
    }

    /// The layout of the layers of a network on the chip; nil for hardware that is no chip.
    ///
    /// - Throws: `InputError` when the chip cannot hold the network.
    func layout(_ network: QuantizedNetwork) throws(InputError) -> ChipLayout? {
        guard let chip else { return nil }
        return try ChipLayout(network, on: chip)
    }
}

/// The source of a hardware description.
public indirect enum HardwareSource: Sendable {
    /// Keys of a hardware file.
    case keys(HardwareConfiguration)
    /// Parameters of a chip that can be estimated, and bits of its weights, which no parameter says [bit].
    case chip(Configuration, weightBits: Int = HardwareSource.chipBits)

    /// Bits of weights and activations of a chip for a model in floating point, unless the user says otherwise [bit].
    public static let chipBits = 8

    /// A setting of this hardware, which `value` tells from others.
    ///
    /// - Throws: `InputError` when a chip has hardware that cannot be modelled.
    public func setting(value: String? = nil) throws(InputError) -> AccuracySetting {
        AccuracySetting(value: value, hardware: try hardware(), chip: chip)
    }

    private var chip: Configuration? {
        switch self {
        case .keys: nil
        case .chip(let chip, _): chip
        }
    }

    /// The hardware.
    ///
    /// - Throws: `InputError` when a chip has hardware that cannot be modelled.
    public func hardware() throws(InputError) -> HardwareConfiguration {
        switch self {
        case .keys(let hardware): hardware
        case .chip(let chip, let weightBits):
            try HardwareConfiguration(
                configuration: chip, weightBits: weightBits, activationBits: Self.chipBits)
        }
    }

    /// The settings of a variation.
    ///
    /// - Throws: `InputError` for a key that does not exist, or a value that is not possible.
    public func settings(_ variation: HardwareVariation) throws(InputError) -> [AccuracySetting] {
        if case .chip(let chip, let weightBits) = self, ParameterSchema.definition(of: variation.key) != nil {
            var settings: [AccuracySetting] = []
            for value in variation.values {
                let changed = try chip.setting(["\(variation.key)=\(value)"])
                settings.append(try HardwareSource.chip(changed, weightBits: weightBits).setting(value: value))
            }
            return settings
        }
        let base = try hardware()
        let key = try hardwareKey(variation.key)
        var settings: [AccuracySetting] = []
        for value in variation.values {
            settings.append(AccuracySetting(value: value, hardware: try base.varied(key, to: value), chip: chip))
        }
        return settings
    }

    /// The name that a variation has in a report.
    public func name(of variation: HardwareVariation) throws(InputError) -> String {
        if case .chip = self, ParameterSchema.definition(of: variation.key) != nil { return variation.key }
        return try hardwareKey(variation.key)
    }

    private func hardwareKey(_ name: String) throws(InputError) -> String {
        if let key = HardwareConfiguration.key(spelled: name) { return key }
        var known = HardwareConfiguration.keys
        if case .chip = self { known += ParameterSchema.names }
        if name.hasPrefix(HardwareConfiguration.dynamicPrefix) {
            known = HardwareConfiguration.keys.map { HardwareConfiguration.dynamicPrefix + $0 }
        }
        if let near = nearestName(to: name, in: known) ?? nearestName(to: snakeCase(name), in: known) {
            throw InputError("--vary: unknown key `\(name)`; did you mean `\(near)`?", kind: .usage)
        }
        if case .keys = self, ParameterSchema.definition(of: name) != nil {
            throw InputError(
                "--vary: `\(name)` is a parameter of chips and needs --param or --set in place of --hardware",
                kind: .usage)
        }
        throw InputError(
            "--vary: unknown key `\(name)` (allowed: \(HardwareConfiguration.keys.joined(separator: ", ")))",
            kind: .usage)
    }
}

/// A key that takes several values, one after the other: `KEY=VALUE,VALUE,...`.
public struct HardwareVariation: Sendable, Equatable {
    /// The key as the user spelled it.
    public let key: String
    /// The values.
    public let values: [String]

    /// Reads `KEY=VALUE,VALUE,...`.
    ///
    /// - Throws: `InputError` of kind `usage` for another form, an empty value, or one that is there twice.
    public init(_ text: String) throws(InputError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw InputError("--vary \(text): write --vary KEY=VALUE,VALUE,...", kind: .usage)
        }
        key = String(parts[0])
        values = parts[1].split(separator: ",", omittingEmptySubsequences: false).map {
            String($0.trimming { $0 == " " })
        }
        guard !values.contains("") else {
            throw InputError("--vary \(text): a value is empty (write --vary KEY=VALUE,VALUE,...)", kind: .usage)
        }
        guard Set(values).count == values.count else {
            throw InputError("--vary \(text): a value is there twice", kind: .usage)
        }
    }
}

extension HardwareConfiguration {
    /// The key of a hardware file that a name means: spelled as in the file, or as `adcBits` for `adc_bits`.
    public static func key(spelled name: String) -> String? {
        let isDynamic = name.hasPrefix(dynamicPrefix)
        let bare = isDynamic ? String(name.dropFirst(dynamicPrefix.count)) : name
        guard let key = [bare, snakeCase(bare)].first(where: keys.contains) else { return nil }
        return isDynamic ? dynamicPrefix + key : key
    }

    /// The same hardware with one value changed by a variation.
    func varied(_ key: String, to value: String) throws(InputError) -> HardwareConfiguration {
        let changed = try setting(key, to: value)
        // The number of codes would win over the bits that are to vary.
        guard key == "adc_bits", changed.converterLevels != nil else { return changed }
        return try changed.setting("adc_levels", to: "null")
    }
}

/// `adcBits` as `adc_bits`.
private func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { result, letter in
        if letter.isUppercase, !result.isEmpty { result += "_" }
        result += letter.lowercased()
    }
}

extension Substring {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var text = self
        while let first = text.first, isTrimmed(first) { text.removeFirst() }
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}
