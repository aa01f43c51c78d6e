// SPDX-License-Identifier: Apache-2.0

import Workload

extension LayerTrace {
    /// The same trace with rows in the order of the novel mapping: position by position of the kernel, the channels within,
    /// instead of channel by channel.
    ///
    /// The kernel has `positions` positions.
    func positionByPosition(_ positions: Int) -> LayerTrace {
        guard positions > 1, weights.rows > positions else { return self }
        let channels = weights.rows / positions
        let order = (0..<positions).flatMap { position in (0..<channels).map { $0 * positions + position } }
        return LayerTrace(
            weights: weights.rows(order), oldWeights: oldWeights?.rows(order), inputs: inputs.rows(order),
            activity: activity)
    }
}

extension WeightMatrix {
    /// Rows in another order.
    fileprivate func rows(_ order: [Int]) -> WeightMatrix {
        let values = values
        return WeightMatrix(
            rows: order.count, columns: columns,
            values: order.flatMap { values[$0 * columns..<($0 + 1) * columns] })
    }
}

extension InputBits {
    /// Rows in another order.
    fileprivate func rows(_ order: [Int]) -> InputBits {
        InputBits(
            rows: order.count, vectors: vectors, bitsPerVector: bitsPerVector,
            words: order.flatMap { words[$0 * wordsPerRow..<($0 + 1) * wordsPerRow] })
    }
}
