// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Diagnostics
import Systolic

/// Options that say among which arrays is searched.
struct SearchSpaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Numbers of rows to try.", valueName: "list"))
    var rows = ListArgument([1, 2, 4, 8, 16, 32, 64, 128])

    @Option(help: ArgumentHelp("Numbers of columns to try.", valueName: "list"))
    var columns = ListArgument([1, 2, 4, 8, 16, 32, 64, 128])

    @Option(help: ArgumentHelp("Dataflows to try.", valueName: "list"))
    var dataflow = ListArgument(Dataflow.allCases)

    @Option(help: ArgumentHelp("Buffers for input maps to try, in 1024 words.", valueName: "list"))
    var ifmapSram = ListArgument([16, 64])

    @Option(help: ArgumentHelp("Buffers for filters to try, in 1024 words.", valueName: "list"))
    var filterSram = ListArgument([16, 64])

    @Option(help: ArgumentHelp("Buffers for output maps to try, in 1024 words.", valueName: "list"))
    var ofmapSram = ListArgument([16, 64])

    @Option(help: ArgumentHelp("Words per cycle between DRAM and each buffer, or calc.", valueName: "calc|n"))
    var bandwidth = BandwidthArgument(words: nil)

    @Option(help: ArgumentHelp("Smallest number of processing elements of an array.", valueName: "n"))
    var minElements = 1

    @Option(help: ArgumentHelp("Largest number of processing elements of an array.", valueName: "n"))
    var maxElements = 4096

    @Option(help: ArgumentHelp("Largest area of an array with its buffers. (default: no limit)", valueName: "mm^2"))
    var maxArea: Double?

    func validate() throws {
        guard minElements >= 1, minElements <= maxElements else {
            throw ValidationError(
                "--min-elements \(minElements) --max-elements \(maxElements) (allowed: 1 or more, not above the other)")
        }
        if let maxArea, !(maxArea > 0 && maxArea.isFinite) {
            throw ValidationError("--max-area is \(maxArea) (allowed: numbers above 0)")
        }
    }

    /// The arrays.
    func space() throws(InputError) -> SearchSpace {
        do throws(InputError) {
            return try SearchSpace(
                rows: rows.values, columns: columns.values, dataflows: dataflow.values,
                ifmapKilowords: ifmapSram.values, filterKilowords: filterSram.values,
                ofmapKilowords: ofmapSram.values, bandwidth: bandwidth.bandwidth, elements: minElements...maxElements,
                largestArea: maxArea.map { $0 * 1e-6 })
        } catch {
            throw InputError(error.message, kind: .usage)
        }
    }
}
