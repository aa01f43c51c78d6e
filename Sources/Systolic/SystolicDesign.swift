// SPDX-License-Identifier: Apache-2.0

import Diagnostics

/// A systolic array with its three buffers.
public struct SystolicDesign: Sendable, Equatable {
    /// Rows of processing elements [1].
    public let rows: Int
    /// Columns of processing elements [1].
    public let columns: Int
    /// The operands that stay in the processing elements.
    public let dataflow: Dataflow
    /// Buffer for the input map [1024 words].
    public let ifmapKilowords: Int
    /// Buffer for the filters [1024 words].
    public let filterKilowords: Int
    /// Buffer for the output map [1024 words].
    public let ofmapKilowords: Int
    /// Bandwidth of DRAM.
    public let bandwidth: InterfaceBandwidth

    /// The longest side of an array [1].
    public static let longestSide = 1 << 16
    /// The largest buffer [1024 words].
    public static let largestBuffer = 1 << 22
    /// The largest bandwidth [words/cycle].
    public static let largestBandwidth = 1 << 24

    /// Describes a design.
    ///
    /// - Throws: `InputError` without a place, naming what is out of range.
    public init(
        rows: Int, columns: Int, dataflow: Dataflow, ifmapKilowords: Int, filterKilowords: Int, ofmapKilowords: Int,
        bandwidth: InterfaceBandwidth
    ) throws(InputError) {
        self.rows = rows
        self.columns = columns
        self.dataflow = dataflow
        self.ifmapKilowords = ifmapKilowords
        self.filterKilowords = filterKilowords
        self.ofmapKilowords = ofmapKilowords
        self.bandwidth = bandwidth
        var limits = [
            ("the array height", rows, Self.longestSide), ("the array width", columns, Self.longestSide),
            ("the ifmap SRAM", ifmapKilowords, Self.largestBuffer),
            ("the filter SRAM", filterKilowords, Self.largestBuffer),
            ("the ofmap SRAM", ofmapKilowords, Self.largestBuffer),
        ]
        if case .given(let ifmap, let filter, let ofmap) = bandwidth {
            limits += [
                ("the ifmap bandwidth", ifmap, Self.largestBandwidth),
                ("the filter bandwidth", filter, Self.largestBandwidth),
                ("the ofmap bandwidth", ofmap, Self.largestBandwidth),
            ]
        }
        for (what, value, limit) in limits where !(1...limit).contains(value) {
            throw InputError("\(what) is \(value) (allowed: whole numbers from 1 to \(limit))")
        }
    }

    /// Processing elements [1].
    public var elements: Int { rows * columns }
}
