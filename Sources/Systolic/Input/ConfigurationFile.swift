// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Workload

/// A configuration file of SCALE-Sim: sections of `key = value` or `key : value`.
///
/// Keys are those of SCALE-Sim 3.0.0, in any case. Files of earlier versions, which have no `[layout]`, are read as well:
/// then all buffers have the bandwidth of `Bandwidth`.
public struct ConfigurationFile: Sendable, Equatable {
    /// The array that the file describes.
    public let design: SystolicDesign

    /// Reads a file.
    ///
    /// - Throws: `InputError` with file and line.
    public init(readingFrom path: String) throws(InputError) {
        let entries = try ConfigurationEntries(readingFrom: path)
        try entries.refuse("SparsitySupport", unless: ["false"], because: "sparse filters are not supported")
        try entries.refuse("IfmapCustomLayout", unless: ["false"], because: "memory layouts are not supported")
        try entries.refuse("FilterCustomLayout", unless: ["false"], because: "memory layouts are not supported")
        try entries.refuse("UseRamulatorTrace", unless: ["false"], because: "traces of Ramulator are not supported")
        let rows = try entries.number("ArrayHeight", upTo: SystolicDesign.longestSide)
        let columns = try entries.number("ArrayWidth", upTo: SystolicDesign.longestSide)
        let largest = SystolicDesign.largestBuffer
        let ifmap = try entries.number("IfmapSramSzkB", upTo: largest)
        let filter = try entries.number("FilterSramSzkB", upTo: largest)
        let ofmap = try entries.number("OfmapSramSzkB", upTo: largest)
        let dataflow = try entries.choice("Dataflow", of: Dataflow.allCases.map { ($0.rawValue, $0) })
        let isGiven = try entries.choice("InterfaceBandwidth", of: [("CALC", false), ("USER", true)])
        design = try SystolicDesign(
            rows: rows, columns: columns, dataflow: dataflow, ifmapKilowords: ifmap, filterKilowords: filter,
            ofmapKilowords: ofmap, bandwidth: isGiven ? ConfigurationFile.bandwidth(entries) : .calculated)
    }

    private static func bandwidth(_ entries: ConfigurationEntries) throws(InputError) -> InterfaceBandwidth {
        let ofmap = try entries.firstNumber("Bandwidth", upTo: SystolicDesign.largestBandwidth)
        func read(_ operand: String) throws(InputError) -> Int {
            let key = "\(operand)SRAMBankBandwidth"
            guard entries.contains(key) else { return ofmap }
            let bandwidth = try entries.number(key, upTo: SystolicDesign.largestBandwidth)
            let bankKey = "\(operand)SRAMBankNum"
            guard entries.contains(bankKey) else { return bandwidth }
            let banks = try entries.number(bankKey, upTo: SystolicDesign.largestBandwidth)
            guard bandwidth % banks == 0 else {
                throw entries.error(key, "is \(bandwidth), which \(bankKey) = \(banks) does not divide")
            }
            return bandwidth
        }
        return .given(ifmap: try read("Ifmap"), filter: try read("Filter"), ofmap: ofmap)
    }
}
