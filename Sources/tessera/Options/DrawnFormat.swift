// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Plots

/// A format of a command that also draws: a report, or a picture.
enum DrawnFormat<Report>: Sendable where Report: CaseIterable & RawRepresentable<String> & Sendable {
    case report(Report)
    case picture(PlotFormat)

    /// The word for it.
    var name: String {
        switch self {
        case .report(let report): report.rawValue
        case .picture(let picture): picture.rawValue
        }
    }

    /// The form of the picture; nil for a report.
    var picture: PlotFormat? {
        if case .picture(let format) = self { return format }
        return nil
    }
}

extension DrawnFormat: ExpressibleByArgument {
    init?(argument: String) {
        if let report = Report(rawValue: argument) {
            self = .report(report)
        } else if let picture = PlotFormat(rawValue: argument) {
            self = .picture(picture)
        } else {
            return nil
        }
    }

    var defaultValueDescription: String { name }

    static var allValueStrings: [String] { Report.allCases.map(\.rawValue) + PlotFormat.allCases.map(\.rawValue) }
}
