// SPDX-License-Identifier: Apache-2.0

import Macro
import ReportKit
import Runs

extension MacroTask: ReportObject {
    package static let reportName = "matrix-vector multiplication"

    package static let reportMembers: [ReportMember<MacroTask>] = [
        ReportMember("supply", "supply", unit: "V") { $0.supply },
        ReportMember("temperature", "temperature", unit: "K") { $0.temperature },
        ReportMember("inputBits", "bits of an input", unit: "bit") { $0.inputBits },
        ReportMember("weightBits", "bits of a weight", unit: "bit") { $0.weightBits },
        ReportMember("outputBits", "bits of a result that converters resolve; null for all that they have", unit: "bit")
        {
            $0.outputBits
        },
        ReportMember("inputs", "length of the input vector") { $0.inputs },
        ReportMember("outputs", "number of results") { $0.outputs },
        ReportMember("inputDensity", "share of ones among the bits of inputs", unit: "1") { $0.inputDensity },
        ReportMember("weightDensity", "share of ones among the bits of weights", unit: "1") { $0.weightDensity },
    ]
}

extension MacroCounts: ReportObject {
    package static let reportName = "counts of a macro"

    package static let reportMembers: [ReportMember<MacroCounts>] = [
        ReportMember("reads", "reads of the rows") { $0.reads },
        ReportMember("conversions", "conversions; 0 without converters") { $0.conversions },
        ReportMember("steps", "conversions one after the other, or cycles of the adders") { $0.steps },
        ReportMember("rowsPerRead", "rows of cells that a read drives") { $0.rows },
        ReportMember("bitsPerRead", "bits of an input that a read takes", unit: "bit") { $0.bits },
    ]
}

extension MacroPart: ReportObject {
    package static let reportName = "part of a macro"

    package static let reportMembers: [ReportMember<MacroPart>] = [
        .word("name", "what it is", of: Name.allCases.map(\.rawValue)) { $0.name.rawValue },
        ReportMember("title", "the name in words") { $0.name.title },
        ReportMember("area", "area", unit: "m^2") { $0.area },
        ReportMember("energy", "energy of the multiplication, without leakage", unit: "J") { $0.energy },
        ReportMember("latency", "time of the multiplication that passes in this part", unit: "s") { $0.latency },
        ReportMember("leakagePower", "static power", unit: "W") { $0.leakagePower },
    ]
}

extension MacroOverhead: ReportObject {
    package static let reportName = "overhead of a macro"

    package static let reportMembers: [ReportMember<MacroOverhead>] = [
        ReportMember("area", "factor on the area", unit: "1") { $0.area },
        ReportMember("energy", "factor on the energy", unit: "1") { $0.energy },
        ReportMember("latency", "factor on the time", unit: "1") { $0.latency },
    ]
}

extension MacroError: ReportObject {
    package static let reportName = "typical error of a macro"

    package static let reportMembers: [ReportMember<MacroError>] = [
        ReportMember("area", "factor on the area", unit: "1") { $0.area },
        ReportMember("energy", "factor on the energy", unit: "1") { $0.energy },
        ReportMember("latency", "factor on the time", unit: "1") { $0.latency },
    ]
}

/// Columns of the table of parts.
enum MacroColumns {
    static let parts: [CSVColumn<MacroPart>] = [
        CSVColumn("part", "parts.name") { $0.name.rawValue },
        CSVColumn("area_m2", "parts.area") { "\($0.area)" },
        CSVColumn("energy_J", "parts.energy") { "\($0.energy)" },
        CSVColumn("latency_s", "parts.latency") { "\($0.latency)" },
        CSVColumn("leakage_power_W", "parts.leakagePower") { "\($0.leakagePower)" },
    ]
}
