// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Plots
import Reporting

/// Where a picture goes. Beside a file stands what the picture shows, as CSV: both are written, or neither.
struct PictureDestination {
    private let format: PlotFormat
    private let style: PlotStyle
    private let picture: ReportFile?
    private let data: ReportFile?

    /// Checks a place, before there is anything to draw; nil is standard output.
    init(
        _ path: String?, _ format: PlotFormat, _ style: PlotStyle, replacing: Bool
    ) throws(InputError) {
        self.format = format
        self.style = style
        guard let path else {
            (picture, data) = (nil, nil)
            return
        }
        let picture = try ReportFile(path, replacing: replacing)
        self.picture = picture
        // A device or a pipe has no file beside it.
        guard !picture.isStream else {
            data = nil
            return
        }
        let table = Self.path(beside: path)
        guard table != path else {
            throw InputError(
                "a picture has its data beside it as CSV: give the file of the picture another name than .csv",
                kind: .usage, file: path)
        }
        data = try ReportFile(table, replacing: replacing)
    }

    /// The path with `csv` in place of its extension.
    static func path(beside path: String) -> String {
        let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        guard let dot = path[name...].lastIndex(of: "."), dot > name else { return path + ".csv" }
        return path[..<dot] + ".csv"
    }

    /// A picture that is ready to be written.
    struct Made {
        fileprivate let bytes: [UInt8]
        fileprivate let table: String
        fileprivate let destination: PictureDestination

        /// Writes the picture and its data.
        ///
        /// - Throws: `InputError` of kind `cannotWrite`.
        func write() throws(InputError) {
            switch (destination.picture, destination.data) {
            case (let picture?, let data?): try ReportFile.write([(picture, bytes), (data, Array(table.utf8))])
            case (let picture?, nil): try picture.write(bytes)
            default: try StandardStreams.writeReport(bytes)
            }
        }
    }

    /// Makes the file of a picture.
    ///
    /// - Throws: `InputError` where cairo fails.
    func made(_ plot: Plot) throws(InputError) -> Made {
        let bytes: [UInt8]
        switch format {
        case .svg: bytes = Array(plot.svg(style).utf8)
        case .pdf: bytes = try plot.pdf(style, creator: "Tessera \(Tessera.version)")
        }
        return Made(bytes: bytes, table: plot.csv, destination: self)
    }
}
