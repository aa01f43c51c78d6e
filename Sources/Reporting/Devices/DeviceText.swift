// SPDX-License-Identifier: Apache-2.0

import Configuration
import DeviceCatalog
import ReportKit

/// Devices for a terminal.
struct DeviceText {
    let report: DeviceReport

    var text: String {
        let blocks = report.isDetailed ? report.entries.map(detail) : [list]
        return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    // MARK: All devices

    private var list: [String] {
        let rows = report.entries.map(row)
        return TextTable(
            header: ["device", "cell", "nm", "on, kOhm", "off/on", "levels", report.revision.word, "made by"],
            rows: rows,
            leftAligned: ["device", "cell", "made by", report.revision.word]
        ).lines + [
            "",
            "`tessera devices NAME` shows each value with its source, and the parameters that it gives. An empty field is not",
            "published. A column `no` says that the revision has no such cells; --revision shows another revision.",
        ]
    }

    private func row(_ entry: DeviceReport.Entry) -> [String] {
        let device = entry.device
        func text(_ value: Double?, _ format: (Double) -> String) -> String { value.map(format) ?? "" }
        return [
            device.name, device.kind.rawValue,
            text(device.value(.technologyNode)) { FigureText.fourDigits($0 * 1e9) },
            text(device.value(.onResistance)) { FigureText.fourDigits($0 * 1e-3) },
            text(device.onOffRatio, FigureText.threeDigits),
            text(device.value(.levels), FigureText.fourDigits), entry.parameters == nil ? "no" : "yes", device.title,
        ]
    }

    // MARK: One device

    private func detail(_ entry: DeviceReport.Entry) -> [String] {
        let device = entry.device
        let sources = device.sources
        let values = device.values.map { value in
            let numbers = [value.source, value.quotedBy].compactMap(\.self).compactMap(sources.firstIndex(of:))
                .map { "[\($0 + 1)]" }
            return [
                "  \(value.quantity.rawValue)", shown(value), unit(value.quantity), numbers.joined(separator: " in "),
                value.note,
            ]
        }
        var lines = ["\(device.name): \(device.title)", ""]
        lines +=
            TextTable(
                header: ["Published", "value", "unit", "source", "note"], rows: values,
                leftAligned: ["Published", "unit", "source", "note"]
            ).lines
        lines += ["", "Sources"] + sources.enumerated().map { "  [\($0.offset + 1)] \($0.element.citation)" }
        lines += ["", "Not published, so that the default of the revision holds where it is a parameter"]
        lines += ["  " + device.unpublished.map(\.rawValue).joined(separator: ", ")]
        return lines + [""] + parameters(entry)
    }

    private func parameters(_ entry: DeviceReport.Entry) -> [String] {
        guard let parameters = entry.parameters else {
            return ["Revision \(report.revision.word) has no \(entry.device.kind.rawValue) cells."]
        }
        let rows = parameters.map { setting in
            [
                "  \(setting.name)", setting.text, setting.unit == "1" ? "" : setting.unit,
                "default \(setting.defaultValue.text)",
            ]
        }
        let header = "Parameters in revision \(report.revision.word)"
        return TextTable(
            header: [header, "value", "unit", " "], rows: rows, leftAligned: [header, "unit", " "]
        ).lines
    }

    private func shown(_ value: DeviceValue) -> String {
        switch value.quantity {
        case .technologyNode: FigureText.fourDigits(value.value * 1e9)
        case .cellArea: FigureText.fourDigits(value.value * 1e12)
        case .readPulse, .setPulse, .resetPulse: FigureText.fourDigits(value.value * 1e9)
        case .endurance: FigureText.sixDigits(value.value)
        default: FigureText.fourDigits(value.value)
        }
    }

    private func unit(_ quantity: DeviceQuantity) -> String {
        switch quantity {
        case .technologyNode: "nm"
        case .cellArea: "um^2"
        case .readPulse, .setPulse, .resetPulse: "ns"
        default: quantity.unit == "1" ? "" : quantity.unit
        }
    }
}
