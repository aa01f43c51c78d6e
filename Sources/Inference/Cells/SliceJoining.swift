// SPDX-License-Identifier: Apache-2.0

import CellArrays

/// The analog sum of the slices of a weight before one conversion: the column of each slice counts with a weight, which the
/// ratio of capacitors or of current mirrors makes.
struct SliceJoining: Sendable {
    private let cells: CellLevels
    /// The weight of each slice over that of the lowest one [1].
    private let weights: [Double]
    /// What the weights really are over what they should be: [arrays][polarities][slices][columns]; nil where they are
    /// exact [1].
    private let factors: [Double]?
    /// The array of each row.
    private let arrays: [Int]

    /// The joining of a layer; nil where slices are converted one by one.
    ///
    /// - Parameters:
    ///   - cells: the levels of the cells.
    ///   - groups: the reads of the layer.
    ///   - hardware: the hardware that the cells belong to.
    ///   - stream: where deviations of the weights come from.
    init?(_ cells: CellLevels, groups: [ReadGroup], _ hardware: HardwareConfiguration, _ stream: RandomStream) {
        guard hardware.joinsSlices else { return nil }
        self.cells = cells
        weights = hardware.array.weights.joiningWeights.map(Double.init)
        var arrays = [Int](repeating: 0, count: cells.rows)
        for group in groups {
            for row in group.rows { arrays[row] = group.array }
        }
        self.arrays = arrays
        let sigma = hardware.joiningSigma
        let count = ((arrays.max() ?? 0) + 1) * cells.polarities * cells.slices * cells.columns
        factors = sigma > 0 ? stream.normals(count).map { 1 + sigma * $0 } : nil
    }

    /// The levels of weights as one slice.
    var levels: CellLevels {
        let block = cells.rows * cells.columns
        var sums = [Int32](repeating: 0, count: cells.polarities * block)
        for polarity in 0..<cells.polarities {
            for (slice, weight) in weights.enumerated() {
                let start = (polarity * cells.slices + slice) * block
                for place in 0..<block { sums[polarity * block + place] += Int32(weight) * cells.values[start + place] }
            }
        }
        return cells.joined(sums)
    }

    /// The conductances of weights from those of cells [polarities][slices][rows][columns].
    func conductances(_ cells: [Double]) -> [Double] { sums(of: cells) { $0 } }

    /// The variances of weights from those of cells, which are independent.
    func variances(_ cells: [Double]) -> [Double] { sums(of: cells) { $0 * $0 } }

    /// Sums over slices with what `factor` makes of their weights.
    private func sums(of numbers: [Double], _ factor: (Double) -> Double) -> [Double] {
        let (rows, columns, slices) = (cells.rows, cells.columns, cells.slices)
        var result = [Double](repeating: 0, count: cells.polarities * rows * columns)
        for polarity in 0..<cells.polarities {
            for slice in 0..<slices {
                let block = polarity * slices + slice
                for row in 0..<rows {
                    let source = (block * rows + row) * columns
                    let target = (polarity * rows + row) * columns
                    let deviation = (arrays[row] * cells.polarities * slices + block) * columns
                    for column in 0..<columns {
                        let weight = weights[slice] * (factors?[deviation + column] ?? 1)
                        result[target + column] += factor(weight) * numbers[source + column]
                    }
                }
            }
        }
        return result
    }
}
