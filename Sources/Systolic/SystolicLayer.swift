// SPDX-License-Identifier: Apache-2.0

import Diagnostics
import Workload

/// A layer as a systolic array sees it: windows of an input map, each multiplied with every filter.
///
/// A matrix product of M x K and K x N is the layer whose input map has M rows of K words and whose N filters are one row of
/// K words; a fully connected layer is a map of one position.
public struct SystolicLayer: Sendable, Hashable {
    /// Zeros at the edges of an input map that no memory holds.
    public struct Border: Sendable, Hashable {
        /// Rows at the top [1].
        public let top: Int
        /// Rows at the bottom [1].
        public let bottom: Int
        /// Columns at the left [1].
        public let left: Int
        /// Columns at the right [1].
        public let right: Int

        /// No zeros.
        public static let none = Border(top: 0, bottom: 0, left: 0, right: 0)

        /// Makes a border.
        public init(top: Int, bottom: Int, left: Int, right: Int) {
            self.top = top
            self.bottom = bottom
            self.left = left
            self.right = right
        }
    }

    /// Name of the layer, as the user gave it.
    public let name: String
    /// Height of the input map, with its border [1].
    public let inputHeight: Int
    /// Width of the input map, with its border [1].
    public let inputWidth: Int
    /// Height of a filter [1].
    public let filterHeight: Int
    /// Width of a filter [1].
    public let filterWidth: Int
    /// Channels of the input map and of a filter [1].
    public let channels: Int
    /// Filters, which are the channels of the output map [1].
    public let filters: Int
    /// From one window to the next [1].
    public let strides: AxisPair
    /// From one element of a filter to the next; 1 without gaps [1].
    public let dilations: AxisPair
    /// The part of the input map's edge that is zero and is not fetched from memory. If there is none, a padded map is
    /// a larger map, and its zeros are fetched like everything else.
    public let border: Border
    /// Input maps that are computed with the same filters, one after the other [1].
    public let batch: Int

    /// Positions of the window along the height [1].
    public let outputHeight: Int
    /// Positions of the window along the width [1].
    public let outputWidth: Int

    /// The largest extent of anything [1].
    static let largestExtent = 1 << 24
    /// The most multiply-accumulate operations of a layer: tens of times those of the largest layers that are run, and few
    /// enough for counts to be exact and for events to be followed [1].
    static let mostOperations = 1 << 46

    /// Describes a layer.
    ///
    /// - Throws: `InputError` without a place, naming the quantity that makes no layer.
    public init(
        name: String, inputHeight: Int, inputWidth: Int, filterHeight: Int, filterWidth: Int, channels: Int,
        filters: Int, strides: AxisPair = 1, dilations: AxisPair = 1, border: Border = .none, batch: Int = 1
    ) throws(InputError) {
        self.name = name
        self.inputHeight = inputHeight
        self.inputWidth = inputWidth
        self.filterHeight = filterHeight
        self.filterWidth = filterWidth
        self.channels = channels
        self.filters = filters
        self.strides = strides
        self.dilations = dilations
        self.border = border
        self.batch = batch
        outputHeight = Self.windows(inputHeight, filterHeight, strides.vertical, dilations.vertical)
        outputWidth = Self.windows(inputWidth, filterWidth, strides.horizontal, dilations.horizontal)
        try validate()
    }

    /// Describes a layer with the same stride in both directions and a filter without gaps.
    ///
    /// - Throws: `InputError` without a place, naming the quantity that makes no layer.
    public init(
        name: String, inputHeight: Int, inputWidth: Int, filterHeight: Int, filterWidth: Int, channels: Int,
        filters: Int, stride: Int, border: Border = .none, batch: Int = 1
    ) throws(InputError) {
        try self.init(
            name: name, inputHeight: inputHeight, inputWidth: inputWidth, filterHeight: filterHeight,
            filterWidth: filterWidth, channels: channels, filters: filters, strides: AxisPair(stride), border: border,
            batch: batch)
    }

    /// Windows along a direction; 0 for numbers beyond all bounds, which `validate()` refuses.
    private static func windows(_ input: Int, _ filter: Int, _ stride: Int, _ dilation: Int) -> Int {
        guard [input, filter, stride, dilation].allSatisfy((1...largestExtent).contains) else { return 0 }
        let span = (filter - 1) * dilation + 1
        // A stride that does not divide makes one more position, whose window leaves the map.
        return max(0, input - span + 2 * stride - 1) / stride
    }

