// SPDX-License-Identifier: Apache-2.0

import Configuration
import DeviceCatalog
import Diagnostics
import ReportKit

/// The measured devices that are known by their names, and the parameters that they give in a revision.
public struct DeviceReport: Sendable {
    /// Formats of the report.
    public enum Format: String, Sendable, CaseIterable {
        /// A table of devices, or each value with its source.
        case text
        /// A tree with the schema `tessera.devices/1`.
        case json
        /// A table with one row a value.
        case csv
    }

    /// A device, and what it gives in the revision.
    struct Entry {
        let device: MeasuredDevice
        /// Parameters with the values of the device; nil where the revision has no such cells.
        let parameters: [ParameterSetting]?
    }

    let revision: RevisionName
    let entries: [Entry]
    /// Whether devices were asked for by name, so that each is explained.
    let isDetailed: Bool

    /// Reports on devices.
    ///
    /// - Parameters:
    ///   - names: The devices; empty for all, in a table.
    ///   - revision: The revision whose parameters are shown.
    /// - Throws: `InputError` of kind `usage` for a name that no device has.
    public init(_ names: [String] = [], revision: RevisionName = .standard) throws(InputError) {
        self.revision = revision
        isDetailed = !names.isEmpty
        var entries: [Entry] = []
        for name in names.isEmpty ? MeasuredDevice.all.map(\.name) : names {
            guard let device = MeasuredDevice.named(name) else {
                let near = nearestName(to: name, in: MeasuredDevice.all.map(\.name))
                let hint = near.map { "; did you mean `\($0)`?" } ?? ""
                throw InputError("unknown device `\(name)`\(hint) (`tessera devices` lists all)", kind: .usage)
            }
            entries.append(Entry(device: device, parameters: try Self.parameters(of: device, in: revision)))
        }
        self.entries = entries
    }

    private static func parameters(
        of device: MeasuredDevice, in revision: RevisionName
    ) throws(InputError) -> [ParameterSetting]? {
        let definition = ParameterSchema.definition(of: "device")
        let isKnown = definition?.choices(in: revision).contains { $0.word == device.name } ?? false
        guard isKnown else { return nil }
        return try Configuration(files: [], assignments: ["device=\(device.name)"], revision: revision).deviceSettings
    }

    /// The report as text in a format.
    ///
    /// - Throws: `InputError` of kind `internalError` when a value is impossible.
    public func rendered(as format: Format) throws(InputError) -> String { try checked(as: format) }
}

extension DeviceReport: Report {
    package static let schemaName = "tessera.devices/1"
    package static let subject = "measured devices"

    package static let contents: [ReportMember<DeviceReport>] = [
        ReportMember("revision", "the revision whose parameters the devices give") { $0.revision.word },
        ReportMember("devices", "the devices") { $0.entries },
    ]

    package func text(as format: Format, document: JSONValue, command: [String]?) throws(InputError) -> String {
        switch format {
        case .text: DeviceText(report: self).text
        case .json: document.text
        case .csv: CSVColumn.table(DeviceRow.columns, entries.flatMap { DeviceRow.rows(of: $0.device) })
        }
    }
}

extension DeviceReport.Entry: ReportObject {
    static let reportName = "measured device"

    static let reportMembers: [ReportMember<DeviceReport.Entry>] = [
        ReportMember("name", "the name that `device` takes") { $0.device.name },
        .word("cell", "its kind", of: MeasuredDevice.Kind.allCases.map(\.rawValue)) { $0.device.kind.rawValue },
        ReportMember("title", "what it is, and who made it") { $0.device.title },
        ReportMember("values", "its published values") { $0.device.values },
        ReportMember("unpublished", "quantities without a published value") { $0.device.unpublished.map(\.rawValue) },
        ReportMember(
            "parameters", "the parameters that it gives in the revision; null where the revision has no such cells"
        ) { $0.parameters },
    ]
}

extension DeviceValue: ReportObject {
    package static let reportName = "value of a device"

    package static let reportMembers: [ReportMember<DeviceValue>] = [
        .word("quantity", "what it is", of: DeviceQuantity.allCases.map(\.rawValue)) { $0.quantity.rawValue },
        ReportMember("value", "the value") { SignedFigure($0.value) },
        ReportMember("unit", "its unit; `1` for pure numbers, `F` for feature sizes") { $0.quantity.unit },
        ReportMember("source", "the publication") { $0.source.citation },
        ReportMember(
            "quotedBy",
            "the text that quotes the publication, where the value was read there; null where it was read in the "
                + "publication, its title or its abstract"
        ) { $0.quotedBy?.citation },
        ReportMember("note", "what to know of it; empty where the number says all") { $0.note },
    ]
}

/// A value of a device as a row of a table.
struct DeviceRow {
    let device: MeasuredDevice
    let value: DeviceValue

    static func rows(of device: MeasuredDevice) -> [DeviceRow] {
        device.values.map { DeviceRow(device: device, value: $0) }
    }

    static let columns: [CSVColumn<DeviceRow>] = [
        CSVColumn("device", "devices.name") { $0.device.name },
        CSVColumn("cell", "devices.cell") { $0.device.kind.rawValue },
        CSVColumn("title", "devices.title") { $0.device.title },
        CSVColumn("quantity", "devices.values.quantity") { $0.value.quantity.rawValue },
        CSVColumn("value", "devices.values.value") { "\($0.value.value)" },
        CSVColumn("unit", "devices.values.unit") { $0.value.quantity.unit },
        CSVColumn("source", "devices.values.source") { $0.value.source.citation },
        CSVColumn("quoted_by", "devices.values.quotedBy") { $0.value.quotedBy?.citation ?? "" },
        CSVColumn("note", "devices.values.note") { $0.value.note },
    ]
}
