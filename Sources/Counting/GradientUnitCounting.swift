// SPDX-License-Identifier: Apache-2.0

import Workload

/// Arrays of a unit for weight gradients, and those that the activations of a layer take.
public struct GradientArrays: Sendable, Equatable {
    /// Arrays of the unit below each other.
    public let arrayRows: Int
    /// Arrays of the unit side by side.
    public let arrayColumns: Int
    /// Rows of one array.
    public let cellRows: Int
    /// Columns of one array.
    public let cellColumns: Int
    /// Rows of the layer's activations.
    public let rows: Int
    /// Columns of the layer's activations.
    public let columns: Int

    /// Arrays of the given counts.
    public init(arrayRows: Int, arrayColumns: Int, cellRows: Int, cellColumns: Int, rows: Int, columns: Int) {
        self.arrayRows = arrayRows
        self.arrayColumns = arrayColumns
        self.cellRows = cellRows
        self.cellColumns = cellColumns
        self.rows = rows
        self.columns = columns
    }

    /// Arrays that the activations take below each other.
    public var neededRows: Int { ceilingDivision(rows, cellRows) }
    /// Arrays that the activations take side by side.
    public var neededColumns: Int { ceilingDivision(columns, cellColumns) }
}

/// The unit that computes weight gradients.
public protocol GradientUnitCounting: Sendable {
    /// The layer that the unit is sized for.
    ///
    /// - Parameters:
    ///   - largestMap: The layer with the largest input map.
    ///   - mostCells: The layer with the most activations to store.
    /// - Returns: One of the two layers.
    func gradientUnitLayer(largestMap: Int, mostCells: Int) -> Int
    /// Arrays for so many lines of `size` lines each; at least 1.
    func gradientArrays(_ lines: Int, size: Int) -> Int
    /// Share of the unit's area that counts for the chip [1].
    ///
    /// `fillsArray` says whether the activations that the unit is sized for fill one array.
    func countedGradientArea(fillsArray: Bool) -> Double
    /// Whole bits of a gradient from their exact number `bits` [bit].
    func gradientBits(_ bits: Double) -> Double
    /// Number of ADCs of an array in which `share` columns share one.
    func gradientConverters(columns: Int, share: Int) -> Int
    /// A count of the unit, between its own and that of the synaptic arrays.
    func gradientUnit(_ own: Int, arrays: Int) -> Int
    /// Static power of the multiplexers, their decoders, and the adder trees of the unit [W].
    func gradientOutputLeakage(_ power: Double) -> Double
    /// Share of an array's lines that the drivers of a write see, when a share `activity` changes [1].
    func gradientDriverActivity(_ activity: Double) -> Double
    /// Additions of an adder tree for each output channel of a unit that is read row by row [1].
    func sequentialGradientAdditions(_ additions: Double) -> Double
    /// Additions whose energy counts, for each output channel [1].
    func gradientAdditionsWithEnergy(_ additions: Double) -> Double
    /// How much faster a layer is read if its activations are stored in the unit several times; below 1 if they do not
    /// fit [1].
    func gradientSpeedUp(_ arrays: GradientArrays) -> Double
    /// Time to read all output channels in one copy over that in copies that make reading `speed` times as fast [1].
    func gradientReadShare(_ speed: Double, outputs: Int) -> Double
    /// Passes in which the activations of a layer are written, if `passes` are needed [1].
    func gradientPasses(_ passes: Double) -> Double
    /// Output channels of a layer whose errors are applied one after the other.
    func gradientOutputs(of layer: Layer) -> Int
}

extension GradientUnitCounting {
    /// The one with the most activations.
    public func gradientUnitLayer(largestMap: Int, mostCells: Int) -> Int { mostCells }

    /// Enough for all lines.
    public func gradientArrays(_ lines: Int, size: Int) -> Int { max(1, ceilingDivision(lines, size)) }

    /// All of it.
    public func countedGradientArea(fillsArray: Bool) -> Double { 1 }

    /// Rounded up.
    public func gradientBits(_ bits: Double) -> Double { bits.rounded(.up) }

    /// Enough for all columns.
    public func gradientConverters(columns: Int, share: Int) -> Int { ceilingDivision(columns, share) }

    /// Its own.
    public func gradientUnit(_ own: Int, arrays: Int) -> Int { own }

    /// All of it.
    public func gradientOutputLeakage(_ power: Double) -> Double { power }

    /// Those that change.
    public func gradientDriverActivity(_ activity: Double) -> Double { activity }

    /// As many as weights share the tree.
    public func sequentialGradientAdditions(_ additions: Double) -> Double { additions }

    /// All.
    public func gradientAdditionsWithEnergy(_ additions: Double) -> Double { additions }

    /// Activations that are lower than the unit but wider stand in parts below each other; those larger than the unit
    /// are slower: their parts are written and read one after the other.
    public func gradientSpeedUp(_ arrays: GradientArrays) -> Double {
        let places = max(1, arrays.arrayRows / arrays.neededRows) * arrays.arrayColumns
        let passes =
            ceilingDivision(arrays.neededRows, arrays.arrayRows) * ceilingDivision(arrays.neededColumns, places)
        return passes > 1 ? 1 / Double(passes) : Double(places / arrays.neededColumns)
    }

    /// A channel is read in one copy.
    public func gradientReadShare(_ speed: Double, outputs: Int) -> Double {
        speed > 1 ? Double(outputs) / (Double(outputs) / speed).rounded(.up) : speed
    }

    /// As many as are needed.
    public func gradientPasses(_ passes: Double) -> Double { passes }

    /// Those of one group: errors of groups are applied at the same time.
    public func gradientOutputs(of layer: Layer) -> Int { layer.outputsPerGroup }
}