    /// The layer that multiplies a matrix of M x K with one of K x N.
    ///
    /// - Throws: `InputError` without a place.
    public init(name: String, rows: Int, columns: Int, depth: Int) throws(InputError) {
        for (letter, value) in [("M", rows), ("N", columns), ("K", depth)] {
            try SystolicLayer.check(value, named: letter)
        }
        try self.init(
            name: name, inputHeight: rows, inputWidth: depth, filterHeight: 1, filterWidth: depth, channels: 1,
            filters: columns)
    }

    /// The same layer for several input maps. The array takes them as one long sequence of windows.
    ///
    /// - Throws: `InputError` when that is too large a layer.
    public func repeated(_ batch: Int) throws(InputError) -> SystolicLayer {
        try copy(named: name, batch: batch)
    }

    /// The same layer under no name, so that equal ones can be told.
    func unnamed() throws(InputError) -> SystolicLayer { try copy(named: "", batch: batch) }

    private func copy(named name: String, batch: Int) throws(InputError) -> SystolicLayer {
        try SystolicLayer(
            name: name, inputHeight: inputHeight, inputWidth: inputWidth, filterHeight: filterHeight,
            filterWidth: filterWidth, channels: channels, filters: filters, strides: strides, dilations: dilations,
            border: border, batch: batch)
    }
}

extension SystolicLayer {
    /// Windows, which are the rows of the input matrix: M [1].
    public var windows: Int { outputHeight * outputWidth * batch }

    /// Words of a window, which are the length of a dot product: K [1].
    public var windowWords: Int { filterHeight * filterWidth * channels }

    /// Multiply-accumulate operations, those with words outside the input map included [1].
    public var multiplyAccumulates: Int { windows * windowWords * filters }

    /// Words of the input maps [1].
    public var inputWords: Int { inputHeight * inputWidth * channels * batch }

    /// Words of the filters [1].
    public var filterWords: Int { windowWords * filters }

    /// Words of the output maps [1].
    public var outputWords: Int { windows * filters }

    private func validate() throws(InputError) {
        let extents = [
            ("the input height", inputHeight), ("the input width", inputWidth), ("the filter height", filterHeight),
            ("the filter width", filterWidth), ("the number of channels", channels), ("the number of filters", filters),
            ("the stride", strides.vertical), ("the stride", strides.horizontal),
            ("the dilation", dilations.vertical), ("the dilation", dilations.horizontal), ("the batch", batch),
        ]
        for (what, value) in extents {
            try SystolicLayer.check(value, named: what)
        }
        for (what, first, last, input) in [
            ("rows", border.top, border.bottom, inputHeight), ("columns", border.left, border.right, inputWidth),
        ] where first < 0 || last < 0 || first >= input || last >= input - first {
            throw InputError("a border of \(first) and \(last) \(what) leaves nothing of the input of \(input)")
        }
        for (what, axis, input) in [("height", vertical, inputHeight), ("width", horizontal, inputWidth)]
        where axis.span > input {
            let filter = axis.dilation == 1 ? "\(axis.filter)" : "\(axis.span) with its gaps"
            throw InputError("the filter \(what) is \(filter), more than the input \(what) of \(input)")
        }
        let factors = [outputHeight, outputWidth, batch, filterHeight, filterWidth, channels, filters]
        let input = [inputHeight, inputWidth, channels, batch]
        guard let operations = product(factors), operations <= Self.mostOperations, product(input) != nil else {
            throw InputError("more than 2^46 multiply-accumulate operations: the layer is too large")
        }
    }

    private static func check(_ value: Int, named what: String) throws(InputError) {
        guard (1...largestExtent).contains(value) else {
            throw InputError("\(what) is \(value) (allowed: whole numbers from 1 to \(largestExtent))")
        }
    }
}

/// The product of numbers; nil when it is larger than 2^60.
func product(_ factors: [Int]) -> Int? {
    var result = 1
    for factor in factors {
        let (next, overflow) = result.multipliedReportingOverflow(by: factor)
        guard !overflow, next <= 1 << 60 else { return nil }
        result = next
    }
    return result
}

/// The quotient rounded up; both numbers are positive.
func ceilingQuotient(_ dividend: Int, _ divisor: Int) -> Int {
    (dividend + divisor - 1) / divisor
}
