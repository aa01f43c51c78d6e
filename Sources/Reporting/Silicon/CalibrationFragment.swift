// SPDX-License-Identifier: Apache-2.0

import Macro
import ReportKit
import Silicon

/// Factors of overhead that fit a file of chips, as a Param file.
public struct CalibrationFragment: Sendable {
    private let comparison: ChipComparison

    /// The factors of a comparison.
    public init(_ comparison: ChipComparison) {
        self.comparison = comparison
    }

    /// The text of the file. A comment says for each kind how far chips are whose family was left out of the fit; kinds without a
    /// scored chip are left out.
    public var text: String {
        var lines = [
            "// Factors for control, timing, references and layout, fitted to \(comparison.file.chips.count) chips.",
            "revision = tessera",
        ]
        for (kind, suffix) in suffixes {
            guard let factors = comparison.fitted[kind] else { continue }
            let errors = comparison.summaries.filter { $0.kind == kind }
            guard !errors.isEmpty else { continue }
            lines.append("")
            for error in errors {
                lines.append(
                    "// \(kind.rawValue), \(error.figure.title): \(error.leftOut.count) figures, median factor "
                        + "\(FigureText.threeDigits(error.leftOut.medianFactor)) with the family left out")
            }
            let figures = Set(errors.map(\.figure))
            if figures.contains(.area) { lines.append("overheadArea\(suffix) = \(factors.area)") }
            if figures.contains(.energy) { lines.append("overheadEnergy\(suffix) = \(factors.energy)") }
            if figures.contains(.latency) { lines.append("overheadTime\(suffix) = \(factors.latency)") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private let suffixes: [(MacroKind, String)] = [
        (.currentSRAM, "Current"), (.chargeSRAM, "Charge"), (.resistive, "Resistive"), (.digitalSRAM, "Digital"),
    ]
}
