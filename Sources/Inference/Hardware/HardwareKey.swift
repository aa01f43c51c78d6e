// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics

/// A key of a hardware file: its name, and how its value changes a configuration.
struct HardwareKey: Sendable {
    let name: String
    /// Throws a message that says what is allowed.
    let setting: @Sendable (HardwareConfiguration, JSONScalar) throws(InputError) -> HardwareConfiguration

    private init(
        _ name: String,
        _ setting: @escaping @Sendable (HardwareConfiguration, JSONScalar) throws(InputError) -> HardwareConfiguration
    ) {
        self.name = name
        self.setting = setting
    }

    private typealias Path<Value> = WritableKeyPath<HardwareConfiguration, Value> & Sendable

    private static func refusal(_ name: String, _ value: JSONScalar, _ allowed: String) -> InputError {
        InputError("\(name) = \(value) is not possible (allowed: \(allowed))")
    }

    private static func with<Value>(
        _ configuration: HardwareConfiguration, _ path: any Path<Value>, _ value: Value
    ) -> HardwareConfiguration {
        var copy = configuration
        copy[keyPath: path] = value
        return copy
    }

    private static func integer(_ name: String, _ path: any Path<Int>, _ range: ClosedRange<Int>) -> HardwareKey {
        HardwareKey(name) { configuration, value throws(InputError) in
            guard let number = value.wholeNumber, range.contains(number) else {
                throw refusal(name, value, "whole numbers from \(range.lowerBound) to \(range.upperBound)")
            }
            return with(configuration, path, number)
        }
    }

    private static func integer(_ name: String, _ path: any Path<Int?>, _ range: ClosedRange<Int>) -> HardwareKey {
        HardwareKey(name) { configuration, value throws(InputError) in
            if value == .null { return with(configuration, path, nil) }
            guard let number = value.wholeNumber, range.contains(number) else {
                throw refusal(name, value, "null, or whole numbers from \(range.lowerBound) to \(range.upperBound)")
            }
            return with(configuration, path, number)
        }
    }

    private static func number(
        _ name: String, _ path: any Path<Double>, _ range: ClosedRange<Double>, allowed: String
    ) -> HardwareKey {
        HardwareKey(name) { configuration, value throws(InputError) in
            guard case .number(let number) = value, range.contains(number) else { throw refusal(name, value, allowed) }
            return with(configuration, path, number)
        }
    }

    private static func number(_ name: String, _ path: any Path<Double?>, _ range: ClosedRange<Double>, allowed: String)
        -> HardwareKey
    {
        HardwareKey(name) { configuration, value throws(InputError) in
            if value == .null { return with(configuration, path, nil) }
            guard case .number(let number) = value, range.contains(number) else {
                throw refusal(name, value, "null, or \(allowed)")
            }
            return with(configuration, path, number)
        }
    }

    private static func sigma(_ name: String, _ path: any Path<Double>) -> HardwareKey {
        number(name, path, 0...1e6, allowed: "numbers from 0 to 1e6")
    }

