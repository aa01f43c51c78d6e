// SPDX-License-Identifier: Apache-2.0

import Architecture
import Circuits
import Foundation

/// A departure, and where it is measured.
struct MeasuredDeparture {
    /// Its name.
    let name: String
    /// What the reference does.
    let meaning: String
    /// The design that shows it.
    let setting: Setting
    /// The reference, and the reference without the departure.
    let revisions: (whole: Revision, without: Revision)
}

/// The effects of departures as a table in Markdown: how figures change when the reference's way is given up.
struct EffectTable {
    /// The reference, as in `V2.1`.
    let reference: String
    /// What the columns for latency and energy are called.
    let latencyName: String
    let energyName: String
    let departures: [MeasuredDeparture]
    /// Where all departures together are measured, with the reference and without any departure.
    let whole: (setting: Setting, reference: Revision, exact: Revision)

    /// Changes of less than this are not printed as numbers [1].
    private static let smallest = 5e-6

    /// Measures everything; tells `progress` what is at work.
    func markdown(progress: (String) -> Void) throws -> String {
        var references: [Setting: Figures] = [:]
        func reference(_ setting: Setting, _ revision: Revision) throws -> Figures {
            if let known = references[setting] { return known }
            let figures = try setting.figures(revision)
            references[setting] = figures
            return figures
        }
        var rows: [[String]] = []
        for departure in departures {
            progress(departure.name)
            let setting = departure.setting
            let old = try reference(setting, departure.revisions.whole)
            let new = try setting.figures(departure.revisions.without)
            rows.append(["`\(departure.name)`", departure.meaning, setting.name] + effects(old, new))
        }
        progress("all together")
        let all = try effects(reference(whole.setting, whole.reference), whole.setting.figures(whole.exact))
        rows.append(["all together", "`accounting = exact` in place of `neurosim`.", whole.setting.name] + all)
        let header = [
            "departure", "what DNN+NeuroSim \(self.reference) does", "VGG-8 on", latencyName, energyName,
            "leakage energy",
            "area",
            "TOPS/W", "share that moves most",
        ]
        return ([header, header.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |\n" }.joined()
    }

    private func effects(_ old: Figures, _ new: Figures) -> [String] {
        [
            change(old.latency, new.latency), change(old.energy, new.energy),
            change(old.leakageEnergy, new.leakageEnergy), change(old.area, new.area),
            change(old.operationsPerJoule, new.operationsPerJoule), largestShift(old, new),
        ]
    }

    /// A change in percent; blank for none.
    private func change(_ old: Double, _ new: Double) -> String {
        guard old < 1e280 else { return new < 1e280 ? "becomes finite" : "" }
        let ratio = new / old - 1
        guard abs(ratio) > 1e-12 else { return "" }
        return abs(ratio) < Self.smallest ? "< 0.001" : percent(ratio)
    }

    private func percent(_ ratio: Double) -> String {
        if ratio > 10 { return String(format: "x %.0f", ratio + 1) }
        let isExtreme = abs(ratio) < 0.001 || ratio < -0.999
        let digits = isExtreme ? "%+.3f" : abs(ratio) < 0.1 ? "%+.2f" : "%+.1f"
        return String(format: digits, ratio * 100)
    }

    /// The category whose share of the total moves most, in percentage points.
    private func largestShift(_ old: Figures, _ new: Figures) -> String {
        let shifts = zip(old.shares, new.shares).map { ($0.name, $1.value - $0.value) }
        guard let largest = shifts.max(by: { abs($0.1) < abs($1.1) }), abs(largest.1) > 1e-4 else { return "" }
        return "\(largest.0) \(percent(largest.1))"
    }
}
