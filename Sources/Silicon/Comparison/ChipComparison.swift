// SPDX-License-Identifier: Apache-2.0

import Macro

/// The model beside published chips.
public struct ChipComparison: Sendable {
    /// A figure of a chip, measured and by the model.
    public struct Row: Sendable {
        /// The chip.
        public let chip: String
        /// The kind of macro.
        public let kind: MacroKind
        /// The node [nm].
        public let node: Int
        /// The operating point.
        public let point: String
        /// The figure.
        public let figure: MeasuredFigure
        /// As it was measured, in SI units.
        public let measured: Double
        /// As the model has it, with the factors of this version.
        public let model: Double
        /// As the model has it with factors that were fitted to the other families of the file only.
        public let modelLeftOut: Double
        /// Whether it counts in statistics.
        public let isScored: Bool
        /// Whether the design has values that stand in for unpublished ones.
        public let isAssumed: Bool

        /// Model over measurement [1].
        public var ratio: Double { model / measured }
        /// Model of the fit without the chip's family over measurement [1].
        public var ratioLeftOut: Double { modelLeftOut / measured }
    }

    /// Statistics of a figure and of some chips.
    public struct Summary: Sendable {
        /// The figure.
        public let figure: MeasuredFigure
        /// The kind; nil for all of them.
        public let kind: MacroKind?
        /// With the factors of this version.
        public let model: ErrorStatistics
        /// With factors that were fitted to the other families of the file only.
        public let leftOut: ErrorStatistics
    }

    /// The file.
    public let file: ChipFile
    /// All figures, chip by chip.
    public let rows: [Row]
    /// Factors that were fitted to all chips of the file.
    public let fitted: [MacroKind: MacroOverhead]

    /// Runs the model on the chips of a file.
    ///
    /// - Parameters:
    ///   - file: The chips.
    ///   - overheads: Factors in place of those of this version.
    public init(_ file: ChipFile, overheads: [MacroKind: MacroOverhead]? = nil) {
        self.file = file
        fitted = OverheadFit.overheads(file.chips)
        rows = file.chips.flatMap { chip in
            let others = OverheadFit.overheads(file.chips.filter { $0.family != chip.family })
            return Self.rows(chip, overhead: overheads?[chip.kind] ?? .fitted(chip.kind), leftOut: others[chip.kind])
        }
    }

    private static func rows(_ chip: PublishedChip, overhead: MacroOverhead, leftOut: MacroOverhead?) -> [Row] {
        var rows: [Row] = []
        for (index, point) in chip.points.enumerated() {
            let macro = Macro(point.design, point.task, overhead: overhead)
            let other = Macro(point.design, point.task, overhead: leftOut)
            func add(_ figure: MeasuredFigure, _ measured: Double?, isScored: Bool) {
                guard let measured else { return }
                rows.append(
                    Row(
                        chip: chip.id, kind: chip.kind, node: point.design.node.nanometers, point: point.name,
                        figure: figure, measured: measured, model: figure.value(of: macro),
                        modelLeftOut: figure.value(of: other), isScored: isScored,
                        isAssumed: !chip.assumed.isEmpty))
            }
            if index == 0 { add(.area, chip.area, isScored: chip.scoresArea) }
            for figure in [MeasuredFigure.energy, .latency] {
                add(figure, point.measured[figure], isScored: point.scored.contains(figure))
            }
        }
        return rows
    }

    /// Statistics by figure: of all chips, of each kind.
    public var summaries: [Summary] {
        [MeasuredFigure.energy, .area, .latency].flatMap { figure in
            ([nil] + MacroKind.allCases.map(Optional.some)).compactMap { kind -> Summary? in
                let counted = rows.filter {
                    $0.isScored && $0.figure == figure && (kind == nil || $0.kind == kind)
                }
                guard let model = ErrorStatistics(counted.map(\.ratio)),
                    let leftOut = ErrorStatistics(counted.map(\.ratioLeftOut))
                else { return nil }
                return Summary(figure: figure, kind: kind, model: model, leftOut: leftOut)
            }
        }
    }
}
