// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Systolic

/// Options that say which array a network runs on.
struct SystolicDesignOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A configuration file of SCALE-Sim; excludes the options below.", valueName: "file.cfg"))
    var config: String?

    @Option(help: ArgumentHelp("Rows and columns of the array. (default: 32x32)", valueName: "rows x columns"))
    var array: ArrayShape?

    @Option(
        help: ArgumentHelp(
            "Operands that stay in the processing elements: outputs (os), weights (ws) or inputs (is). (default: os)",
            valueName: "dataflow"))
    var dataflow: Dataflow?

    @Option(help: ArgumentHelp("Buffer for input maps, in 1024 words. (default: 64)", valueName: "kwords"))
    var ifmapSram: Int?

    @Option(help: ArgumentHelp("Buffer for filters, in 1024 words. (default: 64)", valueName: "kwords"))
    var filterSram: Int?

    @Option(help: ArgumentHelp("Buffer for output maps, in 1024 words. (default: 64)", valueName: "kwords"))
    var ofmapSram: Int?

    @Option(
        help: ArgumentHelp(
            "Words per cycle between DRAM and each buffer, or calc: as many as the array needs. (default: calc)",
            valueName: "calc|n"))
    var bandwidth: BandwidthArgument?

    func validate() throws {
        if config != nil, let name = givenBeside {
            throw ValidationError("--config and \(name) exclude each other: the file describes the whole array")
        }
    }

    /// The first of these options that was given.
    var given: String? { config == nil ? givenBeside : "--config" }

    /// The first option that was given, but for the file.
    private var givenBeside: String? {
        let options: [(name: String, isGiven: Bool)] = [
            ("--array", array != nil), ("--dataflow", dataflow != nil), ("--ifmap-sram", ifmapSram != nil),
            ("--filter-sram", filterSram != nil), ("--ofmap-sram", ofmapSram != nil),
            ("--bandwidth", bandwidth != nil),
        ]
        return options.first(where: \.isGiven)?.name
    }

    /// The array.
    func design() throws(InputError) -> SystolicDesign {
        if let config { return try ConfigurationFile(readingFrom: config).design }
        let array = array ?? ArrayShape(rows: 32, columns: 32)
        do throws(InputError) {
            return try SystolicDesign(
                rows: array.rows, columns: array.columns, dataflow: dataflow ?? .outputStationary,
                ifmapKilowords: ifmapSram ?? 64, filterKilowords: filterSram ?? 64, ofmapKilowords: ofmapSram ?? 64,
                bandwidth: bandwidth?.bandwidth ?? .calculated)
        } catch {
            throw InputError(error.message, kind: .usage)
        }
    }
}
