// SPDX-License-Identifier: Apache-2.0

import Counting
import Workload

// Layers, cells and columns.
extension NeuroSim21Counting {
    /// Without padding, from one quotient of positions and steps.
    public func inputVectors(of layer: Layer) -> Int {
        departs(.ignoresPadding) ? layer.unpaddedVectors : exact.inputVectors(of: layer)
    }

    /// Without padding and stride.
    public func gradientPositions(of layer: Layer) -> Int {
        guard departs(.ignoresPadding) else { return exact.gradientPositions(of: layer) }
        return max(1, layer.vertical.unpaddedExtent) * max(1, layer.horizontal.unpaddedExtent)
    }

    /// At each position of the input map.
    public func operations(of layer: Layer) -> Double {
        departs(.countsOperationsOnInputMap) ? layer.operationsOnInputMap : exact.operations(of: layer)
    }

    /// Rows are taken as they come.
    public func regroupedPositions(ofKernel positions: Int) -> Int {
        departs(.takesChannelsForPositions) ? 1 : exact.regroupedPositions(ofKernel: positions)
    }

    /// Whole weights.
    public func weights(sharingConverterOf columns: Int, columnsPerWeight: Int) -> Double {
        departs(.truncatesColumnSharing)
            ? Double(columns / columnsPerWeight)
            : exact.weights(sharingConverterOf: columns, columnsPerWeight: columnsPerWeight)
    }

    /// Rounded down.
    public func units(_ count: Int, sharedBy share: Int) -> Int {
        departs(.truncatesSharing) ? max(1, count / share) : exact.units(count, sharedBy: share)
    }

    /// Rounded down.
    public func weightSteps(share: Int, columnsPerWeight: Int) -> Double {
        departs(.truncatesSharing)
            ? Double(share / columnsPerWeight) : exact.weightSteps(share: share, columnsPerWeight: columnsPerWeight)
    }

    /// Rounded down.
    public func conductingLines(of count: Int) -> Double {
        departs(.truncatesSharing) ? Double(count / 2) : exact.conductingLines(of: count)
    }
}

// What cells store.
extension NeuroSim21Counting {
    /// Those of the digits: weights are not taken for signs.
    public func signBits(digits: Int, most: Int) -> Int {
        departs(.usesQuotientCellValues) ? digits : exact.signBits(digits: digits, most: most)
    }

    /// The quotient that is left after each digit, over the largest digit by a division of integers; for signs too.
    public func cellValues(of levels: ClosedRange<Int>, in code: CellCode) -> [Double] {
        guard departs(.usesQuotientCellValues) else { return exact.cellValues(of: levels, in: code) }
        let (cells, shift) = (code.cells, code.weightBits - code.levelBits)
        let radix = 1 << code.cellBits
        var result = [Double](repeating: 0, count: levels.count * cells)
        for (index, level) in levels.enumerated() {
            var rest = level << shift
            for position in stride(from: cells - 1, through: 0, by: -1) {
                rest /= radix
                result[index * cells + position] = Double(rest / (radix - 1))
            }
        }
        return result
    }

    /// The integer 1.
    public func isPositive(_ level: Int, in code: CellCode) -> Bool {
        departs(.usesQuotientCellValues) ? level == 1 : exact.isPositive(level, in: code)
    }

    /// From -1 to 1, whatever the weights; signs, too.
    public func wholeWeightRange(in code: CellCode) -> (lower: Double, upper: Double)? {
        departs(.usesQuotientCellValues) ? (-1, 1) : exact.wholeWeightRange(in: code)
    }
}
