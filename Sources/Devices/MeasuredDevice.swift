// SPDX-License-Identifier: Apache-2.0

/// A memory device that was made and measured: published values with their sources.
public struct MeasuredDevice: Sendable, Equatable {
    /// A kind of devices.
    public enum Kind: String, Sendable, CaseIterable {
        /// A latch of transistors.
        case sram = "SRAM"
        /// A resistive filament.
        case rram = "RRAM"
        /// A phase-change cell.
        case pcm = "PCM"
        /// A magnetic tunnel junction.
        case mram = "MRAM"
        /// A ferroelectric transistor.
        case fefet = "FeFET"
        /// A nonvolatile capacitor, whose charge is read.
        case nvCap
    }

    /// The word that commands take.
    public let name: String
    /// The kind.
    public let kind: Kind
    /// What it is and who made it, in a line.
    public let title: String
    /// The values, each quantity once.
    public let values: [DeviceValue]

    init(_ name: String, _ kind: Kind, _ title: String, _ values: [DeviceValue]) {
        self.name = name
        self.kind = kind
        self.title = title
        self.values = values
    }

    /// A value.
    ///
    /// - Parameter quantity: What it is.
    /// - Returns: The value in the unit of the quantity; nil where it is not published.
    public func value(_ quantity: DeviceQuantity) -> Double? {
        values.first { $0.quantity == quantity }?.value
    }

    /// The publications of its values and the texts that quote them, each once.
    public var sources: [DeviceSource] {
        var seen: Set<DeviceSource> = []
        return (values.map(\.source) + values.compactMap(\.quotedBy)).filter { seen.insert($0).inserted }
    }

    /// Resistance of the least conducting state over that of the most conducting one [1]; nil where it is not published.
    public var onOffRatio: Double? {
        if let ratio = value(.onOffRatio) { return ratio }
        guard let off = value(.offResistance), let on = value(.onResistance) else { return nil }
        return off / on
    }

    /// Resistance of the least conducting state [Ohm]; nil where it is not published.
    public var offResistance: Double? {
        if let off = value(.offResistance) { return off }
        guard let ratio = value(.onOffRatio), let on = value(.onResistance) else { return nil }
        return on * ratio
    }

    /// Whole bits of a cell [bit]; nil where its levels are not published.
    public var bits: Int? { value(.levels).map { Int($0).bitWidth - 1 - Int($0).leadingZeroBitCount } }
}

extension MeasuredDevice {
    /// All devices, in the order in which they are listed.
    public static let all: [MeasuredDevice] = resistive + phaseChange + magnetic + ferroelectric + latches

    /// The device of a name; nil where no device has it.
    public static func named(_ name: String) -> MeasuredDevice? {
        all.first { $0.name == name }
    }
}

extension MeasuredDevice {
    /// The quantities that devices of its kind have, and that are not published of it.
    public var unpublished: [DeviceQuantity] {
        let known = Set(values.map(\.quantity))
        return kind.quantities.filter { quantity in
            !known.contains(quantity) && !(quantity == .onOffRatio && onOffRatio != nil)
                && !(quantity == .offResistance && offResistance != nil)
        }
    }
}

extension MeasuredDevice.Kind {
    /// What can be known of a device of the kind.
    var quantities: [DeviceQuantity] {
        switch self {
        case .sram: [.technologyNode, .cellArea, .cellHeight, .cellWidth, .transistors, .levels]
        case .rram, .pcm, .mram, .fefet, .nvCap: DeviceQuantity.allCases.filter { $0 != .transistors }
        }
    }
}
