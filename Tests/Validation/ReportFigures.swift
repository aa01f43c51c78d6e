// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The figures of a report in NeuroSim's format, by section and label.
struct ReportFigures {
    /// Figures in their printed units; nothing for those that are not numbers, infinite or negative.
    private(set) var numbers: [String: Double?] = [:]
    /// Sizes such as `9x128x128`.
    private(set) var sizes: [String: String] = [:]

    private var section = "head"

    init(_ report: String) {
        for line in report.split(separator: "\n") {
            read(line.trimmingCharacters(in: .whitespaces))
        }
    }

    private static let sections = [
        "# of tile used": "tiles", "Speed-up of each layer": "speed-up", "Utilization of each layer": "utilization",
        "Hardware Performance ---": "head", "FloorPlan Done": "head", "Summary ---": "summary",
    ]

    private mutating func read(_ line: String) {
        if let layer = line.firstMatch(of: #/Estimation of Layer (\d+)/#) {
            section = "layer \(layer.1)"
            return
        }
        if let title = Self.sections.first(where: { line.contains($0.key) }) {
            section = title.value
            return
        }
        if let match = line.wholeMatch(of: #/(.*?):\s*(\d+(?:x\d+)+)/#) {
            sizes["\(section) | \(match.1)"] = String(match.2)
            return
        }
        let pattern =
            #/-*\s*(.*?)\s*(?:\bis\b\s*)?:\s*([-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|nan|inf))\s*[A-Za-z%^\/0-9]*\s*%?/#
        guard let match = line.wholeMatch(of: pattern), !line.hasPrefix("Total Run-time") else { return }
        let key = "\(section) | \(match.1)"
        var name = key
        var count = 1
        while numbers.keys.contains(name) {
            count += 1
            name = "\(key) #\(count)"
        }
        let value = Double(match.2) ?? .nan
        numbers[name] = .some(value.isFinite && value >= 0 ? value : nil)
    }
}
