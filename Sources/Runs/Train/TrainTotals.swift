// SPDX-License-Identifier: Apache-2.0

import Circuits
import Configuration
import Estimation
import Training

/// Figures of a whole training: what its cells have been through, and what the chip spent.
public struct TrainTotals: Sendable {
    /// Epochs [1].
    public let epochs: Int
    /// Cells of all layers [1].
    public let cells: Int
    /// Mean writes of a cell [1].
    public let writesPerCell: Double
    /// Writes of the cell with the most of them, which is the endurance that it needs [1].
    public let mostWrites: Int
    /// Wear at a given endurance; nil without one.
    public let wear: CellWear?
    /// The chip over the training; nil without estimates of training.
    public let chip: ChipTotals?

    /// Adds up a training.
    ///
    /// - Parameters:
    ///   - run: The training.
    ///   - endurance: Writes that a cell survives; nil where it is not known [1].
    public init(_ run: TrainRun, endurance: Double? = nil) {
        let last = run.epochs.last?.record
        epochs = run.epochs.count
        cells = last?.cells ?? run.trainer.network.weightCount
        writesPerCell = last?.writesPerCell ?? 0
        mostWrites = last?.mostWrites ?? 0
        wear = endurance.map { CellWear($0, run.epochs.map(\.record)) }
        chip = ChipTotals(run.epochs.map(\.estimate))
    }
}

/// Wear of cells that survive so many writes.
public struct CellWear: Sendable {
    /// Wear of a layer.
    public struct Layer: Sendable {
        /// Number of the layer among those with weights, from 1.
        public let number: Int
        /// Whether the most-written cell has more writes than it survives.
        public let isMostBeyond: Bool
        /// Whether more than 1 % of the cells have more writes than they survive.
        public let isPercentBeyond: Bool
        /// Epochs until the most-written cell is worn; nil if it was never written [1].
        public let epochsOfMost: Double?
        /// Epochs until 1 % of the cells are worn; nil if 99 % were never written [1].
        public let epochsOfPercent: Double?

        init(_ number: Int, _ record: LayerRecord, epochs: Int, endurance: Double) {
            func time(until writes: Int) -> Double? { writes > 0 ? endurance * Double(epochs) / Double(writes) : nil }
            self.number = number
            isMostBeyond = Double(record.mostWrites) > endurance
            isPercentBeyond = Double(record.writesOf99Percent) > endurance
            epochsOfMost = time(until: record.mostWrites)
            epochsOfPercent = time(until: record.writesOf99Percent)
        }
    }

    /// Writes that a cell survives [1].
    public let endurance: Double
    /// The first epoch, from 1, after which a cell has more writes than it survives; nil if none has.
    public let firstWornEpoch: Int?
    /// The layers with weights.
    public let layers: [Layer]

    /// Compares writes with what cells survive.
    ///
    /// - Parameters:
    ///   - endurance: Writes that a cell survives [1].
    ///   - records: All epochs of a training, in their order.
    public init(_ endurance: Double, _ records: [EpochRecord]) {
        self.endurance = endurance
        firstWornEpoch = records.first { Double($0.mostWrites) > endurance }.map { $0.epoch + 1 }
        layers = (records.last?.layers ?? []).enumerated().map {
            Layer($0 + 1, $1, epochs: records.count, endurance: endurance)
        }
    }

    /// Epochs until the most-written cell of all layers is worn [1].
    public var epochsOfMost: Double? { layers.compactMap(\.epochsOfMost).min() }
    /// Epochs until 1 % of the cells of a layer are worn [1].
    public var epochsOfPercent: Double? { layers.compactMap(\.epochsOfPercent).min() }
}

/// Latency and energy of all epochs on the chip. Those of epochs between two estimates are interpolated; before the first and
/// after the last estimate they are those of the nearest one.
public struct ChipTotals: Sendable {
    /// Epochs whose chip was estimated [1].
    public let estimatedEpochs: Int
    /// Mean latency of an epoch; nil if one is infinite [s].
    public let epochLatency: Double?
    /// Mean energy of an epoch with leakage [J].
    public let epochEnergy: Double
    /// Latency of all epochs; nil if one is infinite [s].
    public let latency: Double?
    /// Energy of all epochs with leakage [J].
    public let energy: Double

    /// Adds up the epochs.
    ///
    /// There are no totals where no epoch has an estimate, or one of them is of inference.
    ///
    /// - Parameter estimates: An entry for each epoch; nil where there is no estimate.
    public init?(_ estimates: [Estimate?]) {
        let known = estimates.compactMap(\.self)
        guard !known.isEmpty, known.allSatisfy({ $0.configuration.estimatesTraining }) else { return nil }
        estimatedEpochs = known.count
        let count = Double(estimates.count)
        energy = Self.interpolated(estimates.map { $0?.chip.energy }).reduce(0, +)
        epochEnergy = energy / count
        let isFinite = known.allSatisfy { !$0.chip.costs.total.neverEnds }
        let latencies = estimates.map { $0?.chip.costs.total.latency }
        let latency = isFinite ? Self.interpolated(latencies).reduce(0, +) : nil
        self.latency = latency
        epochLatency = latency.map { $0 / count }
    }

    /// Numbers in place of those that are missing, one at least being there.
    static func interpolated(_ numbers: [Double?]) -> [Double] {
        let known = numbers.enumerated().compactMap { index, number in number.map { (index: index, number: $0) } }
        return numbers.indices.map { index in
            let before = known.last { $0.index <= index }
            let after = known.first { $0.index >= index }
            guard let before, let after else { return before?.number ?? after?.number ?? 0 }
            guard before.index < after.index else { return before.number }
            let share = Double(index - before.index) / Double(after.index - before.index)
            return before.number + share * (after.number - before.number)
        }
    }
}
