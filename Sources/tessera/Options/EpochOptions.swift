// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Estimation
import Reporting

/// Options that ask for the CSV files that NeuroSim writes in each epoch of training.
struct EpochOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Also writes NeuroSim's CSV files of this epoch into the folder --output.", valueName: "n"))
    var epoch: Int?

    func validate() throws {
        if let epoch, epoch < 0 { throw ValidationError("--epoch is \(epoch) (allowed: 0, 1, 2, ...)") }
    }

    /// Checks where the files go before a long run; nil when none are asked for.
    ///
    /// - Throws: `InputError` of kind `usage` without a folder, of kind `cannotWrite` when nothing can be written there.
    func files(_ output: OutputOptions) throws(InputError) -> EpochFiles? {
        guard let epoch else { return nil }
        guard let folder = output.output else {
            throw InputError("--epoch \(epoch) needs --output, the folder for the CSV files", kind: .usage)
        }
        return try EpochFiles(folder: folder, epoch: epoch, replacing: output.force)
    }
}

/// The CSV files of an epoch.
struct EpochFiles {
    /// Collects one row an epoch.
    let summary: String
    private let breakdown: ReportFile

    init(folder: String, epoch: Int, replacing: Bool) throws(InputError) {
        let results = folder + "/NeuroSim_Results_Each_Epoch"
        try ReportFile.makeFolder(folder)
        try ReportFile.makeFolder(results)
        summary = folder + "/NeuroSim_Output.csv"
        breakdown = try ReportFile("\(results)/NeuroSim_Breakdown_Epoch_\(epoch).csv", replacing: replacing)
    }

    /// Writes the breakdown and adds the row: both, or neither.
    func write(_ estimate: Estimate) throws(InputError) {
        let report = EpochReport(estimate)
        let rows = FileKind(at: summary) == nil ? "" : String(decoding: try InputFile.bytes(of: summary), as: UTF8.self)
        try ReportFile.write([
            (breakdown, report.breakdown), (try ReportFile(summary, replacing: true), report.summary(after: rows)),
        ])
    }
}
