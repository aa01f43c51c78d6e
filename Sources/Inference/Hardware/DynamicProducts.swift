// SPDX-License-Identifier: Apache-2.0

import CellArrays
import Diagnostics
import Models
import Foundation

/// What multiplies two activations with each other.
public enum DynamicProducts: Sendable, Equatable {
    /// Arrays of the same hardware as those of layers.
    case same
    /// A digital engine: integers without any error.
    case exact
    /// Arrays of which some keys have other values.
    case changed(HardwareChanges)

    /// The kind of engine, without what changes.
    public enum Kind: String, Sendable, CaseIterable {
        /// See ``DynamicProducts/same``.
        case same
        /// See ``DynamicProducts/exact``.
        case exact
        /// See ``DynamicProducts/changed(_:)``.
        case changed
    }

    /// The kind of engine.
    public var kind: Kind {
        switch self {
        case .same: .same
        case .exact: .exact
        case .changed: .changed
        }
    }
}

/// Keys of a hardware file with values that replace others.
public struct HardwareChanges: Sendable, Equatable {
    /// A key and its value.
    struct Change: Sendable, Equatable {
        let key: String
        let value: JSONScalar
    }

    /// The changes; no key is there twice.
    let all: [Change]

    init(_ all: [Change] = []) {
        self.all = all
    }

    /// The names of the keys.
    public var keys: [String] { all.map(\.key) }

    /// The same changes with another value of a key.
    func with(_ key: String, _ value: JSONScalar) -> HardwareChanges {
        HardwareChanges(all.filter { $0.key != key } + [Change(key: key, value: value)])
    }

    /// The whole number that a key gets; nil if it keeps its own.
    func wholeNumber(_ key: String) -> Int? { all.first { $0.key == key }?.value.wholeNumber }
}

extension HardwareConfiguration {
    /// The key of what multiplies two activations, and the beginning of keys of its own arrays.
    static let dynamicKey = "dynamic"
    static let dynamicPrefix = "dynamic."

    /// Reads hardware of work that has no products of two activations.
    ///
    /// - Parameters:
    ///   - path: a JSON file.
    ///   - work: what has no such products, for the message.
    /// - Throws: `InputError` as ``init(readingFrom:)`` does, and for the key `dynamic`, which would change nothing.
    public init(readingFrom path: String, withoutProductsIn work: String) throws(InputError) {
        try self.init(readingFrom: path)
        guard dynamic == .same else {
            throw InputError(
                "`\(Self.dynamicKey)` is for products of two activations, and \(work) has none: leave it out",
                file: path)
        }
    }

    /// The hardware of products of two activations; nil where they run in exact integers.
    ///
    /// - Throws: `InputError` where a changed value contradicts another one.
    public func productHardware() throws(InputError) -> HardwareConfiguration? {
        var hardware = self
        hardware.dynamic = .same
        switch dynamic {
        case .same: return hardware
        case .exact: return nil
        case .changed(let changes):
            do throws(InputError) {
                for change in changes.all {
                    hardware = try HardwareConfiguration.key(change.key).setting(hardware, change.value)
                    // Contents belong to the file that was named before.
                    if change.key == "adc_inl_file" { hardware.nonlinearity = [] }
                    if change.key == "adc_table_file" || change.key == "adc_table" { hardware.codeTable = nil }
                }
                // Bits that are given for products win over levels that are given for layers.
                if changes.keys.contains("adc_bits"), !changes.keys.contains("adc_levels") {
                    hardware.converterLevels = nil
                }
                hardware = try hardware.loadingFiles(from: "")
                try hardware.validate()
            } catch {
                throw InputError(
                    "dynamic: \(error.message)", kind: error.kind, file: error.file, line: error.line,
                    column: error.column)
            }
            return hardware
        }
    }

    /// Whether converters need calibration data, of layers or of products of two activations.
    public var needsCalibration: Bool { ((try? calibratedScheme()) ?? nil) != nil }

    /// The integers of products of two activations that this hardware takes.
    ///
    /// - Parameters:
    ///   - inputBits: Bits of the first operand.
    ///   - storedBits: Bits of the second one.
    /// - Returns: Bits and forms of both.
    /// - Throws: `InputError` when the hardware of such products contradicts itself.
    public func productNumbers(inputBits: Int, storedBits: Int) throws(InputError) -> ProductNumbers {
        let mapping = try productHardware()?.mapping
        return ProductNumbers(
            inputBits: inputBits, storedBits: storedBits, form: mapping == .xnor ? .odd : .integer,
            storedForm: mapping.map { [.xnor, .odd, .oddPair].contains($0) } ?? false ? .odd : .integer)
    }

    /// The scheme of converters that need calibration data, of layers or of products of two activations; nil if none does.
    func calibratedScheme() throws(InputError) -> ConverterScheme? {
        let all = [scheme] + [try productHardware()?.scheme].compactMap(\.self)
        return all.first(where: \.needsCalibration)
    }

    /// Bits of the operands of products of two activations; nil where the hardware does not give any [bit].
    var productBits: (input: Int?, stored: Int?) {
        guard case .changed(let changes) = dynamic else { return (nil, nil) }
        return (changes.wholeNumber("act_bits"), changes.wholeNumber("weight_bits"))
    }

    /// With another value of a key of the arrays of products of two activations.
    ///
    /// - Throws: `InputError` for an unknown key, or a value out of range.
    func settingDynamic(_ name: String, _ value: JSONScalar) throws(InputError) -> HardwareConfiguration {
        guard name != Self.dynamicKey else {
            throw InputError("dynamic.dynamic is not possible (allowed: the other keys)")
        }
        _ = try Self.key(name).setting(self, value)
        var copy = self
        switch dynamic {
        case .changed(let changes): copy.dynamic = .changed(changes.with(name, value))
        case .same: copy.dynamic = .changed(HardwareChanges().with(name, value))
        case .exact:
            throw InputError("dynamic.\(name) contradicts dynamic = \"exact\": a digital engine has no arrays")
        }
        return copy
    }
}
