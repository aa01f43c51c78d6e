// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Plots

/// Where a report or a picture goes.
enum DrawnDestination<Report> where Report: CaseIterable & RawRepresentable<String> & Sendable {
    case report(Report, ReportDestination)
    case picture(PictureDestination)

    /// Checks a place before there is anything to write.
    ///
    /// - Parameters:
    ///   - path: the file; nil for standard output.
    ///   - format: a format of the report, or a picture.
    ///   - plots: how pictures look.
    ///   - replacing: whether existing files may be replaced.
    /// - Throws: `InputError` of kind `cannotWrite`, and for pictures what `PlotOptions.destination` throws.
    init(
        _ path: String?, _ format: DrawnFormat<Report>, _ plots: PlotOptions, replacing: Bool
    ) throws(InputError) {
        switch format {
        case .picture(let picture): self = .picture(try plots.destination(path, picture, force: replacing))
        case .report(let report):
            guard let path else {
                self = .report(report, .standardOutput)
                return
            }
            self = .report(report, .file(try ReportFile(path, replacing: replacing)))
        }
    }

    /// Makes what was asked for. Nothing is written before `write` of the result.
    ///
    /// - Throws: what making it throws.
    func made(
        report: (Report) throws(InputError) -> String, plot: () throws(InputError) -> Plot
    ) throws(InputError) -> Made {
        switch self {
        case .report(let format, let destination): .text(try report(format), destination)
        case .picture(let destination): .picture(try destination.made(plot()))
        }
    }

    /// Makes what was asked for and writes it.
    ///
    /// - Throws: `InputError` of kind `cannotWrite`, and what making it throws.
    func write(
        report: (Report) throws(InputError) -> String, plot: () throws(InputError) -> Plot
    ) throws(InputError) {
        try made(report: report, plot: plot).write()
    }

    /// A report or a picture that is ready to be written.
    enum Made {
        case text(String, ReportDestination)
        case picture(PictureDestination.Made)

        /// Writes it, and then what belongs to it.
        ///
        /// - Throws: `InputError` of kind `cannotWrite`, and what `after` throws.
        func write(after: () throws(InputError) -> Void = {}) throws(InputError) {
            switch self {
            case .text(let text, let destination): try destination.write(text, after: after)
            case .picture(let picture):
                try picture.write()
                try after()
            }
        }
    }
}
