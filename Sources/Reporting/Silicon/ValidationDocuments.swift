// SPDX-License-Identifier: Apache-2.0

import Macro
import ReportKit
import Silicon

extension ChipComparison.Row: ReportObject {
    package static let reportName = "figure of a chip"

    package static let reportMembers: [ReportMember<ChipComparison.Row>] = [
        ReportMember("chip", "the chip") { $0.chip },
        .word("kind", "the kind of macro", of: MacroKind.allCases.map(\.rawValue)) { $0.kind.rawValue },
        ReportMember("node", "technology node", unit: "nm") { $0.node },
        ReportMember("point", "the operating point") { $0.point },
        .word("figure", "the figure", of: MeasuredFigure.allCases.map(\.rawValue)) { $0.figure.rawValue },
        ReportMember("measured", "as it was measured", unit: "J, s or m^2") { $0.measured },
        ReportMember("model", "as the model has it", unit: "J, s or m^2") { $0.model },
        ReportMember("ratio", "model divided by measurement", unit: "1") { $0.ratio },
        ReportMember(
            "ratioLeftOut", "the same with factors of overhead that were fitted to the other families of the file",
            unit: "1"
        ) { $0.ratioLeftOut },
        ReportMember("scored", "whether it counts in the statistics") { $0.isScored },
        ReportMember("assumed", "whether the design has values that stand in for unpublished ones") { $0.isAssumed },
    ]
}

extension ChipFile.Skipped: ReportObject {
    package static let reportName = "chip that is left out"

    package static let reportMembers: [ReportMember<ChipFile.Skipped>] = [
        ReportMember("chip", "the chip") { $0.id },
        ReportMember("why", "what the model lacks") { $0.reason },
    ]
}

extension ChipComparison.Summary: ReportObject {
    package static let reportName = "errors of a figure"

    package static let reportMembers: [ReportMember<ChipComparison.Summary>] = [
        .word("figure", "the figure", of: MeasuredFigure.allCases.map(\.rawValue)) { $0.figure.rawValue },
        .word("kind", "the kind of macro, or all", of: ["all"] + MacroKind.allCases.map(\.rawValue)) {
            $0.kind?.rawValue ?? "all"
        },
        ReportMember("model", "errors with the factors of this version") { $0.model },
        ReportMember("leftOut", "errors with factors that were fitted to the other families of the file") {
            $0.leftOut
        },
    ]
}

/// Factors of a kind that were fitted.
struct FittedOverhead: ReportObject {
    let kind: MacroKind
    let factors: MacroOverhead

    static let reportName = "fitted overhead"

    static let reportMembers: [ReportMember<FittedOverhead>] = [
        .word("kind", "the kind of macro", of: MacroKind.allCases.map(\.rawValue)) { $0.kind.rawValue },
        ReportMember("area", "factor on the area", unit: "1") { $0.factors.area },
        ReportMember("energy", "factor on the energy", unit: "1") { $0.factors.energy },
        ReportMember("latency", "factor on the time", unit: "1") { $0.factors.latency },
    ]
}

extension ErrorStatistics: ReportObject {
    package static let reportName = "statistics of errors"

    package static let reportMembers: [ReportMember<ErrorStatistics>] = [
        ReportMember("count", "number of ratios") { $0.count },
        ReportMember("medianFactor", "median of the factor by which the model is off in either direction", unit: "1") {
            $0.medianFactor
        },
        ReportMember("geometricMean", "geometric mean of model divided by measurement", unit: "1") {
            $0.geometricMean
        },
        ReportMember("shareWithinHalf", "share of ratios between 1/1.5 and 1.5", unit: "1") { $0.shareWithinHalf },
        ReportMember("worst", "largest factor by which the model is off", unit: "1") { $0.worst },
    ]
}

/// Columns of the table of figures.
enum ValidationColumns {
    static let points: [CSVColumn<ChipComparison.Row>] = [
        CSVColumn("chip", "points.chip") { $0.chip },
        CSVColumn("kind", "points.kind") { $0.kind.rawValue },
        CSVColumn("node_nm", "points.node") { "\($0.node)" },
        CSVColumn("point", "points.point") { $0.point },
        CSVColumn("figure", "points.figure") { $0.figure.rawValue },
        CSVColumn("measured", "points.measured") { "\($0.measured)" },
        CSVColumn("model", "points.model") { "\($0.model)" },
        CSVColumn("ratio", "points.ratio") { "\($0.ratio)" },
        CSVColumn("ratio_left_out", "points.ratioLeftOut") { "\($0.ratioLeftOut)" },
        CSVColumn("scored", "points.scored") { "\($0.isScored)" },
        CSVColumn("assumed", "points.assumed") { "\($0.isAssumed)" },
    ]
}
