// SPDX-License-Identifier: Apache-2.0

/// A publication.
public struct DeviceSource: Sendable, Hashable {
    /// Authors, title, venue and year.
    public let citation: String

    init(_ citation: String) {
        self.citation = citation
    }
}

/// A published value of a device.
public struct DeviceValue: Sendable, Equatable {
    /// What it is.
    public let quantity: DeviceQuantity
    /// The value, in the unit of the quantity.
    public let value: Double
    /// Where it is published.
    public let source: DeviceSource
    /// The text that quotes the publication, where the value was read there; nil where it was read in the publication, its title or
    /// its abstract.
    public let quotedBy: DeviceSource?
    /// What a reader should know of it; empty where the number says all.
    public let note: String

    init(
        _ quantity: DeviceQuantity, _ value: Double, _ source: DeviceSource, by quotedBy: DeviceSource? = nil,
        _ note: String = ""
    ) {
        self.quantity = quantity
        self.value = value
        self.source = source
        self.quotedBy = quotedBy
        self.note = note
    }
}