    private static func flag(_ name: String, _ path: any Path<Bool>) -> HardwareKey {
        HardwareKey(name) { configuration, value throws(InputError) in
            guard case .flag(let flag) = value else { throw refusal(name, value, "true, false") }
            return with(configuration, path, flag)
        }
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable & SendableMetatype>(
        _ name: String, _ path: any Path<Choice>
    ) -> HardwareKey {
        let all = Choice.allCases.map(\.rawValue)
        return HardwareKey(name) { configuration, value throws(InputError) in
            guard case .text(let text) = value, let choice = Choice(rawValue: text) else {
                var allowed = all.joined(separator: ", ")
                if case .text(let text) = value, let near = nearestName(to: text, in: all) {
                    allowed += "; did you mean `\(near)`?"
                }
                throw refusal(name, value, allowed)
            }
            return with(configuration, path, choice)
        }
    }

    private static func text(_ name: String, _ path: any Path<String?>) -> HardwareKey {
        HardwareKey(name) { configuration, value throws(InputError) in
            if value == .null { return with(configuration, path, nil) }
            guard case .text(let text) = value, !text.isEmpty else { throw refusal(name, value, "null, or a path") }
            return with(configuration, path, text)
        }
    }

    private static func list(_ name: String, _ path: any Path<[Double]>) -> HardwareKey {
        HardwareKey(name) { configuration, value throws(InputError) in
            if value == .null { return with(configuration, path, []) }
            guard case .list(let numbers) = value, numbers.count <= 1 << 16, numbers.allSatisfy({ abs($0) <= 1e12 })
            else { throw refusal(name, value, "null, or a list of numbers") }
            return with(configuration, path, numbers)
        }
    }

    private static let range = "numbers from -1e12 to 1e12"

    /// Every key.
    static let all: [HardwareKey] = coding + converters + cells + wires

    private static let coding: [HardwareKey] = [
        integer("weight_bits", \.weightBits, 1...16), integer("act_bits", \.activationBits, 1...16),
        flag("act_signed", \.activationIsSigned), integer("dac_bits", \.dacBits, 1...8),
        integer("cell_bits", \.cellBits, 1...8), integer("rows_per_array", \.rowsPerArray, 1...65536),
        integer("rows_active", \.activeRows, 1...65536), integer("columns_per_array", \.columnsPerArray, 1...65536),
        choice("weight_joining", \.weightJoining), choice("mapping", \.mapping),
        choice("offset_ref", \.offsetReference), choice("row_order", \.rowOrder),
        HardwareKey(HardwareConfiguration.dynamicKey) { configuration, value throws(InputError) in
            switch value {
            case .text("same"): with(configuration, \.dynamic, .same)
            case .text("exact"): with(configuration, \.dynamic, .exact)
            default:
                throw refusal(
                    HardwareConfiguration.dynamicKey, value, "same, exact, or in a file an object of keys and values")
            }
        },
    ]

    private static let converters: [HardwareKey] = [
        integer("adc_bits", \.converterBits, 1...24), integer("adc_levels", \.converterLevels, 2...(1 << 24)),
        choice("adc_scheme", \.scheme), number("adc_lo", \.rangeLow, -1e12...1e12, allowed: range),
        number("adc_hi", \.rangeHigh, -1e12...1e12, allowed: range),
        number("range_frac", \.rangeFraction, 1e-9...1e3, allowed: "numbers from 1e-9 to 1000"),
        choice("full_scale", \.fullScale), choice("rounding", \.rounding), list("adc_thresholds", \.thresholds),
        list("adc_values", \.thresholdValues),
        number("calibration_percentile", \.calibrationPercentile, 1...100, allowed: "numbers from 1 to 100"),
        text("adc_inl_file", \.nonlinearityFile), text("adc_table_file", \.codeTableFile),
        HardwareKey("adc_table") { configuration, value throws(InputError) in
            guard case .text(let text) = value, !text.isEmpty else {
                throw refusal("adc_table", value, "the name of an array")
            }
            return with(configuration, \.codeTableName, text)
        },
        sigma("adc_offset_sigma", \.offsetSigma), sigma("adc_gain_sigma", \.gainSigma),
        sigma("adc_noise_sigma", \.converterNoise),
    ]

    private static let cells: [HardwareKey] = [
        HardwareKey(HardwareConfiguration.deviceKey) { configuration, value throws(InputError) in
            guard case .text(let name) = value else {
                throw refusal(HardwareConfiguration.deviceKey, value, "the name of a device of `tessera devices`")
            }
            return try configuration.taking(device: name)
        },
        HardwareKey("on_off") { configuration, value throws(InputError) in
            switch value {
            case .text("inf"), .number(.infinity): with(configuration, \.onOffRatio, .infinity)
            case .number(let ratio) where ratio > 1 && ratio <= 1e12: with(configuration, \.onOffRatio, ratio)
            default: throw refusal("on_off", value, "\"inf\", or numbers above 1 and up to 1e12")
            }
        },
        choice("gmin_comp", \.offCurrent), sigma("g_sigma", \.spread), choice("g_model", \.spreadModel),
        choice("g_variation", \.spreadPeriod), list("state_std", \.stateSpread), flag("g_clip0", \.clipsNegative),
        number("stuck_lo", \.stuckLow, 0...1, allowed: "numbers from 0 to 1"),
        number("stuck_hi", \.stuckHigh, 0...1, allowed: "numbers from 0 to 1"),
        number("drift_time", \.driftTime, 0...1e12, allowed: "seconds from 0 to 1e12"),
        number("drift_reference_time", \.driftReferenceTime, 1e-12...1e12, allowed: "seconds from 1e-12 to 1e12"),
        number("drift_nu", \.driftExponent, -1...1, allowed: "numbers from -1 to 1"),
        number("drift_nu_sigma", \.driftExponentSigma, 0...1, allowed: "numbers from 0 to 1"),
        sigma("bitcell_sigma", \.bitcellSigma),
        number("capacitor_sigma", \.capacitorSigma, 0...0.3, allowed: "numbers from 0 to 0.3"),
        sigma("joining_sigma", \.joiningSigma), sigma("read_sigma", \.readSigma), sigma("dac_sigma", \.inputSigma),
        sigma("rbl_sigma", \.columnSigma),
    ]

    private static let wires: [HardwareKey] = [
        choice("ir_drop", \.wires),
        number("wire_resistance", \.wireResistance, 1e-6...1e9, allowed: "Ohm from 1e-6 to 1e9"),
        number("driver_resistance", \.driverResistance, 0...1e9, allowed: "Ohm from 0 to 1e9"),
        number("sense_resistance", \.senseResistance, 0...1e9, allowed: "Ohm from 0 to 1e9"),
        number("cell_on_resistance", \.cellOnResistance, 1...1e12, allowed: "Ohm from 1 to 1e12"),
    ]
}
